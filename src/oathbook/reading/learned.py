"""What a trained scorer thinks of pairs of mentions, in the form that the sieves ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Learned:
    """``log_likelihood[i, j]``: natural logarithm of the probability that mention ``j`` < ``i`` is an antecedent of
    mention ``i``; ``new[i]`` that it has none. Each row and its ``new`` sum to one."""

    log_likelihood: Array
    new: Array

    @classmethod
    def from_scores(cls, scores: Array, new: Array) -> Learned:
        """From raw scores (m, m) and (m,) as the reading model gives them; only ``j < i`` has meaning."""
        m = len(new)
        allowed = np.tril(np.ones((m, m), bool), -1)
        full = np.concatenate([np.where(allowed, scores, -1e4), np.asarray(new, scores.dtype).reshape(m, 1)], 1)
        top = full.max(1, keepdims=True) if m else full
        full = full - top - np.log(np.exp(full - top).sum(1, keepdims=True))
        return cls(full[:, :-1], full[:, -1])

    def of(self, mention: int, antecedents: Sequence[int]) -> float:
        """Logarithm of the probability that one of the antecedents is the mention's."""
        row = self.log_likelihood[mention, list(antecedents)]
        top = float(row.max())
        return top + float(np.log(np.exp(row - top).sum()))
