"""A whole day's work at the desk, by two people, each in a browser of their own."""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from desk_work import (
    REPORTS,
    add_people,
    correct,
    drop,
    exported,
    in_hand,
    press,
    sign_in,
    sign_out,
    slide,
)
from scripts.desk_served import served
from test_each_page import check
from watching import OpenTab, Tab

from oathbook.ledger import Ledger

SPELLINGS = ("Salt Road Battalion", "Saltroad Battalion")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def ledger(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the examples, and accounts of an editor and a reviewer."""
    made = Path(shutil.copy(examples, tmp_path_factory.mktemp("day") / "book.sqlite"))
    add_people(made, Ada="editor", Bea="reviewer")
    return made


@pytest.fixture(scope="module")
def office(ledger: Path) -> Iterator[str]:
    """The desk of that ledger."""
    with served(ledger) as address:
        yield address


def test_a_day(office: str, ledger: Path, open_tab: OpenTab, tmp_path: Path) -> None:
    ada, bea = open_tab(office), open_tab(office)
    check(open_tab(office), f"{office}/sign-in")
    sign_in(ada, "Ada")
    read_two_reports(ada)
    decided = review_ten(ada)
    merge(ada)
    look_at_days(ada, tmp_path)
    sign_in(bea, "Bea")
    code_blind(bea, decided)
    differ(bea, decided["accepted"][0])
    sign_out(bea)
    agree(ada)
    settle(ada, decided["accepted"][0], ledger)
    sign_out(ada)


def read_two_reports(tab: Tab) -> None:
    """Drop two files: both are read, and their claims stand on their words."""
    drop(tab, [(file.name, file.read_text(encoding="utf-8")) for file in sorted(REPORTS.glob("*.txt"))])
    assert tab.page.locator(".outcomes .read").count() == 2
    check(tab, tab.page.url)
    tab.page.get_by_role("link", name="captive-exchanged").click()
    marked = tab.page.locator("a.mark").all_inner_texts()
    assert any("exchange for four prisoners" in words for words in marked), marked


def review_ten(tab: Tab) -> dict[str, list[str]]:
    """Ten claims without the mouse; the claims by what was decided."""
    page = tab.open("/review")
    done = {
        "accepted": [press(tab, "a"), press(tab, "a"), press(tab, "a")],
        "corrected": [correct(tab, status="planned", why="not yet done"), correct(tab, place="Marsa Dahab")],
        "rejected": [press(tab, "r"), press(tab, "r")],
        "unsure": [press(tab, "u")],
        "skipped": [press(tab, "s")],
    }
    last = press(tab, "a")
    with page.expect_navigation():
        page.keyboard.press("z")
    assert in_hand(page) == last
    assert "Taken back" in page.get_by_role("status").inner_text()
    done["accepted"].append(press(tab, "a"))
    assert done["accepted"][-1] == last
    every = [claim for claims in done.values() for claim in claims]
    assert len(set(every)) == 10
    assert in_hand(page) not in every
    return done


def merge(tab: Tab) -> None:
    """Judge two spellings to be one actor, from their place in the queue."""
    page = tab.open("/names")
    card = page.locator(".pair-card").filter(has=page.get_by_role("heading", name=SPELLINGS[0], exact=True))
    card = card.filter(has=page.get_by_role("heading", name=SPELLINGS[1], exact=True))
    assert card.count() == 1
    card.get_by_role("button", name="Same actor").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert card.count() == 0
    page = tab.open(f"/actors/{SPELLINGS[1]}")
    assert page.get_by_role("heading", level=1).inner_text() == SPELLINGS[0]
    assert "150" in page.locator("#results").inner_text()


MOVES = "#network:not([hidden]):not([aria-busy])"
"""The network, once it can be moved and shows what was asked for last."""


def look_at_days(tab: Tab, folder: Path) -> None:
    """Slide the network to its first day and back; the files that are exported hold what is seen on each."""
    page = tab.open("/network")
    page.locator(MOVES).wait_for()
    page.locator("#network-table").click()
    last = tie_names(tab, folder)
    slide(tab, "Home")
    first = tie_names(tab, folder)
    assert "Coast Emirate" in last
    assert "Coast Emirate" not in first
    slide(tab, "End")
    assert tie_names(tab, folder) == last


def tie_names(tab: Tab, folder: Path) -> set[str]:
    """The actors in the exported files, which must be the same in each and in the page's table."""
    tab.page.locator(MOVES).wait_for()
    tab.page.locator("#network-rows #ties").wait_for()
    tab.settle()
    rows = list(csv.DictReader(io.StringIO(exported(tab, "CSV", folder))))
    names = {row[end] for row in rows for end in ("source", "target")}
    graph = ElementTree.fromstring(exported(tab, "GEXF", folder))
    assert {each.get("label") for each in graph.iter() if each.tag.endswith("}node")} == names
    drawing = ElementTree.fromstring(exported(tab, "SVG", folder))
    words = " ".join(drawing.itertext())
    seen = tab.page.locator("#network-rows").inner_text()
    for name in names:
        assert name in words
        assert name in seen
    return names


def code_blind(tab: Tab, decided: dict[str, list[str]]) -> None:
    """The second reader gets what the first decided, does not see how, and decides alike but for the first claim."""
    page = tab.open("/review?round=second")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin the round").click()
    how = {claim: what for what, claims in decided.items() for claim in claims}
    keys = {"accepted": "a", "rejected": "r", "unsure": "u"}
    coded = []
    while page.locator("[data-review]").count():
        assert "Ada" not in page.locator("main").inner_text()
        what = how[in_hand(page)]
        coded.append(press(tab, keys.get(what, "a") if coded else "r"))
    assert sorted(coded) == sorted(claim for claim, what in how.items() if what != "skipped")
    check(tab, page.url)
    with page.expect_navigation():
        page.get_by_role("button", name="End the round").click()
    assert page.url.endswith("/review/agreement")


def differ(tab: Tab, claim: str) -> None:
    """In the first round, reject what the first reader accepted."""
    tab.open(f"/review?claim={claim}")
    assert press(tab, "r") == claim


def agree(tab: Tab) -> None:
    """The agreement of the two stands there, and can be exported."""
    page = tab.open("/review/agreement")
    table = page.get_by_role("region", name=re.compile("Ada.* and Bea, second"))
    assert "%" in table.get_by_role("row").nth(1).inner_text()
    with page.expect_download() as coming:
        page.get_by_role("link", name="CSV").click()
    assert "kappa" in Path(coming.value.path()).read_text(encoding="utf-8").splitlines()[0]


def settle(tab: Tab, claim: str, ledger: Path) -> None:
    """Settle the difference side by side: the claim is rejected, and leaves the answers."""
    page = tab.open("/review/differences")
    row = page.locator(".beside > li").filter(has=page.locator(f"a[href='/claims/{claim}']"))
    assert {"Ada", "Bea"} <= set(" ".join(row.locator("th").all_inner_texts()).replace(",", " ").split())
    with page.expect_navigation():
        row.get_by_role("button", name="Reject, as Bea").click()
    assert row.count() == 0
    with Ledger(str(ledger)) as book:
        assert claim not in {each.id for each in book.claims()}
        assert {review.who for review in book.reviews(claim=claim)} == {"Ada", "Bea"}
