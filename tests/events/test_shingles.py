"""Runs of words: of several texts at once as of each alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oathbook.events.shingles import Shingler, shared

TEXTS = st.lists(st.text("abc ", max_size=16).map(str.split), max_size=4)


@given(TEXTS, st.integers(min_value=1, max_value=4))
def test_texts_together_have_the_runs_of_each_alone(texts: list[list[str]], run: int) -> None:
    together = Shingler(run).runs(texts)
    alone = [Shingler(run).runs([text])[0] for text in texts]
    assert [found.tolist() for found in together] == [found.tolist() for found in alone]
    for text, found in zip(texts, together, strict=True):
        runs = {tuple(text[at : at + run]) for at in range(len(text) - run + 1)}
        assert len(found) == len(runs) and sorted(found.tolist()) == found.tolist()


@given(TEXTS)
def test_what_is_shared_is_a_part_of_the_smaller(texts: list[list[str]]) -> None:
    found = Shingler(2).runs(texts)
    for one in found:
        for other in found:
            both, least = len(set(one.tolist()) & set(other.tolist())), min(len(one), len(other))
            assert shared(one, other) == (both / least if least else 0.0)
