"""A small network of one hidden layer, run by numpy: features to probabilities."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
ROWS = 24
"""Rows of one product: so few that the linear algebra library does not wake other threads, whose waiting costs more
than they bring and takes the processor from the encoder."""


class Perceptron:
    """One hidden layer with rectifiers, logistic outputs. Weights are made in ``training/`` by
    ``judge.py``, ``vouching.py``, ``timing.py`` and ``actorkinds.py``.

    Args:
        weights: float arrays ``mean`` and ``scale`` (features), ``w1`` (features, hidden), ``b1``, ``w2`` (hidden,
            outputs), ``b2``.
    """

    def __init__(self, weights: Mapping[str, Array]) -> None:
        self._mean, self._scale = (weights[k].astype(np.float32) for k in ("mean", "scale"))
        self._w1, self._b1, self._w2, self._b2 = (weights[k].astype(np.float32) for k in ("w1", "b1", "w2", "b2"))

    def odds(self, features: Array) -> Array:
        """(n, features) to (n, outputs) log odds."""
        x = (features.astype(np.float32) - self._mean) * self._scale
        out = np.empty((len(x), len(self._b2)), np.float32)
        for start in range(0, len(x), ROWS):
            hidden = np.maximum(x[start : start + ROWS] @ self._w1 + self._b1, 0)
            out[start : start + ROWS] = hidden @ self._w2 + self._b2
        return out

    def probabilities(self, features: Array) -> Array:
        """(n, features) to (n, outputs), each between 0 and 1."""
        return np.asarray(1 / (1 + np.exp(-np.clip(self.odds(features), -30, 30))))


def load(file: Path) -> Perceptron:
    """The network of a file that holds just one."""
    kept = np.load(file)
    return Perceptron({k: kept[k] for k in kept.files})
