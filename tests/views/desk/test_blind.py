"""While somebody codes blind, no page, export or answer tells what others decided of the reports in hand."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from cli_tools import shield
from desks import Browser
from test_review import people, send, shown  # noqa: F401 (a fixture)

from oathbook.ledger import Ledger
from oathbook.views.desk.api import schemas
from oathbook.views.desk.app import every_route
from oathbook.views.desk.blind import may_open

REPORT, TOLD = shield()
SECRET = "Zarzur"
"""A name that stands in the first reader's corrections, reasons and added claims, and nowhere else."""


@pytest.fixture
def coding(people: Any, url: str) -> tuple[Any, Browser, Browser, str]:  # noqa: F811
    """A desk where one reviewer accepted, rejected, corrected and added, and another one codes that blind: the
    application, both, and the id of the added claim."""
    made, one, other, _ = people
    send(one, TOLD[0].id, "reject", why=f"{SECRET} says no")
    send(one, TOLD[1].id, "correct", agent=f"{SECRET} Men", place=SECRET)
    send(one, TOLD[2].id, "accept", why=f"as {SECRET} says")
    at = str(REPORT.text.index("The brigade"))
    form = {"in": REPORT.id, "at": at, "type": "base", "agent": f"{SECRET} Men", "words": "The brigade"}
    one.send("/review/add", on="/review", **form)
    with Ledger(url) as ledger:
        added = next(review.claim for review in ledger.reviews() if review.decision == "added")
    assert SECRET in other.page(f"/claims/{TOLD[1].id}") and SECRET in other.page("/actors")
    begun = other.send("/review/blind", on="/review", what="begin", round="second")
    assert begun.status_code == 200 and shown(begun.text)
    return made, one, other, added


def filled_in(path: str, values: dict[str, str]) -> str:
    """An address with its parts; what is not given is a name that only corrections give."""
    return re.sub(r"{(\w+)(?::\w+)?}", lambda found: values.get(found[1], f"{SECRET} Men"), path)


def addresses(made: Any, added: str) -> list[str]:
    """Every address that can be looked at, filled in with what the first reader decided about."""
    given = {"report": [REPORT.id], "id": [*(c.id for c in TOLD), added, TOLD[1].id[:6]], "form": ["csv", "jsonl"]}
    out = []
    for route in every_route(made):
        if "GET" not in (route.methods or set()):
            continue
        names = re.findall(r"{(\w+)(?::\w+)?}", route.path)
        ids = given["id"] if "claim" in names or ("id" in names and "jobs" not in route.path) else ["x"]
        forms = ["gold", "marks"] if route.path.startswith("/review/{form}") else given["form"]
        for id in ids:
            for form in forms if "form" in names else [""]:
                out.append(filled_in(route.path, {"report": REPORT.id, "id": id, "claim": id, "form": form}))
    queries = [f"/claims?actor={SECRET}", f"/claims?q={SECRET}", f"/search?q={SECRET}", "/claims?report=shield",
               f"/review?claim={TOLD[1].id}", f"/review/add?claim={TOLD[1].id}", f"/review/add?claim={added}",
               f"/review/add?in={REPORT.id}&at=70", f"/review?round=second&claim={TOLD[0].id}",
               f"/api/v1/claims?actor={SECRET}+Men", "/api/v1/reviews/next?round=second", "/review?report=shield",
               "/claims.csv?type=base", "/changes?from=2015-01-01&to=2016-01-01", "/search?q=brigade",
               "/search?q=zarzor", "/search?q=men&type=base", "/api/v1/search?q=zarzor", "/api/v1/search?q=brigade",
               f"/cite.bib?of=/claims/{added}", f"/cite.ris?of=/claims/{TOLD[1].id}", f"/cite.bib?of=/actors/{SECRET}",
               f"/cite.bib?of=/reports/{REPORT.id}", f"/api/v1/cite?address=/claims/{added}",
               f"/api/v1/cite?address=/spans/base/{added}", "/cite.bib?of=/network", "/api/v1/cite?address=/claims",
               f"/reports/{REPORT.id}?least=1&order=most", "/reports?least=1&order=most", f"/spans/base/{added}",
               f"/api/v1/spans/base/{added}", "/api/v1/events?least=1", "/pictures/network.svg", "/api/v1/jobs",
               "/api/v1/pictures/network"]  # fmt: skip
    return sorted({*out, *queries})


def test_no_address_tells_what_others_decided(coding: Any) -> None:
    made, one, other, added = coding
    paths = addresses(made, added)
    assert len(paths) > 60
    open_, shut = [], []
    for path in paths:
        answer = other.get(path)
        said = re.sub(r'value="[^"]*"', "", answer.text) if SECRET in path else answer.text
        said = said.replace(f"{SECRET} Men'", "").replace(f"{SECRET}'", "") if SECRET in path else said
        assert "by reviewer" not in said and f"claim {added}" not in said, path
        if SECRET not in path:
            assert SECRET not in said and f"/claims/{added}" not in said, path
        (shut if answer.status_code == 403 else open_).append(path)
    for path in ("/actors", "/disputes", "/changes", "/review/agreement", "/review/differences", "/review/gold.jsonl",
                 "/review/agreement.csv", "/api/v1/reviews", "/api/v1/entries", "/network", "/watch", "/review/unread",
                 "/api/v1/reviews/differences", "/api/v1/disputes", "/api/v1/actors", "/api/v1/reviews/unread",
                 f"/spans/base/{added}", f"/api/v1/spans/base/{added}", "/api/v1/events?least=1",
                 "/cite.bib?of=/network", f"/cite.bib?of=/actors/{SECRET}", f"/api/v1/cite?address=/spans/base/{added}",
                 "/pictures/network.svg", "/api/v1/pictures/network"):  # fmt: skip
        assert path in shut, path
    for path in ("/claims", "/reports", f"/reports/{REPORT.id}", f"/claims/{TOLD[1].id}", "/search", "/review",
                 "/claims.csv", "/api/v1/claims", f"/api/v1/claims/{TOLD[0].id}", "/api/v1/search?q=brigade",
                 f"/cite.ris?of=/claims/{TOLD[1].id}", "/api/v1/cite?address=/claims", "/api/v1/jobs"):  # fmt: skip
        assert path in open_, path
    told = [path for path in paths if SECRET in one.get(path).text and SECRET not in path]
    assert len(told) > 20, "the test would see it: the first reader is told on many of these"


def test_claims_in_hand_are_as_they_were_read(coding: Any) -> None:
    _, _, other, added = coding
    record = other.get(f"/api/v1/claims/{TOLD[1].id}").json()
    assert record["agent"] == ["Fajr al-Wadi"] and record["place"] is None
    assert other.get(f"/api/v1/claims/{TOLD[0].id}").status_code == 200, "a rejected one is there"
    claims = other.get(f"/api/v1/reports/{REPORT.id}").json()["claims"]
    assert sorted(claim["id"] for claim in claims) == sorted(claim.id for claim in TOLD)
    assert other.get(f"/claims/{added}").status_code == 404 == other.get(f"/api/v1/claims/{added}").status_code
    assert "there is no claim" in other.get(f"/claims/{added}").text
    assert all(claim.id in other.page(f"/reports/{REPORT.id}") for claim in TOLD)
    ids = [json.loads(line)["report_id"] for line in other.page("/claims.jsonl").splitlines()]
    assert ids and REPORT.id not in ids and "that you code blind are left out" in other.page("/claims")
    same = [other.get(f"/api/v1/claims?actor={name}").json() for name in (f"{SECRET}+Men", "Nobody+Ever")]
    assert same[0] == same[1], "a name that a correction gives is as unknown as one that nobody gives"


def test_search_and_citations_leave_out_what_others_decided(coding: Any) -> None:
    _, one, other, added = coding
    seen, hidden = (who.get("/api/v1/search?q=zarzor").json() for who in (one, other))
    assert [each["name"] for each in seen["actors"]] == [f"{SECRET} Men"] and hidden["actors"] == []
    seen, hidden = (who.get("/api/v1/search?q=brigade").json() for who in (one, other))
    schemas.Found.model_validate(hidden)
    assert REPORT.id in {claim["report_id"] for claim in seen["claims"]} and hidden["total_claims"] == 0
    assert REPORT.id in [report["id"] for report in hidden["reports"]], "the report is found by its own words"
    page = other.page("/search?q=brigade")
    assert "that you code blind, are left out" in page and f"{SECRET} Men" not in other.page("/search?q=zarzor")
    assert f"{SECRET} Men" in one.page("/search?q=zarzor")
    for path in (f"/cite.bib?of=/claims/{added}", f"/api/v1/cite?address=/claims/{added}"):
        assert (one.get(path).status_code, other.get(path).status_code) == (200, 404)
    cited = other.page(f"/claims/{TOLD[1].id}")
    assert f"of={quote(f'/claims/{TOLD[1].id}', safe='')}" in cited, "what is shown is cited, and the files are open"
    assert other.get(f"/cite.bib?of=/claims/{TOLD[1].id}").status_code == 200


def test_decisions_go_to_the_round_in_hand_alone(coding: Any, url: str) -> None:
    _, _, other, _ = coding
    refused = other.send(f"/review/{TOLD[0].id}/accept", on="/review")
    assert refused.status_code == 409 and "in the round" in refused.text
    assert other.send(f"/review/{TOLD[0].id}/accept", on="/review", round="third").status_code == 409
    head = {"X-CSRF-Token": other.token("/review")}
    form = {"claim": TOLD[0].id, "decision": "accepted"}
    assert other.client.post("/api/v1/reviews", data=form, headers=head).status_code == 409
    made = other.client.post("/api/v1/reviews", data=form | {"round": "second"}, headers=head)
    assert made.status_code == 201
    at = {"in": REPORT.id, "at": "0", "type": "base", "agent": "Karim", "words": "Only 20 men"}
    assert other.send("/review/add", on="/review", **at).status_code == 200
    with Ledger(url) as ledger:
        assert {r.round for r in ledger.reviews(who="second")} == {"second"}
        mine = next(r.claim for r in ledger.reviews(who="second") if r.decision == "added")
    assert mine in other.page(f"/reports/{REPORT.id}") and other.get(f"/claims/{mine}").status_code == 200
    assert other.send("/review/undo", on="/review", round="second").status_code == 200


def test_all_is_open_once_the_round_ends_and_it_is_not_coded_again(coding: Any) -> None:
    _, one, other, added = coding
    for claim in TOLD:
        send(other, claim.id, "accept", round="second")
    assert other.get("/actors").status_code == 403, "not even once all is coded, until it is ended"
    ended = other.send("/review/blind", on="/review", what="end", round="second")
    assert ended.status_code == 200 and "reviewer, first and second, second" in ended.text
    assert SECRET in other.page(f"/claims/{TOLD[1].id}") and SECRET in other.page("/actors")
    assert other.get(f"/claims/{added}").status_code == 200
    refused = other.send("/review/undo", on="/review", round="second")
    assert refused.status_code == 400, "what was coded blind stays as it was"
    assert other.send(f"/review/{TOLD[0].id}/reject", on="/review", round="second").status_code == 409
    again = other.send("/review/blind", on="/review", what="begin", round="second")
    assert again.status_code == 400 and "nothing is there to code blind" in again.text
    schemas.AgreementRows.model_validate(one.get("/api/v1/reviews/agreement").json())
    rows = one.page("/review/agreement.csv").splitlines()
    assert "reviewer,first,second,second,is a claim,4,2,2," in next(row for row in rows if "is a claim" in row)


def test_others_see_all_while_one_codes_blind(coding: Any) -> None:
    made, one, _, _ = coding
    assert SECRET in one.page("/actors") and "second codes 1 report blind now" in one.page("/review/agreement")
    assert [row for row in made.state.desk.store.noted(limit=5) if row["what"] == "blind round begun"]


def test_one_round_at_a_time_and_no_first_one(coding: Any) -> None:
    _, one, other, _ = coding
    assert (
        "the round &#39;second&#39; goes on"
        in other.send("/review/blind", on="/review", what="begin", round="third").text
    )
    for round in ("first", "settled", ""):
        assert one.send("/review/blind", on="/review", what="begin", round=round).status_code == 400
    assert one.send("/review/blind", on="/review", what="stop").status_code == 400


def test_the_api_begins_and_ends(people: Any) -> None:  # noqa: F811
    _, one, other, _ = people
    send(one, TOLD[0].id, "reject")
    head = {"X-CSRF-Token": other.token("/review")}
    assert other.get("/api/v1/reviews/next?round=second").status_code == 409
    begun = other.client.post("/api/v1/reviews/blind", data={"what": "begin", "round": "second"}, headers=head)
    assert (begun.status_code, begun.json()) == (201, {"reports": 1})
    assert other.get("/api/v1/reviews/next?round=second").json()["claim"]["id"] == TOLD[0].id
    assert other.get("/api/v1/actors").json()["error"]["code"] == "blind"
    schemas.BlindReports.model_validate(begun.json())
    ended = other.client.post("/api/v1/reviews/blind", data={"what": "end"}, headers=head)
    assert ended.json() == {"reports": 1} and other.get("/api/v1/actors").status_code == 200


def test_what_is_not_named_is_shut() -> None:
    assert not any(may_open(path, "GET") for path in ("/new-page", "/claims/x/y", "/review/x", "/api/v1/reviews", "//"))
    assert may_open("/api/v1/reviews", "POST") and may_open("/", "GET")
