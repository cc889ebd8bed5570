"""Names that the alias list and the knowledge files give to one actor: the least firm of what joins names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from oathbook.actors.folding import fold
from oathbook.actors.names import Aliases, shipped_aliases
from oathbook.actors.records import KnownActor


class Known(Protocol):
    """What is asked of knowledge files here: their actors by id."""

    @property
    def actors(self) -> Mapping[str, KnownActor]:
        """The known actors by id."""


@dataclass(frozen=True, slots=True)
class Kin:
    """Folded names by known actor.

    Attributes:
        first: for each known folded name, the folded name that its actor goes by.
        members: for each of those, the actor's folded names, itself first, then by the alphabet.
        actors: for each folded name, the ids of the actors of the knowledge files that have it (several where a name
            is shared). The alias list gives no ids.
    """

    first: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    actors: Mapping[str, frozenset[str]]

    def apart(self, one: str, other: str) -> bool:
        """Whether the knowledge files have the two folded names, and no actor has both."""
        ours, theirs = self.actors.get(one), self.actors.get(other)
        return bool(ours and theirs and not ours & theirs)


def find_kin(knowledge: Known | None = None, *, aliases: Aliases | None = None) -> Kin:
    """The known names. Where both speak of a name, the knowledge files go before the alias list.

    A name that several actors of the knowledge files share means none of them. ``aliases``: those shipped with
    oathbook where not given.
    """
    owners = _owners(knowledge.actors) if knowledge is not None else {}
    first: dict[str, str] = {}
    for id, actor in sorted(knowledge.actors.items()) if knowledge is not None else ():
        own = [folded for folded in map(fold, _names(actor)) if owners.get(folded) == {id}]
        first |= dict.fromkeys(own, own[0] if own else "")
    listed: dict[str, list[str]] = {}
    for folded, canonical in (aliases or shipped_aliases()).canonical.items():
        if folded not in owners:
            listed.setdefault(canonical, []).append(folded)
    for canonical, own in listed.items():
        shared = canonical in owners and canonical not in first
        first |= dict.fromkeys(own, own[0] if shared else first.get(canonical, canonical))
    members: dict[str, list[str]] = {}
    for folded, canonical in first.items():
        members.setdefault(canonical, []).append(folded)
    return Kin(
        first,
        {canonical: (canonical, *sorted(set(own) - {canonical})) for canonical, own in members.items()},
        {folded: frozenset(ids) for folded, ids in owners.items()},
    )


def _names(actor: KnownActor) -> Iterator[str]:
    return (known.name for known in actor.names)


def _owners(actors: Mapping[str, KnownActor]) -> dict[str, set[str]]:
    owners: dict[str, set[str]] = {}
    for id, actor in actors.items():
        for folded in filter(None, map(fold, _names(actor))):
            owners.setdefault(folded, set()).add(id)
    return owners
