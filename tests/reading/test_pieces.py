"""Word pieces."""

from __future__ import annotations

from pathlib import Path

import pytest

from oathbook.reading.pieces import LONGEST, UNKNOWN, Pieces, shape_of


@pytest.fixture
def pieces(tmp_path: Path) -> Pieces:
    lines = [f"[unused{i}]" for i in range(200)] + ["bat", "##talion", "a", "##l", "-", "nusra", "e"]
    (tmp_path / "vocab.txt").write_text("\n".join(lines), encoding="utf-8")
    return Pieces(tmp_path / "vocab.txt")


def test_longest_match_first(pieces: Pieces) -> None:
    assert pieces("Battalion") == [200, 201]
    assert pieces("al-Nusra") == [202, 203, 204, 205]


def test_accents_are_folded(pieces: Pieces) -> None:
    assert pieces("É") == [206]


def test_what_does_not_fit_is_unknown(pieces: Pieces) -> None:
    assert pieces("xyz") == [UNKNOWN]
    assert pieces("") == [UNKNOWN]
    assert pieces("a" * 200) == [UNKNOWN]
    assert len(pieces("-" * 50)) == LONGEST


@pytest.mark.parametrize(
    ("word", "shape"), [("500", 0), ("left", 1), ("Homs", 2), ("A", 2), ("IS", 3), ("iPhone", 4), ("McCain", 4)]
)
def test_shapes(word: str, shape: int) -> None:
    assert shape_of(word) == shape
