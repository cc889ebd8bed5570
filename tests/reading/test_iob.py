"""Tags of names are always regular, and the best of those that are."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from oathbook.reading.iob import best_tags

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def is_regular(tags: tuple[str, ...]) -> bool:
    before = "O"
    for tag in tags:
        if tag.startswith("I-") and before[2:] != tag[2:]:
            return False
        before = tag
    return True


def scored(*likely: str) -> np.ndarray:
    return np.array([[2.0 if tag == wanted else 0.0 for tag in TAGS] for wanted in likely])


@given(arrays(np.float64, (4, len(TAGS)), elements=st.floats(-5, 5)))
def test_the_best_regular_sequence_is_taken(scores: np.ndarray) -> None:
    def worth(tags: tuple[str, ...]) -> float:
        return sum(scores[k, TAGS.index(tag)] for k, tag in enumerate(tags))

    found = tuple(best_tags(scores, TAGS, [4]))
    best = max(worth(tags) for tags in itertools.product(TAGS, repeat=4) if is_regular(tags))
    assert is_regular(found)
    assert np.isclose(worth(found), best)


def test_a_name_gets_one_label() -> None:
    scores = scored("B-PER", "I-LOC", "O")
    scores[1, TAGS.index("I-PER")] = 1.5
    assert best_tags(scores, TAGS, [3]) == ["B-PER", "I-PER", "O"]


def test_names_do_not_run_on_into_the_next_sentence() -> None:
    assert best_tags(scored("B-PER", "I-PER"), TAGS, [1, 1])[0] == "B-PER"
    assert not best_tags(scored("B-PER", "I-PER"), TAGS, [1, 1])[1].startswith("I-")


def test_no_words_no_tags() -> None:
    assert best_tags(np.zeros((0, len(TAGS))), TAGS, []) == []
    assert best_tags(np.zeros((0, len(TAGS))), TAGS, [0, 0]) == []
