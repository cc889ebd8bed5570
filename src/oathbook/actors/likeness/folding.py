"""Spellings folded: scripts into Latin letters, and words into a form in which their usual spellings agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

_APOSTROPHE = "'’‘`´ʼʿʾʻ′ˈ"
_POSSESSIVE = re.compile(rf"(?<=\w)[{_APOSTROPHE}]s(?!\w)")
_ELISION = re.compile(rf"(?<!\w)([dl])[{_APOSTROPHE}](?=\w{{2}})")
_APOSTROPHES = re.compile(f"[{_APOSTROPHE}]")
_ARABIC_ARTICLE = re.compile(r"(?<![^\W_])(و?)ال(?=[^\W_]{3})")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouE]+")
_STEPS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), put)
    for pattern, put in (
        ("tch|tsch|tsh", "ch"),
        ("ph", "f"),
        ("sch", "sh"),
        ("dj|zh", "j"),
        ("kh|q|c(?![hk])|ck", "k"),
        ("gh", "g"),
        ("dh", "d"),
        ("th", "t"),
        ("x", "ks"),
        ("v", "w"),
        ("ou|oo", "u"),
        ("ee|iy|yi|ie", "i"),
        ("[ae][iy]|ae", "E"),
        ("y", "i"),
        ("o", "u"),
        ("e", "i"),
        ("ii+", "i"),
    )
)
_ENDING_H = re.compile(r"(?<=[aiu])h$")
_BONES = str.maketrans({"z": "s", "w": "", "p": "b", "g": "j"})
_LEAST_PLURAL = 6


def fold_text(text: str, letters: Mapping[str, str]) -> str:
    """Lower-case Latin letters without accents, apostrophes and possessives; ``letters`` maps other letters.

    Everything that is no letter or digit stays. Folding what is folded changes nothing.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if not text.isascii():
        text = _ARABIC_ARTICLE.sub(lambda m: m[1] and f"{m[1]} ", text)
    text = _POSSESSIVE.sub("", text)
    text = _APOSTROPHES.sub("", _ELISION.sub(r"\1 ", text))
    if text.isascii():
        return text
    text = "".join(letters.get(letter, letter) for letter in text)
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letters.get(c, c) for c in decomposed if not unicodedata.combining(c))


def skeleton(word: str) -> str:
    """A folded word in the form in which its usual spellings agree: "qaeda" and "qaida" give "kEda".

    One letter for q, k, kh and c, for o, u and oo, for e, i, y and ee; one for ay, ai, ei and ae; doubled letters once;
    no h at the end, and no s at the end of a long word.
    """
    for pattern, put in _STEPS:
        word = pattern.sub(put, word)
    word = _ENDING_H.sub("", _DOUBLED.sub(r"\1", word))
    if len(word) >= _LEAST_PLURAL and word[-1] == "s":
        word = word[:-1]
    return word


def bones(shape: str) -> str:
    """The consonants of a skeleton, as scripts without vowels write them; a vowel it begins with is one letter."""
    if not shape:
        return ""
    first = "A" if shape[0] in "aeiouE" else ""
    rest = shape.replace("sh", "S").replace("ch", "S").translate(_BONES)
    return first + _DOUBLED.sub(r"\1", _VOWELS.sub("", rest).replace("h", ""))
