"""Days on an axis: what a span tells of its ends, ticks, and where a day stands."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from oathbook.history.coverage import first_heard
from oathbook.history.span import Span
from oathbook.views.pictures.canvas import Canvas
from oathbook.views.pictures.style import SMALL
from oathbook.views.pictures.svg import element
from oathbook.views.pictures.text import width_of

STEPS = ((7, "week"), (31, "month"), (92, "quarter"), (366, "year"), (1830, "5 years"), (3660, "10 years"))
_APART = 62.0
"""Pixels between two ticks, at least."""


def days_told(span: Span) -> list[date]:
    """All days that the span tells of itself."""
    ends = [day for end in (span.begin, span.end) if end for day in (end.earliest, end.latest) if day]
    return [*ends, *(day for day in (first_heard(span), span.last_heard) if day)]


@dataclass(frozen=True, slots=True)
class Reach:
    """From when to when something held: it may have begun from ``maybe_from`` on and surely had by ``from_``, surely
    held to ``to`` and may have to ``maybe_to``. ``no_start``, ``no_end``: nobody told how early or late;
    ``open``: no end is told at all."""

    maybe_from: date
    from_: date
    to: date
    maybe_to: date
    no_start: bool
    no_end: bool
    open: bool


def reach(span: Span) -> Reach | None:
    """The reach of a span; None where no day is told."""
    told = days_told(span)
    if not told:
        return None
    low = span.begin.earliest if span.begin else None
    high = span.begin.latest if span.begin else None
    heard = first_heard(span) or low or high or min(told)
    start = high or (max(low, heard) if low else heard)
    end_low = span.end.earliest if span.end else None
    end_high = span.end.latest if span.end else None
    last = span.last_heard if span.last_heard and span.last_heard >= start else start
    stop = max(end_low, start) if end_low else start if span.end is not None and end_high is None else last
    if end_high is not None:
        stop = min(stop, end_high) if end_high >= start else start
    return Reach(
        maybe_from=min(low or start, start),
        from_=start,
        to=max(stop, start),
        maybe_to=max(end_high or stop, stop, start),
        no_start=low is None,
        no_end=span.end is not None and end_high is None,
        open=span.end is None,
    )


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from ``first`` to ``last`` on x from ``left`` to ``right``."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where the day stands; days outside stand on the edge."""
        whole = max((self.last - self.first).days, 1)
        share = (min(max(day, self.first), self.last) - self.first).days / whole
        return self.left + share * (self.right - self.left)

    def ticks(self) -> list[tuple[date, str]]:
        """Days with their words, apart enough to be read."""
        pixels = (self.right - self.left) / max((self.last - self.first).days, 1)
        step = next((name for days, name in STEPS if days * pixels >= _APART), "10 years")
        days = list(_days(self.first, self.last, step))
        words = [_words(day, step) for day in days]
        if words and str(days[0].year) not in words[0]:
            words[0] = f"{words[0]} {days[0].year}"
        return list(zip(days, words, strict=True))


def axis_for(days: list[date], left: float, right: float, *, since: date | None, until: date | None) -> Axis:
    """An axis over the days (or from ``since`` to ``until``), with a little room on both sides."""
    first, last = since or min(days), until or max(days)
    if first >= last:
        last = first + timedelta(days=1)
    room = max((last - first) // 40, timedelta(days=2))
    return Axis(since or _moved(first, -room), until or _moved(last, room), left, right)


def _moved(day: date, by: timedelta) -> date:
    try:
        return day + by
    except OverflowError:
        return day


def _days(first: date, last: date, step: str) -> Iterator[date]:
    if step == "week":
        day = first + timedelta(days=(7 - first.weekday()) % 7)
        while day <= last:
            yield day
            day += timedelta(days=7)
        return
    months = {"month": 1, "quarter": 3, "year": 12, "5 years": 60, "10 years": 120}[step]
    number = first.year * 12 + first.month - 1
    number += -number % months
    while number // 12 <= min(last.year, 9998):
        day = date(number // 12, number % 12 + 1, 1)
        if first <= day <= last:
            yield day
        number += months


def _words(day: date, step: str) -> str:
    if step == "week":
        return (
            f"{day.day} {calendar.month_abbr[day.month]} {day.year}"
            if day.day <= 7
            else f"{day.day} {calendar.month_abbr[day.month]}"
        )
    if step in ("month", "quarter"):
        month = calendar.month_abbr[day.month]
        return f"{month} {day.year}" if day.month == 1 else month
    return str(day.year)


def draw_axis(canvas: Canvas, axis: Axis, top: float, bottom: float, *, on: date | None = None) -> None:
    """Lines for the ticks from top to bottom with their words above; the day asked for as a line of its own."""
    here = axis.x(on) if on is not None and axis.first <= on <= axis.last else None
    day_words = f"on {on}"
    wide = width_of(day_words, SMALL) / 2 + 4
    taken = -1.0
    for day, words in axis.ticks():
        x = axis.x(day)
        canvas.add(element("path", d=f"M{x:.1f} {top:.1f}V{bottom:.1f}", class_="none s-line thin"))
        half = width_of(words, SMALL) / 2
        if x - half > taken + 6 and x + half <= canvas.width:
            canvas.write(words, x, top - 5, size="small", anchor="middle", colour="quiet")
            taken = x + half
    if here is not None:
        canvas.add(element("path", d=f"M{here:.1f} {top - 14:.1f}V{bottom:.1f}", class_="none s-ink thin dash"))
        x = min(max(here, axis.left + wide), canvas.width - wide)
        canvas.write(day_words, x, top - 18, size="small", anchor="middle")
