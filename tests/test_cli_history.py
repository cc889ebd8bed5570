"""The commands that ask what held when."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_tools import book, folder, run  # noqa: F401

QUESTIONS = [
    ["who", "Fajr al-Wadi"],
    ["story", "Fajr al-Wadi"],
    ["under", "the Emirate Movement"],
    ["between", "Fajr al-Wadi", "the Northern Shield"],
    ["strength", "Fajr al-Wadi"],
    ["places", "Fajr al-Wadi"],
    ["watch"],
]


@pytest.mark.parametrize("args", QUESTIONS)
def test_every_question_has_two_clocks_and_json(book: Path, args: list[str]) -> None:  # noqa: F811
    for more in ([], ["--on", "2015-03-20"], ["--on", "2015-03-20", "--known-by", "2015-03-31"]):
        drawn = run(*args, *more)
        assert (drawn.exit_code, drawn.stderr) == (0, "")
        assert max(map(len, drawn.stdout.splitlines())) <= 100
        record = json.loads(run(*args, *more, "--json").stdout)
        assert isinstance(record, dict)
    early = run(*args, "--known-by", "2015-03-08")
    if args == ["watch"]:
        assert "nobody is told to consider" in early.stdout
    else:
        assert (early.exit_code, early.stdout) == (1, "")
        assert "no claim published up to 2015-03-08 names" in early.stderr and early.stderr.count("\n") == 1


@pytest.mark.parametrize("args", QUESTIONS)
def test_protected_sources_are_left_out_of_json(book: Path, args: list[str]) -> None:  # noqa: F811
    assert "Salma" not in run(*args, "--json").stdout.replace("abu-salma", "")


def test_each_line_names_claims_that_show_knows(book: Path) -> None:  # noqa: F811
    record = json.loads(run("under", "the Emirate Movement", "--json", "--with-protected-sources").stdout)
    (member,) = record["members"]
    assert (member["name"], member["level"], member["sure"]) == ("Fajr al-Wadi", 1, "yes")
    (link,) = member["chain"]
    assert {claim["id"] for claim in record["claims"]} == set(link["supporting"])
    assert link["supporting"][0][:8] in run("under", "the Emirate Movement").stdout
    assert run("show", link["supporting"][0]).exit_code == 0


def test_under_on_a_day_and_nobody(book: Path) -> None:  # noqa: F811
    wide = run("under", "the Emirate Movement", "--on", "2015-03-20", env={"COLUMNS": "140"})
    text = " ".join(wide.stdout.split())
    assert "Fajr al-Wadi (group) held 2015-03-07" in text
    nobody = run("under", "the Emirate Movement", "--on", "2014-03-01").stdout
    assert "nobody is told to stand under the Emirate Movement on 2014-03-01" in nobody
    assert "The claims" not in nobody


def test_between_and_no_tie(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setenv("COLUMNS", "200")
    text = " ".join(run("between", "Fajr al-Wadi", "the Northern Shield").stdout.split())
    assert "Fajr al-Wadi and the Northern Shield by all that is told" in text
    assert "hostile to the Northern Shield refused" in text
    none = run("between", "Karim", "the Northern Shield").stdout
    assert "no tie between the two is told" in none


def test_strength_has_the_range_and_places_their_days(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setenv("COLUMNS", "200")
    assert "250 fighters, 250 to 440" in " ".join(run("strength", "Fajr al-Wadi").stdout.split())
    assert "no figure of the Northern Shield is told" in run("strength", "the Northern Shield").stdout
    text = run("places", "Fajr al-Wadi", "--on", "2015-03-20").stdout
    assert "Qasr Hamad (held)" in text and "Qasr Hamad (based there)" in text
    assert (
        "no place of Fajr al-Wadi is told on 2013-01-01" in run("places", "Fajr al-Wadi", "--on", "2013-01-01").stdout
    )


def test_watch_for_one_actor(book: Path) -> None:  # noqa: F811
    record = json.loads(run("watch", "--on", "2015-03-20", "--days", "30", "--json").stdout)
    assert (record["on"], record["days"]) == ("2015-03-20", 30)
    assert run("watch", "--days", "0").exit_code == 2
    unknown = run("watch", "Fajr al-Wady")
    assert unknown.exit_code == 1 and "nearest: Fajr al-Wadi" in unknown.stderr


@pytest.mark.parametrize("args", [each for each in QUESTIONS if each[0] != "story"])
def test_nothing_is_cut_off_on_a_narrow_terminal(book: Path, args: list[str]) -> None:  # noqa: F811
    narrow = run(*args, env={"COLUMNS": "80"}).stdout.split("The claims")[0]
    wide = run(*args, env={"COLUMNS": "200"}).stdout.split("The claims")[0]
    assert max(map(len, narrow.splitlines())) <= 80
    assert sorted("".join(narrow.split()).replace("─", "")) == sorted("".join(wide.split()).replace("─", ""))
