"""Claims that the reader missed, added at the desk; claims that are no longer read; the form they share."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from cli_tools import shield
from desks import HELD, Browser, browser, protected_report
from test_review import people, send, shown  # noqa: F401 (a fixture)

from oathbook.ledger import Ledger
from oathbook.records import content_id
from oathbook.views.desk.api import schemas

REPORT, TOLD = shield()
AT = str(REPORT.text.index("The brigade"))
LEADS = {"type": "lead", "agent": "Karim", "object": "The brigade", "words": "The brigade has 250 fighters under Karim"}


def add(window: Browser, **form: str) -> Any:
    """Send the form for the second paragraph of the report."""
    at = form.pop("at", AT)
    given = {"in": REPORT.id, "at": at, "back": "report", **form}
    return window.send("/review/add", on=f"/review/add?in={REPORT.id}&at={at}", **given)


def test_the_way_to_add_a_claim_is_on_the_review_and_on_the_report(ada: Browser) -> None:
    page = ada.page("/review")
    assert 'aria-keyshortcuts="m"' in page and "/review/add?claim=" in page
    report = ada.page(f"/reports/{REPORT.id}")
    assert f"/review/add?in={REPORT.id}&amp;at={AT}" in report and report.count("Add a claim here") == 2
    form = ada.page(f"/review/add?claim={TOLD[1].id}")
    assert "has 250 fighters" in form and "Read there already" in form
    assert "Only 20 men" not in re.sub(r"<datalist.*</datalist>", "", form, flags=re.DOTALL), "the paragraph alone"


def test_an_added_claim_is_an_entry_and_stands_everywhere_marked(ada: Browser, url: str) -> None:
    answer = add(ada, **LEADS, why="under Karim")
    assert answer.status_code == 200 and "added by a person" in answer.text and str(answer.url).rpartition("#")[2]
    with Ledger(url) as ledger:
        (kept,) = ledger.reviews()
        assert (kept.decision, kept.who, kept.why, kept.round) == ("added", "Ada", "under Karim", "first")
        start = REPORT.text.index("The brigade")
        assert kept.corrections["span"] == [start, start + len(LEADS["words"])]
        entry = list(ledger.entries(report=REPORT.id))[-1]
        assert (entry.who, entry.why) == ("Ada", f"claim {kept.claim} is added")
    id = kept.claim
    assert id in ada.page("/claims?type=lead") and "added by a person" in ada.page("/claims?type=lead")
    assert id in ada.page("/search?q=brigade") and "added</b> by Ada" in ada.page(f"/claims/{id}")
    record = ada.get(f"/api/v1/claims/{id}").json()
    assert (record["rule"], record["score"], record["agent"]) == ("added by a person", 1.0, ["Karim"])
    assert id in ada.page("/claims.jsonl") and id in ada.page("/claims.csv")
    assert ada.page("/audit").count("claim added") == 1
    (gold,) = map(json.loads, ada.page("/review/gold.jsonl").splitlines())
    assert [claim["evidence"] for claim in gold["claims"]] == [LEADS["words"]]
    (marks,) = map(json.loads, ada.page("/review/marks.jsonl").splitlines())
    assert [claim["type"] for claim in marks["claims"]] == ["lead"]


def test_it_is_taken_back_with_undo(ada: Browser) -> None:
    page = ada.send("/review/add", on="/review", **{"in": REPORT.id}, at=AT, back="review", **LEADS).text
    assert "<b>Added</b>" in page and "/review/undo" in page
    assert ada.get("/api/v1/claims?type=lead").json()["total"] == 3
    assert "Taken back: <b>added</b>" in ada.send("/review/undo", on="/review").text
    assert ada.get("/api/v1/claims?type=lead").json()["total"] == 2


def test_a_correction_of_ones_own_is_taken_back_before_the_claim(ada: Browser, url: str) -> None:
    add(ada, **LEADS)
    with Ledger(url) as ledger:
        id = next(ledger.reviews()).claim
    assert send(ada, id, "correct", status="possible").status_code == 200
    for left in ("actual", None):
        ada.send("/review/undo", on="/review")
        with Ledger(url) as ledger:
            assert [c.status for c in ledger.claims() if c.id == id] == ([left] if left else [])


@pytest.mark.parametrize(
    ("form", "field", "said"),
    [
        ({"type": ""}, "type", "type: choose what is claimed"),
        ({"words": ""}, "span", "words: select the words of the report"),
        ({"words": "words of nowhere"}, "span", "does not stand in the claim's paragraph"),
        ({"from": "soon"}, "when", "is no date"),
        ({"from": "2015", "to": "2014"}, "when", "cannot begin on"),
        ({"value": "many"}, "quantity", "no whole number"),
        ({"agent": "", "object": "", "place": ""}, "agent", "a claim is about somebody"),
        ({"start": "0", "end": "3"}, "span", "own paragraph"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
    ada: Browser, url: str, form: dict[str, str], field: str, said: str
) -> None:
    typed = {**LEADS, "place": "Arda", "of": "men", "why": "because", **form}
    answer = add(ada, **typed)
    page = unescape(answer.text)
    beside = re.search(rf'<span class="wrong" id="w-{field}">([^<]*)</span>', page)
    assert answer.status_code == 400 and beside and said in beside[1]
    assert (
        page.count('class="wrong" id=') == 1
        and 'aria-invalid="true"' in page
        and f'aria-describedby="w-{field}' in page
    )
    for value in (
        *filter(None, [typed["place"]]),
        "men",
        "because",
        *filter(None, (typed.get("from"), typed.get("value"))),
    ):
        assert f'value="{value}"' in page, value
    if typed["agent"]:
        assert 'value="Karim"' in page
    with Ledger(url) as ledger:
        assert not list(ledger.reviews())


def test_several_fields_that_are_wrong_are_all_said(ada: Browser) -> None:
    answer = send(ada, TOLD[1].id, "correct", **{"from": "soon", "value": "many", "why": "look", "place": "Arda"})
    assert answer.status_code == 400 and answer.text.count('class="wrong" id=') == 2
    assert (
        'value="look"' in answer.text and 'value="soon"' in answer.text and "nothing you wrote is lost" in answer.text
    )


def test_roles_and_sources_and_days_are_offered(ada: Browser) -> None:
    page = ada.page(f"/review?claim={TOLD[1].id}")
    lists = dict(re.findall(r'<datalist id="offered-(\w+)">(.*?)</datalist>', page, re.DOTALL))
    names = re.findall(r'value="([^"]+)"', lists["names"])
    assert names[0] == "Karim" and "Fajr al-Wadi" in names and "the Northern Shield" in names
    assert lists["sources"].index("unnamed") < lists["sources"].index("the Northern Shield")
    published = str(REPORT.published)
    assert f'data-from="{published}" data-to="{published}"' in page and f'data-from="{published[:7]}"' in page
    assert 'list="offered-names"' in page and page.count('type="date"') == 2


def test_names_are_read_from_several_fields(ada: Browser, url: str) -> None:
    data = {"csrf": ada.token(), "agent": ["Karim", "", "The brigade"], "object": ["", "Fajr al-Wadi"]}
    assert ada.client.post(f"/review/{TOLD[1].id}/correct", data=data).status_code == 200
    with Ledger(url) as ledger:
        assert ledger.claim(TOLD[1].id).agent == ("Karim", "The brigade")


def test_protected_names_are_not_offered_and_not_found_by_guessing(people: Any, url: str) -> None:  # noqa: F811
    _, one, _, editor = people
    report, (claim,) = protected_report()
    path = f"/review/add?claim={claim.id}"
    assert "Bakkour" not in one.page(path) and "protected source" in one.page(path)
    assert HELD in editor.send("/protected-names", on="/", show="yes", then=path).text
    form = {"in": report.id, "at": "0", "type": "lead", "agent": "Lions"}
    guess = one.send("/review/add", on="/review", words=f"{HELD} said the Lions", **form)
    assert guess.status_code == 400 and "does not stand in" in guess.text
    fits = one.send("/review/add", on="/review", words="the Lions left the Tigers", source="protected source", **form)
    assert fits.status_code == 400 and "an editor who sees it can correct it" in fits.text


def test_readers_add_nothing(shared_app: Any) -> None:
    window = browser(shared_app)
    window.sign_in("reader")
    assert window.get(f"/review/add?in={REPORT.id}").status_code == 403
    assert "Add a claim here" not in window.page(f"/reports/{REPORT.id}")
    assert window.get("/review/unread").status_code == 403
    assert window.send("/review/add", on="/", **{"in": REPORT.id}, **LEADS).status_code == 403


def test_the_api_adds(ada: Browser) -> None:
    head = {"X-CSRF-Token": ada.token("/review")}
    values = {"type": "lead", "agent": ["Karim"], "object": ["Fajr al-Wadi"], "span": [int(AT), int(AT) + 11]}
    form = {"report": "shield", "values": json.dumps(values), "why": "seen"}
    made = ada.client.post("/api/v1/reviews/added", data=form, headers=head)
    assert made.status_code == 201 and made.json()["decision"] == "added"
    schemas.Review.model_validate(made.json())
    assert ada.get(f"/api/v1/claims/{made.json()['claim']}").json()["evidence"] == "The brigade"
    for wrong in ({"values": "{}"}, {"values": "[1"}, {"values": json.dumps(values | {"type": "eat"})}):
        assert ada.client.post("/api/v1/reviews/added", data=form | wrong, headers=head).status_code == 400
    assert ada.client.post("/api/v1/reviews/added", data=form).status_code == 403


def test_what_is_carried_on_fits_what_openapi_says(ada: Browser, url: str) -> None:
    send(ada, TOLD[0].id, "correct", status="possible")
    left = replace(TOLD[0], reader="reader-2")
    with Ledger(url) as ledger:
        ledger.append(REPORT, [replace(left, id=content_id(left.as_json()))], reader="reader-2")
    reviews, entries = ada.get("/api/v1/reviews").json(), ada.get(f"/api/v1/entries?report={REPORT.id}").json()
    schemas.Reviews.model_validate(reviews)
    schemas.Entries.model_validate(entries)
    assert [review.get("carried") for review in reviews["reviews"]] == [None, 1]
    assert "carried" in {entry["what"] for entry in entries["entries"]}


def test_claims_that_are_no_longer_read_are_shown_for_decision(ada: Browser, url: str) -> None:
    send(ada, TOLD[1].id, "accept")
    send(ada, TOLD[2].id, "correct", status="possible")
    assert "no longer read" not in ada.page("/review")
    left = replace(TOLD[0], reader="reader-2")
    with Ledger(url) as ledger:
        ledger.append(REPORT, [replace(left, id=content_id(left.as_json()))], reader="reader-2")
    assert "2 claims no longer read" in ada.page("/review")
    page = ada.page("/review/unread")
    assert page.count(">stands in answers<") == 1 and "not found by reader-2" in page
    answer = ada.get("/api/v1/reviews/unread").json()
    schemas.UnreadClaims.model_validate(answer)
    told = answer["unread"]
    assert [(each["outcome"], each["stands"]) for each in told] == [("accepted", False), ("corrected", True)]
    assert ada.send(f"/review/unread/{TOLD[1].id}/keep", on="/review", why="it says so").status_code == 200
    assert ada.send(f"/review/unread/{TOLD[2].id}/drop", on="/review").status_code == 200
    assert "Every claim that people hold right is read" in ada.page("/review/unread")
    with Ledger(url) as ledger:
        assert sorted(claim.type for claim in ledger.claims(report=REPORT.id)) == ["leave", "strength"]
    assert "goes on for it" in ada.page(f"/claims/{TOLD[1].id}") and ada.get("/claims?type=strength").text.count(
        "added by"
    )


def test_keys_that_clash_are_refused_in_a_line_and_what_was_typed_stays(ada: Browser) -> None:
    answer = ada.send("/review/keys", on="/review", accept="1", reject="1", unsure="9")
    page = unescape(answer.text)
    assert answer.status_code == 400 and "the key '1' would do two things, Accept and Reject; give each its own" in page
    assert 'name="unsure" value="9"' in page and 'aria-keyshortcuts="a"' in ada.page("/review")


def test_keys_are_kept_for_the_person_in_every_browser(people: Any) -> None:  # noqa: F811
    made, one, other, _ = people
    one.send("/review/keys", on="/review", accept="m")
    again = browser(made)
    again.sign_in("reviewer")
    page = again.page("/review")
    assert 'data-do="accept" aria-keyshortcuts="m"' in page
    assert 'data-do="accept" aria-keyshortcuts="a"' in other.page("/review")


def test_a_key_that_came_later_gives_way_to_one_that_was_chosen(ada: Browser, app: Any) -> None:
    from sqlalchemy import insert

    from oathbook.views.desk.handing import keys

    with app.state.desk.store.writing() as connection:
        connection.execute(insert(keys), {"who": "Ada", "chosen": json.dumps({"accept": "m", "reject": "x"})})
    held = app.state.desk.handing.keys("Ada")
    assert (held["accept"], held["add"], held["unsure"]) == ("m", "", "u")
    assert shown(ada.page("/review"))
