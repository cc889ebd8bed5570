"""Pairs of actors whose names are alike: for a person to judge, or above a high score for the program."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

from oathbook.actors.edges import Folds, Pair, pair_of
from oathbook.actors.parties import Party, can_be_one
from oathbook.actors.records import Likeness
from oathbook.actors.resolved import Actors

AUTOMATIC = 0.95
"""The score from which on `actors merge --automatic` merges, where no other is given."""
REVIEW = 0.5
"""The score from which on a pair is put before a person."""


class Compare(Protocol):
    """How alike two names are, with reasons."""

    def __call__(self, one: str, other: str, *, kinds: tuple[str | None, str | None] = (None, None)) -> Likeness:
        """``kinds`` are those of the two actors, None where not told."""


class Near(Protocol):
    """The names of a list that are most like a name."""

    def near(self, name: str, *, limit: int = 20) -> Sequence[tuple[str, Likeness]]:
        """Best first; may have the name itself."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors that may be one, by the two of their names that are most alike. ``one`` has more claims."""

    one: str
    other: str
    likeness: Likeness
    parties: tuple[Party, Party]

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {
            "one": self.one,
            "other": self.other,
            **self.likeness.as_json(),
            "actors": [party.as_json() for party in self.parties],
        }


def suggest(
    parties: Sequence[Party],
    actors: Actors,
    *,
    above: float = REVIEW,
    unsure: bool = False,
    compare: Compare | None = None,
    nearby: Callable[[Iterable[str]], Near] | None = None,
) -> Iterator[Suggestion]:
    """Pairs with a score of ``above`` or more about which nothing is held yet, those with most claims first.

    Left out: actors that were judged different, that the knowledge files list as two, or whose kinds cannot be one;
    descriptions ("the brigade"), which mean whom their report means; and what was judged unsure, but where ``unsure``
    is set. Found one by one as they are asked for.

    ``compare`` and ``nearby``: what tells likeness and finds names alike; ``oathbook.actors.likeness`` where not given.
    """
    compare = compare or likeness_of()
    folds = Folds()
    owner = {name: party for party in parties for name in _spellings(party, folds)}
    index = (nearby or import_module("oathbook.actors.likeness").Nearby)(owner)
    done: set[Pair] = set(actors.pairs("different") if unsure else actors.pairs("different", "unsure"))
    for party in parties:
        best: dict[str, Suggestion] = {}
        for name in _spellings(party, folds):
            for found, likeness in index.near(name):
                other = owner[found]
                pair = pair_of(party.key, other.key)
                if likeness.score < above or other.key == party.key or pair in done:
                    continue
                if not can_be_one(party.kind, other.kind) or actors.known_apart(name, found).verdict:
                    continue
                likeness = compare(name, found, kinds=(_told(party), _told(other)))
                held = best.get(other.key)
                if likeness.score >= above and (held is None or held.likeness.score < likeness.score):
                    best[other.key] = Suggestion(name, found, likeness, (party, other))
        done |= {pair_of(party.key, key) for key in best}
        yield from sorted(best.values(), key=_most_valuable)


def likeness_of() -> Compare:
    """What tells how alike two names are."""
    found: Compare = import_module("oathbook.actors.likeness").compare
    return found


def _spellings(party: Party, folds: Folds) -> tuple[str, ...]:
    """One name of each that fold to one, the one with most claims; descriptions are left out."""
    return tuple({folds[name]: name for name in reversed(party.names) if _is_name(name)}.values())


def _is_name(name: str) -> bool:
    """Whether a capital stands in it, or it is in letters that have none."""
    return name.lower() != name or name.upper() == name


def _told(party: Party) -> str | None:
    return None if party.kind == "other" else party.kind


def _most_valuable(suggestion: Suggestion) -> tuple[int, float, str]:
    other = suggestion.parties[1]
    return (-other.claims - other.said, -suggestion.likeness.score, other.key)
