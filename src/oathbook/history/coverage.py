"""Whether a span covers a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from oathbook.history.span import Span
from oathbook.history.times import time_order

Covers = Literal["yes", "maybe", "no"]
BEFORE_HEARD = timedelta(days=366)
"""How long before it was first heard of something may have held whose beginning nobody told."""
_DAY = timedelta(days=1)


def covers(span: Span, day: date) -> Covers:
    """Whether the span covers the day: surely, perhaps (the day lies where it may have begun or ended), or not.

    What was considered, demanded, denied ... counts from the day it was heard of; what held and has no told beginning
    may have held in the year before that.
    """
    begun, over = has_begun(span, day), is_over(span, day)
    if begun == "no" or over == "yes":
        return "no"
    return "yes" if begun == "yes" and over == "no" else "maybe"


def first_heard(span: Span) -> date | None:
    """The first day by which it is known to have held or been said: its publication, or just before its end."""
    heard = min((claim.published for claim in span.supporting if claim.published), default=None)
    if span.state == "held" and span.end is not None:
        last = span.end.earliest or span.end.latest
        if last is not None and (heard is None or last <= heard):
            return last - _DAY if last > date.min else last
    return heard


def in_time(span: Span) -> tuple[date, tuple[date, date, date, str], bool, str]:
    """Sort key: by the first day that is told of it, then its first claim."""
    told = (span.begin.earliest or span.begin.latest) if span.begin else None
    return (told or first_heard(span) or date.max, time_order(span.supporting[0]), span.way == "reckoned", span.id)


def has_begun(span: Span, day: date) -> Covers:
    """Whether it had begun by the day."""
    low = span.begin.earliest if span.begin else None
    high = span.begin.latest if span.begin else None
    if low is not None:
        if day < low:
            return "no"
        return "yes" if high is not None and day >= high else "maybe"
    sure = high or first_heard(span)
    if sure is None:
        return "maybe"
    if day >= sure:
        return "yes"
    return "maybe" if span.state == "held" and sure - day <= BEFORE_HEARD else "no"


def is_over(span: Span, day: date) -> Covers:
    """Whether it had ended by the day; the last day that its own claims tell ("until Friday") is still part of it."""
    if span.end is None:
        return "no"
    low, high = span.end.earliest, span.end.latest
    if not span.enders and high is not None and day <= high:
        return "no" if low is None or day <= low else "maybe"
    if high is not None and day >= high:
        return "yes"
    return "no" if low is not None and day < low else "maybe"
