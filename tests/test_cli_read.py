"""``oathbook read`` and ``oathbook check``, with an invented reader."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
from pathlib import Path

import pytest
from cli_tools import PYTHON, InventedReader, find, folder, reader, run  # noqa: F401

from oathbook.ledger import Ledger
from oathbook.records import Report


@pytest.fixture
def reports(folder: Path) -> Path:  # noqa: F811
    """Three reports, one of which cannot be read, and a file that is empty."""
    there = folder / "reports"
    there.mkdir()
    long = "The brigade had been with the coalition for two years before this week, people in the town said. "
    (there / "a.txt").write_text(f"Published: 15 December 2014\n\n{long}\n\nLions left Tigers. Bears left Tigers.\n")
    (there / "b.txt").write_text(f"Published: 16 December 2014\n\n{long}\n\nThe tree of this one is broken.\n")
    (there / "c.txt").write_text(f"Published: 17 December 2014\n\n{long}\n\nCubs left Lions.\n")
    (there / "empty.txt").write_text("")
    return there


def test_counts_then_sum_then_failures(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    result = run("read", "reports")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "   2 claims  a",
        "    1 claim  c",
        "2 reports read, 3 claims, in oathbook.sqlite; 2 failed",
    ]
    first, second = result.stderr.splitlines()
    assert first == (
        "oathbook: b: reading it went wrong (ZeroDivisionError: no tree); this is a fault of oathbook, please report it"
    )
    assert second.startswith("oathbook: reports/empty.txt: ")


def test_again_adds_nothing(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    run("read", "reports")
    result = run("read", "reports/a.txt", "reports/c.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "      known  a",
        "      known  c",
        "0 reports read, 0 claims, in oathbook.sqlite; 2 known already",
    ]


def lines(text: str) -> list[tuple[str, str]]:
    return [(claim["report"], claim["agent"][0]) for claim in map(json.loads, text.splitlines())]


def test_json_prints_claims_alone_and_keeps_nothing(
    reports: Path,
    reader: InventedReader,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OATHBOOK_LEDGER", "elsewhere.sqlite")
    result = run("read", "reports", "--json")
    assert result.exit_code == 1
    assert lines(result.stdout) == [("a", "Lions"), ("a", "Bears"), ("c", "Cubs")]
    assert len(result.stderr.splitlines()) == 2
    assert [path.name for path in reports.parent.iterdir()] == ["reports"]


def test_json_with_a_ledger_prints_the_same_on_a_second_run(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    command = ("read", "reports", "--json", "--ledger", "kept.sqlite")
    first, second = run(*command), run(*command)
    assert lines(first.stdout) == [("a", "Lions"), ("a", "Bears"), ("c", "Cubs")]
    assert (first.stdout, first.stderr) == (second.stdout, second.stderr)
    with Ledger("kept.sqlite") as ledger:
        assert len(list(ledger.claims())) == 3


def test_json_can_leave_weak_claims_out(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    result = run("read", "reports", "--json", "--min-score", "0.5")
    assert lines(result.stdout) == [("a", "Lions"), ("c", "Cubs")]


def test_environment_names_the_ledger_and_the_option_wins(
    reports: Path,
    reader: InventedReader,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OATHBOOK_LEDGER", "env.sqlite")
    assert "in env.sqlite" in run("read", "reports/a.txt").stdout
    assert "in mine.sqlite" in run("read", "reports/a.txt", "--ledger", "mine.sqlite").stdout


def test_ctrl_c_finishes_the_report_in_hand(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    def press(report: Report) -> None:
        if report.name == "a":
            os.kill(os.getpid(), signal.SIGINT)

    reader.before = press
    before = signal.getsignal(signal.SIGINT)
    stopped = run("read", "reports")
    assert signal.getsignal(signal.SIGINT) is before
    assert stopped.exit_code == 130
    assert stopped.stdout.splitlines() == ["   2 claims  a", "1 report read, 2 claims, in oathbook.sqlite"]
    assert stopped.stderr.splitlines() == [
        "oathbook: stopping after this report (Ctrl-C again: at once)",
        "oathbook: stopped; the same command goes on from here",
    ]
    reader.before = None
    assert run("read", "reports/a.txt", "reports/c.txt").stdout.splitlines()[:2] == ["      known  a", "    1 claim  c"]


def test_ctrl_c_twice_stops_at_once(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    def press(report: Report) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    reader.before = press
    stopped = run("read", "reports")
    assert (stopped.exit_code, stopped.stdout) == (130, "")
    assert stopped.stderr.splitlines()[-1] == "oathbook: stopped"
    with Ledger("oathbook.sqlite") as ledger:
        assert list(ledger.reports()) == []


def test_keys_of_rows_and_standard_input(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    row = {"name": "r1", "body": (reports / "c.txt").read_text(), "date": "2014-12-18"}
    result = run("read", "-", "--json", "--key", "id=name", "--key", "text=body", input=json.dumps(row) + "\n")
    told = result.stdout + result.stderr
    assert "r1" in told or "-" in told


def test_missing_lexicon_folder(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    result = run("read", "reports", "--lexicon", "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("oathbook: --lexicon is 'nowhere'")


def test_nothing_there(folder: Path, reader: InventedReader) -> None:  # noqa: F811
    result = run("read", "nowhere.txt")
    assert result.exit_code == 1
    assert result.stdout == "0 reports read, 0 claims, in oathbook.sqlite; 1 failed\n"
    assert "nowhere.txt" in result.stderr and result.stderr.count("\n") == 1


def test_password_of_a_ledger_is_not_shown() -> None:
    from oathbook.cli.reading import shown_url

    assert shown_url("postgresql://me:secret@host/book") == "postgresql://me:***@host/book"
    assert shown_url("postgresql://me@host/book") == "postgresql://me@host/book"
    assert shown_url("books/one.sqlite") == "books/one.sqlite"


def test_check_writes_one_page(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    result = run("check", "reports/a.txt", "-o", "page.html")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "2 claims on page.html\n", "")
    page = Path("page.html").read_text()
    assert page.startswith("<!doctype html>") and "Lions left Tigers" in page
    assert {path.name for path in reports.parent.iterdir()} == {"reports", "page.html"}
    assert run("check", "reports/a.txt", "-o", "-").stdout == page
    assert run("check", "reports/a.txt", "-o", "page.html", "--min-score", "0.5").stdout == "1 claim on page.html\n"


@pytest.mark.parametrize(
    ("args", "status", "line"),
    [
        (
            ["reports/a.txt", "-o", "reports/a.txt"],
            2,
            '-o "reports/a.txt" is the report itself; give another file for the page',
        ),
        (["reports", "-o", "p.html"], 2, "reports holds 3 reports (a, b, c); choose one with --report NAME"),
        (
            ["reports", "-o", "p.html", "--report", "z"],
            1,
            'reports holds no report "z"; give a name as `oathbook read reports` prints it',
        ),
        (
            ["reports/a.txt", "-o", "no/p.html"],
            1,
            '-o "no/p.html" cannot be written (No such file or directory); give a file in a folder that is there',
        ),
    ],
)
def test_check_says_what_is_wrong(
    reports: Path,
    reader: InventedReader,  # noqa: F811
    args: list[str],
    status: int,
    line: str,
) -> None:
    before = (reports / "a.txt").read_text()
    result = run("check", *args)
    assert (result.exit_code, result.stdout, result.stderr) == (status, "", f"oathbook: {line}\n")
    assert (reports / "a.txt").read_text() == before


def test_check_chooses_among_several(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    assert run("check", "reports", "--report", "c", "-o", "p.html").stdout == "1 claim on p.html\n"
    assert "Cubs" in Path("p.html").read_text()


def test_check_of_an_empty_file(reports: Path, reader: InventedReader) -> None:  # noqa: F811
    result = run("check", "reports/empty.txt", "-o", "p.html")
    assert result.exit_code == 1
    assert result.stderr.startswith("oathbook: reports/empty.txt: ") and result.stderr.count("\n") == 1


def test_how_many_reports_are_there(reports: Path) -> None:
    from oathbook.cli.progress import how_many

    assert how_many(("reports",)) == 4
    assert how_many(("reports", "reports/a.txt")) == 5
    assert how_many(("-",)) is None
    (reports / "rows.csv.gz").write_bytes(b"")
    assert how_many(("reports",)) is None
    assert how_many(("nowhere",)) is None


def test_bar_and_lines_share_a_terminal(reports: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "import cli_tools, oathbook.claims, oathbook.reading\n"
        "oathbook.reading.load_reader = lambda lexicon: cli_tools.InventedReader()\n"
        "oathbook.claims.find = cli_tools.find\n"
        "from oathbook.cli import main\n"
        "main(['read', 'reports/a.txt', 'reports/c.txt'], prog_name='oathbook')\n"
    )
    ours, theirs = pty.openpty()
    done = subprocess.Popen([PYTHON, "-c", code], stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # the other end is closed: all is read
        pass
    os.close(ours)
    assert done.wait() == 0
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode()).replace("\r", "\n").splitlines()
    assert "loading the model" in shown.decode() and "2/2" in shown.decode()
    for line in ("   2 claims  a", "    1 claim  c", "2 reports read, 3 claims, in oathbook.sqlite"):
        assert line in lines
