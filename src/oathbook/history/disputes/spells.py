"""When a span held for sure, and when it may have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from oathbook.history.span import Span
from oathbook.history.times import position
from oathbook.records import Interval


@dataclass(frozen=True, slots=True)
class Spell:
    """A span with the days on which it held for sure by its own claims: from ``low`` to ``high``."""

    low: date
    high: date
    span: Span


def sure_spell(span: Span) -> Spell | None:
    """From the last day on which it can have begun to the last it was heard of, or the day before it can have ended.

    Where no beginning is told, from the first day on which it was heard of. None where no such day is known.
    """
    low = span.begin.latest if span.begin else None
    if low is None:
        heard = [at.high for at in map(position, span.supporting) if at is not None]
        low = min(heard, default=None)
    if low is None:
        return None
    high = max(span.last_heard or low, low)
    if span.end is not None:
        ended = span.end.earliest or span.end.latest
        if ended is not None and ended <= high:
            high = ended - timedelta(1) if ended > low else ended
    return Spell(low, high, span) if low <= high else None


def may_touch(span: Span, low: date, high: date) -> bool:
    """Whether the span may have held on one of the days; a beginning or an end that nobody told is open."""
    if span.begin is not None and span.begin.earliest is not None and span.begin.earliest > high:
        return False
    return span.end is None or span.end.latest is None or span.end.latest >= low


def overlapping(spells: Sequence[Spell]) -> Iterator[list[Spell]]:
    """The spells in groups that hang together in time; those that touch none stand alone."""
    group: list[Spell] = []
    until: date | None = None
    for spell in sorted(spells, key=lambda each: (each.low, each.high, each.span.id)):
        if until is not None and spell.low > until:
            yield group
            group, until = [], None
        group.append(spell)
        until = max(until or spell.high, spell.high)
    if group:
        yield group


def shared_days(spells: Sequence[Sequence[Spell]]) -> Interval | None:
    """From the first to the last day on which spells of two sides overlap; None where none do."""
    marks: list[tuple[date, int, int]] = []
    for side, each in enumerate(spells):
        for spell in each:
            marks += [(spell.low, 0, side), (spell.high + timedelta(1), -1, side)]
    open_sides = [0] * len(spells)
    first = last = None
    contested = False
    for day, ends, side in sorted(marks):
        open_sides[side] += -1 if ends else 1
        now = sum(count > 0 for count in open_sides) > 1
        if now and first is None:
            first = day
        if contested and not now:
            last = day - timedelta(1)
        contested = now
    return Interval(first, last) if first and last else None
