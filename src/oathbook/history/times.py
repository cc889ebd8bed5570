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


def has_begun(claim: Claim, on: date | None) -> bool:
    """Whether the claim's time does not start after the day; an unknown start does not.

    A plan or a possibility stands from its publication, whenever it is for.
    """
    if on is None:
        return True
    if claim.status in ("planned", "possible") and claim.published is not None and claim.published <= on:
        return True
    if is_timed(claim):
        assert claim.when is not None
        return claim.when.earliest is None or claim.when.earliest <= on
    return claim.published is None or claim.published <= on


def tells_its_end(claim: Claim, on: date | None) -> bool:
    """Whether a state is said to have lasted "until" a day before ``on`` (open start, told end)."""
    when = claim.when
    if claim.type not in STATES or when is None or when.earliest is not None or when.latest is None:
        return False
    return on is None or when.latest < on


def time_order(claim: Claim) -> tuple[date, date, date, str]:
    """Sort key: by position, publication, id; what is not known comes last."""
    at = position(claim) or Position(date.max, date.max)
    return (at.low, at.high, claim.published or date.max, claim.id)


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
    (low_one, high_one), (low_other, high_other) = _range(one), _range(other)
    return high_one < low_other or high_other < low_one


def _range(figure: Figure) -> tuple[float, float]:
    low: float | None = figure.low
    high: float | None = figure.high
    if low is None and high is None and figure.value is not None:
        return figure.value, figure.value
    return (0 if low is None else low), (float("inf") if high is None else high)
