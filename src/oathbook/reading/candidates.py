"""What the model takes for triggers of claims, and which words it takes to fill their roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from oathbook.reading.encoder import Analysis, Encoder

Array = np.ndarray[Any, Any]
_Table = dict[str, dict[int, float]]
LEAST = 0.05
"""Triggers less likely than this are passed over."""
SURE = 0.15
"""From this probability on its role fillers are looked for."""
BEFORE, BEHIND = 4, 2
"""Sentences around the trigger's own in which role fillers are looked for."""
ARGUMENTS = ("ARG0", "ARG1", "ARG2", "ARGM-LOC", "ARGM-TMP")
"""PropBank labels that claims ask for: who did it, to whom, the third party, where and when."""
GROUP = 6
"""Sentences whose triggers are scored together."""


@dataclass(frozen=True)
class Candidate:
    """A token that may head the trigger of a claim.

    ``probability`` is the trigger's; ``status`` the probabilities of actual, planned, possible, denied.
    ``roles`` maps a role to {token: probability} for all tokens at 0.05 or more; empty for triggers under ``SURE``.
    ``srl`` does the same for PropBank's labels (``ARGUMENTS``) of the words of the trigger's own sentence.
    """

    token: int
    type: str
    probability: float
    status: tuple[float, ...]
    roles: dict[str, dict[int, float]]
    srl: dict[str, dict[int, float]] = field(default_factory=dict)


def find_candidates(
    analysis: Analysis, order: Sequence[int], sentence_of: Sequence[int], encoder: Encoder
) -> tuple[Candidate, ...]:
    """All candidates of one report, in the order of the text.

    ``order`` gives the token of each row of the analysis, ``sentence_of`` the number of each row's sentence.
    """
    if not len(order):
        return ()
    types, roles = encoder.labels["types"], encoder.labels["roles"]
    arguments = [encoder.labels["srl"].index(label) for label in ARGUMENTS]
    trigger = _sigmoid(analysis.trigger)
    status = np.exp(analysis.status - analysis.status.max(1, keepdims=True))
    status /= status.sum(1, keepdims=True)
    rows, kinds = np.nonzero(trigger >= LEAST)
    sentence = np.asarray(sentence_of)
    found: list[Candidate] = []

    def candidate(row: int, kind: int, roles: _Table, srl: _Table) -> Candidate:
        statuses = tuple(round(p, 4) for p in status[row].tolist())
        return Candidate(order[row], types[kind], round(float(trigger[row, kind]), 4), statuses, roles, srl)

    def table(labels: Sequence[str], shares: Array, near: Array, first: int) -> _Table:
        hits, columns = np.nonzero((shares >= LEAST) & near[:, None])
        out: _Table = {label: {} for label in labels}
        for h, c in zip(hits.tolist(), columns.tolist(), strict=True):
            out[labels[c]][order[first + h]] = round(float(shares[h, c]), 4)
        return out

    for start in range(0, int(sentence[-1]) + 1, GROUP):
        picked = (sentence[rows] >= start) & (sentence[rows] < start + GROUP)
        weak = picked & (trigger[rows, kinds] < SURE)
        found += [candidate(r, k, {}, {}) for r, k in zip(rows[weak].tolist(), kinds[weak].tolist(), strict=True)]
        picked &= ~weak
        if not picked.any():
            continue
        first = int(np.searchsorted(sentence, start - BEFORE))
        last = int(np.searchsorted(sentence, start + GROUP + BEHIND))
        r, k = rows[picked], kinds[picked]
        scores = _sigmoid(encoder.roles(analysis.vectors[r], k, analysis.vectors[first:last]))
        shares = encoder.srl(analysis.vectors[r], analysis.vectors[first:last])[:, :, arguments]
        for n, (row, kind) in enumerate(zip(r.tolist(), k.tolist(), strict=True)):
            apart = np.abs(sentence[first:last] - sentence[row])
            heard = table(roles, scores[n], apart <= BEFORE, first)
            found.append(candidate(row, kind, heard, table(ARGUMENTS, shares[n], apart == 0, first)))
    return tuple(sorted(found, key=lambda c: (c.token, c.type)))


def _sigmoid(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))  # type: ignore[no-any-return]
