"""The pages: that they answer, what they show, and that nothing of a report is run."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from desks import HELD, Browser, browser, desk, protected_report
from invented import make_claim, make_report
from river import build_claims, build_report

from oathbook.ledger import Ledger

RIVER = build_report()
PATHS = [
    "/", "/reports", "/reports?q=fajr&since=2014&until=2016&withdrawn=no&order=oldest", f"/reports/{RIVER.id}",
    "/claims", "/claims?type=leave&actor=Fajr+al-Wadi&status=actual&since=2015-01&until=2015&min_score=0.1",
    "/claims?source=report", f"/claims/{build_claims(RIVER)[0].id}", "/search", "/search?q=shield", "/read", "/audit",
    "/sign-in",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_pages_answer(ada: Browser, path: str) -> None:
    page = ada.page(path)
    parser = Landmarks()
    parser.feed(page)
    assert parser.found["main"] == 1 and parser.found["h1"] == 1, path
    assert 'href="#main"' in page and "<title>" in page
    assert parser.unlabelled == [], path
    assert parser.doubled == [], path


class Landmarks(HTMLParser):
    """Counts tags, fields without a label and ids that stand twice."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, int] = {}
        self.labelled: set[str] = set()
        self.fields: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found[tag] = self.found.get(tag, 0) + 1
        if tag == "label":
            self.labelled.add(given.get("for") or "")
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.fields.append(given.get("id") or "")
        if "id" in given:
            self.ids.append(given["id"] or "")
        assert "style" not in given and not any(name.startswith("on") for name in given), (tag, attrs)

    @property
    def unlabelled(self) -> list[str]:
        return [field for field in self.fields if field not in self.labelled]

    @property
    def doubled(self) -> list[str]:
        return sorted({id for id in self.ids if self.ids.count(id) > 1})


def test_a_report_shows_its_claims_on_its_words(ada: Browser) -> None:
    page = ada.page(f"/reports/{RIVER.id}")
    for claim in build_claims(RIVER):
        assert f'href="/claims/{claim.id}"' in page
        assert f'id="{claim.id}"' in page
    marked = re.findall(r'<a class="mark[^>]*>([^<]*)</a>', page)
    assert "pledged allegiance" in marked


def test_a_name_or_the_beginning_of_an_id_leads_to_the_permanent_address(ada: Browser) -> None:
    assert ada.get(f"/reports/{RIVER.name}").url.path == f"/reports/{RIVER.id}"
    claim = build_claims(RIVER)[0]
    assert ada.get(f"/claims/{claim.id[:10]}").url.path == f"/claims/{claim.id}"


def test_a_claim_that_counts_no_more_keeps_its_page(ada: Browser) -> None:
    claim = build_claims(RIVER)[0]
    ada.send(f"/reports/{RIVER.id}/withdraw", why="retracted")
    page = ada.page(f"/claims/{claim.id}")
    assert "counts no more" in page and "retracted" in page
    assert claim.id not in ada.page("/claims")
    assert "retracted" in ada.page("/reports?withdrawn=yes")
    ada.send(f"/reports/{RIVER.id}/restore", why="wrong article")
    assert claim.id in ada.page("/claims")
    listed = ada.page("/audit")
    assert "withdraw" in listed and "restore" in listed and "Ada" in listed


def test_a_citation(ada: Browser) -> None:
    claim = build_claims(RIVER)[0]
    page, bibtex = ada.page(f"/claims/{claim.id}"), ada.page(f"/claims/{claim.id}.bib")
    assert f"http://127.0.0.1:8765/claims/{claim.id}" in page
    assert bibtex.startswith(f"@misc{{oathbook-{claim.id[:12]},\n") and bibtex.rstrip().endswith("}")


def test_search_finds_words_of_claims_and_of_reports(ada: Browser) -> None:
    page = ada.page("/search?q=" + "northern+shield")
    assert "<mark>Northern</mark>" in page and "/claims/" in page
    assert "0 claims" in ada.page("/search?q=zebra")
    assert "holds no word" in ada.get("/search?q=%22%22").text
    assert "holds no word" in ada.get("/search?q=-shield").text


HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<svg onload=alert(1)><a href='javascript:x'>",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>', "{{ 7*7 }}{% raw %}", "</textarea></main><h1>gone",
]  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_a_report_is_run(tmp_path: Path, hostile: str) -> None:
    text = f"{hostile} pledged allegiance to the Tigers.\n"
    report = make_report("x" + hostile, text, title=hostile, publisher=hostile, url=f"javascript:{hostile}",
                         authors=(hostile,), warnings=(hostile,))  # fmt: skip
    claim = make_claim(report, agent=[hostile], object=[hostile], source=hostile, standing="named", end=len(text) - 1,
                       evidence=text[:-1], place=hostile, when_words=hostile, when="2014-01-01")  # fmt: skip
    with Ledger(str(tmp_path / "book.sqlite")) as ledger:
        ledger.append(report, [claim], reader=hostile)
    app = desk(str(tmp_path / "book.sqlite"))
    window = browser(app)
    plain = browser(desk(str(tmp_path / "empty.sqlite")))
    for path in ("/", "/reports", f"/reports/{report.id}", "/claims", f"/claims/{claim.id}", "/search?q=pledged"):
        page = window.get(path)
        seen = Tags()
        seen.feed(page.text)
        assert seen.bad == [], (path, seen.bad)
        scripts = Tags()
        scripts.feed(plain.page("/"))
        assert seen.scripts == scripts.scripts, path
        assert "49" not in re.sub(r"[0-9a-f]{10,}|\d{4}-\d\d-\d\d", "", page.text) or "7*7" not in hostile
    asked = window.get("/search", params={"q": hostile})
    seen = Tags()
    seen.feed(asked.text)
    assert seen.bad == []


class Tags(HTMLParser):
    """What a page would run or load."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[Any] = []
        self.scripts: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self.scripts.append(given.get("src"))
        address = (given.get("href") or given.get("src") or "").strip().lower()
        if (
            tag in ("svg", "img", "iframe", "object", "embed", "base", "style")
            or any(name.startswith("on") for name in given)
            or address.startswith(("javascript:", "data:", "http:", "//"))
        ):
            self.bad.append((tag, attrs))


def test_protected_names_are_hidden_until_an_editor_asks(ada: Browser) -> None:
    report, (claim,) = protected_report()
    paths = ["/", "/reports", f"/reports/{report.id}", "/claims", f"/claims/{claim.id}", f"/claims/{claim.id}.bib",
             "/claims.csv", "/claims.jsonl", "/search?q=lions", "/api/v1/claims", f"/api/v1/reports/{report.id}",
             "/api/v1/actors", f"/api/v1/claims/{claim.id}"]  # fmt: skip
    for path in paths:
        assert HELD not in ada.page(path), path
        assert "Bakkour" not in ada.page(path), path
    assert claim.id not in ada.page("/search?q=bakkour")
    assert claim.id not in ada.get("/claims", params={"source": HELD}).text
    nobody = ada.get("/api/v1/claims", params={"source": "Nasir Bakkou"}).json()["error"]
    assert HELD not in str(nobody), "the nearest names tell no protected one"
    ada.send("/protected-names", show="yes", then="/reports")
    assert HELD in ada.page(f"/reports/{report.id}") and "Protected names are shown" in ada.page("/")
    assert claim.id in ada.page("/search?q=bakkour")
    ada.send("/protected-names", show="no", then="/")
    assert HELD not in ada.page(f"/reports/{report.id}")


def test_errors_are_pages(ada: Browser) -> None:
    for path, status, words in (
        ("/nowhere", 404, "there is no such page"), ("/claims/ffff", 404, "there is no claim"),
        ("/reports/zzzz", 404, "there is no report"), ("/claims?type=eat", 400, "allowed: pledge"),
        ("/claims?since=soon", 400, "is no date"), ("/claims?page=0", 400, "is no number"),
        ("/claims?min_score=2", 400, "is no score"), ("/jobs/none", 404, "there is no reading"),
    ):  # fmt: skip
        answer = ada.get(path)
        assert answer.status_code == status and words in answer.text, (path, answer.text)
    unknown = ada.get("/claims?actor=Fajr+al-Wady")
    assert unknown.status_code == 404 and "nearest: Fajr al-Wadi" in unknown.text
    assert 'id="results"' in unknown.text, "a filter that was typed wrong is said where the claims stand"


def test_pages_ask_nothing_of_other_places() -> None:
    root = Path(__file__).parents[3] / "src" / "oathbook" / "views" / "desk"
    for file in [*root.glob("templates/*.html"), *root.glob("static/*.*")]:
        found = re.findall(r"(?:https?:)?//[\w.]+\.\w+", file.read_text())
        assert [each for each in found if "www.w3.org" not in each] == [], file.name
