"""Where claims stand in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oathbook.records import Claim, Figure, Interval

STATES = frozenset({"hold", "base", "belong", "lead", "strength", "ally", "support"})
"""Types that tell how something is, not what happened; with no time word they hold when published."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """First and last day that a claim can be about; the publication day where it tells no time."""

    low: date
    high: date


def is_timed(claim: Claim) -> bool:
    """Whether the claim itself tells a time."""
    return claim.when is not None and (claim.when.earliest is not None or claim.when.latest is not None)


def position(claim: Claim) -> Position | None:
    """Where the claim stands; an end that is not told is taken to be the one that is. None where nothing is known."""
    when = claim.when if is_timed(claim) else None
    if when is None:
        return Position(claim.published, claim.published) if claim.published else None
    low, high = when.earliest or when.latest, when.latest or when.earliest
    assert low is not None and high is not None
    return Position(low, high)


def time_order(claim: Claim) -> tuple[date, date, date, str]:
    """Sort key: by position, publication, id; what is not known comes last."""
    when, published = claim.when, claim.published or date.max
    low = (when.earliest or when.latest) if when is not None else None
    if when is None or low is None:
        return (published, published, published, claim.id)
    return (low, when.latest or low, published, claim.id)


def days_between(one: Interval, other: Interval) -> int | None:
    """Days from the end of one to the start of the other, 0 where they share a day; None where an open end hides it."""
    for first, second in ((one, other), (other, one)):
        if first.latest is not None and second.earliest is not None and first.latest < second.earliest:
            return (second.earliest - first.latest).days
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return None
    return 0


def figures_differ(one: Figure | None, other: Figure | None) -> bool:
    """Whether two figures cannot both be right; an unknown end is open."""
    if one is None or other is None:
        return False
    (low_one, high_one), (low_other, high_other) = range_of(one), range_of(other)
    return high_one < low_other or high_other < low_one


def range_of(figure: Figure) -> tuple[float, float]:
    """The least and the most that a figure can mean; an unknown end is 0 or infinite."""
    low: float | None = figure.low
    high: float | None = figure.high
    if low is None and high is None and figure.value is not None:
        return figure.value, figure.value
    return (0 if low is None else low), (float("inf") if high is None else high)
