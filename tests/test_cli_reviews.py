"""The commands ``reviews`` and ``review``: lists, exports, agreement."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_tools import book, folder, run, shield  # noqa: F401

from oathbook.ledger import Ledger

LEDGER = "oathbook.sqlite"


@pytest.fixture
def reviewed(book: Path) -> Path:  # noqa: F811
    """A ledger in which two people decided about the claims of one report."""
    with Ledger(str(book / LEDGER)) as ledger:
        first, second, third = (claim.id for claim in shield()[1])
        ledger.review(first, "accepted", who="Ada")
        ledger.review(second, "corrected", who="Ada", corrections={"status": "possible"}, why="may be")
        ledger.review(third, "rejected", who="Ada")
        for id in (first, second, third):
            ledger.review(id, "accepted", who="Bea", round="second")
    return book


def test_reviews_are_listed(reviewed: Path) -> None:
    told = run("reviews").stdout
    assert "Ada" in told and "status: possible" in told and "may be" in told and told.count("\n") == 7
    records = [json.loads(line) for line in run("reviews", "--json", "--who", "Ada").stdout.splitlines()]
    assert [record["decision"] for record in records] == ["accepted", "corrected", "rejected"]
    assert records[1]["corrections"] == {"status": "possible"}
    claim = records[0]["claim"]
    assert len(run("reviews", "--json", "--claim", claim[:8]).stdout.splitlines()) == 2
    assert len(run("reviews", "--json", "--report", "shield", "--round", "second").stdout.splitlines()) == 3
    assert run("reviews", "--who", "Nobody").stderr == "no review fits\n"


def test_gold_in_a_file_and_in_a_folder(reviewed: Path) -> None:
    assert run("review", "export", "gold", "-o", "gold.jsonl").stdout == "2 claims of 1 report written to gold.jsonl\n"
    (record,) = map(json.loads, Path("gold.jsonl").read_text("utf-8").splitlines())
    assert [claim["status"] for claim in record["claims"]] == ["denied", "possible"]
    Path("out").mkdir()
    run("review", "export", "gold", "-o", "out", "--complete")
    assert sorted(path.name for path in Path("out").iterdir()) == ["shield.gold.json", "shield.txt"]
    assert json.loads(Path("out/shield.gold.json").read_text("utf-8")) == record
    assert Path("out/shield.txt").read_text("utf-8") == shield()[0].text


def test_marks_in_a_file(reviewed: Path) -> None:
    assert run("review", "export", "marks", "-o", "marks.jsonl").exit_code == 0
    (record,) = map(json.loads, Path("marks.jsonl").read_text("utf-8").splitlines())
    assert record["origin"] == "reviewed" and record["claims"]


def test_agreement(reviewed: Path) -> None:
    lines = run("review", "agreement", "--csv").stdout.splitlines()
    assert lines[1] == "Ada,first,Bea,second,is a claim,3,2,1,0.6667,0.0,0.0" and len(lines) == 11
    assert len(run("review", "agreement", "--json").stdout.splitlines()) == 10
    assert "Ada, first" in run("review", "agreement").stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["review", "export", "silver", "-o", "x"], "silver"), (["review", "export", "gold"], "--output"),
        (["review", "export", "gold", "-o", "no/such/folder"], "cannot be written"),
        (["reviews", "--claim", "zz"], "zz"),
    ],
)  # fmt: skip
def test_misuse_is_one_line(reviewed: Path, args: list[str], said: str) -> None:
    result = run(*args)
    assert result.exit_code != 0 and said in result.stderr and result.stderr.count("\n") == 1


def test_where_nobody_reviewed(book: Path) -> None:  # noqa: F811
    assert run("review", "agreement").stderr == "no two people decided about the same claims\n"
    assert run("review", "export", "gold", "-o", "gold.jsonl").stdout == "0 claims of 0 reports written to gold.jsonl\n"
