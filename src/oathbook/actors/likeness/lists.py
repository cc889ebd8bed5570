"""The word lists of likeness, made ready: what a word means, in which languages, and how rare it is in names."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from oathbook.actors.likeness.folding import fold_text, skeleton
from oathbook.errors import DataError
from oathbook.lexicon import Lexicon

Kind = Literal["body", "mark", "word", "place", "number", "name"]
_KINDS: tuple[tuple[str, str, Kind], ...] = (
    ("likeness", "bodies", "body"),
    ("likeness_places", "places", "place"),
    ("likeness", "marks", "mark"),
    ("likeness", "words", "word"),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of several languages have in common: "front", "jabhat", "frente".

    ``initials``: by language, the letters that these words begin with.
    """

    key: str
    kind: Kind
    initials: Mapping[str, str] = field(hash=False, compare=False)


@dataclass(frozen=True)
class Lists:
    """All lists by which names are taken apart. Words are folded; ``meanings`` has skeletons of words."""

    letters: Mapping[str, str]
    meanings: Mapping[str, tuple[Meaning, ...]]
    phrases: Mapping[str, str]
    numbers: Mapping[str, str]
    small: frozenset[str]
    titles: frozenset[str]
    kunya: frozenset[str]
    servants: frozenset[str]
    kinship: frozenset[str]
    rarity: Mapping[str, float]

    def weight(self, key: str) -> float:
        """How much a word tells one group from another, between 0 (in every name) and 1 (not in the list)."""
        return self.rarity.get(key, 1.0)


def load_lists(lexicon: Lexicon) -> Lists:
    """The lists of ``data/words/likeness*.yaml``, with the lexicon's folder laid over them.

    Raises DataError where a list is not as it should be.
    """
    words = lexicon.words("likeness")
    letters = {k: v for script in words.get("letters", {}).values() for k, v in script.items()}
    found: dict[str, list[Meaning]] = {}
    phrases = {
        _folded(phrase, letters): key for key, told in words.get("phrases", {}).items() for phrase in _texts(key, told)
    }
    for file, section, kind in _KINDS:
        for key, told in lexicon.words(file).get(section, {}).items():
            if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
                raise DataError(f"words/{file}.yaml: {key} is not a mapping of languages to words parted by spaces")
            spelt = {language: _folded(text, letters).split() for language, text in told.items()}
            meaning = Meaning(
                key, kind, {lang: "".join(sorted({w[0] for w in listed})) for lang, listed in spelt.items()}
            )
            for word in (w for listed in spelt.values() for w in listed):
                if "_" in word:
                    phrases[word.replace("_", " ")] = word = key.replace("_", "")
                meant = found.setdefault(skeleton(word), [])
                if meaning not in meant:
                    meant.append(meaning)
            if key in phrases.values():
                found.setdefault(skeleton(key.replace("_", "")), []).append(meaning)
    return Lists(
        letters=letters,
        meanings={word: tuple(meant) for word, meant in found.items()},
        phrases=phrases,
        numbers={_folded(w, letters): str(n) for n, told in words.get("numbers", {}).items() for w in told.split()},
        small=_set(words, "small", letters),
        titles=_set(words, "titles", letters),
        kunya=_set(words, "kunya", letters),
        servants=_set(words, "servant", letters),
        kinship=_set(words, "kinship", letters),
        rarity=_rarity(lexicon.words("likeness_rarity")),
    )


def _rarity(told: Mapping[str, object]) -> dict[str, float]:
    groups, counts = told.get("groups"), told.get("words")
    if not groups or not isinstance(groups, int) or not isinstance(counts, dict):
        raise DataError("words/likeness_rarity.yaml: needs 'groups', a number, and 'words', how many groups have each")
    least = min(counts.values(), default=1)
    return {str(word): math.log(groups / n) / math.log(groups / least) for word, n in counts.items()}


def _set(words: Mapping[str, object], name: str, letters: Mapping[str, str]) -> frozenset[str]:
    told = words.get(name, "")
    if not isinstance(told, str):
        raise DataError(f"words/likeness.yaml: {name} is a {type(told).__name__}, it is one text of words")
    return frozenset(_folded(told, letters).split())


def _folded(text: str, letters: Mapping[str, str]) -> str:
    return fold_text(text, letters)


def _texts(key: str, told: object) -> list[str]:
    if not isinstance(told, list) or not all(isinstance(text, str) for text in told):
        raise DataError(f"words/likeness.yaml: {key} of phrases is not a list of texts")
    return told
