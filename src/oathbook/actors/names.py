"""Names to keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oathbook.lexicon import Lexicon


@dataclass(frozen=True)
class Aliases:
    """Known names of known actors: ``canonical`` maps each folded name to the folded first name of its actor."""

    canonical: Mapping[str, str]


def load_aliases(lexicon: Lexicon | None = None) -> Aliases:
    """The aliases of ``data/words/actors.yaml``, with the lexicon's folder laid over them.

    Raises DataError where one name is given to two actors.
    """
    raise NotImplementedError


def fold(name: str) -> str:
    """A name without what spellings differ in: case, accents, apostrophes, hyphens, articles (the, a, al-, a-, ash-).

    "Feilaq a-Sham", "Feilaq al-Sham" and "the FEILAQ AL-SHAM" all give "feilaq sham". Never empty for a name with a
    letter or digit.
    """
    raise NotImplementedError


def key(name: str, *, aliases: Aliases | None = None) -> str:
    """What two names of one actor share: the folded name, or that of the known actor it is an alias of.

    ``aliases``: those shipped with oathbook where not given.
    """
    raise NotImplementedError


def find_actor(name: str, known_names: Iterable[str], *, aliases: Aliases | None = None) -> tuple[str, ...]:
    """The known names that mean the same actor as ``name``, sorted; empty where none does."""
    raise NotImplementedError


def nearest(name: str, known_names: Iterable[str], *, limit: int = 5) -> tuple[str, ...]:
    """The known names most like ``name`` in writing, best first, for "did you mean"; may be empty."""
    raise NotImplementedError
