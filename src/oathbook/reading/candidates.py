"""What the model takes for triggers of claims, and which words it takes to fill their roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from oathbook.reading.encoder import Analysis, Encoder

Array = np.ndarray[Any, Any]
LEAST = 0.05
"""Triggers less likely than this are passed over."""
SURE = 0.15
"""From this probability on its role fillers are looked for."""
BEFORE, BEHIND = 4, 2
"""Sentences around the trigger's own in which role fillers are looked for."""
GROUP = 6
"""Sentences whose triggers are scored together."""


@dataclass(frozen=True)
class Candidate:
    """A token that may head the trigger of a claim.

    ``probability`` is the trigger's; ``status`` the probabilities of actual, planned, possible, denied.
    ``roles`` maps a role to {token: probability} for all tokens at 0.05 or more; empty for triggers under ``SURE``.
    """

    token: int
    type: str
    probability: float
    status: tuple[float, ...]
    roles: dict[str, dict[int, float]]


def find_candidates(
    analysis: Analysis, order: Sequence[int], sentence_of: Sequence[int], encoder: Encoder
) -> tuple[Candidate, ...]:
    """All candidates of one report, in the order of the text.

    ``order`` gives the token of each row of the analysis, ``sentence_of`` the number of each row's sentence.
    """
    if not len(order):
        return ()
    types, roles = encoder.labels["types"], encoder.labels["roles"]
    trigger = _sigmoid(analysis.trigger)
    status = np.exp(analysis.status - analysis.status.max(1, keepdims=True))
    status /= status.sum(1, keepdims=True)
    rows, kinds = np.nonzero(trigger >= LEAST)
    sentence = np.asarray(sentence_of)
    found: list[Candidate] = []

    def candidate(row: int, kind: int, fillers: dict[str, dict[int, float]]) -> Candidate:
        statuses = tuple(round(p, 4) for p in status[row].tolist())
        return Candidate(order[row], types[kind], round(float(trigger[row, kind]), 4), statuses, fillers)

    for start in range(0, int(sentence[-1]) + 1, GROUP):
        picked = (sentence[rows] >= start) & (sentence[rows] < start + GROUP)
        weak = picked & (trigger[rows, kinds] < SURE)
        found += [candidate(r, k, {}) for r, k in zip(rows[weak].tolist(), kinds[weak].tolist(), strict=True)]
        picked &= ~weak
        if not picked.any():
            continue
        first = int(np.searchsorted(sentence, start - BEFORE))
        last = int(np.searchsorted(sentence, start + GROUP + BEHIND))
        r, k = rows[picked], kinds[picked]
        scores = _sigmoid(encoder.roles(analysis.vectors[r], k, analysis.vectors[first:last]))
        for row, kind, matrix in zip(r.tolist(), k.tolist(), scores, strict=True):
            near = np.abs(sentence[first:last] - sentence[row]) <= BEFORE
            fillers: dict[str, dict[int, float]] = {}
            for n, role in enumerate(roles):
                hits = np.nonzero((matrix[:, n] >= LEAST) & near)[0].tolist()
                fillers[role] = {order[first + h]: round(float(matrix[h, n]), 4) for h in hits}
            found.append(candidate(row, kind, fillers))
    return tuple(sorted(found, key=lambda c: (c.token, c.type)))


def _sigmoid(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))  # type: ignore[no-any-return]
