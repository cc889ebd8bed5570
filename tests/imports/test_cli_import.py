"""``oathbook import``: what it prints, how it stops, that nothing kept is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tables_invented import ACLED, events, relations

from oathbook.cli import importing, main
from oathbook.imports import FORMATS
from oathbook.ledger import Ledger


def run(*args: str) -> Result:
    return CliRunner().invoke(main, list(args), prog_name="oathbook")


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("OATHBOOK_LEDGER", "OATHBOOK_LEXICON"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_formats_of_the_command_are_those_there_are() -> None:
    assert tuple(FORMATS) == importing.FORMATS


def test_sum_and_again(there: Path) -> None:
    relations(there / "r.tsv")
    result = run("import", "ucdp-relations", "r.tsv", "--published", "2031-06-01")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "7 reports kept, 10 claims, in oathbook.sqlite\n"
    with Ledger("oathbook.sqlite", create=False) as ledger:
        assert {str(claim.published) for claim in ledger.claims()} == {"2031-06-01"}
    again = run("import", "ucdp-relations", "r.tsv", "--published", "2031-06-01")
    assert again.stdout == "0 reports kept, 0 claims, in oathbook.sqlite; 7 known already\n"
    assert "Marsh Lions" in run("who", "River Front").stdout


def test_what_is_left_out_is_named_and_the_rest_kept(there: Path) -> None:
    events(there / "ged.tsv", {}, {"best": "x"}, {"id": "2", "source_date": ""})
    result = run("import", "ucdp-ged", "ged.tsv")
    assert result.exit_code == 1
    assert result.stdout == (
        "2 reports kept, 8 claims, in oathbook.sqlite; 1 with a warning (`oathbook reports --json` has it); "
        "1 left out\n"
    )
    assert result.stderr == 'oathbook: ged.tsv, row 3: best is "x"; a count is a whole number from 0\n'


def test_many_left_out_are_counted(there: Path) -> None:
    events(there / "ged.tsv", *[{"best": "x"}] * 23)
    result = run("import", "ucdp-ged", "ged.tsv")
    lines = result.stderr.splitlines()
    assert (result.exit_code, len(lines), lines[-1]) == (1, 21, "oathbook: and 3 more")


def test_kinds_that_tell_no_claim_are_no_failure(there: Path) -> None:
    protest = {"event_type": "Protests", "sub_event_type": "Peaceful protest"}
    events(there / "acled.csv", {}, protest, like=ACLED)
    result = run("import", "acled", "acled.csv")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 report kept, 2 claims, in oathbook.sqlite; 1 of kinds that tell no claim\n"


def test_errors_of_the_whole_file(there: Path) -> None:
    result = run("import", "ucdp-ged", "none.tsv")
    assert result.exit_code == 1
    assert result.stderr == "oathbook: none.tsv: no such file; check the path\n"
    result = run("import", "gde", "none.tsv")
    assert result.exit_code == 2
    assert result.stderr == (
        'oathbook: FORMAT: there is no format "gde"; there are ucdp-relations, ucdp-ged, acled, claims; see '
        "`oathbook import --help`\n"
    )


def test_a_ledger_is_moved_by_commands(there: Path) -> None:
    events(there / "ged.tsv", {}, {"id": "2"})
    run("import", "ucdp-ged", "ged.tsv")
    claims = run("claims", "--json", "--with-protected-sources").stdout
    texts = run("reports", "--json", "--with-texts").stdout
    (there / "all.jsonl").write_text(claims + texts, encoding="utf-8")
    result = run("import", "claims", "all.jsonl", "--ledger", "new.sqlite")
    assert (result.exit_code, result.stdout) == (0, "2 reports kept, 8 claims, in new.sqlite\n")
    assert run("claims", "--json", "--ledger", "new.sqlite").stdout == run("claims", "--json").stdout
    refused = run("reports", "--with-texts")
    assert refused.exit_code == 2
    assert refused.stderr == "oathbook: --with-texts goes with --json; see `oathbook reports --help`\n"


def kept_whole(path: Path) -> int:
    """How many reports are kept; each must have all its claims."""
    if not path.exists():
        return 0
    with Ledger(str(path)) as ledger:
        stored = list(ledger.reports())
        counted: dict[str, int] = {}
        for claim in ledger.claims():
            counted[claim.report] = counted.get(claim.report, 0) + 1
    assert counted == {each.report.id: each.claims for each in stored} == {each.report.id: 4 for each in stored}
    return len(stored)


def test_killed_at_any_moment_and_gone_on(there: Path) -> None:
    rows = 2500
    events(there / "ged.tsv", *[{"id": str(number)} for number in range(rows)])
    command = [sys.executable, "-m", "oathbook.cli", "import", "ucdp-ged", "ged.tsv", "--ledger", "l.sqlite"]
    chance = random.Random(5)
    kept = 0
    for _ in range(6):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        while not Path("l.sqlite-wal").exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.5))
        process.kill()
        process.wait()
        before, kept = kept, kept_whole(there / "l.sqlite")
        assert kept >= before
        assert kept in (rows, *range(0, rows, 500)), "a transaction was kept in part"
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    assert finished.stdout.startswith(f"{rows - kept:,} reports kept, {4 * (rows - kept):,} claims, in l.sqlite")
    assert kept_whole(there / "l.sqlite") == rows
