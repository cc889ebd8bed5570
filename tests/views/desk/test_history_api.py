"""The API on what held when: the same answers as the commands; what is kept is thrown away when the ledger grows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from desks import HELD, Browser
from invented import make_claim, make_report
from river import build_report
from test_api import records

from oathbook.ledger import Ledger
from oathbook.views.desk.histories import MOST, Histories

RIVER = build_report()
NAME = "Fajr al-Wadi"
CLOCKS: list[dict[str, str]] = [
    {}, {"on": "2015-03-08"}, {"known_by": "2015-03-09"}, {"on": "2014-12-31", "known_by": "2015"},
    {"rule": "majority"},
]  # fmt: skip


def options(asked: dict[str, str]) -> list[str]:
    """As the command takes them."""
    return [part for key, value in asked.items() for part in (f"--{key.replace('_', '-')}", value)]


@pytest.mark.parametrize("question", ["who", "under", "strength", "places", "story"])
@pytest.mark.parametrize("asked", CLOCKS, ids=str)
def test_questions_of_one_actor_are_those_of_the_command(
    ada: Browser, url: str, question: str, asked: dict[str, str]
) -> None:
    given = {key: value for key, value in asked.items() if question != "story" or key != "rule"}
    for name in (NAME, "Northern Shield"):
        told = ada.get(f"/api/v1/{question}", params={"name": name, **given}).json()
        assert [told] == records(question, name, "--json", "--ledger", url, *options(given))


@pytest.mark.parametrize("asked", CLOCKS, ids=str)
def test_between_and_watch_and_disputes(ada: Browser, url: str, asked: dict[str, str]) -> None:
    told = ada.get("/api/v1/between", params={"name": NAME, "other": "Northern Shield", **asked}).json()
    assert [told] == records("between", NAME, "Northern Shield", "--json", "--ledger", url, *options(asked))
    for extra in ({}, {"name": NAME}, {"days": "400"}):
        told = ada.get("/api/v1/watch", params=asked | extra).json()
        named = [NAME] if "name" in extra else []
        rest = {key: value for key, value in extra.items() if key != "name"}
        assert [told] == records("watch", *named, "--json", "--ledger", url, *options(asked | rest))
    for extra in ({}, {"name": NAME}, {"kind": "strength"}):
        told = ada.get("/api/v1/disputes", params=asked | extra).json()
        named = [NAME] if "name" in extra else []
        rest = {key: value for key, value in extra.items() if key != "name"}
        expected = records("disputes", *named, "--json", "--ledger", url, *options(asked | rest))
        assert told["disputes"] == expected and told["total"] == len(expected)


@pytest.mark.parametrize("name", [None, NAME, "Northern Shield"])
@pytest.mark.parametrize("opened", [False, True])
def test_diff(ada: Browser, url: str, name: str | None, opened: bool) -> None:
    with Ledger(url) as ledger:
        late = make_report("late", "Fajr al-Wadi has 900 men.\n", published=date(2016, 1, 1))
        ledger.append(late, [make_claim(late, "strength", [NAME], [], quantity=900)], reader="r")
    params = {"first": "2015-03-01", "second": "2016-02"} | ({"name": name} if name else {})
    params |= {"with_protected_sources": "true"} if opened else {}
    extra = [*([name] if name else []), *(["--with-protected-sources"] if opened else [])]
    expected = records("diff", *extra, "--between", "2015-03-01", "2016-02", "--json", "--ledger", url)
    told = ada.get("/api/v1/diff", params=params).json()
    assert told["changes"] == expected and told["total"] == len(expected) and (expected or name)


def test_judged_names(ada: Browser, url: str) -> None:
    report = make_report("spellings", "Liwa al-Nasr and Liwa un-Nasr Brigade.\n")
    with Ledger(url) as ledger:
        ledger.append(
            report,
            [make_claim(report, "pledge", [name], ["Tigers"], evidence=name)
             for name in ("Liwa al-Nasr", "Liwa un-Nasr Brigade")],
            reader="r",
        )  # fmt: skip
        ledger.judge(NAME, "Northern Shield", "different", who="Ada", why="two bodies")
        ledger.judge(HELD, "Northern Shield", "unsure", who="Ada", why="hearsay")
    for opened in (False, True):
        params = {"with_protected_sources": "true"} if opened else {}
        extra = ["--with-protected-sources"] if opened else []
        told = ada.get("/api/v1/actors/review", params=params).json()["pairs"]
        assert told == records("actors", "review", "--json", "--ledger", url, *extra) and told
        told = ada.get("/api/v1/actors/log", params=params).json()["judgements"]
        assert told == records("actors", "log", "--json", "--ledger", url, *extra) and len(told) == 2
    told = ada.get("/api/v1/actors/why", params={"one": NAME, "other": "Northern Shield"}).json()
    assert [told] == records("actors", "why", NAME, "Northern Shield", "--json", "--ledger", url)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/who", 422, "not_allowed"), ("/api/v1/who?name=Fajr al-Wady", 404, "unknown"),
        ("/api/v1/who?name=Fajr al-Wadi&on=2015", 400, "not_allowed"),
        ("/api/v1/who?name=Fajr al-Wadi&rule=mine", 400, "not_allowed"),
        ("/api/v1/disputes?kind=eat", 400, "not_allowed"), ("/api/v1/disputes?name=Nobody", 404, "unknown"),
        ("/api/v1/diff?first=2016&second=2015", 400, "not_allowed"), ("/api/v1/diff?first=2016", 422, "not_allowed"),
        ("/api/v1/watch?days=0", 422, "not_allowed"), ("/api/v1/who?name=%20", 404, "unknown"),
    ],
)  # fmt: skip
def test_errors_have_one_shape(ada: Browser, path: str, status: int, code: str) -> None:
    answer = ada.get(path)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]["code"] == code and "\n" not in answer.json()["error"]["message"]


def test_what_is_kept_goes_when_the_ledger_grows(ada: Browser, app: Any, url: str) -> None:
    histories: Histories = app.state.desk.histories
    before = histories.spans()
    assert histories.spans() is before
    report = make_report("late", "The Herons pledged allegiance to the Storks.\n")
    with Ledger(url) as ledger:
        ledger.append(report, [make_claim(report, agent=["Herons"], object=["Storks"])], reader="r")
    assert "Herons" in ada.page("/network?on=2030-01-01") or len(histories.spans()) == len(before) + 1
    assert histories.spans() is not before
    with Ledger(url) as ledger:
        ledger.judge("Herons", NAME, "same", who="Ada", why="one")
    assert all(span.subject_name != "Herons" or span.subject != "heron" for span in histories.spans())


def test_what_is_kept_is_bounded(app: Any) -> None:
    histories: Histories = app.state.desk.histories
    for day in range(1, 29):
        histories.spans(date(2015, 1, day))
    kept = [kind for kind, _ in histories._kept if kind == "spans"]
    assert len(kept) == MOST["spans"]
