"""Every question is answered alike by the API and by the command, for who may see protected names and who may not."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cli_tools import filled, run
from desks import HELD, Browser, browser, desk, protected_report
from invented import make_claim, make_report

from oathbook.ledger import Ledger
from oathbook.views.desk.api import schemas

NAME = "Fajr al-Wadi"
OTHER = "Northern Shield"
Asked = tuple[str, tuple[str, ...], dict[str, str], str | None]
"""A question, its arguments, its options (parameters of the API), and the name of the list that the API gives."""
QUESTIONS: list[Asked] = [
    ("who", (NAME,), {"on": "2015-03-10"}, None),
    ("who", (OTHER,), {"known-by": "2015-03-31"}, None),
    ("story", (NAME,), {}, None),
    ("under", (OTHER,), {"on": "2015-03-10", "rule": "majority"}, None),
    ("between", (NAME, OTHER), {}, None),
    ("strength", (NAME,), {}, None),
    ("places", (OTHER,), {"known-by": "2015-12-31"}, None),
    ("watch", (), {"on": "2015-03-10", "days": "400"}, None),
    ("watch", (NAME,), {}, None),
    ("disputes", (), {}, "disputes"),
    ("disputes", (NAME,), {"kind": "strength"}, "disputes"),
    ("claims", (), {}, "claims"),
    ("claims", (), {"status": "denied", "since": "2015"}, "claims"),
    ("events", (), {"least": "1"}, "events"),
    ("events", (), {"least": "1", "type": "leave", "actor": NAME, "until": "2016"}, "events"),
    ("events", (), {"min-score": "0.4"}, "events"),
    ("actors", (), {}, "actors"),
    ("actors", (), {"kind": "group"}, "actors"),
    ("rules", (), {}, "rules"),
]
PARAMETERS = {"who": "name", "story": "name", "under": "name", "between": "name other", "strength": "name",
              "places": "name", "watch": "name", "disputes": "name"}  # fmt: skip
MODELS: dict[str, Any] = {
    "who": schemas.Who, "story": schemas.Story, "under": schemas.Under, "between": schemas.Between,
    "strength": schemas.Series, "places": schemas.Series, "watch": schemas.Watchlist, "disputes": schemas.Disputes,
    "claims": schemas.Claims, "events": schemas.Events, "actors": schemas.Actors, "rules": schemas.Rules,
}  # fmt: skip
HIDES = ("claims", "events", "who", "story", "under", "between", "strength", "places", "watch", "disputes")
"""Commands that take --with-protected-sources."""


def invented(path: Path) -> str:
    """Reports that disagree, tell one event twice, plan, hold a town, and have a protected source."""
    filled(path)
    with Ledger(str(path)) as ledger:
        ledger.append(*protected_report(), reader="reader-1")
        for number, publisher in enumerate(("The Paper", "The Wire")):
            report = make_report(f"fight-{number}", f"The Lions fought the Tigers in Qasr, {publisher} says.\n",
                                 publisher=publisher, language="en")  # fmt: skip
            told = {"place": "Qasr", "when": "2014-12-10", "kinds": {"Lions": "group"}}
            ledger.append(
                report,
                [make_claim(report, "fight", **told), make_claim(report, "hold", ["Tigers"], [], place="Qasr"),
                 make_claim(report, "pledge", status="planned", start=1, end=5)],
                reader="reader-1",
            )  # fmt: skip
    return str(path)


@pytest.fixture(scope="module", params=["invented", "examples"])
def both(request: Any, tmp_path_factory: Any) -> Iterator[tuple[Browser, str]]:
    """A ledger, and a desk on it: the invented reports, or those of examples/ as the real reader reads them."""
    path = tmp_path_factory.mktemp(request.param) / "book.sqlite"
    if request.param == "invented":
        invented(path)
    else:
        done = run("read", str(Path(__file__).parents[3] / "examples"), "--ledger", str(path))
        assert done.exit_code == 0, done.output
    made = desk(str(path))
    yield browser(made), str(path)
    made.state.desk.close()


def commanded(url: str, command: str, arguments: tuple[str, ...], options: dict[str, str], *extra: str) -> list[Any]:
    """What the command prints with --json."""
    given = [part for key, value in options.items() for part in (f"--{key}", value)]
    where = () if command == "rules" else ("--ledger", url)
    done = run(command, *arguments, *given, "--json", *extra, *where)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: " ".join((asked[0], *asked[1], *asked[2].values())))
@pytest.mark.parametrize("opened", [False, True], ids=["reader", "editor"])
def test_the_api_answers_as_the_command_does(both: tuple[Browser, str], asked: Asked, opened: bool) -> None:
    ada, url = both
    command, arguments, options, listed = asked
    extra = ("--with-protected-sources",) if opened and command in HIDES else ()
    expected = commanded(url, command, arguments, options, *extra)
    params = {key.replace("-", "_"): value for key, value in options.items()}
    params |= dict(zip(PARAMETERS.get(command, "").split(), arguments, strict=False))
    params |= {"with_protected_sources": "true"} if opened else {}
    params |= {"limit": "1000"} if listed else {}
    answer = ada.get(f"/api/v1/{command}", params=params)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    if command == "actors" and opened:  # the command leaves names out as the API does for a reader
        told = ada.get("/api/v1/actors", params=params | {"with_protected_sources": "false"}).json()
    assert (told[listed] if listed else [told]) == expected
    MODELS[command].model_validate(told)


def test_changes_of_time_are_those_of_the_command(both: tuple[Browser, str]) -> None:
    ada, url = both
    done = run("diff", "--between", "2014-12-31", "2015-12-31", "--json", "--ledger", url)
    told = ada.get("/api/v1/diff?first=2014-12-31&second=2015-12-31&limit=1000").json()
    assert told["changes"] == [json.loads(line) for line in done.stdout.splitlines()] and told["changes"]
    schemas.Changes.model_validate(told)


def test_one_event_is_that_of_the_command(both: tuple[Browser, str]) -> None:
    ada, url = both
    event = ada.get("/api/v1/events?least=1").json()["events"][0]
    told = ada.get(f"/api/v1/events/{event['id'][:12]}").json()
    assert [told] == commanded(url, "events", (event["id"],), {}) and told["id"] == event["id"]
    schemas.Event.model_validate(told)
    assert ada.get("/api/v1/events/zzzz").status_code == 404


def test_entries_and_search_are_those_of_the_ledger(both: tuple[Browser, str]) -> None:
    ada, url = both
    with Ledger(url) as ledger:
        entries = [entry.as_json() for entry in ledger.entries()]
    told = ada.get("/api/v1/entries?limit=1000").json()
    assert told["entries"] == entries[::-1]
    schemas.Entries.model_validate(told)
    found = ada.get("/api/v1/search", params={"q": "fajr wadi", "limit": "200"}).json()
    schemas.Found.model_validate(found)
    claims = {claim["id"]: claim for claim in commanded(url, "claims", (), {})}
    assert found["claims"] and all(claims[claim["id"]] == claim for claim in found["claims"])
    assert found["total_claims"] == ada.get("/api/v1/claims?q=fajr+wadi").json()["total"] == len(found["claims"])
    assert found["actors"][0]["name"] == NAME and found["reports"]


def test_lists_and_records_fit_what_openapi_says(both: tuple[Browser, str]) -> None:
    ada, _ = both
    reports = ada.get("/api/v1/reports").json()
    schemas.Reports.model_validate(reports)
    schemas.WholeReport.model_validate(ada.get(f"/api/v1/reports/{reports['reports'][0]['id']}").json())
    claim = ada.get("/api/v1/claims").json()["claims"][0]
    schemas.Claim.model_validate(ada.get(f"/api/v1/claims/{claim['id']}").json())
    for path, model in (
        ("actors/review?above=0.2", schemas.Pairs), (f"actors/why?one={NAME}&other={OTHER}", schemas.Pair),
        ("actors/log", schemas.Judgements), ("reviews", schemas.Reviews), ("reviews/next", schemas.NextClaim),
        ("reviews/unread", schemas.UnreadClaims),
        ("reviews/agreement", schemas.AgreementRows), ("reviews/differences", schemas.Differences),
        ("jobs", schemas.Jobs), ("pictures/network", schemas.Picture), ("cite?address=/claims", schemas.Citation),
        (f"pictures/timeline?name={NAME}", schemas.Picture),
    ):  # fmt: skip
        answer = ada.get(f"/api/v1/{path}")
        assert answer.status_code == 200, (path, answer.text)
        model.model_validate(answer.json())


def test_files_of_pictures_are_those_of_the_pages(both: tuple[Browser, str]) -> None:
    ada, _ = both
    files = ada.get("/api/v1/pictures/network?on=2015-03-10").json()["files"]
    assert set(files) == {"svg", "png", "html", "gexf", "graphml", "csv"}
    assert ada.get(files["csv"]).content == ada.get("/pictures/network.csv?on=2015-03-10").content
    assert ada.get("/api/v1/pictures/map/gexf").json()["error"]["allowed"] == ["svg", "png", "html"]


def test_protected_names_are_in_no_answer_and_nothing_is_found_by_them(tmp_path: Path) -> None:
    made = desk(invented(tmp_path / "book.sqlite"))
    ada = browser(made)
    paths = [f"/api/v1/{each}" for each in ("claims", "events?least=1", "watch?days=4000", "disputes", "actors")]
    paths += ["/api/v1/search?q=lions", "/api/v1/pictures/network", "/search?q=lions"]
    for path in paths:
        text = ada.get(path).text
        assert HELD not in text and "Bakkour" not in text, path
    for name in (HELD, "bakkour"):
        found = ada.get("/api/v1/search", params={"q": name}).json()
        assert (found["actors"], found["total_claims"], found["total_reports"]) == ([], 0, 0)
        opened = ada.get("/api/v1/search", params={"q": name, "with_protected_sources": "true"}).json()
        assert opened["actors"][0]["name"] == HELD and opened["total_claims"] and opened["total_reports"]
    assert ada.get("/api/v1/events", params={"source": HELD}).status_code == 404
    assert ada.get("/api/v1/cite", params={"address": f"/actors/{HELD}"}).status_code == 404
    made.state.desk.close()


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("get", "/api", 404, "unknown"), ("get", "/api/", 404, "unknown"), ("get", "/api/v1", 404, "unknown"),
        ("get", "/api/v2/claims", 404, "unknown"), ("post", "/api/v1/claims", 405, "method"),
        ("delete", "/api/v1/claims/ffff", 405, "method"), ("get", "/api/v1/claims?limit=x", 422, "not_allowed"),
        ("get", "/api/v1/who", 422, "not_allowed"), ("post", "/api/v1/jobs", 403, "form"),
        ("get", "/api/v1/jobs/none", 404, "unknown"), ("get", "/api/v1/pictures/globe", 404, "unknown"),
        ("get", "/api/v1/events?type=eat", 400, "not_allowed"), ("get", "/api/v1/cite?address=/audit", 404, "unknown"),
        ("get", "/api/v1/search?q=%22%22", 400, "not_allowed"), ("get", "/api/v1/spans/under/ffff", 404, "unknown"),
        ("get", "/api/v1/cite?address=/changes", 400, "not_allowed"),
    ],
)  # fmt: skip
def test_every_error_has_the_one_shape(ada: Browser, method: str, path: str, status: int, code: str) -> None:
    answer = getattr(ada.client, method)(path)
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "value", "allowed"} and error["code"] == code
    assert error["message"] and "\n" not in error["message"]


def test_faults_and_what_is_too_large_have_it_too(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = desk(url, largest_upload=10_000)
    ada = browser(made, raise_server_exceptions=False)
    token = ada.token()

    def fault(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a password")

    large = ada.client.post("/api/v1/jobs", data={"text": "x" * 1_100_000}, headers={"X-CSRF-Token": token})
    assert large.status_code == 413 and large.json()["error"]["code"] == "too_large"
    unsized = ada.client.post(
        "/api/v1/jobs",
        content=(b"text=" + b"x" * 600_000 for _ in range(2)),
        headers={"X-CSRF-Token": token, "Content-Type": "application/x-www-form-urlencoded"},
    )
    assert unsized.status_code == 413 and unsized.json()["error"]["code"] == "too_large"
    monkeypatch.setattr(made.state.desk.ledger, "newest_entries", fault)
    broken = ada.get("/api/v1/entries")
    assert broken.status_code == 500 and broken.json()["error"]["code"] == "fault" and "password" not in broken.text
    made.state.desk.close()


def test_reading_in_by_the_api(ada: Browser, app: Any, reader: Any) -> None:
    token = {"X-CSRF-Token": ada.token()}
    begun = ada.client.post("/api/v1/jobs", data={"text": "Herons left Storks.", "name": "birds"}, headers=token)
    assert begun.status_code == 202
    schemas.Job.model_validate(begun.json())
    for _ in range(600):
        job = ada.get(f"/api/v1/jobs/{begun.json()['id']}").json()
        if job["state"] == "done":
            break
        time.sleep(0.05)
    assert job["state"] == "done" and job["outcomes"][0]["kind"] == "read"
    assert ada.get("/api/v1/claims?actor=Herons").json()["total"] == 1
    files = {"files": ("more.txt", b"Cranes left Storks.", "text/plain")}
    sent = ada.client.post("/api/v1/jobs", files=files, headers=token)
    assert sent.status_code == 202 and sent.json()["files"] == ["more.txt"]
    assert ada.client.post(f"/api/v1/jobs/{sent.json()['id']}/stop", headers=token).status_code == 200
    schemas.Jobs.model_validate(ada.get("/api/v1/jobs").json())
