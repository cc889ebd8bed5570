"""`oathbook actors` and what is under it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from cli_tools import folder, run  # noqa: F401
from click.testing import Result
from invented import make_claim, make_report
from tests.actors.judged import likeness  # noqa: F401

from oathbook.ledger import Ledger

TEXT = (
    "Fajr al-Wadi held Qasr on Monday. The Fajr al-Wady men, 40 of them, came from Marj.\n\n"
    "Suqur al-Nahr fled. Its men did not fight. A commander, Abu Salma, said so.\n"
)


@pytest.fixture
def book(folder: Path) -> Path:  # noqa: F811
    """A ledger with two spellings of a band, another band, a person and a protected source."""
    report = make_report("river", TEXT)

    def at(words: str, *names: str, **fields: object) -> object:
        start = TEXT.index(words)
        return make_claim(
            report, "hold", names, [], start=start, end=start + len(words), evidence=words, place=words, **fields
        )

    claims = [
        at("held Qasr", "Fajr al-Wadi"),
        at("came from Marj", "Fajr al-Wadi"),
        at("The Fajr al-Wady men, 40 of them", "Fajr al-Wady"),
        at("Suqur al-Nahr fled", "Suqur al-Nahr"),
        at("did not fight", "Suqur al-Nahr", source="Abu Salma", standing="alias", kinds={"Abu Salma": "person"}),
        at("said so", "Fajr al-Nahr"),
    ]
    with Ledger("oathbook.sqlite") as ledger:
        ledger.append(report, claims, reader="reader-1")  # type: ignore[arg-type]
    return folder


def one_line(result: Result, status: int) -> str:
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.count("\n") == 1 and result.stderr.startswith("oathbook: ")
    return result.stderr.removeprefix("oathbook: ").strip()


def rows(*args: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("actors", *args, "--json").stdout.splitlines()]


def merge(one: str = "Fajr al-Wadi", other: str = "Fajr al-Wady", why: str = "one band") -> Result:
    return run("actors", "merge", one, other, "--why", why, "--who", "Ada")


def test_actors_are_listed_with_all_their_names(book: Path) -> None:
    assert merge().stdout == "Fajr al-Wadi and Fajr al-Wady are one actor\n"
    head, first, *_ = run("actors").stdout.splitlines()
    assert head.split() == ["actor", "kind", "claims", "said", "also"]
    assert first.split() == ["Fajr", "al-Wadi", "group", "3", "0", "Fajr", "al-Wady"]
    assert [row["names"] for row in rows()][:2] == [["Fajr al-Wadi", "Fajr al-Wady"], ["Suqur al-Nahr"]]
    listed = list(csv.DictReader(io.StringIO(run("actors", "--csv").stdout)))
    assert (listed[0]["name"], listed[0]["names"], listed[0]["claims"]) == (
        "Fajr al-Wadi", "Fajr al-Wadi; Fajr al-Wady", "3",
    )  # fmt: skip
    assert len(run("actors", "--kind", "person").stdout.splitlines()) == 2
    nothing = run("actors", "--kind", "state")
    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "no actor fits\n")


def test_the_claims_of_a_merged_actor_are_those_of_both(book: Path) -> None:
    assert run("claims", "--actor", "Fajr al-Wady").stdout.count("\n") == 2
    merge()
    assert run("claims", "--actor", "Fajr al-Wady").stdout.count("\n") == 4


def test_protected_names_are_left_out_of_exports(book: Path) -> None:
    run("actors", "split", "Abu Salma", "Suqur al-Nahr", "--why", "Salma is a man", "--who", "Ada")
    for args in (["actors"], ["actors", "log"]):
        for form in ("--json", "--csv"):
            assert "salma" not in run(*args, form).stdout.casefold()
            assert "protected source" in run(*args, form).stdout
            assert "salma" in run(*args, form, "--with-protected-sources").stdout.casefold()
        assert "Salma" in run(*args).stdout


def test_why_leaves_protected_names_out(book: Path, likeness: None) -> None:  # noqa: F811
    run("actors", "split", "Abu Salma", "Suqur al-Nahr", "--why", "Salma is a man", "--who", "Ada")
    for names in (["Abu Salma", "Suqur al-Nahr"], ["Suqur al-Nahr", "abu  salma"]):
        assert "salma" not in run("actors", "why", *names, "--json").stdout.casefold()
        assert "salma" in run("actors", "why", *names).stdout.casefold()
        record = json.loads(run("actors", "why", *names, "--json").stdout)
        assert record["one"] == record["other"] == "protected source" and record["words"] == [None, None]
    assert "salma" not in run("actors", "review", "--json", "--above", "0").stdout.casefold()


def test_a_split_wins_over_a_merge_and_says_what_is_not_followed(book: Path) -> None:
    merge()
    merge("Fajr al-Wady", "Fajr al-Nahr", "the same leader")
    split = run("actors", "split", "Fajr al-Wadi", "Fajr al-Nahr", "--why", "two towns", "--who", "Bo")
    assert split.stdout == "Fajr al-Wadi and Fajr al-Nahr are two actors\n"
    assert split.stderr == "no longer followed: Fajr al-Nahr is Fajr al-Wady (Ada: the same leader)\n"
    assert [(row["verdict"], row["followed"]) for row in rows("log")] == [
        ("same", True), ("same", False), ("different", True),
    ]  # fmt: skip
    assert "same (not followed)" in run("actors", "log").stdout
    told = one_line(merge("Fajr al-Wadi", "Fajr al-Nahr", "again"), 1)
    assert told.startswith("Fajr al-Wadi and Fajr al-Nahr: two actors: Fajr al-Nahr is not Fajr al-Wadi (Bo on ")
    assert told.endswith("; undo one of these judgements first")
    assert len(rows("log")) == 3
    undo = run("actors", "undo", "Fajr al-Nahr", "Fajr al-Wadi", "--why", "one after all", "--who", "Bo")
    assert undo.stdout == "Fajr al-Nahr and Fajr al-Wadi: the judgement 'different' of Bo is undone\n"
    assert undo.stderr.startswith("still Fajr al-Nahr and Fajr al-Wadi: one actor: ")
    assert len(rows()[0]["names"]) == 3  # type: ignore[arg-type]


def test_undo_of_what_was_not_judged(book: Path) -> None:
    merge()
    merge("Fajr al-Wady", "Fajr al-Nahr")
    undo = ["actors", "undo", "--why", "x", "--who", "Ada"]
    assert one_line(run(*undo, "Fajr al-Wadi", "Suqur al-Nahr"), 1) == (
        "nothing was judged of 'Fajr al-Wadi' and 'Suqur al-Nahr'; `oathbook actors log` lists judgements"
    )
    told = one_line(run(*undo, "Fajr al-Wadi", "Fajr al-Nahr"), 1)
    assert told.startswith("nothing was judged of these two themselves: Fajr al-Wadi and Fajr al-Nahr: one actor: ")
    run(*undo, "Fajr al-Wady", "Fajr al-Nahr")
    assert "nothing was judged" in one_line(run(*undo, "Fajr al-Wady", "Fajr al-Nahr"), 1)


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["merge", "Fajr al-Wadi", "Fajr al-Wad", "--why", "x"], 1, "no claim in the ledger names 'Fajr al-Wad'; near"),
        (["split", "zzz", "Fajr al-Wadi", "--why", "x"], 1, "no claim in the ledger names 'zzz'; `oathbook claims`"),
        (["merge", "Fajr al-Wadi", "fajr wadi", "--why", "x"], 2, "'Fajr al-Wadi' and 'fajr wadi' are one name "),
        (["merge", "Fajr al-Wadi", "Fajr al-Wady", "--why", " "], 2, "names are judged with who and why, and why is e"),
        (["merge", "Fajr al-Wadi", "Fajr al-Wady"], 2, "a judgement needs a reason; give --why TEXT; see `oathbook"),
        (["merge", "Fajr al-Wadi"], 2, "two names are needed: ONE and OTHER; see `oathbook actors merge --help`"),
        (["merge", "--automatic", "Fajr al-Wadi"], 2, "--automatic takes no names; "),
        (["merge", "A", "B", "--above", "0.5"], 2, "--above goes with --automatic; "),
        (["split", "A"], 2, "oathbook actors split needs OTHER; see `oathbook actors split --help`"),
        (["reviw"], 2, 'there is no command "reviw"; did you mean review?; see `oathbook actors --help`'),
    ],
)
def test_errors_are_one_clear_line(book: Path, args: list[str], status: int, said: str) -> None:
    assert one_line(
        run("actors", *args, "--who", "Ada") if "--why" in args else run("actors", *args), status
    ).startswith(said)
    assert rows("log") == []


def test_the_ledger_can_be_named_before_the_command(book: Path) -> None:
    (book / "oathbook.sqlite").rename(book / "other.sqlite")
    for args in (["--ledger", "other.sqlite", "log"], ["log", "--ledger", "other.sqlite"]):
        result = run("actors", *args)
        assert (result.exit_code, result.stderr) == (0, "nothing was judged yet\n")


def test_review_lists_reasons_and_words_side_by_side(book: Path, likeness: None) -> None:  # noqa: F811
    printed = " ".join(run("actors", "review", "--above", "0.8").stdout.split())
    assert "Fajr al-Wadi Fajr al-Wady group, 2 claims group, 1 claim" in printed
    assert '"Fajr al-Wadi held Qasr on' in printed and '"The Fajr al-Wady men, 40 of' in printed
    assert "alike by 0.89 for: letters in common" in printed
    (record,) = rows("review", "--above", "0.8")
    assert (record["one"], record["other"], record["score"]) == ("Fajr al-Wadi", "Fajr al-Wady", pytest.approx(8 / 9))
    words = record["words"]
    assert isinstance(words, list)
    assert [each["text"] for each in words] == [
        "Fajr al-Wadi held Qasr on Monday.", "The Fajr al-Wady men, 40 of them, came from Marj.",
    ]  # fmt: skip
    assert run("actors", "review", "--above", "1").stderr == "no names are alike enough to ask about\n"
    assert len(rows("review", "--above", "0.5", "--limit", "2")) == 2


def test_review_keeps_each_answer_at_once(book: Path, likeness: None) -> None:  # noqa: F811
    asked = run("actors", "review", "--ask", "--above", "0.5", "--who", "Ada", input="xsq")
    assert asked.exit_code == 0 and asked.stdout.count("[s]ame") == 2 and "kept: same" in asked.stdout
    (record,) = rows("log")
    assert (record["verdict"], record["who"], record["one"]) == ("same", "Ada", "Fajr al-Wadi")
    assert str(record["why"]).startswith("looked at side by side; alike by 0.")
    run("actors", "review", "--ask", "--above", "0.5", "--who", "Ada", input="kdu")
    assert [row["verdict"] for row in rows("log")] == ["same", "different"]
    # what a later answer settles by way of another is not asked
    again = run("actors", "review", "--ask", "--above", "0.5", "--who", "Ada", input="uu")
    assert again.stdout.count("[s]ame") <= 2 and "different" not in again.stdout.replace("[d]ifferent", "")


def test_review_that_is_stopped_keeps_what_was_answered(book: Path, likeness: None) -> None:  # noqa: F811
    stopped = run("actors", "review", "--ask", "--above", "0.5", "--who", "Ada", input="d\x03")
    assert stopped.exit_code == 130
    assert [row["verdict"] for row in rows("log")] == ["different"]


def test_merge_automatic_enters_score_and_reasons(book: Path, likeness: None) -> None:  # noqa: F811
    dry = run("actors", "merge", "--automatic", "--above", "0.85", "--dry-run").stdout
    assert dry == "Fajr al-Wadi is Fajr al-Wady: alike by 0.89; letters in common\n1 pair would be merged\n"
    assert rows("log") == []
    assert run("actors", "merge", "--automatic").stdout == "0 pairs merged\n"
    assert run("actors", "merge", "--automatic", "--above", "0.85").stdout.endswith("\n1 pair merged\n")
    (record,) = rows("log")
    assert str(record["who"]).startswith("oathbook ") and record["score"] == pytest.approx(8 / 9)
    run("actors", "undo", "Fajr al-Wadi", "Fajr al-Wady", "--why", "two bands", "--who", "Ada")
    assert run("actors", "merge", "--automatic", "--above", "0.85").stdout == "0 pairs merged\n"


def test_why_tells_verdict_path_likeness_and_words(book: Path, likeness: None) -> None:  # noqa: F811
    merge()
    lines = run("actors", "why", "Fajr al-Wady", "fajr al-wadi").stdout.splitlines()
    assert lines[0] == "Fajr al-Wady and fajr al-wadi: one actor"
    assert lines[1].startswith("  Fajr al-Wadi is Fajr al-Wady (Ada on ") and lines[1].endswith(": one band)")
    assert lines[2:4] == ["alike by 0.89", "  for: letters in common"]
    record = json.loads(run("actors", "why", "Fajr al-Wady", "Fajr al-Wadi", "--json").stdout)
    assert record["verdict"] == "same" and record["path"][0]["judgement"]["why"] == "one band"
    assert [words["report"] for words in record["words"]] == ["river", "river"]
    nothing = run("actors", "why", "Fajr al-Wady", "nobody").stdout
    assert nothing.startswith("Fajr al-Wady and nobody: nothing is held of them\n") and "no claim gives it" in nothing
    known = run("actors", "why", "ISIS", "Daesh").stdout
    assert known.splitlines()[1] == "  isis is daesh (by the known names)"
