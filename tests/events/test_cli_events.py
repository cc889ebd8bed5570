"""`oathbook events`."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
from cli_tools import PYTHON, folder, run  # noqa: F401
from click.testing import Result
from invented import make_claim, make_report

from oathbook.ledger import Ledger
from oathbook.views.exports import EVENT_COLUMNS

WIRE = (
    "The Harbour Guard killed six traders at Naru on Monday, the harbour master said. Nobody fired back, and the boats "
    "did not sail."
)
EVIL = "\x1b[2J"


@pytest.fixture
def ledger(folder: Path) -> Path:  # noqa: F811
    """Four reports of one event (one a reprint, one of a protected source), and one of another event."""
    with Ledger("oathbook.sqlite") as book:
        for name, text, day, quantity, extra in (
            ("wire", WIRE, 21, 6, {}),
            ("reprint", f"Six dead\n\n{WIRE}", 22, 6, {}),
            ("own", "Eight bodies lay on the quay of Naru.", 22, 8, {}),
            ("secret", "Ali Sabr, who has another name, saw it.", 23, None,
             {"source": "Ali Sabr", "standing": "alias", "status": "denied"}),
            ("besh", f"Others died at Besh. {EVIL}", 23, 3, {"place": "Besh", "when": "2018-08-22"}),
        ):  # fmt: skip
            report = make_report(name, text, published=date(2018, 8, day), publisher=f"{name} press")
            words = "killed six traders at Naru" if WIRE in text else text
            values = {"place": "Naru", "when": "2018-08-20", **extra}
            claim = make_claim(
                report, "kill", ["Harbour Guard"], ["traders"], quantity=quantity, kinds={"traders": "people"},
                start=text.index(words), end=text.index(words) + len(words), evidence=words, **values,
            )  # fmt: skip
            book.append(report, [claim], reader="reader-1")
    return folder


def records(*args: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("events", *args, "--json").stdout.splitlines()]


def ok(result: Result) -> list[str]:
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


def test_an_event_with_its_tellings(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "140")
    first, blank, head, tally, columns, _, *rows = ok(run("events"))
    assert (first, blank) == ("1 event told in 2 reports or more, of 2 in all", "")
    assert head.endswith("  Harbour Guard killed traders in Naru (6 to 8 fighters)")
    assert tally == "kill · 2018-08-20 · Naru · 4 reports, 3 independent voices · they differ in status and figures"
    assert columns.split() == ["claim", "status", "how", "many", "source", "report"]
    told = {row.split()[0]: " ".join(row.split()[1:]) for row in rows}
    wire = next(id for id in told if "wire" in told[id])
    assert next(iter(told)) == wire and sorted(told.values()) == [
        f"actual 6 fighters the report reprint (2018-08-22), copy of {wire}",
        "actual 6 fighters the report wire (2018-08-21)",
        "actual 8 fighters the report own (2018-08-22)",
        "denied - Ali Sabr (under an alias) secret (2018-08-23)",
    ]


def test_events_are_chosen_by_their_claims(ledger: Path) -> None:
    assert len(records()) == 1 and len(records("--least", "1")) == 2
    assert [each["place"] for each in records("--least", "1", "--since", "2018-08-21")] == ["Besh"]
    assert [each["reports"] for each in records("--status", "denied")] == [4]
    assert [each["reports"] for each in records("--report", "own")] == [4]
    assert records("--type", "fight") == [] and records("--least", "5") == []
    assert [each["reports"] for each in records("--known-by", "2018-08-22")] == [3]
    assert run("events", "--type", "fight").stderr == "no event fits\n"


def test_least_is_a_count(ledger: Path) -> None:
    result = run("events", "--least", "0")
    assert result.exit_code == 2
    assert result.stderr == (
        'oathbook: --least: "0" is no count; a count is a whole number from 1, as 3; see `oathbook events --help`\n'
    )


def test_withdrawn_reports_do_not_count(ledger: Path) -> None:
    run("withdraw", "wire", "--why", "retracted")
    (event,) = records()
    assert (event["reports"], event["voices"], event["copies"]) == (3, 3, {})
    run("withdraw", "own", "--why", "retracted")
    run("withdraw", "secret", "--why", "retracted")
    assert records() == []


def test_one_event_with_its_words(ledger: Path) -> None:
    (event,) = records()
    lines = ok(run("events", str(event["id"])[:6]))
    assert "linked by who, place, time, sort of people and words of a copied report" in lines
    assert any('"killed six traders at Naru"' in line for line in lines)
    none = run("events", "zz")
    assert none.exit_code == 1 and none.stderr.startswith("oathbook: there is no event 'zz' in the ledger;")


def test_json_and_csv(ledger: Path) -> None:
    (event,) = records()
    assert list(event) == [
        "id", "type", "agent", "object", "place", "when", "reports", "voices", "grounds", "differs", "copies", "claims",
    ]  # fmt: skip
    assert (event["agent"], event["when"]) == (["Harbour Guard"], ["2018-08-20", "2018-08-20"])
    assert list(event["differs"]) == ["status", "quantity", "source"]  # type: ignore[call-overload]
    rows = list(csv.DictReader(io.StringIO(run("events", "--csv").stdout)))
    assert tuple(rows[0]) == EVENT_COLUMNS
    assert [row["report"] for row in rows] == [claim["report"] for claim in event["claims"]]  # type: ignore[attr-defined]
    assert {row["event"] for row in rows} == {event["id"]} and {row["voices"] for row in rows} == {"3"}
    assert [bool(row["copy_of"]) for row in rows].count(True) == 1


def test_exports_leave_protected_sources_out(ledger: Path) -> None:
    for form in ("--json", "--csv"):
        assert "Ali Sabr" not in run("events", form).stdout and "Sabr" not in run("events", form).stdout
        assert "protected source" in run("events", form).stdout
        assert "Ali Sabr" in run("events", form, "--with-protected-sources").stdout


def test_a_protected_name_inside_another_name_is_left_out(folder: Path) -> None:  # noqa: F811
    with Ledger("oathbook.sqlite") as book:
        for number, source in enumerate(({"source": "Ali Sabr", "standing": "alias"}, {})):
            report = make_report(str(number), f"Ali Sabr's Hawks {number}")
            claim = make_claim(report, "lead", ["Omar Kattan"], ["Ali Sabr's Hawks"], place="Ali Sabr's farm", **source)
            book.append(report, [claim], reader="reader-1")
    (event,) = records()
    told = {name: event[name] for name in ("agent", "object", "place", "differs")}
    assert "Sabr" not in json.dumps(told)


def test_nothing_from_a_report_moves_the_terminal(ledger: Path) -> None:
    assert "\x1b" not in run("events", "--least", "1").output


def test_narrow_output_stays_in_its_width(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (60, 100, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        lines = run("events", "--least", "1").stdout.splitlines()
        assert max(map(len, lines)) <= width
        assert all(line == line.rstrip() for line in lines)


@pytest.mark.parametrize("args", [[], ["--csv"], ["--json"]])
def test_same_output_twice(ledger: Path, args: list[str]) -> None:
    command = [PYTHON, "-m", "oathbook.cli", "events", *args]
    first, second = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second and b"\x1b" not in first
