"""Which language a text is written in, by the share of its words that are a language's commonest small words.

Small words are what survives of English in a text full of foreign names, in capitals or badly scanned. The
comparison follows the small-word method of Ingle (1976), "A language identification table".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_FEWEST_WORDS = 20
_MOST_CHARACTERS = 40_000
_LEAST_SHARE = 0.15
_FAR_MORE = 2.0


def find_language(text: str, *, words: Mapping[str, Any]) -> str | None:
    """ISO 639-1 code of the language of ``text``; the name of a script ("arabic script") or "unknown" where that is
    all that can be told; None for texts of fewer than 20 words, which tell nothing.

    ``words`` is ``data/words/languages.yaml``. A language that the reader knows is taken when 15 % of the words are
    its small words and no other language has twice as many: foreign names bring small words with them.
    """
    sample = text[:_MOST_CHARACTERS]
    script = _script(sample)
    if script and script != "LATIN":
        return f"{script.lower()} script"
    tokens = [token.casefold() for token in _WORD.findall(sample)]
    if len(tokens) < _FEWEST_WORDS:
        return None
    counts = Counter(tokens)
    shares = {
        language: sum(counts[word] for word in small) / len(tokens)
        for language, small in ((code, frozenset(listed)) for code, listed in words["words"].items())
    }
    best = max(shares, key=lambda language: shares[language])
    for language in words["read"]:
        if shares[language] >= _LEAST_SHARE and shares[language] * _FAR_MORE > shares[best]:
            return str(language)
    return best if shares[best] >= _LEAST_SHARE else "unknown"


def language_name(code: str, *, words: Mapping[str, Any]) -> str:
    """The name of a language in English, as error lines give it."""
    name: str = words["names"].get(code, "a language it does not recognise" if code == "unknown" else code)
    return name


def _script(sample: str) -> str | None:
    """The script of most letters (first word of their Unicode names); None where there are fewer than 20."""
    letters = {char: count for char, count in Counter(sample).items() if char.isalpha()}
    total = sum(letters.values())
    if total < _FEWEST_WORDS:
        return None
    kinds: Counter[str] = Counter()
    for char, count in letters.items():
        kinds[unicodedata.name(char, "UNKNOWN").split(maxsplit=1)[0]] += count
    kind, most = kinds.most_common(1)[0]
    return kind if most > total / 2 else "LATIN"
