"""What one claim says: ties that it tells, ties that it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple, Protocol

from oathbook.actors import fold
from oathbook.history.span import SpanKind, SpanState
from oathbook.history.times import is_timed
from oathbook.history.words import refuses, tells_so_far
from oathbook.records import Claim

Tie = tuple[SpanKind, str, str | None, str | None]
"""Kind, key of the subject, key of the other actor, key of the place (or the unit of a strength)."""
Days = tuple[date, date]

_WAYS = {"pledge": "pledged", "join": "joined", "merge": "merged", "belong": "member"}
_TO: dict[str, SpanKind] = {"lead": "leads", "support": "supports"}
_EITHER: dict[str, SpanKind] = {"ally": "with", "fight": "hostile", "truce": "truce"}
_PLACED: dict[str, SpanKind] = {"hold": "holds", "seize": "holds", "base": "based"}
_PLACE_WAYS = {"hold": "held", "seize": "seized"}
_ENDS_ONLY = frozenset({"leave", "expel", "kill", "release", "withdraw"})
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
    names: tuple[str, str | None, str | None]
    """Of subject, other and place, as the claim writes them."""
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

    names: tuple[str, str | None, str | None]
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


def place_key(place: str | None) -> str | None:
    """What two spellings of one place share."""
    return fold(place) if place else None


def days_of(claim: Claim) -> Days | None:
    """First and last day that the claim can be about; see ``times.position``."""
    when = claim.when
    low = (when.earliest or when.latest) if when is not None else None
    if when is not None and low is not None:
        return (low, when.latest or low)
    return (claim.published, claim.published) if claim.published else None


def symmetric(kind: SpanKind, one: str, other: str) -> Tie:
    """The tie of two who stand alike to each other."""
    return (kind, one, other, None) if one < other else (kind, other, one, None)


def find_said(claim: Claim, keys: KeysLike) -> Iterator[Said]:
    """The ties that the claim tells, each seen from its subject."""
    kind = claim.type
    if kind in _ENDS_ONLY:
        return
    state = state_of(claim, keys)
    at, timed = days_of(claim), is_timed(claim)
    agents, objects = claim.agent, claim.object

    def told(tie: Tie, names: tuple[str, str | None, str | None], way: str | None = None) -> Said:
        mass = claim.kinds.get(names[0]) == "people"
        return Said(tie, names, way, state, claim, at, timed, mass)

    def pairs(
        one: Iterable[str], other: Iterable[str], make: Callable[[str, str], tuple[Tie, bool]], way: str | None = None
    ) -> Iterator[Said]:
        for first in one:
            for second in other:
                if keys(first) != keys(second):
                    tie, turned = make(keys(first), keys(second))
                    yield told(tie, (second, first, None) if turned else (first, second, None), way)

    def directed(of: SpanKind) -> Callable[[str, str], tuple[Tie, bool]]:
        return lambda one, other: ((of, one, other, None), False)

    def both_ways(of: SpanKind) -> Callable[[str, str], tuple[Tie, bool]]:
        return lambda one, other: (symmetric(of, one, other), one > other)

    if kind in _EITHER or (kind == "merge" and not objects):
        make = both_ways(_EITHER.get(kind, "with"))
        if objects:
            yield from pairs(agents, objects, make)
        else:
            for number, name in enumerate(agents):
                yield from pairs([name], agents[number + 1 :], make)
    elif kind in _WAYS:
        yield from pairs(agents, objects, directed("under"), _WAYS[kind])
    elif kind in _TO:
        yield from pairs(agents, objects, directed(_TO[kind]))
    elif kind == "form":
        persons = [name for name in agents if claim.kinds.get(name) == "person"]
        renamed = claim.what == "renamed"
        bodies = [name for name in agents if renamed or claim.kinds.get(name) in ("group", "coalition")]
        yield from pairs(persons, objects, directed("leads"))
        yield from pairs(bodies, objects, directed("under"), "formed")
    elif kind == "demand":
        if claim.what == "pledge" and claim.status == "actual":
            yield from pairs(objects, agents, directed("under"), "pledged")
    elif kind == "strength":
        for name in agents:
            yield told(("strength", keys(name), None, None), (name, None, None))
    elif kind in _PLACED and claim.place:
        for name in agents:
            tie: Tie = (_PLACED[kind], keys(name), None, place_key(claim.place))
            yield told(tie, (name, None, claim.place), _PLACE_WAYS.get(kind))
    elif kind == "detain":
        if agents:
            yield from pairs(objects, agents, directed("captive"))
        else:
            for name in objects:
                yield told(("captive", keys(name), None, None), (name, None, None))


def find_ends(claim: Claim, keys: KeysLike) -> Iterator[tuple[Tie | tuple[SpanKind, str], Ending]]:
    """The ties that the claim says ended, or (status denied) did not end; with (kind, subject) whoever the other is.

    Somebody's taking of a place, which ends the hold of all others there, is left to ``succession``.
    """
    if claim.status not in ("actual", "denied"):
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
