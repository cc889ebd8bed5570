"""How strong a group was: figures in a series, rivals of one time together, what a loss leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from oathbook.history.said import Days, Said, days_of
from oathbook.history.times import figures_differ, is_timed, range_of, time_order
from oathbook.history.words import PEOPLE, unit
from oathbook.records import Claim, Figure

NEAR = timedelta(days=31)
"""Figures of times no farther apart are rivals for one strength; farther apart it may have changed."""
_RETOLD = timedelta(days=31)
"""Losses of one size told no farther apart are one loss."""
_LOOKED_BACK = 20
"""How many losses a claim of one is held against."""


@dataclass
class Loss:
    """Fighters who left: claims with their number, and when it happened. ``timed``: whether that is told."""

    at: Days
    figure: Figure
    claims: list[Claim]
    timed: bool


@dataclass
class Point:
    """One claim's figure, or one reckoned from a figure and a loss told with it."""

    figure: Figure
    at: Days
    phase: int
    claims: tuple[Claim, ...]
    reckoned: Loss | None = None

    @property
    def wide(self) -> bool:
        """Whether it is told of a time longer than that in which figures are rivals."""
        return self.at[1] - self.at[0] > NEAR


@dataclass
class Level:
    """Figures of about one time. ``after``, ``before``: the losses that brought it about and ended it."""

    points: list[Point] = field(default_factory=list)
    after: Loss | None = None
    before: Loss | None = None

    def best(self) -> Figure:
        """The figure that most reports bear out; then the latest told, then the nearest one to exact."""
        return max(self.points, key=self._weight).figure

    def _weight(self, point: Point) -> tuple[int, bool, date, float, str]:
        fitting = {
            claim.report
            for other in self.points
            if not figures_differ(point.figure, other.figure)
            for claim in other.claims[:1]
        }
        low, high = range_of(point.figure)
        told = max((claim.published or date.min for claim in point.claims), default=date.min)
        return (len(fitting), point.reckoned is None, told, low - high, point.claims[0].id)

    def range(self) -> Figure:
        """The best figure with the range over all."""
        best = self.best()
        told = {number for p in self.points for number in (p.figure.value, p.figure.low, p.figure.high)}
        numbers = sorted(number for number in told if number is not None)
        if len({point.figure for point in self.points}) == 1 or len(numbers) < 2:
            return best
        of = next((point.figure.of for point in self.points if point.figure.of), None)
        return Figure(best.value, numbers[0], numbers[-1], of)


def find_losses(claims: Iterable[Claim]) -> list[Loss]:
    """Losses of people by the claims of leaving given, tellings of one together."""
    losses: list[Loss] = []
    for claim in sorted(claims, key=time_order):
        at = days_of(claim)
        if claim.quantity is None or at is None or unit(claim.quantity) != PEOPLE:
            continue
        for loss in losses[-_LOOKED_BACK:]:
            if not figures_differ(loss.figure, claim.quantity) and at[0] <= loss.at[1] + _RETOLD:
                loss.claims.append(claim)
                low, high = max(loss.at[0], at[0]), min(loss.at[1], at[1])
                if is_timed(claim):
                    loss.at = (low, high) if low <= high and loss.timed else loss.at if loss.timed else at
                    loss.timed = True
                break
        else:
            losses.append(Loss(at, claim.quantity, [claim], is_timed(claim)))
    return losses


def levels(told: Iterable[Said], losses: Sequence[Loss]) -> list[Level]:
    """The series of one unit's figures, in time order."""
    points = [
        Point(said.claim.quantity, said.at, 1, (said.claim,))
        for said in sorted({said.claim.id: said for said in told}.values(), key=lambda said: time_order(said.claim))
        if said.claim.quantity is not None and said.at is not None
    ]
    breaks: list[tuple[Days, Loss]] = []
    for loss in losses:
        reckoned = _reckon(points, loss)
        if reckoned:
            points += reckoned
            breaks.append((loss.at, loss))
    points.sort(key=lambda point: (point.at, point.phase, time_order(point.claims[0]), point.reckoned is not None))
    found: list[Level] = []
    for point in points:
        crossed = [loss for at, loss in breaks if found and _parts(found[-1].points[-1], at, point)]
        if not found or crossed or not _near(found[-1].points, point):
            found.append(Level(after=crossed[-1] if crossed else None))
            if crossed:
                found[-2].before = crossed[0]
        found[-1].points.append(point)
    return found


def _reckon(points: list[Point], loss: Loss) -> list[Point]:
    """What is left by a loss, where one report tells both; the figures told with it are put before it."""
    reports = {claim.report for claim in loss.claims}
    lost_low, lost_high = range_of(loss.figure)
    whole = [
        point
        for point in points
        if point.claims[0].report in reports
        and (not is_timed(point.claims[0]) or point.at[0] <= loss.at[1])
        and point.phase == 1
        and range_of(point.figure)[0] > lost_high
    ]
    if not whole or lost_high == float("inf"):
        return []
    made = []
    for point in whole:
        if not is_timed(point.claims[0]):
            point.at = loss.at
        point.phase = 0
        low, high = range_of(point.figure)
        left = Figure(
            point.figure.value - loss.figure.value if point.figure.value and loss.figure.value else None,
            max(int(low - lost_high), 0),
            None if high == float("inf") else int(high - lost_low),
            point.figure.of,
        )
        if left.low == left.high == left.value:
            left = replace(left, low=None, high=None)
        teller = next(claim for claim in loss.claims if claim.report == point.claims[0].report)
        made.append(Point(left, loss.at, 2, (point.claims[0], teller), reckoned=loss))
    for point in points:
        if point.phase == 1 and loss.at <= point.at and (point.at == loss.at or point.claims[0].report in reports):
            against = any(figures_differ(point.figure, reckoned.figure) for reckoned in made)
            if not against:
                point.phase = 2
    return made


def _parts(last: Point, at: Days, point: Point) -> bool:
    """Whether a loss lies between two points; what is told of its own days is before it, but for ``phase`` 2."""
    return (last.at, last.phase) < (at, 2) <= (point.at, point.phase)


def _near(level: Sequence[Point], point: Point) -> bool:
    first = level[0]
    if first.wide or point.wide:
        return first.at == point.at
    if point.at[0] > first.at[1] + NEAR:
        return False
    return not any(_changed(other, point) for other in level)


def _changed(one: Point, other: Point) -> bool:
    """Whether one report tells two times with two figures."""
    mine, theirs = one.claims[0], other.claims[0]
    return (
        mine.report == theirs.report
        and mine.when is not None
        and theirs.when is not None
        and one.at[1] < other.at[0]
        and figures_differ(one.figure, other.figure)
    )


def by_unit(told: Iterable[Said]) -> dict[str, list[Said]]:
    """Figures by what they count."""
    found: dict[str, list[Said]] = defaultdict(list)
    for said in told:
        found[unit(said.claim.quantity)].append(said)
    return found
