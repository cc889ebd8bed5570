"""An index of many names that finds those most like one."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator

import numpy as np

from oathbook.actors.likeness.acronyms import LANGUAGES, is_short
from oathbook.actors.likeness.comparing import Comparer
from oathbook.actors.likeness.parts import Name, Word
from oathbook.actors.records import Likeness

_MANY = 10_000
_COMPARED = 80
_MOST_POSTINGS = 30_000
_PIECE = 3
_MOST_WORDS = 9
_FEWEST_LETTERS = 3
_PIECES_WEIGHT, _BONES_WEIGHT, _ACRONYM_WEIGHT, _LESS_SURE_WEIGHT = 0.9, 0.6, 3.0, 1.5
_ARABIC = frozenset({"al", "el"})
_BARE = frozenset({"the", "of", "de", "des", "du", "la", "le", "les", "l", "d", "da", "do"})
"""Small words that acronyms mostly leave out."""


class Nearby:
    """The names most like a name, of up to some 100,000.

    Names are found by their words (also translated, or by consonants alone), by three letters in a row of words that no
    list knows, and by acronyms, of their own or another language; the best few dozen are then compared.
    """

    def __init__(self, names: Iterable[str], *, comparer: Comparer | None = None) -> None:
        """``names``: those to find, each once; ``comparer``: with the word lists of oathbook where not given."""
        self._comparer = comparer or Comparer.shipped()
        self._names = tuple(dict.fromkeys(names))
        listed: dict[str, list[int]] = {}
        totals = []
        for k, name in enumerate(self._names):
            parts = self._comparer.parse(name)
            keys = dict(_keys(parts, asking=False))
            totals.append(sum(weight for key, weight in keys.items() if key[0] == "="))
            for key in keys:
                listed.setdefault(key, []).append(k)
        self._postings = {key: np.array(found, dtype=np.int32) for key, found in listed.items()}
        self._totals = np.array(totals, dtype=np.float32) + 0.5
        if len(self._names) > _MANY:
            # out of the garbage collector's rounds, each of which would hold up a question for half a second
            gc.collect()
            gc.freeze()

    def __len__(self) -> int:
        return len(self._names)

    def near(self, name: str, *, limit: int = 20) -> list[tuple[str, Likeness]]:
        """The names most like ``name`` with their likeness, best first; ``name`` itself if indexed."""
        likest = self._likest(self._comparer.parse(name))
        matches = {found: self._comparer.match(name, found) for found, _ in likest}
        scored = sorted((-matches[found].score, -points, found) for found, points in likest)
        return [(found, self._comparer.reasoned(matches[found], name)) for _, _, found in scored[:limit]]

    def _likest(self, parts: Name) -> list[tuple[str, float]]:
        asked = list(_keys(parts, asking=True))
        listed = [(self._postings[key], weight) for key, weight in asked if key in self._postings]
        if not listed:
            return []
        listed.sort(key=lambda item: len(item[0]))
        sizes = np.cumsum([len(found) for found, _ in listed])
        taken = listed[: max(1, int(np.searchsorted(sizes, _MOST_POSTINGS, side="right")))]
        every = np.concatenate([found for found, _ in taken])
        weights = np.concatenate([np.full(len(found), weight, dtype=np.float32) for found, weight in taken])
        every_points = np.bincount(every, weights=weights)
        at = np.flatnonzero(every_points)
        shared = every_points[at]
        own = sum(weight for key, weight in asked if key[0] == "=") + 0.5
        points = shared / np.sqrt(own * self._totals[at])
        if len(points) > _COMPARED:
            least = np.partition(points, -_COMPARED)[-_COMPARED]
            kept = np.flatnonzero(points >= least)[: _COMPARED + _COMPARED // 2]
            at, points = at[kept], points[kept]
        return [(self._names[k], float(p)) for k, p in zip(at, points, strict=True)]


def _keys(parts: Name, *, asking: bool) -> Iterator[tuple[str, float]]:
    """What a name is found by, with what it counts: words ("="), consonants, three letters, acronyms.

    Short names are asked for with the keys under which full ones are kept, and the other way round.
    """
    for word in parts.words:
        yield f"={word.key}", 0.15 + word.weight
        for meaning in word.meanings[1:]:
            yield f"={meaning.key}", 0.15 + word.weight
        if word.kind == "name":
            yield from _spellings(word)
    if is_short(parts):
        side = "full" if asking else "short"
        letters = "".join(sorted(parts.compact))
        yield f"{side}!{parts.compact}", _ACRONYM_WEIGHT
        yield f"{side}@{letters}", _ACRONYM_WEIGHT
        yield f"{side}&{letters}", _LESS_SURE_WEIGHT
        for fewer in _one_less(letters):
            yield f"{side}@{fewer}", _LESS_SURE_WEIGHT
    elif 1 < len(parts.words) <= _MOST_WORDS:
        side = "short" if asking else "full"
        for key, weight in _initials(parts):
            yield side + key, weight


def _spellings(word: Word) -> Iterator[tuple[str, float]]:
    if len(word.bones) > 1:
        yield f"+{word.bones}", _BONES_WEIGHT
    framed = f"^{word.shape}$"
    share = _PIECES_WEIGHT / max(1, len(framed) - _PIECE + 1)
    for k in range(len(framed) - _PIECE + 1):
        yield f"%{framed[k : k + _PIECE]}", share


def _initials(parts: Name) -> Iterator[tuple[str, float]]:
    """The acronyms of a full name: as it stands, and of its words with the letters sorted, also in other languages."""
    spoken = parts.spoken
    ways = {
        "".join(text[0] for text, _ in spoken),
        "".join(text[0] for text, word in spoken if word is not None),
        "".join(text[0] for text, word in spoken if word is not None or text not in _BARE),
        "".join(text[0] for text, word in spoken if word is not None or text in _ARABIC),
    }
    for letters in sorted(ways):
        yield f"!{letters}", _ACRONYM_WEIGHT
    own = "".join(sorted(word.text[0] for word in parts.words))
    spelt = {own}
    for language in LANGUAGES:
        spelt.add("".join(sorted((word.initials.get(language) or word.text)[0] for word in parts.words)))
    for letters in sorted(spelt):
        yield f"@{letters}", _ACRONYM_WEIGHT
    if len(own) > _FEWEST_LETTERS:
        for fewer in _one_less(own):
            yield f"&{fewer}", _LESS_SURE_WEIGHT


def _one_less(letters: str) -> Iterator[str]:
    return (letters[:k] + letters[k + 1 :] for k in range(len(letters)) if letters[k] not in letters[:k])
