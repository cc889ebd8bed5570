"""Days and numbers out of cells."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from oathbook.imports.composing import months
from oathbook.imports.tables import Row

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T]00:00:00(?:\.0+)?)?")
_WORDS = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})")
_ALLOWED = 'a day is written 2016-01-31, or "31 January 2016"'


def parse_day(text: str) -> date | None:
    """The day that a cell writes (2016-01-31, 31 January 2016, 31-Jan-2016); None where it writes none."""
    found = _ISO.fullmatch(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        found = _WORDS.fullmatch(text)
        if found:
            begin = found[2].lower()
            month = next(number for number, name in enumerate(months(), start=1) if name.lower().startswith(begin))
            return date(int(found[3]), month, int(found[1]))
    except (ValueError, StopIteration):
        return None
    return None


def day_of(row: Row, column: str) -> date:
    """The day in a cell. SourceError where there is none."""
    day = parse_day(row.cells[column])
    if day is None:
        raise row.wrong(column, _ALLOWED)
    return day


def number_of(row: Row, column: str) -> int:
    """The whole number in a cell, 0 where it is empty or not there. SourceError for anything else."""
    cell = row.cells.get(column, "")
    text = cell.removesuffix(".0")
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise row.wrong(column, "a count is a whole number from 0")
    return int(text)


def text_of(row: Row, column: str) -> str:
    """The text in a cell. SourceError where it is empty."""
    if not row.cells[column]:
        raise row.wrong(column, "it must be filled in")
    return row.cells[column]


def moment_day(text: str) -> date | None:
    """The day (UTC) of a Unix time in seconds; None where the cell holds none."""
    if not re.fullmatch(r"\d{9,10}", text):
        return None
    return datetime.fromtimestamp(int(text), UTC).date()
