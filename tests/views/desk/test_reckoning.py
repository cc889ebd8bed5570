"""What is reckoned apart: the same answers, kept for the next start, behind for a while, survived when it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from desks import Browser, browser
from invented import make_claim, make_report
from sqlalchemy import update

from oathbook.errors import UnknownName
from oathbook.ledger import Ledger
from oathbook.lexicon import Lexicon
from oathbook.views.desk.app import create_app
from oathbook.views.desk.book import Book
from oathbook.views.desk.clocks import days_of
from oathbook.views.desk.history_asked import asked_of_one
from oathbook.views.desk.reckoning import Apart, Given, Here, Progress, Reckoning, answering, saved
from oathbook.views.desk.reckoning.frames import Sender, receive
from oathbook.views.desk.reckoning.prepare import prepare
from oathbook.views.desk.seen import shown
from oathbook.views.desk.settings import DeskSettings
from oathbook.views.desk.store import Store
from oathbook.views.desk.visitors import Visitor
from oathbook.views.desk.wanted import Wanted

ADA = Visitor("Ada", "editor", opens=False, account=False)
LONG = 60.0


def opened(url: str) -> Book:
    """A book of the ledger with its index made."""
    book = Book(Ledger(url), Store(url), Lexicon())
    book.index.prepare()
    book.index.catch_up()
    return book


def slow(book: Book, seconds: float) -> str:
    """A question that takes long."""
    time.sleep(seconds)
    return "done"


def wrong(book: Book) -> str:
    """A question that goes wrong."""
    raise UnknownName("no claim names it", ("Lions",))


def pid(book: Book) -> int:
    """The process that answers."""
    return os.getpid()


def no(words: str, share: float | None = None) -> None:
    """Progress that nobody is told of."""


def until(is_so: Callable[[], Any]) -> Any:
    """Waits until something is so."""
    deadline = time.monotonic() + LONG
    while time.monotonic() < deadline:
        with suppress(Reckoning):
            if found := is_so():
                return found
        time.sleep(0.05)
    raise AssertionError("it never came to be so")


def lives(process: int) -> bool:
    """Whether there is a process of that number, also one that nobody waited for."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def add(url: str, name: str = "late") -> None:
    """One more report."""
    report = make_report(name, "The Herons pledged allegiance to the Storks.\n")
    with Ledger(url) as ledger:
        ledger.append(report, [make_claim(report, agent=["Herons"], object=["Storks"])], reader="r")


@pytest.fixture
def apart(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Apart]:
    """The answers of a process of its own, which knows the questions of this module."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    book = opened(url)
    made = Apart(Given(url, None, False), book.ledger)
    yield made
    made.close()
    book.close()


def test_answers_are_those_made_here(apart: Apart, url: str) -> None:
    book = opened(url)
    here = Here(book)
    for question, args, options in (
        (days_of, (), {"opens": False}),
        (shown, (Wanted("network"), ADA), {}),
        (asked_of_one, (ADA, "who", "Lions"), {"on": None, "known_by": None, "rule": "default"}),
    ):
        assert apart.ask(question, *args, **options) == here.ask(question, *args, **options)  # type: ignore[operator]
    assert apart.ask(pid) != os.getpid()
    for answers in (apart, here):
        with pytest.raises(UnknownName, match="no claim names it") as held:
            answers.ask(wrong)
        assert held.value.nearest == ("Lions",)
    here.close()
    book.close()


@pytest.mark.parametrize("apart_or_here", ["apart", "here"])
def test_a_long_question_is_said_and_asked_once(
    apart: Apart, url: str, apart_or_here: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    until(lambda: apart.ask(pid))
    book = opened(url)
    answers = apart if apart_or_here == "apart" else Here(book)
    monkeypatch.setattr(answering, "PATIENCE", 0.05)
    began = time.monotonic()
    for _ in range(3):
        with pytest.raises(Reckoning):
            answers.ask_long(slow, 1.0)
    assert until(lambda: answers.ask_long(slow, 1.0)) == "done"
    assert time.monotonic() - began < 2.5, "it was asked once"
    book.close()


def test_what_is_shown_is_behind_until_the_new_is_reckoned(apart: Apart, url: str) -> None:
    before = until(lambda: apart.ask(shown, Wanted("network"), ADA))
    assert apart.behind() is None
    add(url)
    held = apart.behind()
    assert held is not None and held.reports == 1
    assert apart.ask(shown, Wanted("network"), ADA) == before or apart.behind() is None, "the page does not wait"
    until(lambda: apart.behind() is None)
    after = apart.ask(shown, Wanted("network"), ADA)
    assert "Herons" in after.svg and "Herons" not in before.svg


def test_it_survives_the_death_of_its_process_and_leaves_none(apart: Apart) -> None:
    first = until(lambda: apart.ask(pid))
    os.kill(first, signal.SIGKILL)
    second = until(lambda: (now := apart.ask(pid)) != first and now)
    assert second != first and not lives(first)
    apart.close()
    assert not lives(second)
    with pytest.raises(Reckoning):
        apart.ask(pid)


def test_one_that_cannot_start_says_why(url: str, tmp_path: Path) -> None:
    book = opened(url)
    made = Apart(Given(str(tmp_path / "none.sqlite"), None, False), book.ledger)

    def told() -> str:
        try:
            made.ask(pid)
        except Reckoning as error:
            return error.progress.words if isinstance(error.progress, Progress) else ""
        return ""

    assert "none.sqlite" in until(lambda: "none.sqlite" in told() and told())
    made.close()
    book.close()


def test_what_was_reckoned_is_taken_back(url: str) -> None:
    book = opened(url)
    prepare(book, no)
    spans, disputes = book.histories.spans(), book.histories.disputes()
    assert spans and disputes
    book.close()
    again = opened(url)
    steps: list[str] = []
    prepare(again, lambda words, share=None: steps.append(words))
    assert "spans of time" not in steps
    assert (again.histories.spans(), again.histories.disputes()) == (spans, disputes)
    again.close()


@pytest.mark.parametrize("content", [b"", b"no", saved._packed([[1, 2]]), saved._packed(["0" * 16]), None])
def test_what_is_broken_or_of_another_state_is_made_anew(url: str, content: bytes | None) -> None:
    book = opened(url)
    prepare(book, no)
    spans = book.histories.spans()
    if content is None:
        add(url)
    else:
        with book.store.writing() as connection:
            connection.execute(update(saved.reckoned).values(content=content))
    book.close()
    again = opened(url)
    steps: list[str] = []
    prepare(again, lambda words, share=None: steps.append(words))
    assert "spans of time" in steps
    assert (again.histories.spans() == spans) is (content is not None)
    again.close()


def test_the_mark_is_of_the_program_the_lexicon_and_the_ledger(tmp_path: Path) -> None:
    mark = saved.mark_of("3-0", "abc", None)
    assert mark == saved.mark_of("3-0", "abc", None)
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "belief.yaml").write_text("a: 1\n")
    others = [
        saved.mark_of("4-0", "abc", None),
        saved.mark_of("3-0", "abd", None),
        saved.mark_of("3-0", "abc", tmp_path),
    ]
    (tmp_path / "words" / "belief.yaml").write_text("a: 2\n")
    assert len({mark, *others, saved.mark_of("3-0", "abc", tmp_path)}) == 5


def test_frames_are_whole_or_an_end(tmp_path: Path) -> None:
    read, write = os.pipe()
    with os.fdopen(read, "rb") as source, os.fdopen(write, "wb") as target:
        Sender(target).send({"a": [1]})
        assert receive(source) == {"a": [1]}
        target.write(b"\0\0\0\0\0\0\0\x09abc")
        target.close()
        with pytest.raises(EOFError):
            receive(source)


def test_the_pages_of_a_desk_that_reckons_apart(url: str) -> None:
    made = create_app(url, settings=DeskSettings(worker="process", owner="Ada"))
    window: Browser = browser(made)
    first = window.get("/disputes")
    assert first.status_code in (200, 202) and ("being reckoned" in first.text) is (first.status_code == 202)
    until(lambda: window.get("/disputes").status_code == 200)
    for path in ("/network", "/map", "/disputes", "/watch", "/actors", "/changes?from=2014&to=2016", "/names"):
        page = until(lambda path=path: (got := window.get(path)).status_code == 200 and got.text)
        assert "being reckoned" not in page, path
    add(url)
    page = window.page("/disputes")
    assert "Without the report read in" in page and 'hx-get="/reckoned"' in page
    there = {"HX-Current-URL": "http://127.0.0.1:8765/disputes?kind=toll"}
    done = until(lambda: "load delay" not in (text := window.get("/reckoned", headers=there).text) and text)
    assert 'hx-get="/disputes?kind=toll"' in done
    away = window.get("/reckoned", headers={"HX-Current-URL": "https://elsewhere.example//evil.example/x"}).text
    assert "elsewhere" not in away and 'hx-get="//' not in away
    assert "Without the report" not in window.page("/disputes")
    made.state.desk.close()


@pytest.mark.skipif(sys.platform != "linux", reason="looks for children in /proc")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_when_the_desk_ends(url: str, ending: signal.Signals) -> None:
    start = (
        "import sys, time\nfrom oathbook.views.desk.app import create_app\nfrom oathbook.views.desk.settings import *\n"
        f"import uvicorn\napp = create_app({url!r}, settings=DeskSettings(owner='Ada'))\n"
        "print(app.state.desk.answers._next.id, flush=True)\n"
        "uvicorn.run(app, port=0, log_level='warning')\n"
    )
    desk = subprocess.Popen([sys.executable, "-c", start], stdout=subprocess.PIPE, text=True)
    assert desk.stdout
    child = int(desk.stdout.readline())
    assert lives(child)
    time.sleep(1)
    desk.send_signal(ending)
    desk.wait(30)
    until(lambda: not lives(child))


def test_an_answer_is_kept_for_all_who_see_the_same_until_the_ledger_grows(url: str) -> None:
    book = opened(url)
    here = Here(book)
    first = here.ask(seen_by, ADA)
    assert here.ask(seen_by, Visitor("Bea", "reader", opens=False, account=True)) is first
    assert here.ask(seen_by, Visitor("Ada", "editor", opens=True, account=False)) is not first
    add(url)
    assert here.ask(seen_by, ADA) is not first
    here.close()
    book.close()


def test_a_page_is_shown_without_what_is_not_there_yet(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "PATIENCE", 0.05)
    book = opened(url)
    here = Here(book)
    told, waits = here.soon(slow, 0.4)
    assert told is None and isinstance(waits, Reckoning)
    assert until(lambda: here.soon(slow, 0.4)[0]) == "done"
    here.close()
    book.close()


def seen_by(book: Book, visitor: Visitor) -> list[bool]:
    """A question that a visitor puts."""
    return [visitor.opens]
