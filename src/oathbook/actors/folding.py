"""A name without what its spellings differ in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"['’‘`´ʼʿʾʻ]")
_POSSESSIVE = re.compile(r"['’]s?$")
_BRACKET_AT_END = re.compile(r"(?<=\S)\s*[(\[][^()\[\]]*[)\]]\s*$")
_HYPHENS = re.compile(r"[‐‑‒–—−]")
_JOINED_ARTICLE = re.compile(r"(?<!\w)(?:a|al|el|il|ul|l|an|ar|as|ash|ad|adh|at|ath|az)-(?=\w)")
"""Arabic articles as they are written, also in the form that sounds into the next word ("ash-Sham", "a-Sham")."""
_ARTICLES = frozenset({"the", "al", "el"})
_LEADING_ARTICLES = frozenset({"a", "an"})
_MOST_KEPT = 1 << 16
"""How many names stay folded: one name is folded again and again."""
_WORDS = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})


def has_bracket(name: str) -> bool:
    """Whether the name ends in a bracket, as "Southern Front (Syria)": folding drops it."""
    return _BRACKET_AT_END.search(name.strip()) is not None


@lru_cache(maxsize=_MOST_KEPT)
def fold(name: str) -> str:
    """A name without what spellings differ in: case, accents, apostrophes, hyphens, articles (the, a, al-, a-, ash-).

    "Feilaq a-Sham", "Feilaq al-Sham" and "the FEILAQ AL-SHAM" all give "feilaq sham". A possessive ending and a
    bracket at the end ("Islamic State (IS)") go too. Never empty for a name with a letter or digit.
    """
    text = unicodedata.normalize("NFKC", name).strip()
    text = _POSSESSIVE.sub("", _BRACKET_AT_END.sub("", text))
    text = _APOSTROPHES.sub("", text).casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = _HYPHENS.sub("-", "".join(c for c in text if not unicodedata.combining(c)))
    text = text.replace(".", "")
    words = _words(_JOINED_ARTICLE.sub("", text))
    kept = [word for word in words if word not in _ARTICLES]
    while len(kept) > 1 and kept[0] in _LEADING_ARTICLES:
        kept = kept[1:]
    return " ".join(kept or words or _words(text) or _words(name.casefold()))


def _words(text: str) -> list[str]:
    return _WORDS.findall(text)
