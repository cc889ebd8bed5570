"""Reading reports in at the desk: files, pasted pages, progress, stopping, what goes wrong."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from cli_tools import InventedReader
from desks import Browser, browser
from starlette.testclient import TestClient

from oathbook.ledger import Ledger
from oathbook.records import Report
from oathbook.views.desk.app import create_app
from oathbook.views.desk.settings import DeskSettings


def ended(window: Browser, path: str, *, within: float = 20) -> str:
    """The page of a job once it has ended."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        page = window.page(path)
        if "hx-get" not in page.split("</header>")[1]:
            return page
        time.sleep(0.05)
    raise AssertionError(page)


def test_files_are_read(ada: Browser, app: Any, reader: InventedReader) -> None:
    files = [
        ("files", ("one.txt", b"Lions left Tigers.")), ("files", ("one.txt", b"Herons left Storks.")),
        ("files", ("bad.txt", b"broken")), ("files", ("empty.txt", b"")),
    ]  # fmt: skip
    sent = ada.send("/read/files", files=files, published="2014-12-15")
    page = ended(ada, sent.url.path)
    assert "2 read" in page and "2 failed" in page and "1 claim" in page
    assert "this is a fault of oathbook" in page and "empty.txt: " in page and "/tmp" not in page
    assert "Herons" in ada.page("/claims?actor=Herons")
    report = next(iter(app.state.desk.ledger.claims(actor="Herons")))
    assert report.published and report.published.isoformat() == "2014-12-15"
    again = ada.send("/read/files", files=[("files", ("one.txt", b"Lions left Tigers."))], published="2014-12-15")
    assert "1 known" in ended(ada, again.url.path)
    assert "reading" in ada.page("/audit") and "one.txt" in ada.page("/audit")


def test_a_pasted_page_is_read_and_never_run(ada: Browser, app: Any, reader: InventedReader) -> None:
    html = (
        "<html><head><title>Lions leave</title></head><body><article><h1>Lions leave</h1>"
        "<p onclick='alert(1)'>Lions left Tigers. This is a paragraph of a good length, as a page has it.</p>"
        "<script>alert(2)</script><svg onload='alert(3)'></svg></article></body></html>"
    )
    sent = ada.send("/read/text", text=html, url="https://paper.example/a", published="2014-12-15", name="page")
    assert "1 read" in ended(ada, sent.url.path)
    stored = app.state.desk.ledger.report("page")
    assert stored.report.url == "https://paper.example/a" and "alert(2)" not in stored.report.text
    page = ada.page(f"/reports/{stored.report.id}")
    assert "onclick" not in page and "alert(" not in page


def test_a_pasted_text_keeps_its_markup_as_text(ada: Browser, app: Any, reader: InventedReader) -> None:
    sent = ada.send("/read/text", text="<b>Lions</b> left Tigers.", kind="text", name="note")
    assert "1 read" in ended(ada, sent.url.path)
    page = ada.page("/reports/note")
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize(
    ("path", "form", "says"),
    [
        ("/read/text", {"text": "  "}, "the text is empty"),
        ("/read/text", {"text": "x", "published": "soon"}, "is no date"),
        ("/read/files", {}, "no file was chosen"),
    ],
)
def test_what_cannot_be_read_is_said(ada: Browser, path: str, form: dict[str, str], says: str) -> None:
    answer = ada.send(path, **form)
    assert answer.status_code == 400 and says in answer.text


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "..\\..\\evil.txt", "C:\\evil.txt", ".evil.txt"])
def test_a_file_stays_where_it_is_put(ada: Browser, reader: InventedReader, tmp_path: Path, name: str) -> None:
    sent = ada.send("/read/files", files=[("files", (name, b"Lions left Tigers."))])
    assert "1 read" in ended(ada, sent.url.path)
    assert not list(tmp_path.parent.rglob("evil.txt"))


def test_a_file_of_another_kind_is_refused(ada: Browser, app: Any) -> None:
    answer = ada.send("/read/files", files=[("files", ("report.pdf", b"%PDF"))])
    assert answer.status_code == 400 and "&#39;report.pdf&#39; is no kind of file that is read" in answer.text
    assert app.state.desk.jobs.all() == []


def test_stopping(ada: Browser, reader: InventedReader, app: Any) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait(report: Report) -> None:
        begun.set()
        assert go_on.wait(10)

    reader.before = wait
    files = [("files", (f"{number}.txt", f"Lions {number} left Tigers.".encode())) for number in range(5)]
    path = ada.send("/read/files", files=files).url.path
    assert begun.wait(10)
    assert 'hx-get="' in ada.page(path) and ada.page("/claims"), "pages answer while it reads"
    ada.send(f"{path}/stop")
    go_on.set()
    page = ended(ada, path)
    assert "Stopped; what was read is kept" in page and "1 read" in page


def test_a_process_of_its_own_reads_and_stops(tmp_path: Path) -> None:
    url = str(tmp_path / "book.sqlite")
    Ledger(url).close()
    with TestClient(create_app(url, settings=DeskSettings(owner="Ada")), base_url="http://127.0.0.1") as client:
        window = Browser(client)
        text = (
            b"9 March 2015\n\nThe Sabir Battalion pledged allegiance to the Popular Front on Monday, its leader said.\n"
        )
        sent = window.send("/read/files", files=[("files", ("sabir.txt", text))])
        page = ended(window, sent.url.path, within=240)
        assert "1 read" in page, page
        assert "pledge" in window.page("/claims")
        many = [("files", (f"{n}.txt", text + str(n).encode())) for n in range(30)]
        path = window.send("/read/files", files=many).url.path
        window.send(f"{path}/stop")
        assert "Stopped; what was read is kept" in ended(window, path, within=240)


def test_a_job_is_for_those_who_may_read(shared_app: Any, reader: InventedReader) -> None:
    reviewer, other = browser(shared_app), browser(shared_app)
    reviewer.sign_in("reviewer")
    other.sign_in("reader")
    sent = reviewer.send("/read/files", on="/read", files=[("files", ("one.txt", b"Lions left Tigers."))])
    assert "1 read" in ended(reviewer, sent.url.path)
    assert other.get(sent.url.path).status_code == 404
    assert other.send("/read/text", text="x").status_code == 403
