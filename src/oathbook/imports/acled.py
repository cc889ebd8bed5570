"""ACLED's table of events, by the names its columns have in public exports."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from oathbook.imports.cells import day_of, moment_day, number_of, text_of
from oathbook.imports.composing import Telling, told_by
from oathbook.imports.records import Item, Items
from oathbook.imports.sides import kind_of, only_one
from oathbook.imports.tables import Row, each_taken, read_table
from oathbook.records import Figure, Interval

NAME = "acled"
_WEEK, _MONTH = "2", "3"
"""Values of time_precision: a day within that week, within that month."""


def import_acled(path: Path, published: date | None = None) -> Items:
    """A report for each event; one without claims for an event of a kind that tells nothing of our types.

    Args:
        path: a table with the columns of ACLED's exports.
        published: the publication date of rows without a timestamp.

    Raises SourceError where the file cannot be read; a row that cannot be taken is a SourceError among the items.
    """
    told = told_by(NAME)
    rows = read_table(path, columns=told["columns"], needed=told["needed"], what=NAME)
    yield from each_taken(rows, lambda row: _item(row, told, published))


def _item(row: Row, told: Mapping[str, Any], published: date | None) -> Item:
    cells = row.cells
    id = cells.get("event_id_cnty") or cells.get("data_id") or ""
    when = _when(row)
    dead = number_of(row, "fatalities")
    actors = {key: _actor(cells[key], told) for key in ("actor1", "actor2")}
    names = [name for name in actors.values() if name]
    kinds = {name: kind_of(name, told) for name in names} | {told["everybody"]: "people"}
    source = only_one(cells.get("source", ""), mark=told["many"])
    telling = Telling(f"import/{NAME}", kinds, when=when, place=text_of(row, "location"), source=source)
    parties = actors | _by_kind(names, kinds)
    events = told["events"].get(cells["sub_event_type"].lower(), ())
    for event in events:
        agent, victim = parties.get(event["agent"]), parties.get(event.get("object", ""))
        if agent or (victim and event["type"] in ("fight", "detain")):
            telling.add(event["type"], agent=agent, object=victim)
    if dead and events:
        one_sided = cells["event_type"].lower() == told["one_sided"]
        victim = (actors["actor2"] if one_sided else None) or told["everybody"]
        telling.add(
            "kill", agent=actors["actor1"] if one_sided else None, object=victim, quantity=Figure(dead, of="people")
        )
    notes = cells.get("notes")
    kind = f"{cells['event_type']}, {cells['sub_event_type']}"
    telling.say(f"{told['where'].format(id=id)}: {kind}.{told['notes'].format(notes=notes) if notes else ''}")
    stamped = moment_day(cells.get("timestamp", ""))
    return telling.made(
        row.where,
        name=f"{NAME}-{id}" if id else f"{NAME}-{when.earliest}",
        publisher=told["publisher"],
        published=stamped or published,
        published_from="timestamp" if stamped else "given",
    )


def _actor(cell: str, told: Mapping[str, Any]) -> str | None:
    """The actor's name; None where the row has none or says that nobody knows it."""
    return None if not cell or cell.startswith(tuple(told["unknown"])) else cell


def _by_kind(names: list[str], kinds: Mapping[str, str]) -> dict[str, str]:
    """Who is the state and who the other, where one of two is a state."""
    states = [name for name in names if kinds[name] == "state"]
    others = [name for name in names if kinds[name] != "state"]
    return {"state": states[0], "other": others[0]} if len(states) == len(others) == 1 else {}


def _when(row: Row) -> Interval:
    day = day_of(row, "event_date")
    precision = row.cells.get("time_precision", "")
    if precision == _WEEK:
        return Interval(day - timedelta(days=3), day + timedelta(days=3))
    if precision == _MONTH:
        return Interval(day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    return Interval(day, day)
