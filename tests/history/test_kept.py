"""A ledger that is asked answers as the same claims in memory do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cli_tools import filled
from river import build_claims, build_report

from oathbook import history
from oathbook.events.believing import Believing
from oathbook.history.kept import Kept
from oathbook.ledger import Ledger
from oathbook.lexicon import Lexicon

QUESTIONS: list[Callable[..., Any]] = [history.who, history.story, history.under, history.strength, history.places]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(filled(tmp_path / "book.sqlite")) as ledger:
        yield ledger


@pytest.mark.parametrize("ask", QUESTIONS, ids=lambda ask: ask.__name__)
@pytest.mark.parametrize("on", [None, date(2015, 3, 20)])
def test_the_same_answer_as_from_memory(ledger: Ledger, ask: Callable[..., Any], on: date | None) -> None:
    told = history.told(ledger.claims(), keys=ledger.actors())
    for name in ("Fajr al-Wadi", "the Northern Shield"):
        assert ask(Kept(ledger), name, on=on).as_json() == ask(told, name, on=on).as_json()


def test_two_and_what_is_watched(ledger: Ledger) -> None:
    told = history.told(ledger.claims(), keys=ledger.actors())
    one, other = "Fajr al-Wadi", "the Northern Shield"
    asked = history.between(Kept(ledger), one, other)
    assert asked.spans and asked.as_json() == history.between(told, one, other).as_json()
    assert history.watch(Kept(ledger)).as_json() == history.watch(told).as_json()


def test_names_judged_one_answer_as_one(ledger: Ledger) -> None:
    assert history.who(Kept(ledger), "Karim").names == ("Karim",)
    ledger.judge("Abu Salma", "Karim", "same", who="Ada", why="one man")
    assert set(history.who(Kept(ledger), "Karim").names) == {"Abu Salma", "Karim"}


def test_a_copy_of_a_report_makes_nothing_surer(tmp_path: Path) -> None:
    report = build_report()
    copy = replace(report, id="copy", name="copy", title="Reprinted")
    claims = build_claims(report)
    with Ledger(str(tmp_path / "book.sqlite")) as ledger:
        ledger.append(report, claims, reader="r")
        alone = beliefs(ledger)
        ledger.append(copy, [replace(c, id=f"copy{n}", report="copy") for n, c in enumerate(claims)], reader="r")
        assert alone and beliefs(ledger) == alone


def beliefs(ledger: Ledger) -> list[tuple[str, str | None, str]]:
    source = Kept(ledger)
    weigh = Believing(ledger, source.keys, Lexicon(), lambda: source.met)
    lines = history.who(source, "Fajr al-Wadi", weigh=weigh).lines
    return [
        (line.relation, line.other, f"{line.belief.source}{line.belief.information}") for line in lines if line.belief
    ]
