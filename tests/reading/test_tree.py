"""The best tree of arc scores, against trying all."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from oathbook.reading.encoder import mend_clauses
from oathbook.reading.tree import best_tree, is_tree


def exhaustive(scores: np.ndarray) -> float:
    """The best score of any tree with one root."""
    n = len(scores)
    trees = (heads for heads in product(range(n), repeat=n) if is_tree(list(heads)))
    return max(float(sum(scores[d, h] for d, h in enumerate(heads))) for heads in trees)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: arrays(np.float32, (n, n), elements=st.integers(-40, 40).map(float))))
def test_always_a_tree_and_the_best_where_three_roots_are_all(scores: np.ndarray) -> None:
    heads = best_tree(scores)
    assert is_tree(heads)
    if len(scores) <= 3:
        assert sum(scores[d, h] for d, h in enumerate(heads)) == exhaustive(scores)


def test_a_cycle_is_broken_at_the_cheapest_place() -> None:
    scores = np.array([[0, 9, 1], [8, 0, 5], [0, 0, 4]], np.float32)
    assert best_tree(scores) == [1, 2, 2]


def test_two_roots_are_not_a_tree() -> None:
    assert not is_tree([0, 1])
    assert not is_tree([1, 0])
    assert is_tree([0, 0, 1])


def test_a_verb_with_a_subject_of_its_own_is_no_noun_phrase() -> None:
    deprels = ["nsubj", "root", "nsubj", "obj", "obj"]
    mend_clauses(deprels, [1, 1, 3, 1, 3], ["PROPN", "VERB", "PROPN", "VERB", "NOUN"])
    assert deprels == ["nsubj", "root", "nsubj", "ccomp", "obj"]
