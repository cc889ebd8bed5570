"""Pairs of claims that tell one event, and pairs that only look so; and what comes of the hand-marked groups."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from event_cases import CASES, load, pairs_of
from invented import make_claim, make_report

from oathbook.events import link
from oathbook.records import Claim, Figure, Interval, Report

with (CASES / "events.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
DAY = "2021-05-05"


def read(words: str, name: str) -> tuple[Report, Claim]:
    """``kill; A + B > people:nine men; at Orun; on 2021-05-03; n 9 men; denied; pub 2021-05-05; what disarm``."""
    type, *parts = (part.strip() for part in words.split(";"))
    fields: dict[str, Any] = {}
    published, roles, quantity, kinds = DAY, "", None, {}
    for part in parts:
        key, _, value = part.partition(" ")
        if key == "at":
            fields["place"] = value
        elif key == "on":
            fields["when"] = value
        elif key == "n":
            number, _, noun = value.partition(" ")
            quantity = Figure(int(number), of=noun)
        elif key == "denied":
            fields["status"] = "denied"
        elif key == "pub":
            published = value
        elif key == "what":
            fields["what"] = value
        else:
            roles = part
    sides: list[list[str]] = []
    for side in (*roles.split(">"), "")[:2]:
        names = []
        for name_ in filter(None, (each.strip() for each in side.split("+"))):
            kind, marked, told = name_.partition(":")
            names.append(told if marked else name_)
            kinds[names[-1]] = kind if marked else "group"
        sides.append(names)
    report = make_report(name, f"{name} {words}", published=date.fromisoformat(published))
    claim = make_claim(report, type, *sides, kinds=kinds, evidence=f"{name} {words}", **fields)
    return report, replace(claim, quantity=quantity)


@pytest.mark.parametrize("row", ROWS, ids=[f"{number}-{row['note']}" for number, row in enumerate(ROWS, 2)])
def test_pairs(row: dict[str, str]) -> None:
    told = [read(row["one"], "first"), read(row["other"], "second")]
    events = link([claim for _, claim in told], [report for report, _ in told])
    assert (len(events) == 1) == (row["expected"] == "same")


def test_the_cases_say_what_is_expected() -> None:
    assert {row["expected"] for row in ROWS} == {"same", "different"}
    assert len(ROWS) > 50
    assert all(re.fullmatch(r"[a-z]+; .+", row[side]) for row in ROWS for side in ("one", "other"))


@pytest.mark.parametrize(("name", "least"), [("tuned", 0.72), ("unseen", 0.57)])
def test_marked_groups(name: str, least: float) -> None:
    """Nothing wrong is linked, and no less is found than was when it was last measured."""
    cases = load(name)
    events = link(cases.claims, cases.reports)
    found, expected = pairs_of([claim.id for claim in event.claims] for event in events), pairs_of(cases.groups)
    assert [[cases.show(id) for id in sorted(pair)] for pair in found - expected] == []
    assert len(found & expected) / len(expected) >= least


# --- several claims ---------------------------------------------------------------------------------------------------


def events_of(*lines: str) -> list[set[str]]:
    """The groups of more than one, by the names of the reports ("0", "1", ...)."""
    told = [read(line, str(number)) for number, line in enumerate(lines)]
    events = link([claim for _, claim in told], [report for report, _ in told])
    return [{claim.report_name for claim in event.claims} for event in events if len(event.claims) > 1]


def test_a_vague_claim_does_not_chain_two_that_contradict_each_other() -> None:
    first, second = "seize; Iron Cedar >; at Tarsk; on 2021-05-03", "seize; Iron Cedar >; at Tarsk; on 2021-05-04"
    assert events_of(first, second, "seize; Iron Cedar >; at Tarsk") == []


def test_what_fits_one_of_two_better_goes_there() -> None:
    first = "fight; Iron Cedar > Kadal Guard; at Tarsk; on 2021-05-03"
    second = "fight; Iron Cedar > Kadal Guard; at Besh; on 2021-05-03"
    assert events_of(first, second, "fight; Iron Cedar > Kadal Guard; at Tarsk") == [{"0", "2"}]


def test_every_two_of_an_event_are_linked() -> None:
    """The second is linked to both others, but these have only one name and the day in common."""
    lines = (
        "kill; Iron Cedar > people:nine men; at Tarsk; on 2021-05-03",
        "kill; Iron Cedar > people:nine men; at Tarsk; on 2021-05-03; n 9 men",
        "kill; Iron Cedar > people:men; on 2021-05-03; n 9 men",
    )
    assert events_of(*lines) in ([{"0", "1"}], [{"1", "2"}])


def rivals(**other: Any) -> Sequence[Any]:
    report = make_report("one", "The Hawks are 400. No, 150, a policeman said.\n")
    claims = [
        make_claim(report, "strength", ["Dune Hawks"], [], quantity=400, start=0, evidence="The Hawks are 400"),
        make_claim(report, "strength", ["Dune Hawks"], [], quantity=150, start=19, evidence="No, 150", **other),
    ]
    return link(claims, [report])


def test_a_report_tells_an_event_once_unless_another_says_it() -> None:
    assert len(rivals()) == 2
    (event,) = rivals(source="a policeman")
    assert (event.reports, event.voices, event.aspects) == (1, 1, ("quantity", "source"))
    assert len(rivals(status="denied")) == 1
    assert len(rivals(status="planned")) == 2


def test_agreed_roles_place_and_time() -> None:
    lines = (
        "fight; Salt Brigade >; at Orun; on 2021-05-03",
        "fight; the Salt Brigade > Kadal Guard; at the Orun bridge in Upper Kadal; on 2021-05-03",
    )
    told = [read(line, str(number)) for number, line in enumerate(lines)]
    (event,) = link([claim for _, claim in told], [report for report, _ in told])
    assert (event.agent, event.object) == (("the Salt Brigade",), ("Kadal Guard",))
    assert event.place == "the Orun bridge in Upper Kadal"
    assert event.when is not None and event.when.as_json() == ["2021-05-03", "2021-05-03"]
    assert event.grounds == ("agent", "place", "day")
    assert event.aspects == ("place", "source")
    (place, _) = event.differs
    assert [told for told, _ in place[1]] == ["Orun", "the Orun bridge in Upper Kadal"]


def test_the_tightest_days_that_all_allow() -> None:
    told = [read("form; > Lake Front", str(number)) for number in range(2)]
    days = Interval(date(2021, 5, 1), date(2021, 5, 31)), Interval(date(2021, 4, 30), date(2021, 5, 3))
    claims = [replace(claim, when=when) for (_, claim), when in zip(told, days, strict=True)]
    (event,) = link(claims, [report for report, _ in told])
    assert event.when == Interval(date(2021, 5, 1), date(2021, 5, 3))
    assert event.aspects == ("when", "source")
