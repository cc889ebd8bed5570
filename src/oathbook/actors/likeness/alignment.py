"""Which words of two names stand for each other, and which are left over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Indel, Levenshtein

from oathbook.actors.likeness.folding import bones
from oathbook.actors.likeness.parts import Name, Word

Way = Literal["same", "translated", "spelling", "joined", "initials"]
_SPELT, _BONES, _KUNYA = 0.95, 0.88, 0.8
_LEAST_EDITED, _LEAST_SHAPE = 0.74, 0.5
_LEAST_LETTERS = 4
_LEAST_BONES = 2
_LEAST_JOINED_BONES = 3
_MOST_VOWELS_LESS = 3
_MOST_INITIALS = 6
_MOST_KEPT = 1 << 18


@dataclass(frozen=True, slots=True)
class Pairing:
    """Words of one name and what they stand for in the other: how alike, in which way, how much they tell."""

    one: tuple[Word, ...]
    other: tuple[Word, ...]
    alike: float
    way: Way
    weight: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairings of two names, and the words of each that nothing in the other stands for."""

    pairs: tuple[Pairing, ...]
    left: tuple[Word, ...]
    right: tuple[Word, ...]

    def turned(self) -> Alignment:
        """The same with the two names in the other order."""
        pairs = tuple(Pairing(p.other, p.one, p.alike, p.way, p.weight) for p in self.pairs)
        return Alignment(pairs, self.right, self.left)


def align(one: Name, other: Name) -> Alignment:
    """Pair words: equal ones first, then spellings and translations, then joined words, then initials."""
    pairs: list[Pairing] = []
    left, right = list(one.words), list(other.words)
    _pair_equal(left, right, pairs)
    if left and right:
        _pair_alike(left, right, pairs)
    if left and right and (len(left) > 1 or len(right) > 1):
        _pair_joined(left, right, pairs, turned=False)
        _pair_joined(right, left, pairs, turned=True)
    if left and right:
        _pair_initials(left, other, right, pairs, turned=False)
        _pair_initials(right, one, left, pairs, turned=True)
    return Alignment(tuple(pairs), tuple(left), tuple(right))


def _pair_equal(left: list[Word], right: list[Word], pairs: list[Pairing]) -> None:
    keys = [word.key for word in right]
    for word in tuple(left):
        if word.key in keys:
            k = keys.index(word.key)
            match = right[k]
            way: Way = "same" if word.text == match.text else "spelling" if word.shape == match.shape else "translated"
            pairs.append(Pairing((word,), (match,), 1.0, way, word.weight))
            left.remove(word)
            del right[k], keys[k]


def _pair_alike(left: list[Word], right: list[Word], pairs: list[Pairing]) -> None:
    found = [
        (alike, i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if (alike := words_alike(one, other))
    ]
    if not found:
        return
    found.sort(key=lambda item: (-item[0], item[1], item[2]))
    used_left, used_right = set[int](), set[int]()
    for alike, i, j in found:
        if i in used_left or j in used_right:
            continue
        used_left.add(i)
        used_right.add(j)
        one, other = left[i], right[j]
        way: Way = "translated" if one.meanings and other.meanings else "spelling"
        pairs.append(Pairing((one,), (other,), alike, way, (one.weight + other.weight) / 2))
    left[:] = [word for i, word in enumerate(left) if i not in used_left]
    right[:] = [word for j, word in enumerate(right) if j not in used_right]


@lru_cache(maxsize=_MOST_KEPT)
def words_alike(one: Word, other: Word) -> float:
    """How alike two words are, 0 where they are not one word: by meaning, spelling, or consonants alone."""
    if one.key == other.key:
        return 1.0
    if one.kind == "number" or other.kind == "number":
        return 0.0
    if one.meanings and other.meanings:
        shared = {meaning.key for meaning in one.meanings} & {meaning.key for meaning in other.meanings}
        return _SPELT if shared else 0.0
    if one.text in (f"abu{other.text}", f"um{other.text}") or other.text in (f"abu{one.text}", f"um{one.text}"):
        return _KUNYA
    shortest = min(len(one.shape), len(other.shape))
    shape = Levenshtein.normalized_similarity(one.shape, other.shape)
    if (
        shortest >= _LEAST_LETTERS
        and one.bones == other.bones
        and len(one.bones) >= _LEAST_BONES
        and shape >= _LEAST_SHAPE
    ):
        return max(_BONES, shape)
    if shortest >= _LEAST_LETTERS and shape >= _LEAST_EDITED and one.shape[0] == other.shape[0]:
        return shape
    if shortest >= _LEAST_LETTERS + 2 and (
        shape >= 0.8 or one.shape.startswith(other.shape) or other.shape.startswith(one.shape)
    ):
        return max(shape, _LEAST_EDITED)
    return 0.0


def _pair_joined(left: list[Word], right: list[Word], pairs: list[Pairing], *, turned: bool) -> None:
    """Two words of ``left`` written as one in ``right``: "self defence" and "selfdefence"."""
    k = 0
    while k + 1 < len(left):
        joined = left[k].shape + left[k + 1].shape
        for j, word in enumerate(right):
            if abs(len(joined) - len(word.shape)) > _MOST_VOWELS_LESS or word.kind == "number":
                continue
            alike = Indel.normalized_similarity(joined, word.shape)
            if len(word.bones) >= _LEAST_JOINED_BONES and word.bones == bones(joined):
                alike = max(alike, _BONES)
            if alike >= _BONES:
                two, weight = (left[k], left[k + 1]), max(left[k].weight, left[k + 1].weight, word.weight)
                here, there = ((word,), two) if turned else (two, (word,))
                pairs.append(Pairing(here, there, alike, "joined", weight))
                del left[k : k + 2], right[j]
                break
        else:
            k += 1


def _pair_initials(left: list[Word], other: Name, right: list[Word], pairs: list[Pairing], *, turned: bool) -> None:
    """A word of ``left`` that is the initials of words of the other name in a row."""
    for word in tuple(left):
        letters = word.text
        if not 2 <= len(letters) <= _MOST_INITIALS or len(right) < 2 or word.kind != "name":
            continue
        run = _run_of(letters, right)
        if run:
            weight = max(sum(w.weight for w in run) / 2, word.weight)
            here, there = (run, (word,)) if turned else ((word,), run)
            pairs.append(Pairing(here, there, _SPELT, "initials", weight))
            left.remove(word)
            for used in run:
                right.remove(used)


def _run_of(letters: str, words: list[Word]) -> tuple[Word, ...]:
    initials = "".join(word.text[0] for word in words)
    at = initials.find(letters)
    return tuple(words[at : at + len(letters)]) if at >= 0 else ()
