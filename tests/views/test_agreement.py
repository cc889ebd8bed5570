"""Kappa and alpha against figures that were published, and claims that one coder missed."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from invented import make_claim, make_report

from oathbook.ledger import Ledger
from oathbook.records import Claim
from oathbook.views.reviews.agreement import alpha, kappa, share_agreed
from oathbook.views.reviews.coding import Coder, compared, shared

TEXT = "The Lions pledged allegiance to the Tigers in Emmes. The Hawks hold Arda, Salma said.\n"
REPORT = make_report("one", TEXT)
PLEDGE = make_claim(REPORT, "pledge", ["Lions"], ["Tigers"], end=51, evidence=TEXT[:51])
HOLD: dict[str, Any] = {"type": "hold", "agent": ["Hawks"], "place": "Arda", "span": [53, 72]}


def table(*rows: tuple[int, ...]) -> list[tuple[int, int]]:
    """The pairs that a table of counts stands for: a row for each value of the one, a column for the other's."""
    return [(i, j) for i, row in enumerate(rows) for j, times in enumerate(row) for _ in range(times)]


def test_kappa_of_fleiss_levin_and_paik() -> None:
    """Statistical Methods for Rates and Proportions, 3rd edition (2003), table 18.1: kappa 0.68 with 0.89 agreed."""
    pairs = table((75, 1, 4), (5, 4, 1), (0, 0, 10))
    assert share_agreed(pairs) == 0.89
    assert kappa(pairs) == pytest.approx(0.676, abs=0.0005)


def test_kappa_of_two_by_two_tables_that_agree_as_often() -> None:
    """Two tables with 0.6 agreed and other margins, of the article on Cohen's kappa in the English Wikipedia."""
    assert kappa(table((45, 15), (25, 15))) == pytest.approx(0.1304, abs=0.00005)
    assert kappa(table((25, 35), (5, 35))) == pytest.approx(0.2593, abs=0.00005)


def coded(*coders: str) -> list[list[str]]:
    """The values of each unit; a dot is none."""
    return [[value for value in unit if value not in (None, ".")] for unit in zip_longest(*coders)]


def test_alpha_of_krippendorff() -> None:
    """Computing Krippendorff's Alpha-Reliability (2011), A: two values, B: five values, C: four coders with gaps."""
    assert alpha(coded("0100000010", "1110010000")) == pytest.approx(0.095, abs=0.0005)
    assert alpha(coded("aabbdcccedda", "babbbccceddd")) == pytest.approx(0.692, abs=0.0005)
    four = coded("1233214 12...".replace(" ", ""), "1233224125.3", ".3332342251.", "12332441251.")
    assert alpha(four) == pytest.approx(0.743, abs=0.0005)


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    """A ledger with one report, whose one claim that was read both coders accepted."""
    with Ledger(str(tmp_path / "book.sqlite")) as made:
        made.append(REPORT, [PLEDGE], reader="reader-1")
        made.review(PLEDGE.id, "accepted", who="Ada")
        made.review(PLEDGE.id, "accepted", who="Bea", round="second")
        yield made


def figures(ledger: Ledger) -> dict[str, tuple[int, int, int]]:
    """Of each field how many claims were compared, in how many they agree, in how many not."""
    ((*rows,),) = compared(*shared(ledger))
    assert (rows[0].one, rows[0].other) == (Coder("Ada", "first"), Coder("Bea", "second"))
    return {row.field: (row.claims, row.agreed, row.differ) for row in rows}


def test_a_claim_that_one_missed_is_a_difference_about_its_being_there(ledger: Ledger) -> None:
    ledger.add(REPORT.id, HOLD, who="Ada")
    told = figures(ledger)
    assert told["is a claim"] == (2, 1, 1) and told["type"] == (1, 1, 0)
    ledger.add(REPORT.id, HOLD | {"span": [0, 9], "type": "base"}, who="Bea", round="second")
    assert figures(ledger)["is a claim"] == (3, 1, 2), "each missed the other's"


def test_claims_that_both_added_are_one_where_they_are_alike(ledger: Ledger) -> None:
    ledger.add(REPORT.id, HOLD, who="Ada")
    ledger.add(REPORT.id, HOLD | {"span": [57, 72], "place": None}, who="Bea", round="second")
    told = figures(ledger)
    assert told["is a claim"] == (2, 2, 0) and told["agent"] == (2, 2, 0)
    assert told["place"] == (2, 1, 1) and told["span"] == (2, 1, 1)


def test_nothing_is_missed_in_a_report_that_is_not_coded_to_the_end(ledger: Ledger) -> None:
    other = make_report("two", "The Storks left the Tigers, and then the Lions.\n")
    leave = make_claim(other, "leave", ["Storks"], ["Tigers"])
    ledger.append(other, [leave], reader="reader-1")
    ledger.review(leave.id, "accepted", who="Ada")
    ledger.add(other.id, {"type": "leave", "agent": ["Storks"], "object": ["Lions"], "span": [0, 10]}, who="Ada")
    assert figures(ledger)["is a claim"] == (1, 1, 0)
    ledger.review(leave.id, "accepted", who="Bea", round="second")
    assert figures(ledger)["is a claim"] == (3, 2, 1)


def test_what_was_taken_back_is_not_missed(ledger: Ledger) -> None:
    id = ledger.add(REPORT.id, HOLD, who="Ada").claim
    ledger.review(id, "undone", who="Ada")
    assert figures(ledger)["is a claim"] == (1, 1, 0)


def test_a_newer_reading_counts_once(ledger: Ledger) -> None:
    newer: Claim = make_claim(REPORT, "pledge", ["Lions"], ["Tigers"], end=51, evidence=TEXT[:51], reader="reader-2")
    ledger.append(REPORT, [newer], reader="reader-2")
    assert figures(ledger)["is a claim"] == (1, 1, 0)
