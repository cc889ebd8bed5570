"""Spans from episodes: their beginnings, ends, names and claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from oathbook.history.said import Ending, Names, Said, Tie, days_of
from oathbook.history.span import Span, SpanState
from oathbook.history.subject import most_frequent
from oathbook.history.timeline import Episode, in_time_order
from oathbook.history.times import STATES, is_timed, time_order
from oathbook.history.words import tells_since
from oathbook.records import Claim, Figure, Interval, content_id

DAY = timedelta(days=1)


def unique(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim once, in time order."""
    told = tuple(claims)
    if len(told) < 2:
        return told
    return tuple(sorted({claim.id: claim for claim in told}.values(), key=time_order))


def make_span(
    tie: Tie,
    state: SpanState,
    *,
    names: Sequence[Names],
    way: str | None,
    supporting: Iterable[Claim],
    opposing: Iterable[Claim] = (),
    enders: Iterable[Claim] = (),
    begin: Interval | None,
    end: Interval | None,
    figure: Figure | None = None,
    last_heard: date | None = None,
) -> Span:
    """A span with its id, its names as most of its claims give them, and an end that is not before its begin."""
    kind, subject, other, place = tie
    told = unique(supporting)
    end = not_before(begin, end)
    heard = last_heard or max((day for claim in told if (day := heard_of(claim)) is not None), default=None)
    if heard is not None and end is not None and end.latest is not None:
        heard = min(heard, end.latest)
    return Span(
        id=content_id(["span", kind, subject, other, place, way, state, [told[0].id]]),
        kind=kind,
        subject=subject,
        subject_name=_most(names, 0) or subject,
        other=other,
        other_name=_most(names, 1) or other,
        place=_most(names, 2) if kind in ("based", "holds") else None,
        way=way,
        state=state,
        figure=figure,
        begin=begin,
        end=end,
        last_heard=heard,
        supporting=told,
        opposing=unique(opposing),
        enders=unique(enders),
    )


def _most(names: Sequence[Names], at: int) -> str | None:
    """The name that stands there most often, of several the first in the alphabet."""
    given = [name for each in names if (name := each[at]) is not None]
    if len(given) < 2:
        return given[0] if given else None
    return most_frequent(Counter(given))[0]


def heard_of(claim: Claim) -> date | None:
    """The last day on which the claim says its tie held."""
    at = days_of(claim)
    if at is None:
        return None
    return min(at[1], claim.published) if claim.published and at[0] <= claim.published else at[1]


def not_before(begin: Interval | None, end: Interval | None) -> Interval | None:
    """The end without the days on which it cannot have been, because the span had not begun."""
    if begin is None or end is None or begin.earliest is None:
        return end
    low = begin.earliest if end.earliest is None else max(end.earliest, begin.earliest)
    return Interval(low, end.latest if end.latest is None else max(end.latest, low))


def held_span(tie: Tie, episode: Episode, denials: Iterable[Claim]) -> Span:
    """The span of an episode in which a tie is said to have held."""
    told, enders = in_time_order(episode.told), in_time_order(episode.enders)
    ending = [end.claim for end in enders]
    supporting = [said.claim for said in told] + episode.defended
    return make_span(
        tie,
        "held",
        names=[said.names for said in told] or [end.names for end in enders] or episode.names,
        way=way_of(tie, told),
        supporting=supporting or ending,
        opposing=[*episode.doubts, *denials],
        enders=ending,
        begin=beginning(told),
        end=_end(enders, episode.until),
    )


def way_of(tie: Tie, told: Sequence[Said]) -> str | None:
    """How it came: the first act that is told, else that it was so."""
    if tie[0] not in ("under", "holds"):
        return None
    plain = "member" if tie[0] == "under" else "held"
    return next((said.way for said in told if said.way not in (None, plain)), plain)


def began(claim: Claim) -> Interval | None:
    """When what the claim tells began, as far as its time says: an act then, a state by then."""
    if not is_timed(claim):
        return None
    when = claim.when
    assert when is not None
    if claim.type not in STATES:
        return when
    if when.earliest is None:
        return None
    return Interval(when.earliest if tells_since(claim) else None, when.earliest)


def beginning(told: Sequence[Said]) -> Interval | None:
    """When an episode began: the first time told, narrowed by others that fit it; None where none is told."""
    found: Interval | None = None
    for said in told:
        here = began(said.claim)
        if here is None or said.claim.status == "denied":
            continue
        if found is None:
            found = here
        elif said.claim.type not in STATES:
            found = common(found, here) or found
    heard = min((said.claim.published for said in told if not said.timed and said.claim.published), default=None)
    first = (found.earliest or found.latest) if found is not None else None
    if heard is not None and first is not None and heard < first:
        return Interval(None, heard)
    return found


def common(one: Interval, other: Interval) -> Interval | None:
    """The days that both have; None where they have none."""
    low = max((day for day in (one.earliest, other.earliest) if day), default=None)
    high = min((day for day in (one.latest, other.latest) if day), default=None)
    return None if low and high and low > high else Interval(low, high)


def _end(enders: Sequence[Ending], until: Sequence[date]) -> Interval | None:
    """When it ended: the first end told, narrowed by others that fit; before its publication where none is told."""
    found: Interval | None = None
    for end in enders:
        when = end.claim.when if is_timed(end.claim) else None
        if when is not None:
            found = when if found is None else common(found, when) or found
    if found is not None:
        return found
    if enders:
        heard = [end.claim.published for end in enders if end.claim.published]
        return Interval(max(until, default=None) if until else None, None) if not heard else Interval(None, min(heard))
    return Interval(min(until), max(until)) if until else None
