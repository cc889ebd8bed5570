"""What two spellings of one place share."""

from __future__ import annotations

import unicodedata

_ARTICLES = frozenset("the al el ul ar er as es ash esh ad ed adh an az ez at ath".split())
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ə": "a"})
_DROPPED = frozenset("'’‘`´ʼʿʾʻ.")


def fold_place(name: str) -> str:
    """A name without case, accents, apostrophes, hyphens and Arabic articles: "Ar-Raqqah" gives "raqqah".

    Empty for a name without a letter or digit.
    """
    text = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    kept = "".join(
        c if c.isalnum() else " " for c in text if c not in _DROPPED and not unicodedata.combining(c)
    ).split()
    return " ".join([word for word in kept if word not in _ARTICLES] or kept)
