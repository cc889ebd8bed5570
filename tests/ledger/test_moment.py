"""One moment: what all parts of a page need to know is asked of the ledger once."""

from __future__ import annotations

from pathlib import Path

import pytest
from invented import make_claim, make_report

from oathbook.ledger import Ledger
from oathbook.ledger.moment import once, one_moment


def test_the_state_of_a_moment_is_that_of_its_first_question(tmp_path: Path) -> None:
    with Ledger(str(tmp_path / "book.sqlite")) as ledger:
        before = ledger.generation()
        with one_moment():
            assert ledger.generation() == before
            report = make_report("a")
            ledger.append(report, [make_claim(report)], reader="r")
            assert ledger.generation() == before
        assert ledger.generation() != before


def test_what_is_raised_is_asked_again() -> None:
    calls: list[int] = []

    def wrong() -> int:
        calls.append(1)
        raise ValueError

    with one_moment():
        for _ in range(2):
            with pytest.raises(ValueError):
                once("wrong", wrong)
        assert once("right", lambda: 1) == once("right", lambda: 2) == 1
    assert len(calls) == 2
    assert once("right", lambda: 2) == 2
