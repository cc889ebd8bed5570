"""What one claim says of one actor: ties it has, ties it loses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oathbook.actors import fold
from oathbook.history.records import Relation
from oathbook.history.subject import Keys
from oathbook.records import Claim

_AS_AGENT: dict[str, Relation] = {
    "pledge": "under",
    "join": "under",
    "belong": "under",
    "merge": "under",
    "lead": "leads",
    "support": "supports",
    "detain": "holds captive",
}
_AS_OBJECT: dict[str, Relation] = {
    "pledge": "members",
    "join": "members",
    "belong": "members",
    "merge": "members",
    "lead": "led by",
    "support": "supported by",
    "detain": "held by",
}
_EITHER: dict[str, Relation] = {"ally": "with", "fight": "hostile to", "truce": "truce with"}
_PLACED: dict[str, Relation] = {"hold": "holds", "seize": "holds", "base": "based in"}


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie of the actor asked about, or the end of one.

    To the actor ``other`` (a name; None where unsaid or where the tie is to a place), to ``place`` where the place is
    what it is about. ``by_another``: an end that somebody else's act means, who may not have met this actor there.
    """

    relation: Relation
    other: str | None
    place: str | None
    claim: Claim
    by_another: bool = False


def find_ties(claim: Claim, me: str, keys: Keys) -> Iterator[Tie]:
    """The ties that the claim gives the actor with the key ``me``, whatever its status."""
    agent, object = me in keys.all(claim.agent), me in keys.all(claim.object)
    kind = claim.type
    if kind in _EITHER:
        if agent or object:
            across = claim.object if agent and claim.object else claim.agent
            yield from _to(_EITHER[kind], across, claim, me, keys)
    elif kind == "form":
        yield from _formed(claim, me, keys, agent=agent, object=object)
    elif kind == "strength":
        if agent:
            yield Tie("strength", None, None, claim)
    elif kind in _PLACED:
        if agent and claim.place:
            yield Tie(_PLACED[kind], None, claim.place, claim)
    else:
        if agent and kind in _AS_AGENT:
            if kind == "merge" and not claim.object:
                yield from _to("with", claim.agent, claim, me, keys)
            else:
                yield from _to(_AS_AGENT[kind], claim.object, claim, me, keys)
        if object and kind in _AS_OBJECT:
            yield from _to(_AS_OBJECT[kind], claim.agent, claim, me, keys, unsaid=kind == "detain")


def _formed(claim: Claim, me: str, keys: Keys, *, agent: bool, object: bool) -> Iterator[Tie]:
    """Who forms a body stands under it where it is a body itself, and leads it where it is a person."""
    persons = [name for name in claim.agent if claim.kinds.get(name) == "person"]
    bodies = [name for name in claim.agent if claim.kinds.get(name) in ("group", "coalition")]
    if agent:
        if me in keys.all(persons):
            yield from _to("leads", claim.object, claim, me, keys)
        if me in keys.all(bodies):
            yield from _to("under", claim.object, claim, me, keys)
    if object:
        yield from _to("led by", persons, claim, me, keys)
        yield from _to("members", bodies, claim, me, keys)


def _to(
    relation: Relation, names: tuple[str, ...] | list[str], claim: Claim, me: str, keys: Keys, *, unsaid: bool = False
) -> Iterator[Tie]:
    others = [name for name in names if keys(name) != me]
    for name in others:
        yield Tie(relation, name, None, claim)
    if unsaid and not names:
        yield Tie(relation, None, None, claim)


def find_ends(claim: Claim, me: str, keys: Keys) -> Iterator[Tie]:
    """The ties of the actor with the key ``me`` that the claim says ended; ``other`` None ends it with anybody."""
    agents, objects = keys.all(claim.agent), keys.all(claim.object)
    if claim.type == "leave":
        yield from _parted(claim, claim.agent, claim.object, me, keys)
    elif claim.type == "expel":
        yield from _parted(claim, claim.object, claim.agent, me, keys)
    elif claim.type == "kill":
        if me in objects:
            yield Tie("leads", None, None, claim)
            yield Tie("held by", None, None, claim)
        for name in claim.object:
            if claim.kinds.get(name) == "person" and keys(name) != me:
                yield Tie("led by", name, None, claim)
                yield Tie("holds captive", name, None, claim)
    elif claim.type == "release":
        if me in objects:
            yield Tie("held by", None, None, claim)
        for name in claim.object:
            if keys(name) != me:
                yield Tie("holds captive", name, None, claim)
    elif claim.type == "withdraw":
        if me in agents and claim.place:
            yield Tie("holds", None, claim.place, claim)
            yield Tie("based in", None, claim.place, claim)
    elif claim.type == "seize" and claim.agent and me not in agents and claim.place:
        yield Tie("holds", None, claim.place, claim, by_another=me not in objects)


def _parted(claim: Claim, members: tuple[str, ...], bodies: tuple[str, ...], me: str, keys: Keys) -> Iterator[Tie]:
    if me in keys.all(members):
        for body in bodies:
            yield Tie("under", body, None, claim)
            yield Tie("leads", body, None, claim)
    if me in keys.all(bodies):
        for member in members:
            yield Tie("members", member, None, claim)
            yield Tie("led by", member, None, claim)


def place_key(place: str | None) -> str | None:
    """What two spellings of one place share."""
    return fold(place) if place else None
