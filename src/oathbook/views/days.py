"""A day as a user writes it."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Literal

from oathbook.errors import OptionError


def day_of(text: str, *, edge: Literal["first", "last"] | None = None) -> date:
    """The day of "2014-12-15", or with an ``edge`` the first or last day of "2014-12" and "2014".

    OptionError, with what is allowed, where it is none.
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text.strip(), re.ASCII)
    try:
        if found and (found[3] or edge):
            return _day(int(found[1]), found[2], found[3], last=edge == "last")
    except ValueError:
        found = None
    allowed = "a day is written 2014-12-15"
    if edge:
        allowed += ", a month 2014-12, a year 2014"
    raise OptionError(f'"{text}" is no {"day" if found else "date"}; {allowed}')


def _day(year: int, month: str | None, day: str | None, *, last: bool) -> date:
    if day:
        return date(year, int(month or 1), int(day))
    number = int(month) if month else (12 if last else 1)
    return date(year, number, calendar.monthrange(year, number)[1] if last else 1)
