"""One actor's strength, and its places, in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

from oathbook.history.answers import Seen, Series
from oathbook.history.around import Actor, find_actor, spans_of, weighed
from oathbook.history.coverage import in_time
from oathbook.history.source import Knowing, Source, Weigh, as_source
from oathbook.history.standing import stands
from oathbook.history.times import position, time_order
from oathbook.history.trace import is_loss
from oathbook.records import Claim

_ASKED: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "strength": (frozenset({"strength"}), frozenset({"strength", "leave"})),
    "places": (frozenset({"holds", "based"}), frozenset({"hold", "seize", "withdraw", "base", "kill"})),
}
"""Kinds of spans that answer a question, and the types of claims that make and end them."""


def strength(
    claims: Source | Iterable[Claim],
    name: str,
    *,
    on: date | None = None,
    known_by: date | None = None,
    weigh: Weigh | None = None,
) -> Series:
    """How strong the actor was, as a series of spans in time, with the claims of losses as notes.

    With a day, the figures that hold on it or may, and the losses up to then. UnknownName, with the nearest names,
    where no claim names the actor.
    """
    source, knowing = as_source(claims), Knowing(known_by, weigh)
    actor = find_actor(source, name, knowing)
    losses = [claim for claim in actor.claims if is_loss(claim) and actor.key in source.keys.all(claim.object)]
    return _series("strength", source, actor, on, knowing, _up_to(losses, on))


def places(
    claims: Source | Iterable[Claim],
    name: str,
    *,
    on: date | None = None,
    known_by: date | None = None,
    weigh: Weigh | None = None,
) -> Series:
    """The places that the actor held and where it was based, as spans in time; with a day, those of that day.

    UnknownName, with the nearest names, where no claim names the actor.
    """
    source, knowing = as_source(claims), Knowing(known_by, weigh)
    return _series("places", source, find_actor(source, name, knowing), on, knowing, [])


def _series(
    question: Literal["strength", "places"],
    source: Source,
    actor: Actor,
    on: date | None,
    knowing: Knowing,
    notes: Iterable[Claim],
) -> Series:
    kinds, types = _ASKED[question]
    mine = replace(actor, claims=tuple(claim for claim in actor.claims if claim.type in types))
    spans = [span for span in spans_of(source, mine, knowing) if span.kind in kinds]
    spans.sort(key=in_time)
    if on is not None:
        spans = [span for span in spans if stands(span, on) != "no"]
    return Series(
        question=question,
        name=actor.name,
        names=actor.names,
        kind=actor.kind,
        on=on,
        known_by=knowing.known_by,
        spans=tuple(Seen(span, stands(span, on)) for span in weighed(spans, knowing)),
        notes=tuple(sorted(notes, key=time_order)),
    )


def _up_to(claims: Iterable[Claim], on: date | None) -> list[Claim]:
    return [claim for claim in claims if on is None or (at := position(claim)) is None or at.low <= on]
