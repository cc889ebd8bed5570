"""What the tellings of an event agree on, and in what they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from oathbook.actors import fold
from oathbook.events.facets import Facets
from oathbook.events.records import ASPECTS, Aspect
from oathbook.history.times import is_timed
from oathbook.records import Claim, Interval

Differences = tuple[tuple[Aspect, tuple[tuple[Any, tuple[str, ...]], ...]], ...]


def fullest(facets: Sequence[Facets]) -> Facets:
    """The telling that names most: actors by name, then anybody, with the longest names; of equal ones the earliest."""
    return min(
        facets,
        key=lambda each: (
            -sum(profile.names_one for profile in (*each.agents, *each.objects)),
            -bool(each.agents) - bool(each.objects),
            each.claim.status != "actual",
            -sum(len(name) for name in (*each.claim.agent, *each.claim.object)),
            each.claim.published or date.max,
            each.claim.id,
        ),
    )


def agreed_roles(facets: Sequence[Facets], *, symmetric: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who and whom, as the fullest telling has them; a role it leaves open is filled from the fullest that does not."""
    best = fullest(facets)
    agent, object = best.claim.agent, best.claim.object
    if not symmetric:
        filled = [each for each in facets if each.claim.agent]
        agent = agent or (fullest(filled).claim.agent if filled else ())
        filled = [each for each in facets if each.claim.object]
        object = object or (fullest(filled).claim.object if filled else ())
    return agent, object


def agreed_place(facets: Sequence[Facets]) -> str | None:
    """The place with most words of its own, the shortest way of writing it; else any that is told."""
    told = [(-len(each.place.words), len(each.claim.place), each.claim.place) for each in facets if each.claim.place]
    return min(told)[2] if told else None


def agreed_when(claims: Iterable[Claim]) -> Interval | None:
    """The days that all told times share; an end that nobody gives stays open. None where none is told."""
    told = [claim.when for claim in claims if claim.when is not None and is_timed(claim)]
    if not told:
        return None
    lows = [when.earliest for when in told if when.earliest is not None]
    highs = [when.latest for when in told if when.latest is not None]
    return Interval(max(lows, default=None), min(highs, default=None))


def differences(claims: Sequence[Claim]) -> Differences:
    """Each aspect in which the claims tell different things, with what is told: most told first, then first told.

    A claim that says nothing of an aspect does not differ in it. Figures differ where they are not the same figure,
    sources where they are not one named source.
    """
    if len(claims) == 1:
        return ()
    read: dict[Aspect, Callable[[Claim], tuple[Any, Any]]] = {
        "status": lambda claim: (claim.status, claim.status),
        "quantity": _figure,
        "when": lambda claim: (claim.when.as_json(),) * 2 if claim.when and is_timed(claim) else (None, None),
        "place": lambda claim: (claim.place, fold(claim.place)) if claim.place else (None, None),
        "agent": lambda claim: (list(claim.agent), sorted(map(fold, claim.agent))) if claim.agent else (None, None),
        "object": lambda claim: (list(claim.object), sorted(map(fold, claim.object))) if claim.object else (None, None),
        "source": lambda claim: (claim.source, _source(claim)),
    }
    found = ((aspect, _values(claims, read[aspect])) for aspect in ASPECTS)
    return tuple((aspect, values) for aspect, values in found if len(values) > 1)


def _values(
    claims: Sequence[Claim], read: Callable[[Claim], tuple[Any, Any]]
) -> tuple[tuple[Any, tuple[str, ...]], ...]:
    shown: dict[str, Any] = {}
    told: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        value, same = read(claim)
        if same is not None:
            shown.setdefault(repr(same), value)
            told[repr(same)].append(claim.id)
    order = sorted(told, key=lambda each: -len(told[each]))
    return tuple((shown[each], tuple(told[each])) for each in order)


def _figure(claim: Claim) -> tuple[Any, Any]:
    figure = claim.quantity
    if figure is None:
        return None, None
    return figure.as_json(), (figure.value, figure.low, figure.high)


def _source(claim: Claim) -> tuple[str, str]:
    return (fold(claim.source), "" if claim.standing == "named" else claim.report)
