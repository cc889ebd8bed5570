"""What the model takes each mention to refer back to.

Scores in the manner of Lee et al. (2017): a mention picks one of the mentions before it or none. ``training/`` learns
them on coreference corpora and on the clusters of marked reports.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from oathbook.reading.encoder import Encoder

Array = np.ndarray[Any, Any]
LEAST = -12.0
"""Log probability of what is too far back to be scored."""
STEP, BACK = 150, 250
"""Mentions scored at once, and how many before them they may refer to."""


@dataclass(frozen=True)
class Learned:
    """For mention i: log probabilities of each mention in ``first[i]``..i-1, and of being new."""

    first: list[int]
    logs: list[Array]
    new: list[float]

    def of(self, mention: int, antecedents: Sequence[int]) -> float:
        """Log probability that one of the antecedents is the mention's."""
        first, logs = self.first[mention], self.logs[mention]
        near = [logs[j - first] for j in antecedents if 0 <= j - first < len(logs)]
        return float(np.logaddexp.reduce(near)) if near else LEAST


@cache
def _doublings() -> Array:
    """How often one doubles to come to the distance of mention i from mention j, both within one scoring."""
    order = np.arange(BACK + STEP)
    times: Array = np.log2(np.maximum(order[:, None] - order[None, :], 1)).astype(np.int64)
    return times


def find_learned(vectors: Array, words: Sequence[str], encoder: Encoder) -> Learned:
    """``vectors`` (mentions, width) are those of the mentions' head words, ``words`` these words, in text order."""
    distance = np.asarray(encoder.labels["distance"], np.float32)
    alike = np.asarray(encoder.labels["alike"], np.float32)
    lower = [w.lower() for w in words]
    number = {w: k for k, w in enumerate(dict.fromkeys(lower))}
    ids = np.asarray([number[w] for w in lower], np.int64)
    out = Learned([], [], [])
    for start in range(0, len(words), STEP):
        low, high = max(0, start - BACK), min(len(words), start + STEP)
        scores, new = encoder.reference(vectors[low:high])
        bucket = np.minimum(_doublings()[: high - low, : high - low], len(distance) - 1)
        same = (ids[low:high, None] == ids[None, low:high]).astype(np.int64)
        full = scores + distance[bucket] + alike[same]
        for i in range(start, high):
            row = i - low
            before = full[row, :row]
            top = max(float(new[row]), float(before.max()) if row else -30.0)
            total = top + np.log(np.exp(before - top).sum() + np.exp(float(new[row]) - top))
            out.first.append(low)
            out.logs.append(before - total)
            out.new.append(float(new[row]) - float(total))
    return out
