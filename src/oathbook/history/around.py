"""The spans of one actor, from the claims about it and about what can end its ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from oathbook.errors import UnknownName
from oathbook.history.places import place_key
from oathbook.history.said import KeysLike
from oathbook.history.source import Knowing, Source
from oathbook.history.span import Span
from oathbook.history.subject import most_frequent
from oathbook.history.trace import trace_actor
from oathbook.records import Claim

_MEMBERSHIP = frozenset({"pledge", "join", "merge", "belong", "form"})


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor as the claims name it. ``names``: most frequent first. ``claims``: those that name it, as known."""

    key: str
    name: str
    names: tuple[str, ...]
    kind: str
    claims: tuple[Claim, ...]


def find_actor(source: Source, name: str, knowing: Knowing) -> Actor:
    """The actor of that name with its claims.

    UnknownName, with the nearest names, where no claim names it, or none of those published by ``known_by``.
    """
    key = source.find(name)
    claims = knowing.known(source.about([key]))
    if knowing.known_by is not None and not claims:
        raise UnknownName(
            f"no claim published up to {knowing.known_by} names {name!r}; ask for a later day, or leave --known-by out"
        )
    return named(key, name, claims, source.keys)


def named(key: str, name: str, claims: Iterable[Claim], keys: KeysLike) -> Actor:
    """The actor with the names and the kind that the claims give it."""
    names: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    kept = tuple(claims)
    for claim in kept:
        for each in (*claim.agent, *claim.object):
            if keys(each) == key:
                names[each] += 1
                kinds[claim.kinds.get(each, "other")] += 1
    return Actor(key, name, most_frequent(names) or (name,), (most_frequent(kinds) or ("other",))[0], kept)


def around(source: Source, actor: Actor, knowing: Knowing) -> list[Claim]:
    """The claims about others that can end ties of the actor: only of ties that are said to have held."""
    keys = source.keys
    mortal: set[str] = set()
    places: set[str] = set()
    led: set[str] = set()
    bodies: dict[str, bool] = {}
    for claim in actor.claims:
        if claim.status != "actual":
            continue
        agents, objects = keys.all(claim.agent), keys.all(claim.object)
        acts = actor.key in agents
        if actor.key in objects and (claim.type in _MEMBERSHIP or claim.type == "lead"):
            mortal |= {keys(name) for name in claim.agent if claim.kinds.get(name) == "person"}
        if not acts:
            continue
        if claim.type == "detain":
            mortal |= {keys(name) for name in claim.object if claim.kinds.get(name) != "people"}
        elif claim.type in ("hold", "seize") and claim.place:
            places.add(place_key(claim.place) or "")
        elif claim.type in ("lead", "form") and _is_person(claim, actor.key, keys):
            led |= objects
        if claim.type in _MEMBERSHIP:
            for body in objects:
                bodies[body] = bodies.get(body, False) or claim.type in ("pledge", "join", "merge")
    found: list[Claim] = []
    mortal.discard(actor.key)
    if mortal:
        found += source.about(mortal, types=("kill", "release"))
    if places:
        found += source.at(places, types=("seize",))
    if led:
        found += source.about(led, types=("lead", "form"))
    if len(bodies) > 1 and any(bodies.values()):
        sworn = [body for body, oath in bodies.items() if oath]
        found += source.between(sworn, list(bodies), types=("fight",))
    return knowing.known(found)


def _is_person(claim: Claim, key: str, keys: KeysLike) -> bool:
    """Whether the claim takes the actor, its agent, for a person."""
    return any(claim.kinds.get(name) == "person" and keys(name) == key for name in claim.agent)


def spans_of(source: Source, actor: Actor, knowing: Knowing) -> tuple[Span, ...]:
    """All spans of the actor, not weighed."""
    return trace_actor((*actor.claims, *around(source, actor, knowing)), source.keys, actor.key)


def weighed(spans: Iterable[Span], knowing: Knowing) -> tuple[Span, ...]:
    """The spans with their belief, where there is something to weigh them by."""
    kept = tuple(spans)
    if knowing.weigh is None:
        return kept
    return tuple(replace(span, belief=belief) for span, belief in zip(kept, knowing.weigh(kept), strict=True))
