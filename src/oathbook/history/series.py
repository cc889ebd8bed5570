"""Spans of strength from the levels of a series."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from oathbook.history.building import heard_of, make_span
from oathbook.history.said import Said, Tie
from oathbook.history.span import Span, SpanState
from oathbook.history.strengths import Level, Loss, by_unit, levels
from oathbook.history.times import figures_differ, is_timed
from oathbook.history.words import PEOPLE, tells_since
from oathbook.records import Claim, Interval


def strength_spans(subject: str, told: Iterable[Said], losses: Sequence[Loss]) -> Iterator[Span]:
    """The spans of strength of one actor: a series for each thing counted and each state.

    A figure holds until the next one; where they are told of two days, the change may have been on any day between.
    """
    for name, claims in sorted(by_unit(told).items()):
        by_state: dict[SpanState, list[Said]] = defaultdict(list)
        for said in claims:
            by_state[said.state].append(said)
        denied = [said.claim for state in ("denied", "refused") for said in by_state.get(state, ())]
        for state, group in sorted(by_state.items()):
            found = levels(group, losses if name == PEOPLE and state == "held" else ())
            names = [said.names for said in group]
            yield from _spans(subject, state, found, names, denied if state in ("held", "possible") else [])
            undated = [said.claim for said in group if said.at is None and said.claim.quantity is not None]
            for claim in undated:
                tie: Tie = ("strength", subject, None, None)
                yield make_span(
                    tie, state, names=names, way=None, supporting=[claim], begin=None, end=None, figure=claim.quantity
                )


def _spans(
    subject: str,
    state: SpanState,
    found: Sequence[Level],
    names: Sequence[tuple[str, str | None, str | None]],
    denied: Sequence[Claim],
) -> Iterator[Span]:
    for number, level in enumerate(found):
        previous = found[number - 1] if number else None
        following = found[number + 1] if number + 1 < len(found) else None
        best = level.best()
        fitting = [point for point in level.points if not figures_differ(point.figure, best)]
        rivals = [point for point in level.points if figures_differ(point.figure, best)]
        reckoned = all(point.reckoned for point in fitting)
        enders: list[Claim] = []
        if level.before:
            enders = level.before.claims
        elif following:
            enders = [claim for point in following.points for claim in point.claims]
        supporting = [claim for point in fitting for claim in point.claims]
        yield make_span(
            ("strength", subject, None, None),
            state,
            names=names,
            way="reckoned" if reckoned else None,
            supporting=supporting,
            opposing=[
                *(claim for point in rivals for claim in point.claims if claim not in supporting),
                *(claim for claim in denied if _denies(claim, level)),
            ],
            enders=enders,
            begin=_loss_days(level.after) if level.after else _begin(level, previous),
            end=_loss_days(level.before) if level.before else _change(level, following) if following else None,
            figure=level.range(),
            last_heard=_heard(level),
        )


def _denies(claim: Claim, level: Level) -> bool:
    return claim.quantity is None or any(not figures_differ(claim.quantity, point.figure) for point in level.points)


def _loss_days(loss: Loss) -> Interval:
    return Interval(loss.at[0] if loss.timed else None, loss.at[1])


def _heard(level: Level) -> date | None:
    """The last day for which a figure of the level is told; not the report's day for what it puts before a loss."""
    if level.before is not None:
        return None if not level.before.timed else level.before.at[1]
    return max((day for point in level.points for c in point.claims if (day := heard_of(c))), default=None)


def _first(level: Level) -> date:
    return min(point.at[0] for point in level.points)


def _begin(level: Level, previous: Level | None) -> Interval | None:
    """By the first day for which a figure is told, after the last for which the one before is."""
    timed = [point for point in level.points if is_timed(point.claims[0])]
    first = _first(level)
    if previous is None:
        if not timed:
            return None
        since = any(point.at[0] == first and tells_since(point.claims[0]) for point in timed)
        return Interval(first if since else None, first)
    heard = _heard(previous)
    return Interval(min(heard, first) if heard else None, first)


def _change(level: Level, following: Level) -> Interval:
    first, heard = _first(following), _heard(level)
    return Interval(min(heard, first) if heard else None, first)
