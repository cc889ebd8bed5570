"""The API: the same answers as the commands, one shape of errors, the index as new as the ledger."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cli_tools import run
from desks import Browser, browser, desk
from hypothesis import given
from hypothesis import strategies as st
from invented import make_claim, make_report
from river import build_claims, build_report

from oathbook.errors import OptionError
from oathbook.ledger import Ledger
from oathbook.views.desk.index import read_words

RIVER = build_report()


def records(*args: str) -> list[Any]:
    """What a command prints with --json."""
    done = run(*args)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


ASKED: list[dict[str, str]] = [
    {}, {"type": "leave"}, {"actor": "Fajr al-Wadi"}, {"status": "denied"}, {"source": "report"},
    {"source": "the Northern Shield"}, {"since": "2015-03-08"}, {"until": "2015-03"}, {"known_by": "2015-03-09"},
    {"min_score": "0.6"}, {"report": "shield"}, {"since": "2015", "until": "2015", "type": "strength"},
]  # fmt: skip


@pytest.mark.parametrize("asked", ASKED, ids=str)
@pytest.mark.parametrize("opened", [False, True])
def test_claims_are_those_of_the_command(ada: Browser, url: str, asked: dict[str, str], opened: bool) -> None:
    options = [part for key, value in asked.items() for part in (f"--{key.replace('_', '-')}", value)]
    extra = ["--with-protected-sources"] if opened else []
    told = ada.get("/api/v1/claims", params=asked | ({"with_protected_sources": "true"} if opened else {})).json()
    expected = records("claims", "--json", "--ledger", url, *options, *extra)
    assert told["claims"] == expected and told["total"] == len(expected)
    exported = ada.get("/claims.jsonl", params=asked).text.splitlines()
    if not opened:
        assert [json.loads(line) for line in exported] == expected


def test_csv_is_that_of_the_command(ada: Browser, url: str) -> None:
    assert ada.page("/claims.csv?type=leave") == run("claims", "--csv", "--type", "leave", "--ledger", url).stdout


def test_one_claim(ada: Browser, url: str) -> None:
    claim = build_claims(RIVER)[0]
    assert [ada.get(f"/api/v1/claims/{claim.id}").json()] == records("show", claim.id, "--json", "--ledger", url)


@pytest.mark.parametrize("asked", [{}, {"since": "2015"}, {"until": "2014-12"}, {"publisher": "The Paper"}], ids=str)
def test_reports_are_those_of_the_command(ada: Browser, url: str, asked: dict[str, str]) -> None:
    options = [part for key, value in asked.items() for part in (f"--{key}", value)]
    told = ada.get("/api/v1/reports", params=asked | {"with_protected_sources": "true"}).json()["reports"]
    assert told == records("reports", "--json", "--ledger", url, *options)
    hidden = ada.get("/api/v1/reports", params=asked).json()["reports"]
    assert [report["id"] for report in hidden] == [report["id"] for report in told]


def test_actors_are_those_of_the_command(ada: Browser, url: str) -> None:
    told = ada.get("/api/v1/actors").json()
    assert told["actors"] == records("actors", "--json", "--ledger", url) and told["total"] == len(told["actors"])
    groups = ada.get("/api/v1/actors?kind=group").json()["actors"]
    assert groups == records("actors", "--kind", "group", "--json", "--ledger", url)


def test_entries(ada: Browser) -> None:
    told = ada.get("/api/v1/entries").json()
    assert [entry["number"] for entry in told["entries"]] == [3, 2, 1] and told["total"] == 3
    assert ada.get("/api/v1/entries", params={"report": RIVER.id}).json()["total"] == 1


def test_lists_come_in_parts(ada: Browser) -> None:
    whole = ada.get("/api/v1/claims").json()["claims"]
    parts = [ada.get(f"/api/v1/claims?limit=2&offset={at}").json()["claims"] for at in range(0, len(whole), 2)]
    assert [claim for part in parts for claim in part] == whole


@pytest.mark.parametrize(
    ("path", "status", "code", "allowed"),
    [
        ("/api/v1/claims?type=eat", 400, "not_allowed", "pledge"), ("/api/v1/claims?since=x", 400, "not_allowed", None),
        ("/api/v1/claims?actor=Fajr al-Wady", 404, "unknown", "Fajr al-Wadi"),
        ("/api/v1/claims/ffff", 404, "unknown", None), ("/api/v1/nothing", 404, "unknown", None),
        ("/api/v1/claims?limit=0", 422, "not_allowed", None), ("/api/v1/claims?limit=x", 422, "not_allowed", None),
        ("/api/v1/claims?offset=99999999999", 422, "not_allowed", None),
        ("/api/v1/claims?q=%00", 400, "not_text", None), ("/api/v1/claims?report=zzzzz", 404, "unknown", None),
        ("/api/v1/reports?withdrawn=maybe", 400, "not_allowed", "yes"),
        ("/api/v1/claims/%ED%A0%80", 404, "unknown", None),
    ],
)  # fmt: skip
def test_errors_have_one_shape(ada: Browser, path: str, status: int, code: str, allowed: str | None) -> None:
    answer = ada.get(path)
    error = answer.json()["error"]
    assert answer.status_code == status and set(error) == {"code", "message", "value", "allowed"}
    assert error["code"] == code and "\n" not in error["message"] and error["message"]
    assert allowed is None or allowed in error["allowed"]


def test_openapi_names_every_address(ada: Browser) -> None:
    told = ada.get("/api/v1/openapi.json").json()
    assert set(told["paths"]) == {
        f"/api/v1/{path}"
        for path in (
            "reports",
            "reports/{report}",
            "claims",
            "claims/{claim}",
            "entries",
            "actors",
            "actors/review",
            "actors/why",
            "actors/log",
            "who",
            "under",
            "story",
            "between",
            "strength",
            "places",
            "watch",
            "disputes",
            "diff",
            "reviews",
            "reviews/next",
            "reviews/agreement",
            "reviews/differences",
            "reviews/added",
            "reviews/blind",
            "reviews/unread",
            "events",
            "events/{event}",
            "pictures/{kind}",
            "pictures/{kind}/{form}",
            "search",
            "rules",
            "spans/{kind}/{claim}",
            "cite",
            "jobs",
            "jobs/{id}",
            "jobs/{id}/stop",
        )
    }
    for path, methods in told["paths"].items():
        for method in methods.values():
            assert "$ref" in str(method["responses"]["404"]) and method["summary"], path
            good = next(answer for status, answer in method["responses"].items() if status.startswith("2"))
            assert "$ref" in str(good) or "image/svg+xml" in good["content"], (path, "its answer is not described")
    for name, model in told["components"]["schemas"].items():
        assert model.get("description") or "Validation" in name, name


def test_what_another_process_enters_is_seen_at_once(ada: Browser, url: str) -> None:
    report = make_report("late", "The Herons pledged allegiance to the Storks.\n")
    with Ledger(url) as ledger:
        ledger.append(report, [make_claim(report, agent=["Herons"], evidence=report.text)], reader="reader-1")
        assert "Herons" in ada.page("/claims?actor=Herons")
        assert ada.get("/api/v1/claims?q=storks").json()["total"] == 1
        ledger.append(report, [], reader="reader-2", read_at=datetime(2030, 1, 1, tzinfo=UTC))
        assert ada.get("/api/v1/claims?q=storks").json()["total"] == 0, "a newer reading takes the place of the older"
        ledger.withdraw(RIVER.id, who="Eve", why="retracted")
        assert ada.get("/api/v1/claims", params={"report": RIVER.id}).json()["total"] == 0


def test_the_index_can_be_thrown_away(app: Any, url: str, tmp_path: Path) -> None:
    before = browser(app).get("/api/v1/claims").json()
    app.state.desk.index.rebuild()
    assert browser(app).get("/api/v1/claims").json() == before
    app.state.desk.close()
    for file in tmp_path.glob("book.desk.sqlite*"):
        file.unlink()
    again = desk(url)
    assert browser(again).get("/api/v1/claims").json() == before


def test_many_new_reports_do_not_hold_up_a_page(tmp_path: Path) -> None:
    url = str(tmp_path / "many.sqlite")
    with Ledger(url) as ledger:
        for number in range(120):
            report = make_report(f"r{number}")
            ledger.append(report, [make_claim(report)], reader="reader-1")
    made = desk(url)
    window = browser(made)
    assert window.get("/claims").status_code == 200
    made.state.desk.index.catch_up()
    assert window.get("/api/v1/claims").json()["total"] == 120


def test_two_who_decide_at_once_lose_nothing(app: Any, url: str) -> None:
    with Ledger(url) as ledger:
        for number in range(8):
            ledger.append(make_report(f"r{number}"), [], reader="reader-1")
        ids = [make_report(f"r{number}").id for number in range(8)]
    windows = [browser(app), browser(app)]
    failures: list[Any] = []

    def decide(window: Browser, which: int) -> None:
        for id in ids[which::2]:
            sent = window.send(f"/reports/{id}/withdraw", why=f"by {which}", follow=False)
            if sent.status_code != 303:
                failures.append(sent.text)

    threads = [threading.Thread(target=decide, args=(window, which)) for which, window in enumerate(windows)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    marks = [entry for entry in app.state.desk.ledger.entries() if entry.what == "withdrawn"]
    assert {entry.report for entry in marks} == set(ids) and len(marks) == 8
    assert len([row for row in app.state.desk.store.noted(limit=100) if row["what"] == "withdraw"]) == 8


@given(st.text(max_size=60))
def test_any_question_is_words_or_one_clear_refusal(question: str) -> None:
    try:
        words = read_words(question)
    except OptionError as error:
        assert "\n" not in str(error)
        return
    if words is None:
        assert not question.strip()
    else:
        assert words.fts5("words").count('"') % 2 == 0 and words.tsquery()
