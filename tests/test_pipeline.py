"""From sources to the ledger, with a reader that is made up."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from invented import make_claim, make_report

from oathbook import claims, reports
from oathbook.errors import LedgerError, ModelError, SourceError
from oathbook.ledger import Ledger
from oathbook.lexicon import Lexicon
from oathbook.pipeline import Outcome, read_into
from oathbook.records import Claim, Reading, Report

TEXT = "The Lions pledged allegiance to the Tigers on Monday, a spokesman for the group said in the town of Homs.\n"


class FakeReader:
    """Reads nothing; fails on reports whose name says so."""

    def __init__(self, version: str = "fake-1") -> None:
        self.version = version
        self.read_names: list[str] = []

    def read(self, report: Report) -> Reading:
        self.read_names.append(report.name)
        if "broken" in report.name:
            raise RuntimeError("cannot read\nthis")
        return Reading(report, None, ())  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def one_claim_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(reading: Reading, lexicon: Lexicon, *, reader: str) -> list[Claim]:
        if "doubled" in reading.report.name:
            return [make_claim(reading.report, reader=reader)] * 2
        return [make_claim(reading.report, reader=reader)]

    monkeypatch.setattr(claims, "find", find)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three reports and an empty file."""
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.txt").write_text(f"{name}. {TEXT}")
    (tmp_path / "void.txt").write_text("")
    return tmp_path


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(str(tmp_path / "book.sqlite")) as opened:
        yield opened


def run(ledger: Ledger | None, *paths: Path, reader: FakeReader | None = None, **options: Any) -> list[Outcome]:
    return list(read_into(ledger, [str(p) for p in paths], reader=reader or FakeReader(), lexicon=Lexicon(), **options))


def kinds(outcomes: list[Outcome]) -> list[str]:
    """In short what became of each."""
    out = []
    for outcome in outcomes:
        name = outcome.report.name if outcome.report else "-"
        what = "skipped" if outcome.skipped else "failed" if outcome.error else str(len(outcome.claims))
        out.append(f"{name} {what}")
    return sorted(out)


def test_reports_are_read_and_kept_and_failures_told(folder: Path, ledger: Ledger) -> None:
    begun: list[str] = []
    outcomes = run(
        ledger,
        *sorted(folder.glob("*.txt")),
        published=date(2014, 12, 15),
        on_report=lambda report: begun.append(report.name),
    )
    assert kinds(outcomes) == ["- failed", "one 1", "three 1", "two 1"]
    assert begun == ["one", "three", "two"]
    failed = next(outcome for outcome in outcomes if outcome.error)
    assert isinstance(failed.error, SourceError)
    assert "void.txt" in str(failed.error)
    assert [stored.report.name for stored in ledger.reports()] == ["one", "three", "two"]
    assert all(stored.report.published == date(2014, 12, 15) for stored in ledger.reports())
    assert {claim.reader for claim in ledger.claims()} == {"fake-1"}


def test_running_again_reads_nothing_and_a_newer_reader_all(folder: Path, ledger: Ledger) -> None:
    paths = [folder / "one.txt", folder / "two.txt"]
    run(ledger, *paths)
    again = FakeReader()
    assert kinds(run(ledger, *paths, reader=again)) == ["one skipped", "two skipped"]
    assert again.read_names == []
    newer = FakeReader("fake-2")
    assert kinds(run(ledger, *paths, folder / "three.txt", reader=newer)) == ["one 1", "three 1", "two 1"]
    assert len(list(ledger.claims())) == 3
    assert {claim.reader for claim in ledger.claims()} == {"fake-2"}


def test_without_a_ledger_nothing_is_kept(folder: Path) -> None:
    before = sorted(folder.iterdir())
    assert kinds(run(None, folder / "one.txt")) == ["one 1"]
    assert sorted(folder.iterdir()) == before


def test_a_report_that_breaks_the_reader_does_not_stop_the_rest(folder: Path, ledger: Ledger) -> None:
    (folder / "broken.txt").write_text(f"broken. {TEXT}")
    (folder / "doubled.txt").write_text(f"doubled. {TEXT}")
    outcomes = run(ledger, folder / "broken.txt", folder / "doubled.txt", folder / "one.txt")
    assert kinds(outcomes) == ["broken failed", "doubled failed", "one 1"]
    assert isinstance(outcomes[0].error, RuntimeError)
    assert "two claims of the same id" in str(outcomes[1].error)
    assert [stored.report.name for stored in ledger.reports()] == ["one"]


def test_what_would_fail_for_every_report_is_raised(
    folder: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_model(report: Report) -> Reading:
        raise ModelError("no model")

    reader = FakeReader()
    monkeypatch.setattr(reader, "read", no_model)
    with pytest.raises(ModelError):
        run(ledger, folder / "one.txt", reader=reader)

    def full(*given: object, **options: object) -> bool:
        raise LedgerError("no room")

    monkeypatch.setattr(ledger, "append", full)
    with pytest.raises(LedgerError, match="no room"):
        run(ledger, folder / "one.txt")


def loader_that_breaks_on(bad: str) -> Callable[..., Iterator[Report]]:
    def load(sources: Iterator[str], **options: object) -> Iterator[Report]:
        for source in sources:
            if source == bad:
                raise ZeroDivisionError("a bug")
            yield make_report(source)

    return load


def test_a_source_that_breaks_the_loader_does_not_stop_the_rest(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "load", loader_that_breaks_on("b"))
    outcomes = run(ledger, Path("a"), Path("b"), Path("c"))
    assert kinds(outcomes) == ["- failed", "a 1", "c 1"]
    assert str(next(o.error for o in outcomes if o.error)) == (
        "b: reading it stopped unexpectedly (ZeroDivisionError: a bug); the rest of it is left out"
    )


def test_a_loader_that_always_breaks_ends(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*given: object, **options: object) -> Iterator[Report]:
        raise ZeroDivisionError("at once")

    monkeypatch.setattr(reports, "load", load)
    assert kinds(run(ledger, Path("a"), Path("b"))) == ["- failed"]


def test_a_report_that_another_process_kept_meanwhile_is_skipped(
    folder: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(ledger, folder / "one.txt")
    monkeypatch.setattr(ledger, "has", lambda report, reader: False)
    assert kinds(run(ledger, folder / "one.txt")) == ["one skipped"]
    assert len(list(ledger.claims())) == 1


class TwoHalves(FakeReader):
    """A reader whose first half fails on reports whose name says so."""

    def analyse(self, report: Report) -> str:
        if "odd" in report.name:
            raise RuntimeError("no words")
        return f"words of {report.name}"

    def read(self, report: Report, *, words: str | None = None) -> Reading:
        assert words == f"words of {report.name}"
        return super().read(report)


def test_the_first_half_is_done_ahead_and_fails_alone(tmp_path: Path, ledger: Ledger) -> None:
    for name in ("a", "b-odd", "c"):
        (tmp_path / f"{name}.txt").write_text(f"{name}. {TEXT}")
    paths = sorted(tmp_path.glob("*.txt"))
    assert kinds(run(ledger, *paths, reader=TwoHalves())) == ["a 1", "b-odd failed", "c 1"]
    assert kinds(run(ledger, *paths, reader=TwoHalves())) == ["a skipped", "b-odd failed", "c skipped"]
