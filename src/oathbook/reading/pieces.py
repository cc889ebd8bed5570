"""Word pieces for the encoder: BERT's uncased WordPiece (Wu et al. 2016), greedy longest match."""

from __future__ import annotations

import unicodedata
from pathlib import Path

UNKNOWN, START, END = 100, 101, 102
LONGEST = 8
"""Pieces kept of one word."""


def shape_of(word: str) -> int:
    """How a word is written: 0 no letters, 1 lower, 2 Title, 3 UPPER, 4 miXed (5 is for padding)."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 0
    if all(c.islower() for c in letters):
        return 1
    if all(c.isupper() for c in letters):
        return 3 if len(letters) > 1 else 2
    return 2 if letters[0].isupper() and not any(c.isupper() for c in letters[1:]) else 4


class Pieces:
    """Words to piece ids, each word looked up once."""

    def __init__(self, vocabulary: Path) -> None:
        lines = vocabulary.read_text(encoding="utf-8").splitlines()
        self._ids = {piece: i for i, piece in enumerate(lines)}
        self._kept: dict[str, list[int]] = {}
        self._shapes: dict[str, int] = {}

    def shape(self, word: str) -> int:
        """``shape_of`` a word, looked up once."""
        found = self._shapes.get(word)
        if found is None:
            found = self._shapes[word] = shape_of(word)
        return found

    def __call__(self, word: str) -> list[int]:
        """The piece ids of a word, at most ``LONGEST``; ``[UNKNOWN]`` where nothing fits."""
        found = self._kept.get(word)
        if found is None:
            ids = [i for part in self._parts(word) for i in self._match(part)]
            found = self._kept[word] = ids[:LONGEST] or [UNKNOWN]
        return found

    @staticmethod
    def _parts(word: str) -> list[str]:
        """The word folded (small letters, no accents, no control characters) and cut at punctuation."""
        folded = unicodedata.normalize("NFD", word.lower())
        parts, current = [], ""
        for c in folded:
            category = unicodedata.category(c)
            if category == "Mn" or (category[0] == "C" and not c.isspace()) or c == "\ufffd":
                continue
            if c.isspace() or _punctuation(c, category) or "\u4e00" <= c <= "\u9fff":
                parts += [current, "" if c.isspace() else c]
                current = ""
            else:
                current += c
        return [p for p in [*parts, current] if p]

    def _match(self, part: str) -> list[int]:
        if len(part) > 100:
            return [UNKNOWN]
        ids, at = [], 0
        while at < len(part):
            for end in range(len(part), at, -1):
                found = self._ids.get(("##" if at else "") + part[at:end])
                if found is not None:
                    ids.append(found)
                    at = end
                    break
            else:
                return [UNKNOWN]
        return ids


def _punctuation(c: str, category: str) -> bool:
    code = ord(c)
    ascii_mark = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_mark or category[0] == "P"
