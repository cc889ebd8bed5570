"""Fixtures of the browser tests: the real desk on a ledger of invented reports, Chromium, pages that are watched."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scripts.desk_book import READ, decide
from scripts.desk_served import ROOT, browser_program, chromium, oathbook, served
from watching import AXE, OpenTab, Tab

NEEDED = "OATHBOOK_NEED_BROWSER"
VENDORED = ROOT / "src" / "oathbook" / "views" / "desk" / "static" / "vendor" / "htmx.min.js"


@pytest.fixture(scope="session", autouse=True)
def browser_needed() -> None:
    """Skip where there is no browser or what pages load is not there; where OATHBOOK_NEED_BROWSER is 1, fail."""
    wanted = [
        ("the package playwright", importlib.util.find_spec("playwright") is not None),
        ("Debian's chromium", browser_program() is not None),
        ("what `make vendor` fetches", VENDORED.is_file() and AXE.is_file()),
    ]
    missing = [name for name, there in wanted if not there]
    if missing:
        said = f"browser tests need {', '.join(missing)}"
        if os.environ.get(NEEDED) == "1":
            pytest.fail(said)
        pytest.skip(said)


@pytest.fixture(scope="session")
def examples(browser_needed: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of examples/ and one report more, read by the real reader once. Copy it before anything is written."""
    ledger = tmp_path_factory.mktemp("examples") / "book.sqlite"
    oathbook("read", *READ, "--ledger", ledger)
    return ledger


@pytest.fixture(scope="session")
def desk(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one person's desk on the examples, with a few decisions of two reviewers. Nothing is written."""
    ledger = Path(shutil.copy(examples, tmp_path_factory.mktemp("desk") / "book.sqlite"))
    decide(ledger)
    with served(ledger) as address:
        yield address


@pytest.fixture(scope="module")
def browser(browser_needed: None) -> Iterator[Any]:
    """Chromium. A module's, as playwright keeps an event loop in this thread while it is open."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def open_tab(browser: Any) -> Iterator[OpenTab]:
    """Opens a tab of its own browser profile at a desk: ``open_tab(desk, width=380)``.

    At the test's end each must have had no error in its console, nothing that the content security policy stopped, and
    no request to anywhere but its desk.
    """
    tabs: list[Tab] = []

    def opening(desk: str, **options: Any) -> Tab:
        tabs.append(Tab(browser, desk, **options))
        return tabs[-1]

    yield opening
    problems = [problem for tab in tabs for problem in tab.close()]
    assert problems == []
