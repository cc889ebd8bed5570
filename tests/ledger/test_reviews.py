"""Reviews of claims: what is kept, what is refused, what they change in answers."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import make_claim, make_report
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from oathbook.errors import OptionError, UnknownName
from oathbook.ledger import Ledger
from oathbook.ledger.outcomes import outcome
from oathbook.records import FIRST, SETTLED, Claim, Review

TEXT = "The Lions pledged allegiance to the Tigers in Emmes.\n\nThe Hawks hold Arda, Salma said.\n"
REPORT = make_report("one", TEXT)
PLEDGE = make_claim(REPORT, "pledge", ["Lions"], ["Tigers"], place="Emmes", end=52, evidence=TEXT[:52], score=0.4)
HOLD = make_claim(REPORT, "hold", ["Hawks"], [], place="Arda", start=54, end=73, source="Salma", evidence=TEXT[54:73])


def filled(url: str) -> Ledger:
    """A ledger with two claims of one report."""
    ledger = Ledger(url)
    ledger.append(REPORT, [PLEDGE, HOLD], reader="reader-1")
    return ledger


def types(ledger: Ledger, **options: Any) -> set[str]:
    """The types of claims that fit."""
    return {claim.type for claim in ledger.claims(**options)}


def test_a_review_is_kept_as_it_was_given(url: str) -> None:
    with filled(url) as ledger:
        kept = ledger.review(PLEDGE.id, "corrected", who="Ada", corrections={"status": "planned"}, why="a plan")
        assert list(ledger.reviews()) == [kept] == list(ledger.reviews(claim=PLEDGE.id, who="Ada", round=FIRST))
        assert (kept.number, kept.report, kept.round, kept.why) == (1, REPORT.id, FIRST, "a plan")
        assert kept.as_json()["corrections"] == {"status": "planned"} and ledger.last_review() == 1
        assert not list(ledger.reviews(after=1)) and not list(ledger.reviews(who="Bea"))
    with Ledger(url) as ledger:
        assert list(ledger.reviews()) == [kept]


def test_reviews_hold_in_what_is_pending_and_between(url: str) -> None:
    with filled(url) as ledger:
        assert not list(ledger.pending())
        assert [c.type for c in ledger.between(["Lions"], ["Tigers"])] == ["pledge"]
        ledger.review(PLEDGE.id, "corrected", who="Ada", corrections={"status": "planned", "object": ["Hawks"]})
        assert [(c.type, c.status) for c in ledger.pending()] == [("pledge", "planned")]
        assert not list(ledger.pending(as_read=True))
        for types in (None, ["pledge"]):
            assert not list(ledger.between(["Lions"], ["Tigers"], types=types))
            assert [c.object for c in ledger.between(["Lions"], ["Hawks"], types=types)] == [("Hawks",)]
            assert [c.object for c in ledger.between(["Lions"], ["Tigers"], types=types, as_read=True)] == [("Tigers",)]
        assert [c.status for c in ledger.about(["Lions"], roles=["agent"], types=["pledge"])] == ["planned"]
        assert [c.status for c in ledger.at(["emmes"], types=["pledge"])] == ["planned"]
        ledger.review(PLEDGE.id, "rejected", who="Bea", round=SETTLED)
        assert not list(ledger.pending()) and not list(ledger.between(["Lions"], ["Hawks"]))


def test_the_first_review_by_another_process_holds_at_once(url: str) -> None:
    with filled(url) as ledger, Ledger(url) as other:
        assert types(ledger) == {"hold", "pledge"} and len(list(ledger.about(["Lions"]))) == 1
        other.review(PLEDGE.id, "rejected", who="Ada")
        assert types(ledger) == {"hold"} and not list(ledger.about(["Lions"]))


def test_a_rejected_claim_leaves_every_answer_and_comes_back(url: str) -> None:
    with filled(url) as ledger:
        before = ledger.generation()
        ledger.review(PLEDGE.id, "rejected", who="Ada", why="no pledge")
        assert ledger.generation() != before
        assert types(ledger) == {"hold"} and types(ledger, as_read=True) == {"hold", "pledge"}
        assert not list(ledger.about(["Lions"])) and not list(ledger.at(["emmes"])) and not list(ledger.naming("Lions"))
        assert [c.type for c in ledger.about(["Lions"], as_read=True)] == ["pledge"]
        assert [c.type for c in ledger.at(["emmes"], as_read=True)] == ["pledge"]
        assert {known.name for known in ledger.names()} == {"Hawks", "Salma"}
        assert [claim.type for _, claim in ledger.readings_of([REPORT.id])] == ["hold"]
        assert len(list(ledger.readings_of([REPORT.id], as_read=True))) == 2
        with pytest.raises(UnknownName):
            ledger.find("Lions")
        with pytest.raises(UnknownName, match=r"counts no more: Ada rejected it on .* \(no pledge\)"):
            ledger.claim(PLEDGE.id)
        assert ledger.claim(PLEDGE.id, current=False) == ledger.claim(PLEDGE.id, as_read=True) == PLEDGE
        ledger.review(PLEDGE.id, "undone", who="Ada")
        assert types(ledger) == {"hold", "pledge"} and ledger.claim(PLEDGE.id) == PLEDGE
        assert [entry.what for entry in ledger.entries()] == ["read", "reviewed", "reviewed"]


def test_a_corrected_claim_is_answered_with_its_right_values(url: str) -> None:
    right = {
        "type": "join", "agent": ["Hawks", "Storks"], "place": "Arda", "when": ["2014-12-01", None],
        "source": "Salma", "quantity": {"value": 50}, "span": [4, 28], "status": "actual",
    }  # fmt: skip
    with filled(url) as ledger:
        kept = ledger.review(PLEDGE.id, "corrected", who="Ada", corrections=right)
        assert "status" not in kept.corrections, "what changes nothing is left out"
        claim = ledger.claim(PLEDGE.id)
        assert (claim.type, claim.agent, claim.object, claim.place) == (
            "join",
            ("Hawks", "Storks"),
            ("Tigers",),
            "Arda",
        )
        assert claim.evidence == TEXT[4:28] == "Lions pledged allegiance" and claim.standing == "named"
        assert claim.kinds == {"Hawks": "group", "Storks": "other", "Tigers": "group", "Salma": "group"}
        assert (claim.id, claim.score, claim.reader) == (PLEDGE.id, 0.4, "reader-1")
        assert types(ledger) == {"hold", "join"} and types(ledger, type="pledge") == set()
        assert types(ledger, actor="Storks") == {"join"} and types(ledger, source="Salma") == {"hold", "join"}
        assert [c.id for c in ledger.about(["storks"])] == [PLEDGE.id] and not list(ledger.about(["Lions"]))
        assert {c.type for c in ledger.at(["arda"])} == {"hold", "join"} and not list(ledger.at(["emmes"]))
        assert types(ledger, report=REPORT.id) == {"hold", "join"} and types(ledger, since=claim.when.earliest)
        assert ledger.claim(PLEDGE.id, as_read=True) == PLEDGE == ledger.claim(PLEDGE.id[:8], as_read=True)
        (number,) = [number for number, c in ledger.readings_of([REPORT.id]) if c == claim]
        assert ledger.pick_claims({claim.id: number}) == {claim.id: claim}
        ledger.review(PLEDGE.id, "corrected", who="Ada", corrections={"type": "merge"})
        assert types(ledger) == {"hold", "merge"} and types(ledger, actor="Lions") == {"merge"}
        ledger.withdraw(REPORT.id, who="Eve", why="forged")
        assert types(ledger) == types(ledger, as_read=True) == set() and not ledger.names()
        ledger.restore(REPORT.id, who="Eve", why="not forged")
        assert types(ledger) == {"hold", "merge"}


def test_two_who_differ_leave_it_as_it_was_read_until_it_is_settled(url: str) -> None:
    with filled(url) as ledger:
        ledger.review(PLEDGE.id, "rejected", who="Ada")
        ledger.review(PLEDGE.id, "accepted", who="Bea")
        assert types(ledger) == {"hold", "pledge"}
        ledger.review(PLEDGE.id, "unsure", who="Bea")
        assert types(ledger) == {"hold"}, "who is unsure decides nothing"
        ledger.review(PLEDGE.id, "corrected", who="Bea", corrections={"type": "join"})
        ledger.review(PLEDGE.id, "corrected", who="Eve", corrections={"type": "ally"}, round=SETTLED)
        assert types(ledger) == {"hold", "ally"}
        ledger.review(PLEDGE.id, "accepted", who="Ada")
        assert types(ledger) == {"hold", "ally"}, "what is settled stays"
        ledger.review(PLEDGE.id, "undone", who="Eve", round=SETTLED)
        assert types(ledger) == {"hold", "pledge"}


def test_a_blind_round_changes_no_answer(url: str) -> None:
    with filled(url) as ledger:
        before = ledger.generation()
        ledger.review(PLEDGE.id, "rejected", who="Bea", round="second")
        ledger.review(HOLD.id, "accepted", who="Ada")
        assert types(ledger) == {"hold", "pledge"} and ledger.generation() == before


def test_a_protected_source_stays_protected_whatever_a_review_says(url: str) -> None:
    held = make_claim(REPORT, "lead", ["Taha"], ["Lions"], source="Salma", standing="anonymous")
    with Ledger(url) as ledger:
        ledger.append(REPORT, [held], reader="reader-1")
        ledger.review(held.id, "corrected", who="Ada", corrections={"source": "report"})
        assert ledger.protected() == {REPORT.id: frozenset({"Salma"})}


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"decision": "liked"}, "decision 'liked' is not one; allowed: accepted, corrected, rejected, unsure, undone"),
        ({"who": " "}, "a claim is reviewed by somebody, and who is empty"),
        ({"round": ""}, "'' is no name of a round"),
        ({"decision": "corrected"}, "a correction is needed"),
        ({"corrections": {"type": "join"}}, "a correction does not go with 'accepted'"),
        ({"decision": "corrected", "corrections": {"type": "pledge"}}, "the correction says what the claim says"),
        ({"decision": "corrected", "corrections": {"colour": "red"}}, "'colour' is no field to correct"),
        ({"decision": "corrected", "corrections": {"type": "eat"}}, "type: 'eat' is not right"),
        ({"decision": "corrected", "corrections": {"agent": "Lions"}}, "agent: 'Lions' is not right"),
        ({"decision": "corrected", "corrections": {"agent": [""]}}, "agent: ['']"),
        ({"decision": "corrected", "corrections": {"span": [5, 5]}}, "span: [5, 5] is not right"),
        ({"decision": "corrected", "corrections": {"span": [0, 9999]}}, "span: [0, 9999]"),
        ({"decision": "corrected", "corrections": {"when": ["2014-12-02", "2014-12-01"]}}, "when: "),
        ({"decision": "corrected", "corrections": {"quantity": {"value": "many"}}}, "quantity: "),
        ({"decision": "corrected", "corrections": {"source": None}}, "source: None is not right"),
    ],
)
def test_reviews_that_are_refused(url: str, given_: dict[str, Any], said: str) -> None:
    with filled(url) as ledger:
        with pytest.raises(OptionError) as raised:
            ledger.review(PLEDGE.id, **({"decision": "accepted", "who": "Ada"} | given_))
        assert str(raised.value).startswith(said) and "\n" not in str(raised.value)
        with pytest.raises(UnknownName):
            ledger.review("ffff", "accepted", who="Ada")
        assert list(ledger.reviews()) == []


def test_the_database_itself_keeps_reviews(url: str) -> None:
    with filled(url) as ledger:
        ledger.review(PLEDGE.id, "rejected", who="Ada")
        for statement in ("UPDATE reviews SET who = 'x'", "DELETE FROM reviews", "DELETE FROM claim_outcomes",
                          "UPDATE claim_outcomes SET outcome = 'read'"):  # fmt: skip
            with pytest.raises(DBAPIError, match="append-only"), ledger._engine.begin() as connection:
                connection.execute(text(statement))


STEPS = st.tuples(
    st.sampled_from(["Ada", "Bea"]),
    st.sampled_from(["accepted", "rejected", "unsure", "undone", "join", "ally"]),
    st.sampled_from([FIRST, FIRST, SETTLED, "second"]),
)
laws = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


def enter(ledger: Ledger, step: tuple[str, str, str]) -> Review:
    """Enter one step; a type stands for a correction to it."""
    who, what, round = step
    if what in ("join", "ally"):
        return ledger.review(PLEDGE.id, "corrected", who=who, corrections={"type": what}, round=round)
    return ledger.review(PLEDGE.id, what, who=who, round=round)  # type: ignore[arg-type]


def answer(ledger: Ledger) -> list[Claim]:
    """All that is answered, by each way to ask."""
    every = list(ledger.claims())
    assert every == list(ledger.about(["Lions", "Hawks"])) == list(ledger.at(["emmes", "arda"]))
    assert sorted(claim.id for claim in every) == sorted(claim.id for _, claim in ledger.readings_of([REPORT.id]))
    assert {known.name for known in ledger.names()} == {
        name for c in every for name in (*c.agent, *c.object, *(["Salma"] if c.source == "Salma" else []))
    }
    return every


@laws
@given(ada=st.lists(STEPS, max_size=4), bea=st.lists(STEPS, max_size=4), weave=st.randoms(use_true_random=False))
def test_the_order_of_two_people_does_not_matter(
    new_url: Callable[[], str], ada: list[Any], bea: list[Any], weave: Any
) -> None:
    mine = [("Ada", what, round) for _, what, round in ada if round != SETTLED]
    theirs = [("Bea", what, round) for _, what, round in bea]
    woven, left, right = [], list(mine), list(theirs)
    while left or right:
        take = left if left and (not right or weave.random() < 0.5) else right
        woven.append(take.pop(0))
    with filled(new_url()) as one, filled(new_url()) as other:
        for step in mine + theirs:
            enter(one, step)
        for step in woven:
            enter(other, step)
        assert answer(one) == answer(other)


@laws
@given(before=st.lists(STEPS, max_size=4), step=STEPS)
def test_undoing_takes_back_what_one_decided_and_nothing_else(
    new_url: Callable[[], str], before: list[Any], step: Any
) -> None:
    who, _, round = step
    others = [each for each in before if (each[0], each[2]) != (who, round)]
    with filled(new_url()) as one, filled(new_url()) as other:
        for each in [*before, step, (who, "undone", round)]:
            enter(one, each)
        for each in others:
            enter(other, each)
        assert answer(one) == answer(other)
        kinds = [outcome(ledger.reviews(claim=PLEDGE.id)).kind for ledger in (one, other)]
        assert kinds[0] == kinds[1]
        assert len(list(one.reviews())) == len(before) + 2
