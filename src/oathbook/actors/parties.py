"""Actors as a list: each with its names, its kind and how many claims give it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from oathbook.actors.resolved import Actors

BODIES = frozenset({"group", "coalition", "state", "people", "medium"})
"""Kinds that readers mistake for one another; a person or a place is none of them."""
LONERS = frozenset({"person", "place"})


class Counted(Protocol):
    """A name with the kind most often given and how many claims give it, as an actor and as a source."""

    @property
    def name(self) -> str:
        """As claims write it."""

    @property
    def kind(self) -> str:
        """The kind most often given, or "other"."""

    @property
    def claims(self) -> int:
        """How many claims have it as agent or object."""

    @property
    def said(self) -> int:
        """How many claims have it as source."""


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in claims: its key, its names, most claims first, the kind most often given, and its counts.

    ``claims`` and ``said`` are sums over the names; a claim that gives two names of one actor counts twice.
    """

    key: str
    names: tuple[str, ...]
    kind: str
    claims: int
    said: int

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {
            "key": self.key,
            "names": list(self.names),
            "kind": self.kind,
            "claims": self.claims,
            "said": self.said,
        }


def parties(counted: Iterable[Counted], actors: Actors) -> tuple[Party, ...]:
    """The actors that the names mean, most claims first."""
    members: dict[str, list[Counted]] = {}
    for each in counted:
        members.setdefault(actors(each.name), []).append(each)
    return tuple(sorted((_party(key, own) for key, own in members.items()), key=_most_claims))


def can_be_one(kind: str, other: str) -> bool:
    """Whether actors of these kinds can be one: a person is no body, a place neither; "other" can be anything."""
    if kind == other or not (kind in LONERS or other in LONERS):
        return True
    return not {kind, other} <= BODIES | LONERS


def _party(key: str, own: list[Counted]) -> Party:
    own = sorted(own, key=lambda each: (-each.claims, -each.said, each.name))
    kinds: Counter[str] = Counter()
    for each in own:
        kinds[each.kind] += each.claims + each.said
    told = [kind for kind in sorted(kinds, key=lambda kind: (-kinds[kind], kind)) if kind != "other"]
    names = tuple(each.name for each in own)
    kind = told[0] if told else "other"
    return Party(key, names, kind, sum(each.claims for each in own), sum(each.said for each in own))


def _most_claims(party: Party) -> tuple[int, int, str]:
    return (-party.claims, -party.said, party.key)
