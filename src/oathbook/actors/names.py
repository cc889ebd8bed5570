"""Names to keys: two names mean one actor where their keys are equal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from oathbook.actors.folding import fold
from oathbook.actors.knowledge import load_knowledge
from oathbook.lexicon import Lexicon

_LEAST_LIKENESS = 65.0
_LEAST_PART = 4
_PART_WEIGHT = 0.9


@dataclass(frozen=True)
class Aliases:
    """Known names of known actors: ``canonical`` maps each folded name to the folded first name of its actor."""

    canonical: Mapping[str, str]


def load_aliases(lexicon: Lexicon | None = None) -> Aliases:
    """The aliases that the knowledge files give, with the lexicon's folder laid over them.

    An actor's names mean one actor where each is its alone: a name that two actors share is an alias of neither, nor is
    one that a bracket tells apart ("Southern Front (Syria)"). Raises DataError as ``load_knowledge`` does.
    """
    own = load_knowledge(lexicon or Lexicon()).own_names()
    canonical = {folded: names[0] for names in own.values() for folded in names}
    return Aliases(canonical)


@cache
def _shipped() -> Aliases:
    return load_aliases()


def key(name: str, *, aliases: Aliases | None = None) -> str:
    """What two names of one actor share: the folded name, or that of the known actor it is an alias of.

    ``aliases``: those shipped with oathbook where not given.
    """
    folded = fold(name)
    return (aliases or _shipped()).canonical.get(folded, folded)


def find_actor(name: str, known_names: Iterable[str], *, aliases: Aliases | None = None) -> tuple[str, ...]:
    """The known names that mean the same actor as ``name``, sorted; empty where none does."""
    wanted = key(name, aliases=aliases)
    if not wanted:
        return ()
    return tuple(sorted({known for known in known_names if key(known, aliases=aliases) == wanted}))


def nearest(name: str, known_names: Iterable[str], *, limit: int = 5) -> tuple[str, ...]:
    """The known names most like ``name`` in writing, best first, for "did you mean"; may be empty.

    Likeness is rapidfuzz's: of the whole folded names, in any order of words, or (a little less) of parts of them.
    """
    folded = fold(name)
    if not folded:
        return ()
    likeness = {known: _likeness(folded, fold(known)) for known in known_names}
    ranked = sorted((-score, known) for known, score in likeness.items() if score >= _LEAST_LIKENESS)
    return tuple(known for _, known in ranked[:limit])


def _likeness(one: str, other: str) -> float:
    """Between 0 and 100. Parts count only of names long enough that sharing them means something."""
    from rapidfuzz import fuzz

    whole = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
    if min(len(one), len(other)) < _LEAST_PART:
        return whole
    parts = max(fuzz.token_set_ratio(one, other), fuzz.partial_ratio(one, other))
    return max(whole, _PART_WEIGHT * parts)
