"""Acronyms: whether the letters of a short name are the initials of a long one, in its own or another language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from oathbook.actors.likeness.parts import Name, Word

LANGUAGES = ("en", "fr", "es", "pt", "ar", "fa", "tr", "ku", "id", "hi", "ru", "it")
_LEAST_LETTERS = 2
_FEWEST_WORDS = 2
_MOST_WORDS, _LONGEST_WORD = 3, 4
_ANY_ORDER = 0.95
_SMALL, _INSIDE = 1.0, 0.75
_SKIPPED, _SKIPPED_PLACE = 0.5, 0.4
_MOST_OF_A_WORD = 4
_NEVER = -99.0
_ALIKE = {"c": "kq", "k": "cq", "q": "kc", "g": "j", "j": "gd", "y": "ij", "u": "ow", "o": "u", "s": "z", "z": "s"}


@dataclass(frozen=True, slots=True)
class Acronym:
    """How well letters fit the words: ``fit`` between 0 and 1; ``language`` is "" for the words as they stand."""

    letters: str
    fit: float
    language: str
    how: Literal["in order", "in any order", "none"]


NONE = Acronym("", 0.0, "", "none")


def is_short(name: Name) -> bool:
    """Whether a name may be an acronym: a few letters, of one or two words."""
    if len(name.compact) < _LEAST_LETTERS or len(name.words) > _MOST_WORDS:
        return False
    return len(name.words) == 1 or all(len(word.text) <= _LONGEST_WORD for word in name.words)


def fit_acronym(short: Name, full: Name) -> Acronym:
    """The best way in which the letters of ``short`` are initials of the words of ``full``."""
    letters = short.compact
    if len(full.words) < _FEWEST_WORDS or len(letters) > 3 * len(full.words):
        return NONE
    best = Acronym(letters, _in_order(letters, full), "", "in order")
    if best.fit > 0.99:
        return best
    if _shared(min(len(letters), len(full.words)), letters, full.words) <= best.fit:
        return best
    for firsts, language in _firsts(full.words).items():
        fit = _in_any_order(letters, full.words, firsts)
        if fit > best.fit:
            best = Acronym(letters, fit, language, "in any order")
    return best


def _firsts(words: tuple[Word, ...]) -> dict[tuple[str, ...], str]:
    """The letters with which each of the words can begin, and the first language in which they do."""
    found: dict[tuple[str, ...], str] = {}
    for language in LANGUAGES:
        found.setdefault(tuple([word.initials.get(language, "") or word.text[0] for word in words]), language)
    return found


def _in_order(letters: str, full: Name) -> float:
    """The share of letters that words give in their order: initials, more letters of a word, small words at will."""
    size = len(letters)
    states = [0.0] + [_NEVER] * size
    for text, word in full.spoken:
        skipping, first = (0.0, _SMALL) if word is None else (_SKIPPED_PLACE if word.kind == "place" else _SKIPPED, 1.0)
        after = [credit - skipping for credit in states]
        for used, credit in enumerate(states):
            if credit < -9.0:
                continue
            gained = credit + first
            for k in range(min(_MOST_OF_A_WORD, len(text), size - used)):
                if text[k] != letters[used + k]:
                    break
                if k:
                    gained += _INSIDE
                if gained > after[used + k + 1]:
                    after[used + k + 1] = gained
        states = after
    return max(0.0, states[size] / size)


def _in_any_order(letters: str, words: tuple[Word, ...], firsts: tuple[str, ...]) -> float:
    """The share of letters and words that fit each other where order does not count, as in another language."""
    left = list(letters)
    for word, first in zip(words, firsts, strict=True):
        for letter in first:
            if letter in left:
                left.remove(letter)
                break
        else:
            for letter in _ALIKE.get(first[0], "") if not word.meanings else "":
                if letter in left:
                    left.remove(letter)
                    break
    return _shared(len(letters) - len(left), letters, words)


def _shared(matched: int, letters: str, words: tuple[Word, ...]) -> float:
    return _ANY_ORDER * min(1.0, 2 * matched / (len(letters) + len(words)))
