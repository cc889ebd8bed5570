"""How an actor stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar, get_args

from oathbook.history.around import Actor, find_actor, spans_of, weighed
from oathbook.history.coverage import Covers, covers, is_over
from oathbook.history.records import Answer, Line, Relation
from oathbook.history.source import Knowing, NameOn, Source, Weigh, as_source
from oathbook.history.span import Span, SpanKind, SpanState
from oathbook.history.times import time_order
from oathbook.records import Claim

_RELATIONS: tuple[Relation, ...] = get_args(Relation)
_STATES: tuple[SpanState, ...] = get_args(SpanState)
_AS_SUBJECT: dict[SpanKind, Relation] = {
    "under": "under",
    "with": "with",
    "hostile": "hostile to",
    "truce": "truce with",
    "supports": "supports",
    "leads": "leads",
    "strength": "strength",
    "based": "based in",
    "holds": "holds",
    "captive": "held by",
}
_AS_OTHER: dict[SpanKind, Relation] = {
    "under": "members",
    "leads": "led by",
    "supports": "supported by",
    "captive": "holds captive",
}
T = TypeVar("T")


def who(
    claims: Source | Iterable[Claim],
    name: str,
    *,
    on: date | None = None,
    known_by: date | None = None,
    weigh: Weigh | None = None,
    name_on: NameOn | None = None,
) -> Answer:
    """How the actor stands on the day ``on`` (all told so far, where None), by what was published up to ``known_by``.

    ``claims``: a source, or all current claims and not only the actor's: who takes a town after it ends its hold there.
    ``weigh`` and ``name_on`` as in ``source``; without them there is no belief and no name of the day.

    What stands are the spans that cover the day, surely or perhaps (``Line.sure``); a denial of its own only where no
    other line has it among its claims. What had ended by that day is in ``Answer.ended``.

    UnknownName, with the nearest names, where no claim names the actor.
    """
    source, knowing = as_source(claims), Knowing(known_by, weigh, name_on)
    actor = find_actor(source, name, knowing)
    return standing_of(actor, spans_of(source, actor, knowing), knowing, on=on)


def standing_of(actor: Actor, spans: Iterable[Span], knowing: Knowing, *, on: date | None = None) -> Answer:
    """As ``who``, from the actor's spans, which are weighed here."""
    found = [(span, stands(span, on)) for span in spans]
    standing = _without_plain_denials([(span, sure) for span, sure in found if sure != "no"])
    over = [
        (span, sure)
        for span, sure in found
        if sure == "no" and span.end is not None and (on is None or is_over(span, on) == "yes")
    ]
    told = weighed((span for span, _ in (*standing, *over)), knowing)
    lines = [
        _line(span, actor.key, sure, on, knowing) for span, (_, sure) in zip(told, (*standing, *over), strict=True)
    ]
    return Answer(
        name=actor.name,
        names=actor.names,
        called=knowing.named(actor.key, on),
        kind=actor.kind,
        on=on,
        known_by=knowing.known_by,
        lines=_ordered(lines[: len(standing)]),
        ended=_ordered(lines[len(standing) :]),
    )


def stands(span: Span, on: date | None) -> Covers:
    """Whether it covers the day; without a day, whether no end of it is told."""
    if on is None:
        return "yes" if span.end is None else "no"
    return covers(span, on)


def _without_plain_denials(found: Sequence[tuple[Span, Covers]]) -> list[tuple[Span, Covers]]:
    """The spans but for denials that stand among the claims against another."""
    against = {claim.id for span, _ in found for claim in span.opposing}
    return [
        (span, sure)
        for span, sure in found
        if span.state != "denied" or not all(claim.id in against for claim in span.supporting)
    ]


def _line(span: Span, key: str, sure: Covers, on: date | None, knowing: Knowing) -> Line:
    mine = span.subject == key
    relation = _AS_SUBJECT[span.kind] if mine else _AS_OTHER.get(span.kind, _AS_SUBJECT[span.kind])
    claims = span.supporting
    return Line(
        relation=relation,
        other=span.other_name if mine else span.subject_name,
        called=knowing.named(span.other if mine else span.subject, on),
        quantity=span.figure if span.kind == "strength" else _shared(claim.quantity for claim in claims),
        place=span.place if span.place else _shared(claim.place for claim in claims),
        sure=sure,
        span=span,
    )


def _shared(values: Iterable[T | None]) -> T | None:
    """The one value that all tell who tell one; None where they differ."""
    told = {value for value in values if value is not None}
    return told.pop() if len(told) == 1 else None


def _ordered(lines: Iterable[Line]) -> tuple[Line, ...]:
    """By relation, state, how sure, then time."""
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                _RELATIONS.index(line.relation),
                _STATES.index(line.state),
                line.sure != "yes",
                time_order(line.supporting[0]),
                line.other or "",
                line.place or "",
                line.span.id,
            ),
        )
    )
