"""What a report says, as the set of its runs of words ("shingles": Broder, On the resemblance and containment of
documents, 1997)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

from oathbook.records import BlockKind, Report

Runs = npt.NDArray[np.uint64]
"""Hashes of runs of words, sorted, each once."""
TELLING: tuple[BlockKind, ...] = ("paragraph", "question", "answer", "subheading")
"""The blocks that tell the story; headlines, bylines and captions change from reprint to reprint."""
_WORD = re.compile(r"\w+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


def told_words(report: Report) -> list[str]:
    """The words of a report's paragraphs in order, in lower case; of its whole text where it has no paragraphs."""
    told = [report.text[block.start : block.end] for block in report.blocks if block.kind in TELLING]
    return _WORD.findall(" ".join(told or [report.text]).casefold())


class _Hashes(dict[str, int]):
    """The hash of each word, worked out when it is first asked for."""

    def __missing__(self, word: str) -> int:
        digest = hashlib.blake2b(word.encode("utf-8", "replace"), digest_size=8).digest()
        found = self[word] = int.from_bytes(digest, "big")
        return found


@dataclass
class Shingler:
    """Hashes runs of ``run`` words. The same words give the same hashes on every machine."""

    run: int
    _hashes: _Hashes = field(default_factory=_Hashes)

    def runs(self, told: Sequence[Sequence[str]]) -> list[Runs]:
        """For each text, given as its words, its runs; empty where there are fewer words than a run has."""
        sizes = [len(words) for words in told]
        each = np.fromiter(map(self._hashes.__getitem__, chain.from_iterable(told)), dtype=np.uint64, count=sum(sizes))
        mixed = np.zeros(max(len(each) - self.run + 1, 0), dtype=np.uint64)
        for offset in range(self.run):
            mixed = (mixed + each[offset : offset + len(mixed)]) * _FACTOR
            mixed ^= mixed >> _SHIFT
        found, start = [], 0
        for size in sizes:
            # a run that goes over into the next text is none
            found.append(_once(mixed[start : start + max(size - self.run + 1, 0)]))
            start += size
        return found


def _once(hashes: Runs) -> Runs:
    """Sorted, each once."""
    if not len(hashes):
        return hashes
    hashes = np.sort(hashes)
    return hashes[np.concatenate(([True], hashes[1:] != hashes[:-1]))]


def shared(one: Runs, other: Runs) -> float:
    """The share of the smaller set that is in the other as well, from 0 to 1 ("containment"); 0 for an empty one."""
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    if not len(few):
        return 0.0
    at = many.searchsorted(few)
    at[at == len(many)] = 0
    return int(np.count_nonzero(many[at] == few)) / len(few)
