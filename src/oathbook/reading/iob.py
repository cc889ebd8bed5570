"""IOB2 tags of names: the best sequence that is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def best_tags(scores: Array, tags: Sequence[str], lengths: Sequence[int]) -> list[str]:
    """The likeliest IOB2 tags of words, sentence by sentence; an I- tag only continues a name of its own label.

    ``scores`` float (n, tags): log odds or log shares of each tag, up to a constant a word; ``lengths`` words of each
    sentence, n in all. Method: Viterbi's, where the likeliest tags word by word are no sequence; else those.
    """
    follows = np.array([[_may_follow(tag, before) for tag in tags] for before in tags])
    begins = np.array([not tag.startswith("I-") for tag in tags])
    out: list[str] = []
    at = 0
    for length in lengths:
        of_sentence = scores[at : at + length]
        at += length
        likeliest = of_sentence.argmax(1)
        if length and not (begins[likeliest[0]] and follows[likeliest[:-1], likeliest[1:]].all()):
            likeliest = _viterbi(of_sentence, follows, begins)
        out += [tags[k] for k in likeliest.tolist()]
    return out


def _may_follow(tag: str, before: str) -> bool:
    return not tag.startswith("I-") or before[2:] == tag[2:]


def _viterbi(scores: Array, follows: Array, begins: Array) -> Array:
    steps = np.where(follows, 0.0, -np.inf)
    best = scores[0] + np.where(begins, 0.0, -np.inf)
    came_from = np.zeros(scores.shape, np.int64)
    for k in range(1, len(scores)):
        ways = best[:, None] + steps
        came_from[k] = ways.argmax(0)
        best = ways.max(0) + scores[k]
    path = np.zeros(len(scores), np.int64)
    path[-1] = best.argmax()
    for k in range(len(scores) - 1, 0, -1):
        path[k - 1] = came_from[k][path[k]]
    return path
