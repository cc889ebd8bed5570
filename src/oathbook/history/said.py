"""What one claim says: ties that it tells, ties that it ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, product
from typing import NamedTuple, Protocol

from oathbook.history.places import place_key
from oathbook.history.span import SpanKind, SpanState
from oathbook.history.times import is_timed
from oathbook.history.words import refuses, tells_so_far
from oathbook.records import Claim

Tie = tuple[SpanKind, str, str | None, str | None]
"""Kind, key of the subject, key of the other actor, key of the place (or the unit of a strength)."""
Days = tuple[date, date]
Names = tuple[str, str | None, str | None]
"""Of subject, other and place, as a claim writes them."""
_Told = tuple[Tie, Names, str | None]
"""A tie, the names in it, and the way it came about."""

_WAYS = {"pledge": "pledged", "join": "joined", "merge": "merged", "belong": "member"}
_TO: dict[str, SpanKind] = {"lead": "leads", "support": "supports"}
_EITHER: dict[str, SpanKind] = {"ally": "with", "fight": "hostile", "truce": "truce"}
_PLACED: dict[str, SpanKind] = {"hold": "holds", "seize": "holds", "base": "based"}
_PLACE_WAYS = {"hold": "held", "seize": "seized"}
_ENDS_ONLY = frozenset({"leave", "expel", "kill", "release", "withdraw"})
_ENDING = _ENDS_ONLY | {"seize"}
_WILLED = frozenset(
    {"pledge", "join", "merge", "form", "ally", "truce", "support", "fight", "seize", "detain", "demand"}
)
"""Types of what somebody does or refuses to do; a denial of another type only says that it is not so."""


class KeysLike(Protocol):
    """Which actor a name means: a key for each name, and the keys of several."""

    def __call__(self, name: str, /) -> str:
        """The key of the actor that the name means."""

    def all(self, names: Iterable[str], /) -> frozenset[str]:
        """The keys of several names."""


class Said(NamedTuple):
    """A tie that a claim tells, in the state in which it tells it. ``at``: where it stands in time, where known."""

    tie: Tie
    names: Names
    way: str | None
    state: SpanState
    claim: Claim
    at: Days | None
    timed: bool
    mass: bool
    """Whether the subject is a number of people ("fighters") and no actor."""

    @property
    def heard(self) -> date | None:
        """The day it was published, else the last it tells of."""
        return self.claim.published or (self.at[1] if self.at else None)


class Ending(NamedTuple):
    """An end that a claim tells. ``implies``: whether it tells that the tie was there before."""

    names: Names
    claim: Claim
    at: Days | None
    implies: bool = False
    strict: bool = False
    """Somebody else's act, who may not have met this tie: ends only what is told of an earlier time."""


def state_of(claim: Claim, keys: KeysLike) -> SpanState:
    """The state in which a claim tells its tie; see the rules in docs/decisions/0013."""
    if claim.status == "actual":
        return "demanded" if claim.type == "demand" else "held"
    if claim.status == "planned":
        return "considered"
    if claim.status == "possible":
        return "possible"
    if claim.type in _WILLED:
        if refuses(claim):
            return "refused"
        if keys(claim.source) in keys.all(claim.agent) and not tells_so_far(claim):
            return "refused"
    return "denied"


def days_of(claim: Claim) -> Days | None:
    """First and last day that the claim can be about; see ``times.position``."""
    when = claim.when
    low = (when.earliest or when.latest) if when is not None else None
    if when is not None and low is not None:
        return (low, when.latest or low)
    return (claim.published, claim.published) if claim.published else None


def find_said(claim: Claim, keys: KeysLike) -> list[Said]:
    """The ties that the claim tells, each seen from its subject."""
    kind = claim.type
    if kind in _ENDS_ONLY:
        return []
    found: list[_Told] = []
    agents, objects = claim.agent, claim.object
    if kind in _EITHER or (kind == "merge" and not objects):
        couples = product(agents, objects) if objects else combinations(agents, 2)
        _either(found, _EITHER.get(kind, "with"), couples, keys)
    elif kind in _WAYS:
        _directed(found, "under", agents, objects, keys, _WAYS[kind])
    elif kind in _TO:
        _directed(found, _TO[kind], agents, objects, keys)
    elif kind == "form":
        persons = [name for name in agents if claim.kinds.get(name) == "person"]
        renamed = claim.what == "renamed"
        bodies = [name for name in agents if renamed or claim.kinds.get(name) in ("group", "coalition")]
        _directed(found, "leads", persons, objects, keys)
        _directed(found, "under", bodies, objects, keys, "formed")
    elif kind == "demand":
        if claim.what == "pledge" and claim.status == "actual":
            _directed(found, "under", objects, agents, keys, "pledged")
    elif kind == "strength":
        found += [(("strength", keys(name), None, None), (name, None, None), None) for name in agents]
    elif kind in _PLACED and claim.place:
        where, way = place_key(claim.place), _PLACE_WAYS.get(kind)
        found += [((_PLACED[kind], keys(name), None, where), (name, None, claim.place), way) for name in agents]
    elif kind == "detain" and agents:
        _directed(found, "captive", objects, agents, keys)
    elif kind == "detain":
        found += [(("captive", keys(name), None, None), (name, None, None), None) for name in objects]
    if not found:
        return []
    state, at, timed, kinds = state_of(claim, keys), days_of(claim), is_timed(claim), claim.kinds
    return [
        Said(tie, names, way, state, claim, at, timed, kinds.get(names[0]) == "people") for tie, names, way in found
    ]


def _directed(
    found: list[_Told],
    kind: SpanKind,
    ones: Iterable[str],
    others: Iterable[str],
    keys: KeysLike,
    way: str | None = None,
) -> None:
    """Add the ties of each of the one to each of the other."""
    for one, other in product(ones, others):
        mine, theirs = keys(one), keys(other)
        if mine != theirs:
            found.append(((kind, mine, theirs, None), (one, other, None), way))


def _either(found: list[_Told], kind: SpanKind, couples: Iterable[tuple[str, str]], keys: KeysLike) -> None:
    """Add the ties of two who stand alike to each other: the first in order is the subject."""
    for one, other in couples:
        mine, theirs = keys(one), keys(other)
        if mine < theirs:
            found.append(((kind, mine, theirs, None), (one, other, None), None))
        elif theirs < mine:
            found.append(((kind, theirs, mine, None), (other, one, None), None))


def find_ends(claim: Claim, keys: KeysLike) -> Iterator[tuple[Tie | tuple[SpanKind, str], Ending]]:
    """The ties that the claim says ended, or (status denied) did not end; with (kind, subject) whoever the other is.

    Somebody's taking of a place, which ends the hold of all others there, is left to ``succession``.
    """
    if claim.type not in _ENDING or claim.status not in ("actual", "denied"):
        return
    at = days_of(claim)
    if claim.type in ("leave", "expel"):
        parted, bodies = (claim.agent, claim.object) if claim.type == "leave" else (claim.object, claim.agent)
        for member in parted:
            for body in bodies:
                if keys(member) != keys(body):
                    names = (member, body, None)
                    implies = claim.kinds.get(member) not in ("people", "other")
                    yield ("under", keys(member), keys(body), None), Ending(names, claim, at, implies)
                    yield ("leads", keys(member), keys(body), None), Ending(names, claim, at)
    elif claim.type == "kill":
        for name in claim.object:
            if claim.kinds.get(name) == "person":
                for kind in ("leads", "captive", "under", "holds", "based"):
                    yield (kind, keys(name)), Ending((name, None, None), claim, at)
    elif claim.type == "release":
        for name in claim.object:
            if claim.kinds.get(name) != "people":
                yield ("captive", keys(name)), Ending((name, None, None), claim, at, implies=True)
                continue
            # "prisoners" freed by one are not those of another: only whoever holds a crowd is told to free it
            for captor in claim.agent:
                if keys(name) != keys(captor):
                    tie: Tie = ("captive", keys(name), keys(captor), None)
                    yield tie, Ending((name, captor, None), claim, at, implies=True)
    elif claim.place and claim.type in ("withdraw", "seize"):
        losers = claim.agent if claim.type == "withdraw" else claim.object
        where = place_key(claim.place)
        for name in losers:
            lost = (name, None, claim.place)
            driven = claim.type == "seize"
            yield ("holds", keys(name), None, where), Ending(lost, claim, at, implies=driven)
            if not driven:
                yield ("based", keys(name), None, where), Ending(lost, claim, at, implies=True)
