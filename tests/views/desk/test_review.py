"""Reviewing: the queue, each decision, two people at once, the blind round, settling, exports."""

from __future__ import annotations

import json
import re
import threading
from typing import Any

import pytest
from cli_tools import shield
from desks import HELD, PASSWORD, Browser, add_users, browser, desk, protected_report
from invented import make_claim, make_report

from oathbook.ledger import Ledger
from oathbook.records import SETTLED, Claim
from oathbook.views.desk.accounts import Accounts
from oathbook.views.desk.store import Store
from oathbook.views.reviews.order import Weighed, order


def shown(page: str) -> str:
    """The id of the claim that a review page shows; empty where it shows none."""
    found = re.search(r'action="/review/(\w+)/accept"', page)
    return found[1] if found else ""


def send(window: Browser, claim: str, what: str, **form: str) -> Any:
    """Decide, and follow to the next page."""
    return window.send(f"/review/{claim}/{what}", on="/review", **form)


@pytest.fixture
def claims(url: str) -> dict[str, Claim]:
    """The claims of the ledger by id."""
    with Ledger(url) as ledger:
        return {claim.id: claim for claim in ledger.claims()}


@pytest.fixture
def people(url: str) -> tuple[Any, Browser, Browser, Browser]:
    """A desk with two reviewers and an editor, signed in."""
    add_users(url)
    store = Store(url)
    Accounts(store).add("second", "reviewer", PASSWORD, who="test")
    store.close()
    made = desk(url)
    windows = [browser(made) for _ in range(3)]
    for window, name in zip(windows, ("reviewer", "second", "editor"), strict=True):
        assert window.sign_in(name).status_code == 303
    return made, windows[0], windows[1], windows[2]


def weighed(id: str, **fields: Any) -> Weighed:
    values: dict[str, Any] = {"type": "hold", "status": "actual", "score": 0.5, "agent": {"lions"}, "object": set()}
    values |= fields
    values |= {key: frozenset(values[key]) for key in ("agent", "object")}
    return Weighed(id, **values)


def test_what_matters_most_comes_first() -> None:
    assert list(order([weighed("a", score=0.9), weighed("b", score=0.2), weighed("c", score=0.5)])) == ["b", "c", "a"]
    disputed = order([weighed("a"), weighed("b", status="denied"), weighed("c", agent={"hawks"})])
    assert list(disputed) == ["a", "b", "c"] and disputed["a"].disputed and not disputed["c"].disputed
    reach = order([weighed("a", agent={"hawks"}), *(weighed(f"b{n}", object={f"x{n}"}) for n in range(3))])
    assert list(reach)[-1] == "a" and reach["b0"].reach == 3 and reach["b0"].weight == pytest.approx(1.0)
    told = order([weighed("a", type="kill"), weighed("b")])
    assert told["a"].reach == 0 and told["b"].reach == 1
    assert order([]) == {} and order([weighed("a", agent=set())])["a"].weight == 0.5


def test_the_queue_runs_through_every_claim_once(ada: Browser, claims: dict[str, Claim]) -> None:
    seen, page = [], ada.page("/review")
    while id := shown(page):
        seen.append(id)
        what = ("accept", "reject", "unsure")[len(seen) % 3]
        page = send(ada, id, what).text
    assert sorted(seen) == sorted(claims)
    assert "Nothing is left here" in page
    scores = [claims[id].score for id in seen]
    assert scores[0] <= scores[-1]


def test_the_paragraph_stands_there_with_its_words_marked(ada: Browser, claims: dict[str, Claim]) -> None:
    for claim in claims.values():
        page = ada.page(f"/review?claim={claim.id}")
        quoted = re.search(r"<blockquote.*?</blockquote>", page, re.DOTALL)
        assert quoted and quoted[0].count("<mark>") >= 1
        assert all(f'data-do="{what}"' in page for what in ("accept", "correct", "reject", "unsure", "skip"))


def test_a_decision_is_kept_with_who_and_why_and_can_be_taken_back(
    ada: Browser, url: str, claims: dict[str, Claim]
) -> None:
    id = shown(ada.page("/review"))
    page = send(ada, id, "reject", why="it says nothing of the kind").text
    assert "Rejected" in page and "/review/undo" in page and shown(page) != id
    with Ledger(url) as ledger:
        (kept,) = ledger.reviews()
        assert (kept.claim, kept.decision, kept.who, kept.why) == (id, "rejected", "Ada", "it says nothing of the kind")
        assert id not in {claim.id for claim in ledger.claims()}
    assert ada.get(f"/api/v1/claims/{id}").status_code == 404
    assert "Ada rejected it on" in ada.page(f"/claims/{id}")
    assert ada.get("/api/v1/claims").json()["total"] == len(claims) - 1, "the index follows"
    page = ada.send("/review/undo", on="/review").text
    assert shown(page) == id and "Taken back" in page
    assert ada.get("/api/v1/claims").json()["total"] == len(claims)
    assert ada.send("/review/undo", on="/review").status_code == 400
    assert [row for row in ada.page("/audit").splitlines() if "review rejected" in row]


def test_a_correction_by_the_form(ada: Browser, url: str) -> None:
    report, told = shield()
    claim = told[1]
    same = {"type": claim.type, "agent": "Fajr al-Wadi", "words": claim.evidence}
    right = {
        **same, "type": "belong", "object": "the Northern Shield\nThe River Lions", "place": "Arda", "from": "2015",
        "to": "2015-03", "status": "possible", "source": "the Northern Shield", "value": "1,200", "of": "men",
        "words": "The brigade has  250 fighters under karim",
    }  # fmt: skip
    assert "Corrected" in send(ada, claim.id, "correct", **right).text
    with Ledger(url) as ledger:
        (kept,) = ledger.reviews()
        start = report.text.index("The brigade has")
        assert kept.corrections == {
            "type": "belong", "object": ["the Northern Shield", "The River Lions"], "place": "Arda",
            "when": ["2015-01-01", "2015-03-31"], "status": "possible", "source": "the Northern Shield",
            "quantity": {"value": 1200, "of": "men"},
            "span": [start, start + len("The brigade has 250 fighters under Karim")],
        }  # fmt: skip
    page = ada.page(f"/claims/{claim.id}")
    assert "As it was read" in page and "The River Lions" in page and "has 250 fighters" in page
    assert claim.id in ada.page("/claims?actor=The+River+Lions") and claim.id in ada.page("/claims?type=belong")
    assert claim.id not in ada.page("/claims?type=strength")
    assert ada.get("/api/v1/claims", params={"q": "arda"}).json()["total"] == 1


def test_words_that_were_selected(ada: Browser, url: str) -> None:
    report, told = shield()
    start = report.text.index("250")
    send(ada, told[1].id, "correct", start=str(start), end=str(start + 3), words="250")
    with Ledger(url) as ledger:
        assert ledger.claim(told[1].id).evidence == "250"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "nothing is changed in the form"), ({"from": "soon"}, "is no date"),
        ({"value": "many"}, "no whole number"),
        ({"words": "words of nowhere"}, "does not stand in the claim"), ({"words": " "}, "they are empty"),
        ({"from": "2015", "to": "2014"}, "cannot begin on"), ({"start": "0", "end": "3"}, "own paragraph"),
        ({"type": "eat"}, "is not right"), ({"source": " "}, "is not right"),
        ({"start": "x", "end": "3"}, "no whole number"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_read_comes_back_as_it_was_filled_in(
    ada: Browser, url: str, form: dict[str, str], said: str
) -> None:
    claim = shield()[1][1]
    answer = send(ada, claim.id, "correct", **({"place": "Arda"} if form else {}), **form)
    assert answer.status_code == 400 and said in answer.text.replace("&#39;", "'")
    assert shown(answer.text) == claim.id and (not form or 'value="Arda"' in answer.text)
    with Ledger(url) as ledger:
        assert not list(ledger.reviews())


def test_skipping_keeps_nothing_and_comes_later(ada: Browser, url: str, claims: dict[str, Claim]) -> None:
    first = shown(ada.page("/review"))
    page = send(ada, first, "skip").text
    assert shown(page) not in ("", first)
    with Ledger(url) as ledger:
        assert not list(ledger.reviews())
    assert send(ada, first, "like").status_code == 404


def test_one_report_alone_in_the_order_of_its_text(ada: Browser) -> None:
    report, told = shield()
    page, seen = ada.page(f"/review?report={report.id[:8]}"), []
    while id := shown(page):
        seen.append(id)
        page = send(ada, id, "accept", report=report.id).text
    assert seen == [claim.id for claim in sorted(told, key=lambda claim: claim.start)]


def test_keys_are_shown_and_chosen(ada: Browser) -> None:
    assert 'aria-keyshortcuts="a"' in ada.page("/review") and "<kbd" in ada.page("/review")
    ada.send("/review/keys", on="/review", accept="1", correct="2", reject="3", unsure="4", skip="", undo="z")
    page = ada.page("/review")
    assert 'aria-keyshortcuts="1"' in page and 'aria-keyshortcuts="a"' not in page
    assert ada.send("/review/keys", on="/review", accept="1", reject="1").status_code == 400
    assert ada.send("/review/keys", on="/review", accept="ab").status_code == 400


def test_two_reviewers_have_different_claims_in_hand(people: Any) -> None:
    _, one, other, _ = people
    mine, theirs = shown(one.page("/review")), shown(other.page("/review"))
    assert mine and theirs and mine != theirs
    assert shown(one.page("/review")) == mine, "it stays in hand"


def test_a_second_decision_is_kept_beside_the_first_and_said(people: Any, url: str) -> None:
    _, one, other, editor = people
    id = shown(one.page("/review"))
    other.page(f"/review?claim={id}")
    assert "Somebody else" not in send(one, id, "accept").text
    assert "Somebody else decided it" in send(other, id, "reject", seen="0").text
    with Ledger(url) as ledger:
        assert [(r.who, r.decision) for r in ledger.reviews()] == [("reviewer", "accepted"), ("second", "rejected")]
        assert id in {claim.id for claim in ledger.claims()}, "they differ: it stays as it was read"
    assert "accepted</b> by reviewer" in editor.page(f"/review?claim={id}")
    page = editor.page("/review/differences")
    assert id in page and "As it was read" in page
    number = re.search(rf"/review/{id}/settle/(\d+)", page)
    assert number
    assert other.send(f"/review/{id}/settle/{number[1]}").status_code == 403, "it takes an editor"
    editor.send(f"/review/{id}/settle/{number[1]}", why="looked it up")
    with Ledger(url) as ledger:
        last = list(ledger.reviews())[-1]
        assert (last.round, last.decision, last.who, last.why) == (SETTLED, "rejected", "editor", "looked it up")
        assert id not in {claim.id for claim in ledger.claims()}
    assert id not in editor.page("/review/differences") and id in editor.page("/review/differences?show=settled")
    editor.send(f"/review/{id}/settle/undo")
    assert id in editor.page("/review/differences")


def test_two_at_once_lose_no_decision(people: Any, url: str) -> None:
    made, one, other, _ = people
    with Ledger(url) as ledger:
        for number in range(12):
            report = make_report(f"more{number}")
            ledger.append(report, [make_claim(report)], reader="reader-1")
    made.state.desk.index.catch_up()
    sent: dict[str, list[str]] = {"reviewer": [], "second": []}
    wrong: list[Any] = []

    def work(window: Browser, who: str) -> None:
        page = window.page("/review")
        while (id := shown(page)) and len(sent[who]) < 8:
            sent[who].append(id)
            answer = send(window, id, ("accept", "reject")[len(sent[who]) % 2])
            if answer.status_code != 200:
                wrong.append(answer.text)
                return
            page = answer.text

    threads = [threading.Thread(target=work, args=pair) for pair in ((one, "reviewer"), (other, "second"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == [] and all(len(ids) == 8 for ids in sent.values())
    with Ledger(url) as ledger:
        kept = {who: [review.claim for review in ledger.reviews(who=who)] for who in sent}
    assert kept == sent
    assert not set(sent["reviewer"]) & set(sent["second"]), "nobody did the work of the other"


def test_a_blind_second_reading(people: Any, url: str) -> None:
    _, one, other, editor = people
    report, told = shield()
    for claim, what in zip(told, ("accept", "reject", "correct"), strict=True):
        send(one, claim.id, what, **({"status": "possible"} if what == "correct" else {}))
    assert "code 3 claims of others blind" in other.page("/review")
    assert shown(other.page("/review?round=second")) == "", "not before it is begun"
    assert other.send(f"/review/{told[0].id}/accept", on="/review", round="second").status_code == 409
    page = other.send("/review/blind", on="/review", what="begin", round="second").text
    seen = []
    while id := shown(page):
        seen.append(id)
        assert "by reviewer" not in page and "Decided before" not in page
        assert "possible" not in re.sub(r"<select.*?</select>", "", page, flags=re.DOTALL), "as it was read"
        page = send(other, id, "accept", round="second").text
    assert seen == [claim.id for claim in sorted(told, key=lambda claim: claim.start)]
    assert "You have coded all of this round" in page
    other.send("/review/blind", on="/review", what="end", round="second")
    begun = one.send("/review/blind", on="/review", what="begin", round="second")
    assert begun.status_code == 400 and "nothing is there to code blind" in begun.text, "nobody codes his own again"
    with Ledger(url) as ledger:
        assert len(list(ledger.claims(report=report.id))) == 2, "the blind round changes no answer"
    page = editor.page("/review/agreement")
    assert "reviewer, first and second, second" in page
    lines = editor.page("/review/agreement.csv").splitlines()
    assert lines[0].startswith("one,one_round,other,other_round,field,claims,agreed,differ")
    assert "reviewer,first,second,second,is a claim,3,2,1,0.6667,0.0,0.0" in lines
    assert "reviewer,first,second,second,status,2,1,1,0.5,0.3333,0.4" in lines
    rows = editor.get("/api/v1/reviews/agreement").json()["agreement"]
    assert rows[0]["field"] == "is a claim" and rows[0]["agreed"] == 2
    told_apart = editor.get("/api/v1/reviews/differences").json()["differences"]
    assert [each["fields"] for each in told_apart] == [["is a claim"], ["status"]]


def test_gold_and_marks_as_files(ada: Browser) -> None:
    for claim in shield()[1]:
        send(ada, claim.id, "accept")
    (gold,) = map(json.loads, ada.page("/review/gold.jsonl?complete=yes").splitlines())
    assert gold["report"] == "shield" and len(gold["claims"]) == 3
    (marks,) = map(json.loads, ada.page("/review/marks.jsonl").splitlines())
    assert marks["id"] == "shield" and [claim["type"] for claim in marks["claims"]]


def test_protected_names_are_in_no_page_or_export(people: Any, url: str) -> None:
    _, one, _, editor = people
    _, (claim,) = protected_report()
    page = one.page(f"/review?claim={claim.id}")
    assert HELD not in page and "Bakkour" not in page and "protected source" in page
    answer = send(one, claim.id, "correct", source="Somebody protected source")
    assert answer.status_code == 400 and "an editor who sees it can correct it" in answer.text
    send(one, claim.id, "correct", source="protected source", place="Arda")
    with Ledger(url) as ledger:
        assert next(ledger.reviews()).corrections == {"place": "Arda"}
    editor.send("/protected-names", on="/", show="yes", then="/")
    send(editor, claim.id, "correct", agent="Lions\nNasir Bakkour", why=f"{HELD} himself")
    for path in ("/review/gold.jsonl", "/review/marks.jsonl", f"/claims/{claim.id}", f"/review?claim={claim.id}",
                 "/api/v1/reviews", "/review/differences", "/api/v1/reviews/differences"):  # fmt: skip
        assert "Bakkour" not in one.page(path), path
    assert "Bakkour" in editor.page("/review/differences")


def test_readers_review_nothing(shared_app: Any, url: str) -> None:
    window = browser(shared_app)
    window.sign_in("reader")
    claim = shield()[1][0]
    assert window.get("/review").status_code == 403 and 'href="/review"' not in window.page("/")
    for path in ("/review/agreement", "/review/differences", "/api/v1/reviews/next"):
        assert window.get(path).status_code == 403
    assert window.send(f"/review/{claim.id}/accept").status_code == 403
    with Ledger(url) as ledger:
        assert not list(ledger.reviews())


def test_the_api(ada: Browser, url: str) -> None:
    told = ada.get("/api/v1/reviews/next").json()
    id = told["claim"]["id"]
    assert id == shown(ada.page("/review")) and told["reasons"]["weight"] > 0
    head = {"X-CSRF-Token": ada.token("/review")}
    made = ada.client.post("/api/v1/reviews", data={"claim": id, "decision": "corrected",
                           "corrections": '{"status": "planned"}'}, headers=head)  # fmt: skip
    assert made.status_code == 201 and made.json()["corrections"] == {"status": "planned"}
    assert ada.get(f"/api/v1/claims/{id}").json()["status"] == "planned"
    assert ada.get("/api/v1/reviews", params={"claim": id}).json()["reviews"] == [made.json()]
    for form, status, code in (
        ({"claim": id, "decision": "liked"}, 400, "not_allowed"), ({"claim": "ffff"}, 404, "unknown"),
        ({"claim": id, "decision": "corrected", "corrections": "[1"}, 400, "not_allowed"),
        ({"claim": id, "decision": "corrected", "corrections": '{"type": "eat"}'}, 400, "not_allowed"),
    ):  # fmt: skip
        answer = ada.client.post("/api/v1/reviews", data=form, headers=head)
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert ada.client.post("/api/v1/reviews", data={"claim": id, "decision": "accepted"}).status_code == 403


def test_odd_addresses_are_refused_in_one_line(ada: Browser) -> None:
    for path, status in (
        ("/review?claim=zzzz", 404), ("/review?report=zzzzzz", 404), (f"/review?round={'x' * 41}", 400),
        ("/review?done=99999999999999", 200), ("/review?done=5", 200), ("/review/differences?page=0", 400),
        ("/review/silver.jsonl", 400), ("/review/differences?show=x", 400),
    ):  # fmt: skip
        assert ada.get(path).status_code == status, path
