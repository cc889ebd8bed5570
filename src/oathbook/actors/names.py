"""Names to keys: two names mean one actor where their keys are equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from oathbook.errors import DataError
from oathbook.lexicon import Lexicon

_APOSTROPHES = re.compile(r"['’‘`´ʼʿʾʻ]")
_POSSESSIVE = re.compile(r"['’]s?$")
_BRACKET_AT_END = re.compile(r"(?<=\S)\s*[(\[][^()\[\]]*[)\]]\s*$")
_HYPHENS = re.compile(r"[‐‑‒–—−]")
_JOINED_ARTICLE = re.compile(r"(?<!\w)(?:a|al|el|il|ul|l|an|ar|as|ash|ad|adh|at|ath|az)-(?=\w)")
"""Arabic articles as they are written, also in the form that sounds into the next word ("ash-Sham", "a-Sham")."""
_ARTICLES = frozenset({"the", "al", "el"})
_LEADING_ARTICLES = frozenset({"a", "an"})
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
_LEAST_WRITTEN, _LEAST_ALIKE = 65.0, 40.0
_MOST_COMPARED = 1000
_LEAST_PART = 4
_PART_WEIGHT = 0.9


@dataclass(frozen=True)
class Aliases:
    """Known names of known actors: ``canonical`` maps each folded name to the folded first name of its actor."""

    canonical: Mapping[str, str]


def load_aliases(lexicon: Lexicon | None = None) -> Aliases:
    """The aliases of ``data/words/actors.yaml``, with the lexicon's folder laid over them.

    Raises DataError where an actor has no names or one name is given to two actors.
    """
    actors = (lexicon or Lexicon()).words("actors").get("actors", {})
    canonical: dict[str, str] = {}
    owner: dict[str, str] = {}
    for actor, record in actors.items():
        names = record.get("names") if isinstance(record, dict) else None
        if not names or not all(isinstance(name, str) for name in names):
            raise DataError(f"words/actors.yaml: {actor} has no list of names (texts, quoted where YAML needs it)")
        first = fold(names[0])
        for name in names:
            folded = fold(name)
            if owner.setdefault(folded, actor) != actor:
                raise DataError(
                    f"words/actors.yaml: {name!r} is a name of both {owner[folded]} and {actor}; take it out of one"
                )
            canonical[folded] = first
    return Aliases(canonical)


@cache
def _shipped() -> Aliases:
    return load_aliases()


def fold(name: str) -> str:
    """A name without what spellings differ in: case, accents, apostrophes, hyphens, articles (the, a, al-, a-, ash-).

    "Feilaq a-Sham", "Feilaq al-Sham" and "the FEILAQ AL-SHAM" all give "feilaq sham". A possessive ending and a
    bracket at the end ("Islamic State (IS)") go too. Never empty for a name with a letter or digit.
    """
    text = unicodedata.normalize("NFKC", name).strip()
    text = _POSSESSIVE.sub("", _BRACKET_AT_END.sub("", text))
    text = _APOSTROPHES.sub("", text).casefold().translate(_LETTERS)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    text = _HYPHENS.sub("-", text).replace(".", "")
    words = _words(_JOINED_ARTICLE.sub("", text))
    kept = [word for word in words if word not in _ARTICLES]
    while len(kept) > 1 and kept[0] in _LEADING_ARTICLES:
        kept = kept[1:]
    return " ".join(kept or words or _words(text) or _words(name.casefold()))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


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
    """The known names most like ``name``, best first, for "did you mean"; may be empty.

    Alike in writing (rapidfuzz, of the whole folded names in any order of words, or a little less of parts of them), or
    by ``oathbook.actors.likeness``: an acronym, a translation, another spelling. Of more than 1,000 names only the
    thousand most alike in writing are compared that way.
    """
    from oathbook.actors.likeness import Comparer

    folded = fold(name)
    if not folded:
        return ()
    written = {known: _written_alike(folded, fold(known)) for known in known_names}
    compared = sorted(written, key=lambda known: (-written[known], known))[:_MOST_COMPARED]
    comparer = Comparer.shipped()
    ranked = []
    for known in compared:
        alike = 100 * comparer.score(name, known)
        if written[known] >= _LEAST_WRITTEN or alike >= _LEAST_ALIKE:
            ranked.append((-max(written[known], alike), -written[known], known))
    return tuple(known for _, _, known in sorted(ranked)[:limit])


def _written_alike(one: str, other: str) -> float:
    """Between 0 and 100. Parts count only of names long enough that sharing them means something."""
    from rapidfuzz import fuzz

    whole = max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
    if min(len(one), len(other)) < _LEAST_PART:
        return whole
    parts = max(fuzz.token_set_ratio(one, other), fuzz.partial_ratio(one, other))
    return max(whole, _PART_WEIGHT * parts)
