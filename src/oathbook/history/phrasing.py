"""Names, times and figures in plain words: for the sentences of histories and for all that is shown."""

from __future__ import annotations

import calendar
import re
from datetime import date

from oathbook.records import Figure, Interval

NO_TIME = "no time told"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")


def clean(text: str) -> str:
    """One line fit for a terminal: no control or direction characters (a page could hold any), single blanks."""
    return _BLANKS.sub(" ", _CONTROL.sub("", text)).strip()


def listed(names: tuple[str, ...] | list[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    names = [clean(name) for name in names]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def interval_words(when: Interval | None) -> str:
    """``2014-12-14``, ``2014-12-13 to 2014-12-14``, ``2014-12``, ``2014``, ``from 2014-01-01``, ``no time told``."""
    return days_words(when, none=NO_TIME, before="until", after="from", to=" to ")


def days_words(when: Interval | None, *, none: str, before: str, after: str, to: str) -> str:
    """The days of an interval: a whole month or year as one, and the words given for no days and for open ends."""
    if when is None or (when.earliest is None and when.latest is None):
        return none
    low, high = when.earliest, when.latest
    if low is None:
        return f"{before} {high}"
    if high is None:
        return f"{after} {low}"
    if low == high:
        return low.isoformat()
    if low == date(low.year, 1, 1) and high == date(low.year, 12, 31):
        return f"{low.year}"
    if low.day == 1 and high == date(low.year, low.month, calendar.monthrange(low.year, low.month)[1]):
        return f"{low:%Y-%m}"
    return f"{low}{to}{high}"


def figure_words(figure: Figure | None) -> str:
    """``500 fighters, 450 to 550``, ``24 to 99 men``, ``more than 1,000``; empty for None."""
    if figure is None:
        return ""
    low, high = figure.low, figure.high
    spread = f"{low:,} to {high:,}" if low is not None and high is not None else ""
    of = f" {clean(figure.of)}" if figure.of else ""
    if figure.value is not None:
        bounds = spread or (f"at least {low:,}" if low is not None else f"at most {high:,}" if high is not None else "")
        exact = bounds in ("", f"at least {figure.value:,}", f"at most {figure.value:,}")
        if exact:
            return f"{bounds or f'{figure.value:,}'}{of}"
        return f"{figure.value:,}{of}, {bounds}"
    if spread:
        return f"{spread}{of}"
    if low is not None:
        return f"at least {low:,}{of}"
    return f"at most {high:,}{of}" if high is not None else f"some{of}"
