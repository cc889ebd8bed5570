"""The commands that ask the ledger."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
from pathlib import Path

import pytest
from cli_tools import PYTHON, book, folder, run  # noqa: F401
from invented import make_claim, make_report
from river import build_claims, build_report

from oathbook.ledger import Ledger
from oathbook.records import Claim

RIVER = build_claims(build_report())


def claim_of(type: str, claims: list[Claim] = RIVER) -> Claim:
    return next(claim for claim in claims if claim.type == type)


def test_reports(book: Path) -> None:  # noqa: F811
    result = run("reports")
    assert (result.exit_code, result.stderr) == (0, "")
    head, first, second = result.stdout.splitlines()
    assert head.split() == ["report", "name", "published", "publisher", "title", "claims", "state"]
    assert first.split()[1:3] == ["river", "2015-03-09"] and first.endswith("9  read")
    assert second.split()[1] == "shield"
    assert [json.loads(line)["name"] for line in run("reports", "--json").stdout.splitlines()] == ["river", "shield"]
    rows = list(csv.DictReader(io.StringIO(run("reports", "--csv").stdout)))
    assert [(row["name"], row["claims"]) for row in rows] == [("river", "9"), ("shield", "3")]
    assert run("reports", "--publisher", "Marj Courier").stdout.count("\n") == 2
    nothing = run("reports", "--since", "2016")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "no report fits\n")


@pytest.mark.parametrize(
    ("args", "types"),
    [
        (["--type", "pledge"], ["pledge"]),
        (["--type", "PLEDGE"], ["pledge"]),
        (["--status", "possible"], ["ally"]),
        (["--actor", "karim"], ["lead"]),
        (["--source", "residents"], ["leave", "pledge", "ally"]),
        (["--report", "shield", "--type", "leave"], ["leave"]),
        (["--until", "2015-03-07", "--status", "actual"], ["leave", "pledge"]),
        (["--known-by", "2015-03-08"], []),
        (["--since", "2015-04"], []),
        (["--min-score", "0.95"], ["strength"]),
    ],
)
def test_claims_are_chosen(book: Path, args: list[str], types: list[str]) -> None:  # noqa: F811
    result = run("claims", *args)
    assert result.exit_code == 0
    assert [line.split()[1] for line in result.stdout.splitlines()[1:]] == types
    assert result.stderr == ("" if types else "no claim fits\n")
    found = [json.loads(line)["type"] for line in run("claims", *args, "--json").stdout.splitlines()]
    assert found == types


def test_exports_leave_protected_sources_out(book: Path) -> None:  # noqa: F811
    name = "Salma"
    for form in ("--json", "--csv"):
        assert name not in run("claims", form).stdout.replace("abu-salma", "")
        assert run("claims", form).stdout.count("protected source") >= 6
        assert name in run("claims", form, "--with-protected-sources").stdout
    lead = claim_of("lead").id
    for args in (["show", lead], ["story", "Fajr al-Wadi"], ["who", "Fajr al-Wadi"], ["story", "Abu Salma"]):
        assert name in run(*args).stdout
        assert name not in run(*args, "--json").stdout
        assert name in run(*args, "--json", "--with-protected-sources").stdout


def test_a_name_is_protected_whatever_else_is_asked_for(book: Path) -> None:  # noqa: F811
    (record,) = [json.loads(line) for line in run("claims", "--actor", "Abu Salma", "--json").stdout.splitlines()]
    assert (record["agent"], record["evidence"]) == (["protected source"], "protected source, as its new leader")


def test_output_is_utf8_whatever_the_locale(folder: Path) -> None:  # noqa: F811
    report = make_report("café", "Brigade Ø left the Lions.")
    with Ledger("oathbook.sqlite") as ledger:
        ledger.append(report, [make_claim(report, agent=["Brigade Ø"])], reader="reader-1")
    environ = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
    command = [PYTHON, "-m", "oathbook.cli", "claims"]
    for form in ([], ["--json"], ["--csv"]):
        done = subprocess.run([*command, *form], capture_output=True, check=True, env=environ)
        assert "Brigade Ø" in done.stdout.decode("utf-8") and "café" in done.stdout.decode("utf-8")


def test_nothing_from_a_report_moves_the_terminal(folder: Path) -> None:  # noqa: F811
    evil = "Li\x1b[2Jons\x9b1A"
    report = make_report(evil, f"{evil} left the Tigers.", title=evil, publisher=evil, url=evil, authors=(evil,))
    claim = make_claim(
        report, "leave", [evil], [evil], place=evil, source=evil, when_words=evil, what=evil, exchanged_for=evil,
        start=0, end=len(evil), evidence=evil, rule=evil,
    )  # fmt: skip
    with Ledger("oathbook.sqlite") as ledger:
        ledger.append(report, [claim], reader=evil)
    for args in (
        ["reports"],
        ["claims"],
        ["show", claim.id],
        ["story", "Li"],
        ["who", evil],
        ["withdraw", "x", "--why", "y"],
    ):
        result = run(*args)
        assert "\x1b" not in result.output and "\x9b" not in result.output, args


def test_csv_and_json_hold_the_same_claims(book: Path) -> None:  # noqa: F811
    records = [json.loads(line) for line in run("claims", "--json").stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run("claims", "--csv").stdout)))
    assert [record["id"] for record in records] == [row["id"] for row in rows]
    assert [record["evidence"] for record in records] == [row["evidence"] for row in rows]


def test_show_marks_the_words_in_their_paragraph(book: Path) -> None:  # noqa: F811
    pledge = claim_of("pledge")
    result = run("show", pledge.id[:8])
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert lines[:2] == [f"{pledge.id}  pledge", "Fajr al-Wadi pledged allegiance to the Emirate Movement"]
    text = " ".join(result.stdout.split())
    assert "weekend and >>pledged allegiance to the Emirate Movement<<, residents said on Monday." in text
    for fact in (
        'when 2015-03-07 to 2015-03-08 ("over the weekend")',
        "status actual",
        "source residents",
        "report river (",
        "published 2015-03-09 (page text; the page also shows March 9, 20015)",
        f"characters {pledge.start} to {pledge.end}",
        "rule pledge/test, score 0.90",
    ):
        assert fact in text
    assert json.loads(run("show", pledge.id, "--json").stdout) == pledge.as_json()


def test_show_of_an_unknown_claim(book: Path) -> None:  # noqa: F811
    result = run("show", "zzzz")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("oathbook: ") and result.stderr.count("\n") == 1 and "zzzz" in result.stderr


def test_story_has_disagreements_side_by_side(book: Path) -> None:  # noqa: F811
    lines = run("story", "fajr al-wadi").stdout.splitlines()
    assert lines[0] == "Fajr al-Wadi (group)"
    assert lines[1] == "12 claims in 2 reports; 2 disagreements, shown side by side"
    both = next(line for line in lines if line.split()[:1] == ["status"])
    assert [part.strip() for part in both.split("│")] == ["status", "actual", "denied"]
    told = " ".join(" ".join(lines).split())
    assert 'residents, in river (2015-03-09): "pledged allegiance to the Emirate Movement"' in told
    assert lines.index("2015-03-07 to 2015-03-08") < lines.index("no time told, published 2015-03-09")


def test_narrow_story_stays_in_its_width(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    for width in (40, 60, 100, 200):
        monkeypatch.setenv("COLUMNS", str(width))
        for command in ("story", "who"):
            lines = run(command, "Fajr al-Wadi").stdout.splitlines()
            assert max(map(len, lines)) <= width
            assert all(line == line.rstrip() for line in lines)


def test_who(book: Path) -> None:  # noqa: F811
    result = run("who", "Fajr al-Wadi", "--on", "2015-03-20", env={"COLUMNS": "140"})
    assert (result.exit_code, result.stderr) == (0, "")
    text = " ".join(result.stdout.split())
    assert text.startswith("Fajr al-Wadi (group) on 2015-03-20 ")
    rows = result.stdout.splitlines()
    for told, when, claim in (
        ("the Emirate Movement", "2015-03-07 to open, heard", short("pledge")),
        ("Led by Abu Salma", "- open, heard", short("lead")),
        ("Holds Qasr Hamad", "- open, heard", short("hold")),
        ("250 fighters, 250 to 440", "- open, heard", ""),
    ):
        row = next(" ".join(row.split()) for row in rows if told in " ".join(row.split()))
        assert f"{told} held {when}" in row and claim in row
    assert "2015-03-08" in text, "the last day on which the oath may have been sworn"
    assert "2015-03-09" in text, "the day on which it was last heard of"
    record = json.loads(run("who", "Fajr al-Wadi", "--on", "2015-03-20", "--json").stdout)
    assert record["on"] == "2015-03-20" and record["lines"]


def short(type: str) -> str:
    return claim_of(type).id[:8]


def test_who_says_what_nobody_told(book: Path) -> None:  # noqa: F811
    text = " ".join(run("who", "the Emirate Movement").stdout.split())
    assert "Led by nothing told" in text


@pytest.mark.parametrize(
    "args", [["story", "Fajr al-Wady"], ["who", "Fajr al-Wady"], ["claims", "--actor", "Fajr al-Wady"]]
)
def test_unknown_name_gets_the_nearest(book: Path, args: list[str]) -> None:  # noqa: F811
    result = run(*args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "'Fajr al-Wady'" in result.stderr and "nearest: Fajr al-Wadi" in result.stderr


def test_withdraw_and_restore(book: Path) -> None:  # noqa: F811
    assert run("withdraw", "shield", "--why", "retracted", "--who", "Ann").stdout == "shield is withdrawn\n"
    again = run("withdraw", "shield", "--why", "retracted", "--who", "Ann")
    assert (again.exit_code, again.stdout) == (0, "shield was withdrawn before; nothing is changed\n")
    assert run("reports").stdout.splitlines()[2].endswith("withdrawn by Ann: retracted")
    assert "1 report" in run("story", "Fajr al-Wadi").stdout.splitlines()[1]
    assert run("claims", "--json").stdout.count("\n") == 9
    assert run("restore", "shield", "--why", "the wrong one", "--who", "Ann").stdout == "shield counts again\n"
    assert (
        run("restore", "shield", "--why", "x", "--who", "Ann").stdout == "shield is not withdrawn; nothing is changed\n"
    )
    assert run("claims", "--json").stdout.count("\n") == 12


def test_withdraw_needs_a_reason_and_a_known_report(book: Path) -> None:  # noqa: F811
    blank = run("withdraw", "shield", "--why", " ")
    assert blank.exit_code == 2 and blank.stderr.count("\n") == 1
    unknown = run("withdraw", "shild", "--why", "x")
    assert unknown.exit_code == 1 and "shield" in unknown.stderr and unknown.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [
        ["reports"],
        ["claims"],
        ["claims", "--csv"],
        ["story", "Fajr al-Wadi"],
        ["who", "Fajr al-Wadi", "--on", "2015-03-20"],
    ],
)
def test_same_output_twice(book: Path, args: list[str]) -> None:  # noqa: F811
    command = [PYTHON, "-m", "oathbook.cli", *args]
    first, second = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second and b"\x1b" not in first and b"\t" not in first
