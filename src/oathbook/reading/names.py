"""Proper names as they stand in one report: folding, likeness of spellings, acronyms, shorter forms.

Folding follows the usual practice of record linkage (case, accents, punctuation and articles dropped); likeness of
spellings compares consonant skeletons, the way transliterated Arabic varies (Usud, Assoud; Feilaq, Faylaq).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import Indel

ARTICLES = frozenset(
    "the al el ul as ash at ad an ar az a l".split()  # Arabic articles assimilate to the letter after them
)
_WORD = re.compile(r"[^\W_]+(?:['’`ʿʾ][^\W_]+)*")
_MARKS = re.compile(r"['’`ʿʾ.]")
_VOWELS = re.compile(r"[aeiouyw]+")
_DOUBLES = re.compile(r"(.)\1+")
_DIGRAPHS = (
    ("kh", "k"),
    ("gh", "g"),
    ("dh", "d"),
    ("th", "t"),
    ("sh", "s"),
    ("ph", "f"),
    ("q", "k"),
    ("c", "k"),
    ("z", "s"),
    ("v", "f"),
)
_GENERIC = frozenset({"group", "of", "s"})


@lru_cache(maxsize=20_000)
def fold(name: str) -> tuple[str, ...]:
    """The words of a name in lower case without accents, points, articles and "group"; ("islamic", "state")."""
    plain = unicodedata.normalize("NFKD", _MARKS.sub("", name)).encode("ascii", "ignore").decode().lower()
    words = _WORD.findall(plain)
    kept = tuple(w for w in words if w not in ARTICLES and w not in _GENERIC)
    return kept or tuple(words)


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> str:
    """The consonants of a word with transliteration variants made one: "assoud" and "usud" give "sd"."""
    for pair, single in _DIGRAPHS:
        word = word.replace(pair, single)
    return _DOUBLES.sub(r"\1", _VOWELS.sub("", word).replace("h", ""))


def alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """True if two folded names are spellings of one: word by word equal, or with the same consonants."""
    if a == b:
        return True
    if len(a) != len(b):
        joined_a, joined_b = "".join(a), "".join(b)
        return min(len(joined_a), len(joined_b)) >= 6 and joined_a == joined_b
    different = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if not different or len(different) > max(1, len(a) // 2):
        return False
    alone = len(a) == 1
    for x, y in different:
        if any(c.isdigit() for c in x + y) or x.rstrip("s") == y.rstrip("s"):
            return False
        bones = skeleton(x)
        likeness = Indel.normalized_similarity(x, y)
        same_bones = bones == skeleton(y) and len(bones) >= (3 if alone else 2) and likeness >= 0.6
        one_letter = min(len(x), len(y)) >= 6 and likeness >= 0.88
        if not (same_bones or one_letter) or (alone and min(len(x), len(y)) < 5):
            return False
    return True


def initials(name: str) -> frozenset[str]:
    """The acronyms that a name may give, in lower case: with and without its small words and articles."""
    words = [w for w in re.split(r"[\s\-‑–/]+", _MARKS.sub("", name)) if w]
    letters = [w[0].lower() for w in words if w[0].isalnum()]
    capital = [w[0].lower() for w in words if w[0].isupper()]
    plain = [w[0].lower() for w in words if w[0].isupper() and w.lower() not in ARTICLES]
    return frozenset("".join(x) for x in (letters, capital, plain) if len(x) >= 2)


def is_acronym(name: str) -> bool:
    """True for "FDC", "U.N.", "M23", "FARC-EP": one word, mostly capitals."""
    plain = _MARKS.sub("", name)
    return (
        " " not in plain and 2 <= len(plain) <= 10 and sum(c.isupper() for c in plain) >= 2 and plain[:2].isupper()
    ) or bool(re.fullmatch(r"[A-Z]\d{1,2}", plain))


def shorter_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True if the folded ``short`` is a run of words of ``full``: ("sweidan",) of ("abu", "nidal", "sweidan")."""
    n = len(short)
    return 0 < n < len(full) and any(full[i : i + n] == short for i in range(len(full) - n + 1))
