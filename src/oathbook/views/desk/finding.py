"""Actors for what was typed into the search: by parts of their names, and by names that are spelt much like it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oathbook.actors import fold
from oathbook.actors.likeness import Nearby
from oathbook.actors.parties import Party
from oathbook.actors.suggestions import REVIEW

if TYPE_CHECKING:
    from oathbook.views.desk.book import Book
    from oathbook.views.desk.visitors import Visitor

_NOT_NAMES = re.compile(r'(?<!\S)-\S+|["*]')


@dataclass(frozen=True, slots=True)
class FoundActor:
    """An actor that a search may mean. ``name`` is the one that fits; ``score``: 1 where the words are in it."""

    party: Party
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class NameIndex:
    """The names that a visitor may see, with the actors that have them."""

    nearby: Nearby
    parties: Mapping[str, Party]
    folded: tuple[tuple[Party, tuple[str, ...]], ...]


def find_actors(desk: Book, visitor: Visitor, question: str, *, limit: int) -> list[FoundActor]:
    """The actors that a question may mean, likest first; none for who codes blind: names tell what others corrected."""
    asked = " ".join(_NOT_NAMES.sub(" ", question).split())
    if not asked or visitor.blind:
        return []
    index = name_index(desk, visitor)
    found: dict[str, FoundActor] = {}
    words = fold(asked).split()
    for party, folded in index.folded:
        at = next((n for n, name in enumerate(folded) if words and all(_begins(name, word) for word in words)), None)
        if at is not None:
            found[party.key] = FoundActor(party, party.names[at], 1.0)
            if len(found) == limit:
                break
    for name, likeness in index.nearby.near(asked, limit=2 * limit):
        party = index.parties[name]
        if likeness.score >= REVIEW and party.key not in found:
            found[party.key] = FoundActor(party, name, likeness.score)
    return sorted(found.values(), key=lambda each: (-round(each.score, 1), -each.party.claims))[:limit]


def open_parties(desk: Book, visitor: Visitor) -> Sequence[tuple[Party, tuple[str, ...]]]:
    """The actors whose names the visitor may see, each with its folded names; kept until the ledger grows."""

    def make() -> Sequence[tuple[Party, tuple[str, ...]]]:
        guard = desk.name_guard(visitor)
        folded = [(party, tuple(map(fold, party.names))) for party in desk.parties()]
        hidden = guard.folded
        return [each for each in folded if not hidden.intersection(each[1])]

    return desk.histories.kept("parties", desk.histories.view(opens=visitor.opens), make)


def name_index(desk: Book, visitor: Visitor) -> NameIndex:
    """The names that the visitor may see; kept until the ledger grows, what is costly until there are new names."""

    def make() -> NameIndex:
        known = tuple(open_parties(desk, visitor))
        owners = {name: party for party, _ in known for name in party.names}
        names = tuple(sorted(owners))
        return NameIndex(desk.kept(f"names {visitor.opens}", names, lambda: Nearby(names)), owners, known)

    return desk.histories.kept("names", desk.histories.view(opens=visitor.opens), make)


def _begins(name: str, word: str) -> bool:
    """Whether a word of the name begins so."""
    return f" {name}".find(f" {word}") >= 0
