"""Spans of what did not simply happen: considered, demanded, possible, refused, denied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from oathbook.history.building import common, make_span, way_of
from oathbook.history.said import Said, Tie
from oathbook.history.span import Span, SpanState
from oathbook.history.timeline import once_in_time_order
from oathbook.history.times import is_timed
from oathbook.records import Claim, Interval

_OVERTAKEN = ("considered", "demanded")
"""What is over once it has come about, even where it is told again later."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What ends a plan or a refusal: its claims, the day from which it counts, when it was."""

    day: date
    when: Interval | None
    claims: tuple[Claim, ...]
    held: Span | None = None


def other_spans(tie: Tie, told: Iterable[Said], held: Sequence[Span]) -> Iterator[Span]:
    """The spans of a tie in every state but held."""
    by_state: dict[SpanState, list[Said]] = defaultdict(list)
    for said in once_in_time_order(told):
        by_state[said.state].append(said)
    came = [turn for span in held if (turn := _came_about(span)) is not None]
    refused = [_told(said) for said in by_state["refused"] if said.heard]
    considered = [_told(said) for said in by_state["considered"] if said.heard]
    against: list[Claim] = [said.claim for said in by_state["refused"]]
    for state, claims in list(by_state.items()):
        if not claims:
            continue
        if state in ("refused", "denied"):
            turns = [*came, *(considered if state == "refused" else ())]
            opposing: list[Claim] = []
        else:
            turns = [*came, *refused]
            opposing = against + [said.claim for said in by_state["denied"] if state == "possible"]
        yield from _spans(tie, state, claims, turns, opposing)


def _came_about(span: Span) -> Turn | None:
    days = [day for day in (span.begin.earliest, span.begin.latest) if day] if span.begin else []
    heard = [claim.published for claim in span.supporting if claim.published]
    day = min([*days, *heard], default=None)
    return Turn(day, span.begin, span.supporting, span) if day is not None else None


def _told(said: Said) -> Turn:
    assert said.heard is not None
    return Turn(said.heard, said.claim.when if is_timed(said.claim) else None, (said.claim,))


def _spans(
    tie: Tie, state: SpanState, claims: Sequence[Said], turns: Sequence[Turn], opposing: Sequence[Claim]
) -> Iterator[Span]:
    """One span for all claims with the same turn after them."""
    groups: dict[int | None, list[Said]] = defaultdict(list)
    order = sorted(range(len(turns)), key=lambda n: (turns[n].day, turns[n].claims[0].id))
    for said in claims:
        groups[next((n for n in order if _turned(state, said, turns[n])), None)].append(said)
    for number, group in groups.items():
        turn = turns[number] if number is not None else None
        heard = [said.heard for said in group if said.heard]
        yield make_span(
            tie,
            state,
            names=[said.names for said in group],
            way=way_of(tie, group),
            supporting=[said.claim for said in group],
            opposing=[claim for claim in opposing if not (turn and claim in turn.claims)],
            enders=turn.claims if turn else (),
            begin=_begin(group),
            end=_end(turn, max(heard, default=None)) if turn else None,
            last_heard=max(heard, default=None),
        )


def _turned(state: SpanState, said: Said, turn: Turn) -> bool:
    if said.heard is None:
        return False
    if turn.day > said.heard:
        return True
    if state not in _OVERTAKEN or turn.held is None:
        return False
    end = turn.held.end
    return end is None or end.latest is None or end.latest > said.heard


def _begin(group: Sequence[Said]) -> Interval | None:
    """The time told, where it is not that for which something is planned."""
    found: Interval | None = None
    for said in group:
        when, published = said.claim.when, said.claim.published
        if not is_timed(said.claim) or when is None:
            continue
        if said.state in ("considered", "possible") and (
            published is None or when.latest is None or when.latest > published
        ):
            continue
        found = when if found is None else common(found, when) or found
    return found


def _end(turn: Turn, heard: date | None) -> Interval:
    when = turn.when
    if when is None or (when.earliest is None and when.latest is None):
        return Interval(heard if heard and heard < turn.day else None, turn.day)
    if when.earliest is None and heard is not None and when.latest is not None and heard <= when.latest:
        return Interval(heard, when.latest)
    return when
