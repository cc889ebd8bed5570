"""The generator of large ledgers: claims fit their reports, sizes are those asked for, the same seed gives the same."""

from __future__ import annotations

from pathlib import Path

from generate import FOCUS, FOCUS_RANK, READER, generate, made_name, plain_templates
from oathbook import history
from oathbook.history.kept import Kept
from oathbook.ledger import Ledger
from oathbook.records import TYPES


def filled(path: Path, claims: int, *, seed: int = 7) -> Ledger:
    ledger = Ledger(str(path))
    kept, reports = generate(ledger, claims, focus=100, seed=seed, templates=plain_templates())
    assert kept == claims
    assert sum(1 for _ in ledger.reports()) == reports
    return ledger


def test_a_ledger_of_the_size_asked_for(tmp_path: Path) -> None:
    with filled(tmp_path / "one.sqlite", 3000) as ledger:
        stored = {each.report.id: each for each in ledger.reports()}
        assert sum(each.claims for each in stored.values()) == 3000
        withdrawn = sum(each.withdrawn is not None for each in stored.values())
        assert 1 <= withdrawn <= len(stored) // 50
        claims = list(ledger.claims())
        for claim in claims:
            assert stored[claim.report].report.text[claim.start : claim.end] == claim.evidence
            assert claim.reader == READER
            assert claim.published == stored[claim.report].report.published
        assert {claim.type for claim in claims} == set(TYPES)
        assert len(list(ledger.about([FOCUS], roles=["agent", "object"]))) == 100
        answer = history.who(Kept(ledger), FOCUS)
        assert answer.lines
        assert history.under(Kept(ledger), ledger.names()[0].name).names


def test_the_same_seed_gives_the_same(tmp_path: Path) -> None:
    with filled(tmp_path / "one.sqlite", 1000) as one, filled(tmp_path / "two.sqlite", 1000) as two:
        assert list(one.claims()) == list(two.claims())
    with filled(tmp_path / "three.sqlite", 1000, seed=8) as three, Ledger(str(tmp_path / "one.sqlite")) as one:
        assert list(one.claims()) != list(three.claims())


def test_names_differ() -> None:
    assert len({made_name(number) for number in range(50_000)}) == 50_000
    assert FOCUS_RANK > 0
