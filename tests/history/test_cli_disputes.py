"""`oathbook disputes`, `diff` and `rules`, with an invented way of tracing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from cli_tools import folder, run  # noqa: F401
from invented import make_claim, make_report
from invented_spans import trace

import oathbook.history
from oathbook.cli import disputing
from oathbook.history.belief import RULES
from oathbook.history.disputes import DisputeKind
from oathbook.ledger import Ledger

EVIL = "\x1b[2J"


@pytest.fixture
def ledger(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: F811
    """Two holders of Naru, a pledge that a protected source denies, a strength; one report was withdrawn."""
    monkeypatch.setattr(oathbook.history, "trace", trace, raising=False)
    with Ledger("oathbook.sqlite") as book:
        for name, day, fields in (
            ("one", 1, {"type": "hold", "agent": ["Lions"], "object": [], "place": "Naru"}),
            ("two", 1, {"type": "hold", "agent": ["Tigers"], "object": [], "place": "Naru", "source": "residents",
                        "standing": "described"}),
            ("three", 10, {"type": "pledge", "agent": ["Lions"], "object": ["Wolves"], "when": "2015-03-08"}),
            ("four", 20, {"type": "pledge", "agent": ["Lions"], "object": ["Wolves"], "status": "denied",
                          "source": "Yusuf Hamid", "standing": "alias"}),
            ("five", 20, {"type": "lead", "agent": ["Yusuf Hamid"], "object": ["Lions"]}),
            ("gone", 2, {"type": "strength", "agent": ["Lions"], "object": [], "quantity": 900}),
        ):  # fmt: skip
            text = f"Of {name} {EVIL} as Yusuf Hamid said, who has another name. " + " ".join(
                f"{name}{n}" for n in range(9)
            )
            report = make_report(name, text, published=date(2015, 3, day), publisher=f"{name} press")
            values: dict[str, Any] = {"evidence": text[:30], "start": 0, "end": 30, "kinds": {"Yusuf Hamid": "person"}}
            book.append(report, [make_claim(report, **values | fields)], reader="reader-1")
        book.withdraw("gone", who="Ann", why="retracted", at=datetime(2015, 3, 15, tzinfo=UTC))
    return folder


def records(*args: str) -> list[dict[str, Any]]:
    result = run(*args, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_options_name_what_there_is() -> None:
    assert tuple(RULES) == disputing.RULES
    assert get_args(DisputeKind) == disputing.KINDS


def test_rules() -> None:
    lines = run("rules").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)
    assert lines[2] == "latest    takes the newest word, whoever says it"


def test_disputes_with_the_words_of_both_sides(ledger: Path) -> None:
    result = run("disputes")
    assert (result.exit_code, result.stderr) == (0, "")
    assert EVIL not in result.stdout and "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    assert lines[0] == "2 disputes, worst first"
    assert [line for line in lines[1:] if line[:1].strip()] == ["Lions", "Naru"]
    text = " ".join(result.stdout.split())
    assert "said and denied · gravity" in text and "two holders · gravity" in text
    assert "Tigers holds Naru: doubtful (C4), 1 claim" in text
    assert "it is denied that Lions stands under Wolves: " in text
    assert 'residents, in two (2015-03-01): "Of two' in text


def test_protected_sources_stay_hidden_unless_asked_for(ledger: Path) -> None:
    for args in (["disputes"], ["disputes", "--json"], ["diff", "--between", "2015-03-05", "2015-03-31"],
                 ["diff", "--between", "2015-03-05", "2015-03-31", "--json"]):  # fmt: skip
        assert "Yusuf" not in run(*args).output, args
    assert "Yusuf Hamid" in run("disputes", "--with-protected-sources").stdout
    assert "Yusuf Hamid leads Lions" in run(
        "diff", "--between", "2015-03-05", "2015-03-31", "--with-protected-sources"
    ).stdout  # fmt: skip


@pytest.mark.parametrize(
    ("args", "kinds"),
    [
        ([], ["denied", "holders"]),
        (["naru"], ["holders"]),
        (["Tigers"], ["holders"]),
        (["the Wolves"], ["denied"]),
        (["--kind", "denied"], ["denied"]),
        (["--kind", "leaders"], []),
        (["--known-by", "2015-03-12"], ["holders"]),
        (["--on", "2015-03-01"], ["holders"]),
        (["--on", "2015-03-09"], ["denied"]),
    ],
)
def test_disputes_are_chosen(ledger: Path, args: list[str], kinds: list[str]) -> None:
    found = [json.loads(line)["kind"] for line in run("disputes", *args, "--json").stdout.splitlines()]
    assert found == kinds


def test_a_rule_and_a_users_list_of_sources(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grades = {side["belief"]["rule"] for each in records("disputes", "--rule", "latest") for side in each["sides"]}
    assert grades == {"latest"}
    words = ledger / "own" / "words"
    words.mkdir(parents=True)
    (words / "sources.yaml").write_text("names: {residents: A}\n", encoding="utf-8")
    monkeypatch.setenv("OATHBOOK_LEXICON", str(ledger / "own"))
    (found,) = records("disputes", "Naru")
    assert found["sides"][0]["belief"]["admiralty"] == "A3"
    assert any("by your list of sources" in reason for reason in found["sides"][0]["belief"]["reasons"])


def test_nothing_disputed_and_unknown_names(ledger: Path) -> None:
    assert run("disputes", "--kind", "order").stderr == "nothing is disputed\n"
    wrong = run("disputes", "Tigres")
    assert wrong.exit_code == 1
    assert wrong.stderr == (
        "oathbook: no claim in the ledger names 'Tigres'; nearest: Tigers; `oathbook claims` shows what there is\n"
    )
    assert "there is no rule" in run("disputes", "--rule", "loudest").stderr


def test_diff(ledger: Path) -> None:
    found = records("diff", "--between", "2015-03-05", "2015-03-31")
    assert [(each["kind"], each["what"]) for each in found] == [
        ("learned", "Lions stands under Wolves"),
        ("learned", "it is denied that Lions stands under Wolves"),
        ("learned", "protected source leads Lions"),
        ("withdrawn", "Lions has 900"),
    ]
    later = records("diff", "--between", "2015-03-12", "2015-03-31")
    assert [(each["kind"], each["says"]) for each in later if "Wolves" in each["what"]] == [
        ("learned", []),
        ("corrected", ["1 later claim speaks against it."]),
    ]
    text = run("diff", "--between", "2015-03-05", "2015-03-31").stdout
    assert text.splitlines()[0] == "4 changes between what was published by 2015-03-05 and by 2015-03-31"
    for heading in ("Learned", "Withdrawn", "1 of 1 claims for it was withdrawn."):
        assert heading in text


def test_a_withdrawal_of_another_time_is_no_change(ledger: Path) -> None:
    for days in (("2015-03-05", "2015-03-12"), ("2015-03-16", "2015-03-31"), ("2015-03-01", "2015-03-31")):
        assert "withdrawn" not in {each["kind"] for each in records("diff", "--between", *days)}


def test_diff_of_one_actor_and_wrong_days(ledger: Path) -> None:
    between = ("--between", "2015-03-05", "2015-03-31")
    assert len(records("diff", "Wolves", *between)) == 2
    assert sorted(each["what"] for each in records("diff", "Naru", "--between", "2015-02-01", "2015-03-31")) == [
        "Lions holds Naru",
        "Tigers holds Naru",
    ]
    assert run("diff", "--between", "2015-03-05", "2015-03-06").stderr == "nothing changed between these days\n"
    wrong = run("diff", "--between", "2015-03-31", "2015-03-05")
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "oathbook: --between: 2015-03-31 is after 2015-03-05; give the earlier day first; see `oathbook diff --help`\n",
    )
