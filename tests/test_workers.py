"""Reports read in other processes."""

import multiprocessing
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from apart import ReaderApart
from cli_tools import PYTHON, find

from oathbook import claims, pipeline
from oathbook.errors import DataError, ModelError, OptionError, ReadingError, SourceError
from oathbook.ledger import Ledger
from oathbook.lexicon import Lexicon
from oathbook.pipeline import Outcome, read_into

FILL = "People in the town said that nothing of the kind had been seen there in the two years before this week. "
NAMES = [f"r{n:02}" for n in range(12)]


@pytest.fixture(autouse=True)
def few_words_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MANY", 40)
    monkeypatch.setattr(claims, "find", find)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve reports of two claims each."""
    there = tmp_path / "reports"
    there.mkdir()
    for name in NAMES:
        write(there, name, f"Wolves of {name} left Tigers. Bears left Wolves of {name}.")
    return there


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(str(tmp_path / "book.sqlite")) as opened:
        yield opened


def write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.txt").write_text(f"Published: 15 December 2014\n\n{FILL}\n\n{text}\n")


def read(ledger: Ledger | None, folder: Path, *, workers: int = 2, reader: Any = None) -> list[Outcome]:
    return list(read_into(ledger, [str(folder)], reader=reader or ReaderApart(), lexicon=Lexicon(), workers=workers))


def told(outcomes: list[Outcome]) -> list[str]:
    """In short what became of each, in order."""
    out = []
    for outcome in outcomes:
        what = "skipped" if outcome.skipped else type(outcome.error).__name__ if outcome.error else len(outcome.claims)
        out.append(f"{outcome.report.name if outcome.report else '-'} {what}")
    return out


def test_claims_and_order_are_the_same_as_in_one_process(folder: Path, ledger: Ledger) -> None:
    (folder / "r03a.txt").write_text("")
    begun: list[str] = []
    several = list(
        read_into(
            ledger,
            [str(folder)],
            reader=ReaderApart(),
            lexicon=Lexicon(),
            workers=3,
            on_report=lambda report: begun.append(report.name),
        )
    )
    assert several[4].report is None and isinstance(several[4].error, SourceError)
    assert told(several) == [*(f"{n} 2" for n in NAMES[:4]), "- SourceError", *(f"{n} 2" for n in NAMES[4:])]
    assert begun == NAMES
    alone = read(None, folder, workers=1)
    assert [(o.report, o.claims) for o in several] == [(o.report, o.claims) for o in alone]
    assert [stored.report.name for stored in ledger.reports()] == NAMES
    assert not multiprocessing.active_children()


def test_they_are_other_processes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def here(self: ReaderApart, report: object) -> None:
        raise AssertionError("read in this process")

    monkeypatch.setattr(ReaderApart, "read", here)
    assert told(read(None, folder)) == [f"{n} 2" for n in NAMES]
    monkeypatch.setattr(pipeline, "MANY", 4000)
    assert told(read(None, folder)) == [f"{n} AssertionError" for n in NAMES]


def test_one_report_is_read_in_this_process(tmp_path: Path) -> None:
    (tmp_path / "long").mkdir()
    write(tmp_path / "long", "one", "Wolves left Tigers. " + FILL * 20)
    assert told(read(None, tmp_path / "long", reader=ReaderApart("dead"))) == ["one 1"]


def test_what_is_known_is_not_read_again(folder: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    read(ledger, folder, workers=1)
    assert told(read(ledger, folder, reader=ReaderApart("dead"))) == [f"{n} skipped" for n in NAMES]
    monkeypatch.setattr(pipeline, "AHEAD", 3)
    for name in ("r20", "r21", "r22"):
        write(folder, name, f"Wolves of {name} left Tigers.")
    assert told(read(ledger, folder))[10:] == ["r10 skipped", "r11 skipped", "r20 1", "r21 1", "r22 1"]


def test_the_same_report_twice_is_kept_once(folder: Path, ledger: Ledger) -> None:
    one = [str(folder / "r01.txt")] * 4
    outcomes = list(read_into(ledger, one, reader=ReaderApart(), lexicon=Lexicon(), workers=2))
    assert told(outcomes) == ["r01 2", *["r01 skipped"] * 3]
    assert len(list(ledger.claims())) == 2


def test_errors_are_outcomes_and_the_rest_is_read(folder: Path, ledger: Ledger) -> None:
    write(folder, "r02", "The tree of this one is broken.")
    write(folder, "r05", "This one is odd.")
    outcomes = read(ledger, folder)
    assert told(outcomes) == [
        "r00 2", "r01 2", "r02 ZeroDivisionError", "r03 2", "r04 2", "r05 RuntimeError", *(f"{n} 2" for n in NAMES[6:])
    ]  # fmt: skip
    assert str(outcomes[2].error) == "no tree"
    assert str(outcomes[5].error) == "OddError: this and that"
    assert len(list(ledger.reports())) == 10


def test_a_process_that_dies_fails_its_report_alone(folder: Path, ledger: Ledger) -> None:
    for name in ("r00", "r04", "r05"):
        write(folder, name, "Whoever reads this is killed.")
    outcomes = read(ledger, folder)
    failed = [outcome for outcome in outcomes if outcome.error]
    assert told(failed) == ["r00 ReadingError", "r04 ReadingError", "r05 ReadingError"]
    assert all(isinstance(outcome.error, ReadingError) for outcome in failed)
    assert str(failed[0].error) == (
        "the process that read it was ended by signal 9; read it alone, or with more memory free"
    )
    assert [stored.report.name for stored in ledger.reports()] == [n for n in NAMES if n not in ("r00", "r04", "r05")]


def test_what_would_fail_for_every_report_is_raised(folder: Path, ledger: Ledger) -> None:
    with pytest.raises(DataError, match="malformed"):
        read(ledger, folder, reader=ReaderApart("data"))
    with pytest.raises(ModelError, match=r"ended with status 3 before it could read"):
        read(ledger, folder, reader=ReaderApart("dead"))
    write(folder, "r01", "There is no model.")
    with pytest.raises(ModelError, match="no model"):
        read(ledger, folder)
    assert not multiprocessing.active_children()


def test_a_reader_that_cannot_be_sent_and_a_count_that_is_none(folder: Path) -> None:
    reader = ReaderApart()
    reader.start = lambda: None  # type: ignore[assignment]
    with pytest.raises(OptionError, match="cannot be sent"):
        read(None, folder, reader=reader)
    with pytest.raises(OptionError, match="workers is 0"):
        read(None, folder, workers=0)


def test_leaving_early_keeps_what_was_given_out_and_goes_on_from_there(folder: Path, ledger: Ledger) -> None:
    outcomes = read_into(ledger, [str(folder)], reader=ReaderApart(), lexicon=Lexicon(), workers=2)
    got = [next(outcomes), next(outcomes), next(outcomes)]
    outcomes.close()
    assert not multiprocessing.active_children()
    assert told(got) == [f"{n} 2" for n in NAMES[:3]]
    assert [stored.report.name for stored in ledger.reports()] == NAMES[:3]
    assert told(read(ledger, folder)) == [*(f"{n} skipped" for n in NAMES[:3]), *(f"{n} 2" for n in NAMES[3:])]


def test_long_reports_do_not_block_each_other(folder: Path) -> None:
    for name in NAMES:
        write(folder, name, f"Wolves of {name} left {FILL.replace('.', ',') * 3000}old Tigers.")
    assert told(read(None, folder)) == [f"{n} 1" for n in NAMES]


CLI = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
import apart, oathbook.pipeline, oathbook.reading
oathbook.pipeline.MANY = 40
oathbook.reading.load_reader = lambda lexicon: apart.ReaderApart()
from oathbook.cli import main
main(["read", "reports", "--workers", "2", "--ledger", "book.sqlite"], prog_name="oathbook")
"""


def run_cli(folder: Path, **extra: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [PYTHON, "-c", CLI], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **extra
    )


def test_ctrl_c_at_the_terminal_stops_after_the_report_in_hand(folder: Path) -> None:
    for name in NAMES:
        write(folder, name, f"A slow one. Wolves of {name} left Tigers.")
    running = run_cli(folder.parent, start_new_session=True)
    assert running.stdout and running.stdout.readline() == "    1 claim  r00\n"
    os.killpg(running.pid, signal.SIGINT)  # a terminal sends it to all processes of the group
    rest, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert errors.splitlines() == [
        "oathbook: stopping after this report (Ctrl-C again: at once)",
        "oathbook: stopped; the same command goes on from here",
    ]
    done = int(re.search(r"(\d+) reports? read", rest)[1])  # type: ignore[index]
    assert 1 <= done < len(NAMES)
    with Ledger(str(folder.parent / "book.sqlite")) as ledger:
        assert [stored.report.name for stored in ledger.reports()] == NAMES[:done]
    again = run_cli(folder.parent)
    out, _ = again.communicate(timeout=60)
    assert again.returncode == 0
    assert out.splitlines()[-1] == (
        f"{len(NAMES) - done} reports read, {len(NAMES) - done} claims, in book.sqlite; {done} known already"
    )


def test_processes_end_when_the_one_that_started_them_is_killed(folder: Path) -> None:
    for name in NAMES:
        write(folder, name, f"A slow one. Wolves of {name} left Tigers.")
    running = run_cli(folder.parent)
    assert running.stdout and running.stdout.readline()
    started = children(running.pid)
    assert started
    running.kill()
    running.communicate(timeout=60)
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in started) and time.monotonic() < until:
        time.sleep(0.1)
    assert not any(Path(f"/proc/{pid}").exists() for pid in started)


def children(pid: int) -> list[int]:
    if not Path("/proc/self/task").exists():
        pytest.skip("needs /proc")
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_the_real_reader_gives_the_same_claims_in_other_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    from oathbook.reading import load_reader

    monkeypatch.undo()
    monkeypatch.setattr(pipeline, "MANY", 400)
    lexicon = Lexicon()
    reader = load_reader(lexicon)
    examples = [str(Path(__file__).parent.parent / "examples")]
    alone, several = (
        list(read_into(None, examples, reader=reader, lexicon=lexicon, workers=workers)) for workers in (1, 2)
    )
    assert sum(len(outcome.claims) for outcome in alone) > 50
    assert [(o.report, o.claims, str(o.error)) for o in alone] == [(o.report, o.claims, str(o.error)) for o in several]
