"""Whether the times of two claims allow them to tell one event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from oathbook.events.words import EventWords, TypeClass
from oathbook.history.times import days_between, is_timed
from oathbook.records import Claim, Interval, Status

_AHEAD: tuple[Status, ...] = ("planned", "possible")
_ZONES = 1
"""Days by which a report may be dated before what it tells: it is yesterday there, or today here."""


class TimeLikeness(IntEnum):
    """How the times of two claims stand to each other."""

    APART = -1
    """They cannot be of one event."""
    OPEN = 0
    ROUGH = 1
    DAY = 2
    """They tell the same day, or days."""


@dataclass(frozen=True, slots=True)
class Told:
    """When a claim says it was (None: it does not say), when it was published, and whether it looks ahead."""

    when: Interval | None
    published: date | None
    ahead: bool

    @classmethod
    def of(cls, claim: Claim) -> Told:
        """The time of a claim."""
        return cls(claim.when if is_timed(claim) else None, claim.published, claim.status in _AHEAD)


def time_likeness(one: Told, other: Told, *, kind: TypeClass, near: int | None, rules: EventWords) -> TimeLikeness:
    """How the times stand. ``near``: the most days between publications, or a told time and a publication."""
    if one.when is not None and other.when is not None:
        return _both_told(one.when, other.when, kind, rules)
    if one.when is not None:
        return _one_told(one.when, other, kind, near, rules)
    if other.when is not None:
        return _one_told(other.when, one, kind, near, rules)
    if one.published is None or other.published is None:
        return TimeLikeness.OPEN
    days = abs((one.published - other.published).days)
    if near is not None and days > near:
        return TimeLikeness.APART
    close = rules.month if kind == "state" else rules.close
    return TimeLikeness.ROUGH if days <= close else TimeLikeness.OPEN


def days_covered(when: Interval) -> int | None:
    """How many days an interval covers; None where an end is open."""
    if when.earliest is None or when.latest is None:
        return None
    return (when.latest - when.earliest).days + 1


def window(told: Told, near: int) -> tuple[date, date] | None:
    """First and last day on which what is told can have been; None where an open end or nothing limits it."""
    if told.when is not None:
        low, high = told.when.earliest, told.when.latest
        if low is None or high is None:
            only = low or high
            return (only, only) if only is not None else None
        return low, high
    if told.published is None:
        return None
    return told.published - timedelta(near), told.published + timedelta(near if told.ahead else _ZONES)


def _both_told(one: Interval, other: Interval, kind: TypeClass, rules: EventWords) -> TimeLikeness:
    if days_between(one, other):
        return TimeLikeness.APART
    lengths = days_covered(one), days_covered(other)
    if lengths[0] is None or lengths[1] is None:
        return TimeLikeness.OPEN
    longest = max(lengths[0], lengths[1])
    if longest <= rules.day and kind != "state":
        return TimeLikeness.DAY
    return TimeLikeness.ROUGH if longest <= rules.month else TimeLikeness.OPEN


def _one_told(when: Interval, untold: Told, kind: TypeClass, near: int | None, rules: EventWords) -> TimeLikeness:
    if untold.published is None:
        return TimeLikeness.OPEN
    published = untold.published
    too_early = when.earliest is not None and (when.earliest - published).days
    if kind == "state":
        outside = max(too_early or 0, (published - when.latest).days if when.latest else 0)
        return TimeLikeness.APART if near is not None and outside > near else TimeLikeness.OPEN
    if too_early and too_early > (near or rules.month if untold.ahead else _ZONES):
        return TimeLikeness.APART
    if when.latest is None:
        return TimeLikeness.OPEN
    after = (published - when.latest).days
    if near is not None and after > near:
        return TimeLikeness.APART
    covered = days_covered(when)
    narrow = covered is not None and covered <= rules.day
    return TimeLikeness.ROUGH if narrow and -rules.day <= after <= rules.retold else TimeLikeness.OPEN
