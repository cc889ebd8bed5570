"""Text is cut where claims begin and end, and nothing of it is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from invented import make_report

from oathbook.records import Block, Report
from oathbook.views.marking import Piece, pieces, stretches

TEXT = "abcdefghijklmnopqrstuvwxyz"


def spans() -> st.SearchStrategy[list[tuple[int, int]]]:
    ends = st.tuples(st.integers(0, 25), st.integers(1, 26)).filter(lambda pair: pair[0] < pair[1])
    return st.lists(ends, max_size=8)


def apart(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(pairs):
        if not out or out[-1][1] < start:
            out.append((start, end))
    return out


@given(spans(), spans(), st.integers(0, 10), st.integers(16, 26))
def test_pieces_cover_the_stretch_once_each_claim_whole(
    claimed: list[tuple[int, int]], withheld: list[tuple[int, int]], first: int, last: int
) -> None:
    numbered = [(number, *pair) for number, pair in enumerate(claimed, 1)]
    cut = pieces(TEXT, first, last, numbered, apart(withheld))
    assert "".join(piece.text for piece in cut) == TEXT[first:last]
    for number, start, end in numbered:
        inside = start < last and end > first
        assert sum(number in piece.begins for piece in cut) == sum(number in piece.ends for piece in cut) == inside
        words = "".join(piece.text for piece in cut if number in piece.claims)
        assert TEXT[max(start, first) : min(end, last)] in words or not inside
    held = [piece.text for piece in cut if piece.held]
    assert held == [TEXT[max(a, first) : min(b, last)] for a, b in apart(withheld) if a < last and b > first]


def test_claims_that_overlap() -> None:
    assert pieces("abcdef", 0, 6, [(1, 0, 4), (2, 2, 6)]) == [
        Piece("ab", False, (1,), (1,), ()),
        Piece("cd", False, (1, 2), (2,), (1,)),
        Piece("ef", False, (2,), (), (2,)),
    ]


def test_a_claim_inside_another_comes_after_it() -> None:
    assert [piece.claims for piece in pieces("abcdef", 0, 6, [(1, 2, 4), (2, 0, 6)])] == [(2,), (2, 1), (2,)]


def test_all_text_is_shown_whether_in_a_block_or_not() -> None:
    report = make_report("x", "before\n\nblock\n\n \nafter\nlast", blocks=(Block("headline", 8, 13),))
    found = [(kind, report.text[start:end]) for kind, start, end, _ in stretches(report)]
    assert found == [("paragraph", "before"), ("headline", "block"), ("paragraph", "after"), ("paragraph", "last")]


def test_report_without_blocks() -> None:
    assert [kind for kind, *_ in stretches(Report("i", "n", "one\ntwo\n"))] == ["paragraph", "paragraph"]
