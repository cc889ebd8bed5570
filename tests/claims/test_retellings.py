"""Retellings are left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from oathbook.claims.retellings import without_retellings
from oathbook.records import Block, Claim, Figure, Interval

CLAIM = Claim(
    id="1", report="r", report_name="r", type="leave", agent=("A",), object=("B",), place=None, quantity=None,
    when=None, when_words=None, status="actual", source="report", standing="report", what=None, exchanged_for=None,
    start=0, end=5,
    evidence="words", rule="model", score=0.9, published=None, kinds={}, reader="t",
)  # fmt: skip


def test_the_fuller_telling_stays() -> None:
    fuller = replace(CLAIM, id="2", place="Homs", start=20, end=30)
    bare = replace(CLAIM, id="3", object=(), start=40, end=50)
    assert without_retellings([CLAIM, fuller, bare]) == [fuller]


def test_what_differs_is_no_retelling() -> None:
    rival = [
        replace(CLAIM, id="2", quantity=Figure(400)),
        replace(CLAIM, id="3", quantity=Figure(150)),
        replace(CLAIM, id="4", status="denied"),
        replace(CLAIM, id="5", agent=("C",)),
        replace(CLAIM, id="6", quantity=Figure(400), when=Interval(date(2014, 12, 1), date(2014, 12, 1))),
    ]
    kept = without_retellings(rival)
    assert {c.id for c in kept} == {"3", "4", "5", "6"}


def test_symmetric_types_may_be_told_from_either_side() -> None:
    fight = replace(CLAIM, type="fight")
    assert len(without_retellings([fight, replace(fight, id="2", agent=("B",), object=("A",), start=30)])) == 1
    assert len(without_retellings([CLAIM, replace(CLAIM, id="2", agent=("B",), object=("A",), start=30)])) == 2


def test_a_headline_retells_what_the_text_tells_of_the_same_actor() -> None:
    headline = replace(CLAIM, id="2", agent=("Fighters",), start=0, end=5)
    text = replace(CLAIM, id="3", start=60, end=90)
    blocks = [Block("headline", 0, 50), Block("paragraph", 52, 120)]
    assert without_retellings([headline, text], headlines=blocks[:1]) == [text]
    assert without_retellings([headline], headlines=blocks[:1]) == [headline]
