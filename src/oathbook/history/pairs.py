"""All that is told of two actors with regard to each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from oathbook.history.answers import Between, Seen
from oathbook.history.around import Actor, around, find_actor, weighed
from oathbook.history.coverage import has_begun
from oathbook.history.source import Knowing, Source, Weigh, as_source
from oathbook.history.span import Span
from oathbook.history.standing import stands
from oathbook.history.times import position, time_order
from oathbook.history.trace import trace_actor
from oathbook.records import Claim

_BESIDE = frozenset({"kill", "release", "lead", "form", "pledge", "join", "merge", "belong", "detain"})
"""Types of claims about one of the two that can end a tie to the other."""


def between(
    claims: Source | Iterable[Claim],
    name: str,
    other: str,
    *,
    on: date | None = None,
    known_by: date | None = None,
    weigh: Weigh | None = None,
) -> Between:
    """All ties of the one to the other in time, and all claims that name both.

    With a day, the ties that had begun by then, and the claims of that day and before. UnknownName, with the nearest
    names, where no claim names one of them.
    """
    source, knowing = as_source(claims), Knowing(known_by, weigh)
    first, second = (find_actor(source, each, knowing) for each in (name, other))
    told = knowing.known(source.between([first.key], [second.key]))
    kept = {claim.id: claim for claim in told}
    for actor in (first, second):
        kept |= {claim.id: claim for claim in _beside(source, actor, knowing)}
    spans = weighed(
        (
            span
            for span in trace_actor(kept.values(), source.keys, first.key)
            if {span.subject, span.other} == {first.key, second.key} and _begun(span, on)
        ),
        knowing,
    )
    return Between(
        name=name,
        other=other,
        names=first.names,
        other_names=second.names,
        on=on,
        known_by=known_by,
        spans=tuple(
            Seen(span, stands(span, on))
            for span in sorted(spans, key=lambda span: (time_order(span.supporting[0]), span.kind, span.id))
        ),
        claims=tuple(sorted((claim for claim in told if _told(claim, on)), key=time_order)),
    )


def _beside(source: Source, actor: Actor, knowing: Knowing) -> list[Claim]:
    mine = [claim for claim in actor.claims if claim.type in _BESIDE]
    return [*mine, *around(source, replace(actor, claims=tuple(mine)), knowing)]


def _begun(span: Span, on: date | None) -> bool:
    return on is None or has_begun(span, on) != "no"


def _told(claim: Claim, on: date | None) -> bool:
    at = position(claim)
    return on is None or at is None or at.low <= on
