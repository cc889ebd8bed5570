"""Events of ACLED as claims."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tables_invented import ACLED, events

from oathbook.imports import Item, import_acled
from oathbook.lexicon import DATA, load_yaml
from oathbook.records import TYPES, Figure, Interval

ARMY, LIONS = "Military Forces of Rivermark (2020-)", "Marsh Lions"


def one(path: Path, **change: Any) -> Item:
    (item,) = import_acled(events(path / "acled.tsv", change, like=ACLED))
    assert isinstance(item, Item), item
    return item


def told(item: Item) -> list[tuple[Any, ...]]:
    return [(claim.type, claim.agent, claim.object, claim.quantity) for claim in item.claims]


DEAD = Figure(4, of="people")


@pytest.mark.parametrize(
    ("change", "claims"),
    [
        ({}, [("fight", (ARMY,), (LIONS,), None), ("kill", (), ("people",), DEAD)]),
        (
            {"sub_event_type": "Government regains territory", "actor1": LIONS, "actor2": ARMY, "fatalities": "0"},
            [("fight", (LIONS,), (ARMY,), None), ("seize", (ARMY,), (LIONS,), None)],
        ),
        (
            {"sub_event_type": "Non-state actor overtakes territory", "fatalities": ""},
            [("fight", (ARMY,), (LIONS,), None), ("seize", (LIONS,), (ARMY,), None)],
        ),
        (
            {"sub_event_type": "Non-state actor overtakes territory", "actor1": "Reed Guard", "fatalities": "0"},
            [("fight", ("Reed Guard",), (LIONS,), None)],
        ),
        (
            {
                "event_type": "Violence against civilians",
                "sub_event_type": "Attack",
                "actor1": LIONS,
                "actor2": "Civilians (Rivermark)",
            },
            [
                ("fight", (LIONS,), ("Civilians (Rivermark)",), None),
                ("kill", (LIONS,), ("Civilians (Rivermark)",), DEAD),
            ],
        ),
        (
            {"actor1": "Unidentified Armed Group (Rivermark)"},
            [("fight", (), (LIONS,), None), ("kill", (), ("people",), DEAD)],
        ),
        (
            {"sub_event_type": "Headquarters or base established", "actor1": LIONS, "actor2": "", "fatalities": "0"},
            [("base", (LIONS,), (), None)],
        ),
        ({"event_type": "Protests", "sub_event_type": "Peaceful protest", "fatalities": "1"}, []),
    ],
)
def test_kinds_of_events(tmp_path: Path, change: dict[str, str], claims: list[Any]) -> None:
    item = one(tmp_path, **change)
    assert told(item) == claims
    for claim in item.claims:
        assert item.report.text[claim.start : claim.end] == claim.evidence


def test_days_and_words(tmp_path: Path) -> None:
    item = one(tmp_path)
    assert item.report.text.startswith(f"{ARMY} fought {LIONS} in Old Ferry on 4 March 2031, Delta Radio said. ")
    assert item.report.text.endswith("ACLED event RIV77: Battles, Armed clash. The two fought at the ferry.\n")
    assert (item.report.name, item.report.published) == ("acled-RIV77", date(2031, 3, 6))
    assert one(tmp_path, time_precision="2").claims[0].when == Interval(date(2031, 3, 1), date(2031, 3, 7))
    assert one(tmp_path, time_precision="3").claims[0].when == Interval(date(2031, 3, 1), date(2031, 3, 31))
    assert one(tmp_path, event_date="2031-03-04", timestamp="").report.published is None


def test_a_bad_day_is_one_line(tmp_path: Path) -> None:
    path = events(tmp_path / "acled.csv", {"event_date": "04/03/2031"}, like=ACLED)
    (error,) = import_acled(path)
    assert str(error) == f'{path}, row 2: event_date is "04/03/2031"; a day is written 2016-01-31, or "31 January 2016"'


def test_the_data_files_name_types_that_there_are() -> None:
    named = {claim["type"] for event in load_yaml(DATA / "imports/acled.yaml")["events"].values() for claim in event}
    relations = load_yaml(DATA / "imports/ucdp-relations.yaml")["relations"].values()
    named |= {claim["type"] for relation in relations for claim in relation["claims"]}
    sentences = load_yaml(DATA / "imports/sentences.yaml")["sentences"]
    assert named | set(sentences) <= set(TYPES)
    assert named - {"leave", "join", "form"} <= set(sentences)
