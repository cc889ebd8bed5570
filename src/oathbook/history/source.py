"""Where the questions find their claims: by actor and by place, not all at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from oathbook.actors import Aliases, nearest
from oathbook.errors import UnknownName
from oathbook.history.places import place_key
from oathbook.history.said import KeysLike
from oathbook.history.span import Belief, Span
from oathbook.history.subject import Keys
from oathbook.records import Claim

NOBODY = ("report", "unnamed")
Types = Collection[str] | None


class Source(Protocol):
    """What the questions ask of a ledger. Each method gives current claims, in any order."""

    @property
    def keys(self) -> KeysLike:
        """Which actor a name means."""

    def find(self, name: str) -> str:
        """The key of the actor of that name; UnknownName, with the nearest names, where no claim gives it."""

    def about(self, keys: Collection[str], *, types: Types = None) -> Iterable[Claim]:
        """Claims that have one of the actors as agent or object; of these types only, where given."""

    def at(self, places: Collection[str], *, types: Types = None) -> Iterable[Claim]:
        """Claims whose place has one of these keys (``places.place_key``)."""

    def between(self, one: Collection[str], other: Collection[str], *, types: Types = None) -> Iterable[Claim]:
        """Claims that name an actor of each."""

    def pending(self) -> Iterable[Claim]:
        """Claims of what is planned or possible, demands, and denials."""


ClaimsOf = Callable[[Iterable[str]], Iterable[Claim]]


@dataclass
class Told:
    """A ``Source`` over claims in memory; ``told`` makes it."""

    keys: KeysLike
    _claims: dict[str, Claim]
    _names: Counter[str]
    _by_key: dict[str, list[Claim]]
    _by_place: dict[str, list[Claim]] = field(default_factory=dict)

    def find(self, name: str) -> str:
        """See ``Source``."""
        found = self.keys(name)
        if found in self._by_key or any(self.keys(known) == found for known in self._names):
            return found
        raise unknown(name, self._names)

    def about(self, keys: Collection[str], *, types: Types = None) -> Iterator[Claim]:
        """See ``Source``."""
        seen: set[str] = set()
        for key in keys:
            for claim in self._by_key.get(key, ()):
                if (types is None or claim.type in types) and claim.id not in seen:
                    seen.add(claim.id)
                    yield claim

    def at(self, places: Collection[str], *, types: Types = None) -> Iterator[Claim]:
        """See ``Source``."""
        for place in places:
            yield from (c for c in self._by_place.get(place, ()) if types is None or c.type in types)

    def between(self, one: Collection[str], other: Collection[str], *, types: Types = None) -> Iterator[Claim]:
        """See ``Source``."""
        return both(self.about(one, types=types), other, self.keys)

    def pending(self) -> Iterator[Claim]:
        """See ``Source``."""
        return (c for c in self._claims.values() if c.status != "actual" or c.type == "demand")


def told(claims: Iterable[Claim], *, keys: KeysLike | None = None, aliases: Aliases | None = None) -> Told:
    """A source over claims in memory, each taken once. ``keys``: by names and aliases, where not given."""
    keys = keys or Keys(aliases)
    kept: dict[str, Claim] = {}
    names: Counter[str] = Counter()
    by_key: dict[str, list[Claim]] = defaultdict(list)
    by_place: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.id in kept:
            continue
        kept[claim.id] = claim
        given = (*claim.agent, *claim.object)
        names.update(given)
        if claim.source not in NOBODY:
            names[claim.source] += 1
        for key in keys.all(given):
            by_key[key].append(claim)
        if claim.place:
            by_place[place_key(claim.place) or ""].append(claim)
    return Told(keys, kept, names, by_key, by_place)


@dataclass
class Asked:
    """A ``Source`` made of one callable that gives all claims about actors by their keys; the rest is chosen here."""

    keys: KeysLike
    claims_of: ClaimsOf
    find_name: Callable[[str], str]
    claims_at: ClaimsOf | None = None
    pending_claims: Callable[[], Iterable[Claim]] | None = None

    def find(self, name: str) -> str:
        """See ``Source``."""
        return self.find_name(name)

    def about(self, keys: Collection[str], *, types: Types = None) -> Iterator[Claim]:
        """See ``Source``."""
        return (claim for claim in self.claims_of(keys) if types is None or claim.type in types)

    def at(self, places: Collection[str], *, types: Types = None) -> Iterator[Claim]:
        """See ``Source``; nothing where no ``claims_at`` is given."""
        found = self.claims_at(places) if self.claims_at else ()
        return (claim for claim in found if types is None or claim.type in types)

    def between(self, one: Collection[str], other: Collection[str], *, types: Types = None) -> Iterator[Claim]:
        """See ``Source``."""
        return both(self.about(one, types=types), other, self.keys)

    def pending(self) -> Iterable[Claim]:
        """See ``Source``; nothing where no ``pending_claims`` is given."""
        return self.pending_claims() if self.pending_claims else ()


def both(claims: Iterable[Claim], other: Collection[str], keys: KeysLike) -> Iterator[Claim]:
    """Those of the claims that also name one of the other actors."""
    wanted = frozenset(other)
    return (claim for claim in claims if wanted & keys.all((*claim.agent, *claim.object)))


def unknown(name: str, known: Iterable[str]) -> UnknownName:
    """The error for a name that no claim gives."""
    near = nearest(name, known)
    offered = f"; nearest: {', '.join(near)}" if near else ""
    return UnknownName(f"no claim in the ledger names {name!r}{offered}; `oathbook claims` shows what there is", near)


Weigh = Callable[[Sequence[Span]], Sequence[Belief]]
"""Gives spans their beliefs, in their order."""
NameOn = Callable[[str, date | None], str | None]
"""The name that an actor (a key) had on a day, where it is known."""


@dataclass(frozen=True)
class Knowing:
    """By what a question is answered: what was published up to a day, how spans are weighed, names of a day."""

    known_by: date | None = None
    weigh: Weigh | None = None
    name_on: NameOn | None = None

    def known(self, claims: Iterable[Claim]) -> list[Claim]:
        """Those of the claims that were published by then; where a day is given, undated ones are left out."""
        day = self.known_by
        return list(claims) if day is None else [c for c in claims if c.published is not None and c.published <= day]

    def named(self, key: str | None, on: date | None) -> str | None:
        """The actor's name on the day, where it is known."""
        return self.name_on(key, on) if self.name_on is not None and key is not None else None


def as_source(claims: Source | Iterable[Claim]) -> Source:
    """The source, or one over these claims."""
    return told(claims) if isinstance(claims, Iterable) else claims
