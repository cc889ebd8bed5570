"""UCDP's Georeferenced Event Dataset: who fought whom where and when, and how many died."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from oathbook.imports.cells import day_of, number_of, parse_day, text_of
from oathbook.imports.composing import Telling, told_by
from oathbook.imports.records import Item, Items
from oathbook.imports.sides import kind_of, only_one
from oathbook.imports.tables import Row, each_taken, read_table
from oathbook.records import Figure, Interval

NAME = "ucdp-ged"


def import_ged(path: Path, published: date | None = None) -> Items:
    """A report for each event, with a claim that the two sides fought and claims of the dead.

    Args:
        path: a table with the columns of GED (those of 2016 on, or of the files made of it).
        published: the publication date of events of whose sources none tells a day from the event on.

    The claims' source is the medium that the row gives as its original source, or its office, where that is one. The
    publication date is the earliest of its sources' days that is not before the event began.

    Raises SourceError where the file cannot be read; a row that cannot be taken is a SourceError among the items.
    """
    told = told_by(NAME)
    rows = read_table(path, columns=told["columns"], needed=told["needed"], what=NAME)
    yield from each_taken(rows, lambda row: _item(row, told, published))


def _item(row: Row, told: Mapping[str, Any], published: date | None) -> Item:
    id = text_of(row, "id")
    when = _when(row)
    violence = told["violence"].get(row.cells["type_of_violence"])
    if violence is None:
        raise row.wrong("type_of_violence", "allowed: 1 (with a state), 2 (between groups), 3 (against civilians)")
    one, other = (told["people"].get(side, side) for side in (text_of(row, "side_a"), text_of(row, "side_b")))
    kinds = {name: kind_of(name, told) for name in (one, other)}
    kinds |= dict.fromkeys([*told["people"].values(), told["everybody"]], "people")
    source = only_one(row.cells.get("source_original", ""), mark=told["many"])
    source = source or only_one(row.cells.get("source_office", ""), mark=told["many"])
    telling = Telling(f"import/{NAME}", kinds, when=when, place=row.cells["where_coordinates"] or None, source=source)
    telling.add("fight", agent=one, object=other)
    warnings = _tell_dead(telling, row, told, one, other, one_sided=violence == "one-sided")
    telling.say(f"{told['where'].format(id=id)}.{_sources(row)}")
    day, warned = _published(row, when, told, published)
    return telling.made(
        row.where,
        name=f"{NAME}-{id}",
        publisher=told["publisher"],
        title=row.cells.get("source_headline") or None,
        published=day,
        published_from="given" if warned else "source_date",
        warnings=[*warnings, *warned],
    )


def _when(row: Row) -> Interval:
    first, last = day_of(row, "date_start"), day_of(row, "date_end")
    if last < first:
        raise row.wrong("date_end", f"it must not be before date_start, {first}")
    return Interval(first, last)


def _tell_dead(
    telling: Telling, row: Row, told: Mapping[str, Any], one: str, other: str, *, one_sided: bool
) -> list[str]:
    """The dead of each side, and all where that says more; what is odd about them.

    Who killed whom is said only where one side alone is violent: of a battle the row counts the dead, not the killers.
    """
    best, low, high = (number_of(row, column) for column in ("best", "low", "high"))
    ordered = low <= best <= high
    figure = (
        Figure(best, of="people") if low == best == high else Figure(best, min(low, best), max(high, best), "people")
    )
    killer = one if one_sided else None
    counted = [(one, "deaths_a"), (other, "deaths_b"), (told["civilians"], "deaths_civilians")]
    dead: dict[str, int] = {}
    for victim, column in counted:
        number = number_of(row, column)
        if number:
            dead[victim] = dead.get(victim, 0) + number
    whole = len(dead) == 1 and best in dead.values()
    for victim, number in dead.items():
        blamed = killer if victim != one else None
        telling.add("kill", agent=blamed, object=victim, quantity=figure if whole else Figure(number, of="people"))
    if not whole and max(best, high):
        telling.add("kill", agent=killer, object=told["everybody"], quantity=figure)
    return [] if ordered else [f"best is {best}, low {low}, high {high}: the range is told so that best is in it"]


def _sources(row: Row) -> str:
    """Offices, days and headlines of the row's sources, as it gives them."""
    parts = [row.cells.get(key, "") for key in ("source_office", "source_date", "source_headline", "source_article")]
    given = ", ".join(part for part in parts if part)
    return f" Sources: {given}." if given else ""


def _published(
    row: Row, when: Interval, told: Mapping[str, Any], published: date | None
) -> tuple[date | None, list[str]]:
    cell = row.cells.get("source_date", "")
    days = sorted(day for part in cell.split(told["many"]) if (day := parse_day(part.strip())) is not None)
    for day in days:
        if when.earliest is not None and day >= when.earliest:
            return day, []
    return published, [f'source_date is "{cell}", which tells no day from {when.earliest} on']
