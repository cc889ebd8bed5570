"""Claims that people added, and reviews carried on to a newer reading of the report."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_claim, make_report

from oathbook.errors import OptionError, UnknownName
from oathbook.ledger import Ledger
from oathbook.ledger.matching import Decided, carried_on, match
from oathbook.ledger.outcomes import field_values, outcome
from oathbook.records import ADDED, SETTLED, Claim, content_id

TEXT = "The Lions pledged allegiance to the Tigers in Emmes.\n\nThe Hawks hold Arda, Salma said.\n"
REPORT = make_report("one", TEXT)
PLEDGE = make_claim(REPORT, "pledge", ["Lions"], ["Tigers"], place="Emmes", end=52, evidence=TEXT[:52], score=0.4)
HOLD = make_claim(REPORT, "hold", ["Hawks"], [], place="Arda", start=54, end=73, source="Salma", evidence=TEXT[54:73])
MISSED: dict[str, Any] = {"type": "lead", "agent": ["Salma"], "object": ["Hawks"], "span": [54, 87]}


def read_by(reader: str, claim: Claim, **changed: Any) -> Claim:
    """The claim as another reader version finds it, with another id."""
    made = replace(claim, reader=reader, score=0.8, **changed)
    return replace(made, id=content_id([made.as_json() | {"id": ""}, reader]))


def filled(url: str) -> Ledger:
    """A ledger with two claims of one report."""
    ledger = Ledger(url)
    ledger.append(REPORT, [PLEDGE, HOLD], reader="reader-1")
    return ledger


def again(ledger: Ledger, *claims: Claim, reader: str = "reader-2") -> None:
    """The report is read anew."""
    assert ledger.append(REPORT, claims, reader=reader)


def answers(ledger: Ledger) -> list[tuple[str, str, str]]:
    """What is answered, in order."""
    return sorted((claim.type, "+".join(claim.agent), claim.place or "") for claim in ledger.claims())


def test_an_added_claim_stands_in_every_answer_with_who_and_when(url: str) -> None:
    with filled(url) as ledger:
        kept = ledger.add(REPORT.id, MISSED, who="Ada", why="the last clause")
        assert (kept.decision, kept.who, kept.why, kept.report) == ("added", "Ada", "the last clause", REPORT.id)
        claim = ledger.claim(kept.claim)
        assert (claim.type, claim.agent, claim.status, claim.source) == ("lead", ("Salma",), "actual", "report")
        assert (claim.rule, claim.reader, claim.score, claim.evidence) == (ADDED, ADDED, 1.0, TEXT[54:87])
        assert claim.kinds == {"Salma": "group", "Hawks": "group"} and claim.published == REPORT.published
        assert [c.id for c in ledger.about(["Salma"], types=["lead"])] == [claim.id]
        assert (
            [c.id for c in ledger.claims(type="lead")]
            == [claim.id]
            == [c.id for c in ledger.between(["Salma"], ["Hawks"])]
        )
        assert claim.id in {c.id for _, c in ledger.readings_of([REPORT.id])}
        assert claim.id not in {c.id for c in ledger.claims(as_read=True)}
        assert (
            ledger.claim(claim.id[:8], current=False, as_read=True)
            == claim
            == ledger.claims_as_read([claim.id])[claim.id]
        )
        (_, entry) = ledger.entries()
        assert (entry.what, entry.who, entry.why) == ("reviewed", "Ada", f"claim {claim.id} is added")
    with Ledger(url) as ledger:
        assert ledger.claim(kept.claim) == claim


def test_an_added_claim_is_taken_back_and_reviewed_like_others(url: str) -> None:
    with filled(url) as ledger:
        id = ledger.add(REPORT.id, MISSED, who="Ada").claim
        ledger.review(id, "undone", who="Ada")
        assert not list(ledger.claims(type="lead"))
        with pytest.raises(UnknownName, match="took it back"):
            ledger.claim(id)
        assert ledger.claim(id, current=False).type == "lead"
        assert ledger.add(REPORT.id, MISSED, who="Bea").claim == id, "the same content is the same claim"
        ledger.review(id, "corrected", who="Bea", corrections={"status": "possible", "agent": ["Storks"]})
        assert [(c.status, c.agent) for c in ledger.claims(type="lead")] == [("possible", ("Storks",))]
        ledger.review(id, "rejected", who="Ada")
        assert [c.status for c in ledger.claims(type="lead")] == ["actual"], "they differ: it stands as it was added"
        ledger.review(id, "rejected", who="Eve", round=SETTLED)
        assert not list(ledger.claims(type="lead"))
        ledger.review(id, "undone", who="Eve", round=SETTLED)
        ledger.withdraw(REPORT.id, who="Eve", why="forged")
        assert not list(ledger.claims())
        ledger.restore(REPORT.id, who="Eve", why="not forged")
        assert len(list(ledger.claims(type="lead"))) == 1


def test_an_added_claim_of_a_blind_round_stands_nowhere(url: str) -> None:
    with filled(url) as ledger:
        before = ledger.generation()
        kept = ledger.add(REPORT.id, MISSED, who="Bea", round="second")
        assert ledger.generation() == before and not list(ledger.claims(type="lead"))
        assert ledger.claims_as_read([kept.claim])[kept.claim].type == "lead"
        ledger.add(REPORT.id, MISSED, who="Ada")
        assert len(list(ledger.claims(type="lead"))) == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"type": None}, "type: a claim needs it; give one of pledge, "),
        ({"type": "eat"}, "type: 'eat' is not right"),
        ({"span": None}, "span: a claim needs it"),
        ({"span": [5, 4]}, "span: "),
        ({"span": [0, 9_999]}, "span: "),
        ({"agent": [], "object": []}, "agent: a claim is about somebody or some place, and none is given"),
        ({"status": "maybe"}, "status: 'maybe' is not right"),
        ({"colour": "red"}, "'colour' is no field of a claim"),
    ],
)
def test_what_cannot_be_added(url: str, changed: dict[str, Any], said: str) -> None:
    with filled(url) as ledger:
        with pytest.raises(OptionError) as error:
            ledger.add(REPORT.id, MISSED | changed, who="Ada")
        assert said in str(error.value)
        with pytest.raises(UnknownName, match="there is no report 'ffff'"):
            ledger.add("ffff", MISSED, who="Ada")
        with pytest.raises(OptionError, match=f"the claim {HOLD.id} says just that already"):
            ledger.add(REPORT.id, field_values(HOLD), who="Ada")
        with pytest.raises(OptionError, match="added' is not one"):
            ledger.review(HOLD.id, "added", who="Ada")
        assert not list(ledger.reviews())


def test_the_same_claim_of_a_newer_reading_has_the_decisions_silently(url: str) -> None:
    with filled(url) as ledger:
        ledger.review(PLEDGE.id, "rejected", who="Ada", why="no pledge")
        first = ledger.review(HOLD.id, "accepted", who="Bea")
        ledger.review(HOLD.id, "unsure", who="Eve", round="second")
        pledge, hold = (read_by("reader-2", claim) for claim in (PLEDGE, HOLD))
        again(ledger, pledge, hold)
        assert answers(ledger) == [("hold", "Hawks", "Arda")] and ledger.claim(hold.id) == hold
        (accepted, unsure) = ledger.reviews(claim=hold.id)
        assert (accepted.decision, accepted.who, accepted.why) == ("accepted", "Bea", None)
        assert (accepted.at, accepted.carried, unsure.round) == (first.at, first.number, "second")
        (rejected,) = ledger.reviews(claim=pledge.id)
        assert (rejected.decision, rejected.why) == ("rejected", "no pledge")
        assert ledger.goes_on(HOLD.id) == hold.id and ledger.goes_on(hold.id) is None
        with pytest.raises(UnknownName, match=f"the claim {hold.id} goes on for it"):
            ledger.claim(HOLD.id)
        assert not ledger.no_longer_read()


def test_a_like_claim_is_corrected_to_what_people_held_right_with_a_note(url: str) -> None:
    with filled(url) as ledger:
        ledger.review(PLEDGE.id, "corrected", who="Ada", corrections={"status": "planned"}, why="a plan")
        ledger.review(HOLD.id, "accepted", who="Ada")
        pledge = read_by("reader-2", PLEDGE, object=("Tiger Movement",), end=28, evidence=TEXT[:28])
        hold = read_by("reader-2", HOLD, end=66, evidence=TEXT[54:66])
        again(ledger, pledge, hold)
        (kept,) = ledger.reviews(claim=pledge.id)
        assert kept.corrections == {"object": ["Tigers"], "status": "planned"}, "the words are the new ones"
        assert kept.why == "carried from reading 1: a plan"
        (kept,) = ledger.reviews(claim=hold.id)
        assert (kept.decision, kept.why) == ("accepted", "carried from reading 1")
        claim = ledger.claim(pledge.id)
        assert (claim.object, claim.status, claim.end) == (("Tigers",), "planned", 28)
        assert len(list(ledger.claims())) == 2, "the old one does not stand beside the new one"


def test_a_rejected_claim_that_is_read_otherwise_is_open(url: str) -> None:
    with filled(url) as ledger:
        ledger.review(PLEDGE.id, "rejected", who="Ada")
        pledge = read_by("reader-2", PLEDGE, agent=("Storks",))
        again(ledger, pledge)
        assert answers(ledger) == [("pledge", "Storks", "Emmes")] and not list(ledger.reviews(claim=pledge.id))
        assert not ledger.no_longer_read(), "what nobody holds right needs no decision"


def test_what_is_no_longer_read_is_listed_and_a_correction_stands(url: str) -> None:
    with filled(url) as ledger:
        ledger.review(PLEDGE.id, "corrected", who="Ada", corrections={"status": "planned"})
        ledger.review(HOLD.id, "accepted", who="Ada")
        again(ledger)
        assert [(lost.claim.id, lost.stands) for lost in ledger.no_longer_read()] == [
            (PLEDGE.id, True),
            (HOLD.id, False),
        ]
        assert [(c.id, c.status) for c in ledger.claims()] == [(PLEDGE.id, "planned")]
        assert [c.id for c in ledger.about(["Lions"])] == [PLEDGE.id] == [c.id for c in ledger.pending()]
        kept = ledger.keep(HOLD.id, who="Bea", why="it does say so")
        assert [lost.claim.id for lost in ledger.no_longer_read(report=REPORT.id)] == [PLEDGE.id]
        held = ledger.claim(kept.claim)
        assert (held.type, held.source, held.rule) == ("hold", "Salma", ADDED) and ledger.goes_on(HOLD.id) == held.id
        with pytest.raises(OptionError, match="not among those no longer read"):
            ledger.keep(HOLD.id, who="Bea")
        ledger.review(PLEDGE.id, "rejected", who="Ada")
        assert not ledger.no_longer_read() and [c.id for c in ledger.claims()] == [held.id]


def test_an_added_claim_survives_newer_readings_and_stands_once(url: str) -> None:
    with filled(url) as ledger:
        id = ledger.add(REPORT.id, MISSED, who="Ada").claim
        lead = make_claim(
            REPORT, "lead", ["Salma"], ["Hawks"], start=54, end=80, evidence=TEXT[54:80], reader="reader-2"
        )
        again(ledger, lead)
        assert [c.id for c in ledger.claims()] == [id], "what the newer reader finds of it is left out"
        ledger.review(id, "undone", who="Ada")
        assert [c.id for c in ledger.claims()] == [lead.id], "and comes back where it is taken back"
        ledger.add(REPORT.id, MISSED, who="Ada")
        assert [c.id for c in ledger.claims()] == [id]
        again(ledger, reader="reader-3")
        assert [c.id for c in ledger.claims()] == [id] and not ledger.no_longer_read()


def test_what_was_there_when_a_claim_was_added_is_not_taken_for_it(url: str) -> None:
    other = {"type": "pledge", "agent": ["Storks"], "object": ["Tigers"], "span": [0, 52]}
    with filled(url) as ledger:
        id = ledger.add(REPORT.id, other, who="Ada").claim
        same = ledger.add(REPORT.id, other | {"agent": ["Lions"], "status": "planned"}, who="Ada").claim
        assert {PLEDGE.id, id, same} < {claim.id for claim in ledger.claims()}
        pledge = read_by("reader-2", PLEDGE)
        again(ledger, pledge)
        assert {claim.id for claim in ledger.claims()} == {pledge.id, id, same}, "it goes on for itself"
        storks = read_by("reader-3", PLEDGE, agent=("Storks",), end=40)
        again(ledger, pledge_3 := read_by("reader-3", PLEDGE), storks, reader="reader-3")
        assert {claim.id for claim in ledger.claims()} == {pledge_3.id, id, same}


def test_a_claim_nobody_decided_about_is_not_taken_for_one_that_is_no_longer_read(url: str) -> None:
    beside = read_by("reader-1", PLEDGE, agent=("Storks",))
    with Ledger(url) as ledger:
        ledger.append(REPORT, [PLEDGE, beside], reader="reader-1")
        ledger.review(beside.id, "accepted", who="Ada")
        pledge = read_by("reader-2", PLEDGE)
        again(ledger, pledge)
        assert answers(ledger) == [("pledge", "Lions", "Emmes")] and not list(ledger.reviews(claim=pledge.id))
        assert [lost.claim.id for lost in ledger.no_longer_read()] == [beside.id]


def test_a_correction_outlives_the_reading_that_agreed_with_it(url: str) -> None:
    with filled(url) as ledger:
        ledger.review(PLEDGE.id, "corrected", who="Ada", corrections={"type": "join"})
        join = read_by("reader-2", PLEDGE, type="join")
        again(ledger, join)
        (kept,) = ledger.reviews(claim=join.id)
        assert (kept.decision, [c.id for c in ledger.claims()]) == ("accepted", [join.id])
        again(ledger, reader="reader-3")
        assert [(c.id, c.type) for c in ledger.claims()] == [(join.id, "join")]
        assert [lost.stands for lost in ledger.no_longer_read()] == [True]
        later = read_by("reader-4", PLEDGE)
        again(ledger, later, reader="reader-4")
        (kept,) = ledger.reviews(claim=later.id)
        assert kept.corrections == {"type": "join"} and answers(ledger) == [("join", "Lions", "Emmes")]


def test_people_who_differ_differ_of_the_new_claim_too(url: str) -> None:
    with filled(url) as ledger:
        ledger.review(PLEDGE.id, "accepted", who="Ada")
        ledger.review(PLEDGE.id, "rejected", who="Bea")
        pledge = read_by("reader-2", PLEDGE)
        again(ledger, pledge)
        assert outcome(ledger.reviews(claim=pledge.id)).kind == "differ" and answers(ledger)[0][0] == "pledge"


def test_a_decision_about_the_old_claim_goes_on_as_well(url: str) -> None:
    with filled(url) as ledger:
        ledger.review(PLEDGE.id, "accepted", who="Ada")
        pledge = read_by("reader-2", PLEDGE)
        again(ledger, pledge)
        ledger.review(PLEDGE.id, "rejected", who="Ada")
        assert not list(ledger.claims()), "a page that was open before the report was read anew"
        ledger.review(pledge.id, "accepted", who="Ada")
        ledger.review(PLEDGE.id, "rejected", who="Ada")
        assert [c.id for c in ledger.claims()] == [pledge.id], "what was decided of the new claim counts"
        ledger.review(HOLD.id, "accepted", who="Ada")
        assert [lost.claim.id for lost in ledger.no_longer_read()] == [HOLD.id]


def test_nothing_is_carried_while_a_report_is_withdrawn_and_all_is_once_it_is_back(url: str) -> None:
    with filled(url) as ledger:
        ledger.review(HOLD.id, "accepted", who="Ada")
        ledger.withdraw(REPORT.id, who="Eve", why="forged")
        hold = read_by("reader-2", HOLD)
        again(ledger, hold)
        assert not list(ledger.reviews(claim=hold.id)) and not ledger.no_longer_read()
        ledger.restore(REPORT.id, who="Eve", why="not forged")
        assert [review.decision for review in ledger.reviews(claim=hold.id)] == ["accepted"]


def test_the_nearest_claim_goes_on_whatever_the_order() -> None:
    one, two = read_by("r", PLEDGE, object=("Storks",)), read_by("r", PLEDGE, end=20)
    olds = [Decided(PLEDGE, PLEDGE), Decided(HOLD, HOLD)]
    (found,) = match(olds, [one, two])
    assert (found.old, found.new, found.how) == (PLEDGE.id, two.id, "like")
    assert match(olds[::-1], [two, one]) == [found]
    assert not match(olds, [read_by("r", PLEDGE, type="join"), read_by("r", HOLD, start=80, end=84)])
    exact = read_by("r", PLEDGE)
    assert [each.how for each in match(olds, [two, exact])] == ["same"]


NAMES = st.lists(st.sampled_from(["Lions", "Tigers", "Hawks"]), min_size=1, max_size=2, unique=True)
SPANS = st.tuples(st.integers(0, 60), st.integers(3, 25)).map(lambda pair: (pair[0], pair[0] + pair[1]))
READ = st.tuples(st.sampled_from(["pledge", "join"]), NAMES, SPANS)
DONE = st.sampled_from(["accepted", "corrected", "rejected", "unsure", "undone"])


def made(reader: str, given_: list[Any]) -> list[Claim]:
    """Claims of one reading, each once."""
    claims = {}
    for type, agent, (start, end) in given_:
        claim = make_claim(REPORT, type, agent, start=start, end=end, evidence=TEXT[start:end], reader=reader)
        claims[claim.id] = claim
    return list(claims.values())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(READ, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["Ada", "Bea"]), DONE), max_size=6),
    st.lists(READ, max_size=4),
    st.lists(READ, max_size=3),
    st.booleans(),
)
def test_no_decision_is_ever_lost(first: Any, decisions: Any, second: Any, third: Any, keeps: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger(str(Path(folder) / "book.sqlite")) as ledger:
        claims = made("reader-1", first)
        ledger.append(REPORT, claims, reader="reader-1")
        for index, who, what in decisions:
            if index < len(claims):
                corrections = {"place": "Arda"} if what == "corrected" else None
                ledger.review(claims[index].id, what, who=who, corrections=corrections)
        added = ledger.add(REPORT.id, MISSED, who="Ada").claim
        for reader, found in (("reader-2", second), ("reader-3", third)):
            now = made(reader, found + ([READ_AGAIN] if keeps else []))
            again(ledger, *now, reader=reader)
            read_now = {claim.id for claim in now}
            answered = {claim.id: claim for claim in ledger.claims()}
            lost = {each.claim.id for each in ledger.no_longer_read()}
            assert added in answered, "what a person added stands"
            for claim in claims:
                came = outcome(ledger.reviews(claim=claim.id))
                new = ledger.goes_on(claim.id)
                if came.kind in ("accepted", "corrected", "differ"):
                    held = new or claim.id
                    assert held in lost or (new is not None and new in read_now), "carried on, or shown for decision"
                if came.kind == "corrected":
                    standing = answered[new or claim.id]
                    assert (standing.place, sorted(standing.agent)) == ("Arda", sorted(claim.agent))
                if new in answered and came.kind == "accepted":
                    assert sorted(answered[new].agent) == sorted(claim.agent)
        kept, entries = list(ledger.reviews()), list(ledger.entries())
        ledger.carry()
        ledger.carry()
        assert (list(ledger.reviews()), list(ledger.entries())) == (kept, entries), "doing it again changes nothing"


READ_AGAIN = ("pledge", ["Lions"], (0, 20))


def test_what_is_carried_says_what_the_person_said() -> None:
    review = next(iter(_reviews(PLEDGE, "corrected", {"place": "Arda"})))
    new = read_by("r", PLEDGE, place="Arda", end=20)
    assert carried_on(review, PLEDGE, new) == ("accepted", {})
    review = next(iter(_reviews(PLEDGE, "corrected", {"span": [0, 20]})))
    assert carried_on(review, PLEDGE, read_by("r", PLEDGE, end=30)) == ("corrected", {"span": [0, 20]})


def _reviews(claim: Claim, decision: Any, corrections: dict[str, Any]) -> list[Any]:
    with tempfile.TemporaryDirectory() as folder, Ledger(str(Path(folder) / "book.sqlite")) as ledger:
        ledger.append(REPORT, [claim], reader="reader-1")
        return [ledger.review(claim.id, decision, who="Ada", corrections=corrections)]
