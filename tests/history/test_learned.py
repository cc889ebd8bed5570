"""What was learned between two days, from invented spans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from invented import make_claim, make_report
from invented_spans import make_span

from oathbook.history.belief import Weigher
from oathbook.history.learned import about, learned
from oathbook.history.span import Span
from oathbook.records import Claim, Figure, Interval

A = make_report("a", published=date(2014, 12, 1))
B = make_report("b", published=date(2014, 12, 15))
FIRST = make_claim(A)
SECOND = make_claim(B, source="Abu Salma")
DAY = Interval(date(2014, 12, 13), date(2014, 12, 13))


def said(before: list[Span], after: list[Span], **options: Any) -> list[tuple[str, tuple[str, ...]]]:
    """Kind and sentences of each change."""
    return [(change.kind, change.says) for change in learned(before, after, **options)]


def test_what_was_not_known_is_learned() -> None:
    (change,) = learned([], [make_span(claims=[FIRST])])
    assert (change.kind, change.before, change.claims) == ("learned", None, (FIRST,))
    assert change.as_json()["what"] == "Lions stands under Tigers"


def test_more_of_the_same_is_no_change() -> None:
    assert said([make_span(claims=[FIRST])], [make_span(claims=[FIRST, SECOND])]) == []


def test_an_end_that_became_known() -> None:
    left = make_claim(B, "leave", when="2014-12-13")
    old, new = make_span(claims=[FIRST]), make_span(claims=[FIRST], end=("2014-12-13", "2014-12-13"), enders=(left,))
    (change,) = learned([old], [new])
    assert (change.kind, change.says) == ("changed", ("It ended 2014-12-13; that was not known.",))
    assert change.claims == (left,)
    assert said([new], [old]) == [("corrected", ("It is no more said when it ended, before 2014-12-13.",))]


def test_another_time_is_a_correction_and_a_closer_one_is_not() -> None:
    old = make_span(claims=[FIRST], begin=("2014-11-01", "2014-11-30"))
    closer = make_span(claims=[FIRST, SECOND], begin=("2014-11-05", "2014-11-05"))
    other = make_span(claims=[FIRST, SECOND], begin=("2014-12-05", "2014-12-05"))
    assert said([old], [closer]) == [("changed", ("It began 2014-11-05, before 2014-11.",))]
    assert said([old], [other]) == [("corrected", ("It began 2014-12-05, before 2014-11.",))]


def test_a_figure_that_changed() -> None:
    old, new = (make_span("strength", other=None, claims=[FIRST], figure=n) for n in (500, Figure(500, 100, 500)))
    assert said([old], [new]) == [("changed", ("It has the figure: 500 (from 100 to 500), before 500.",))]
    far = make_span("strength", other=None, claims=[FIRST], figure=100)
    assert said([old], [far]) == [("changed", ("It has another figure: 100, before 500.",))]


def test_a_belief_that_changed() -> None:
    old = make_span(claims=[FIRST])
    new = make_span(claims=[FIRST, replace(SECOND, source="Lions")])
    spans = [Weigher().weighed([span]) for span in (old, new)]
    assert [change.says for change in learned(*spans)] == [
        ("It was possible and is now probable, by the rule default.",)
    ]


def test_later_claims_against_it_correct_it() -> None:
    no = replace(SECOND, status="denied", id="no")
    (change,) = learned([make_span(claims=[FIRST])], [make_span(claims=[FIRST], against=[no])])
    assert (change.kind, change.says, change.claims) == ("corrected", ("1 later claim speaks against it.",), (no,))


def test_another_state_or_way_of_the_same() -> None:
    old = make_span(claims=[FIRST], state="possible")
    assert said([old], [make_span(claims=[FIRST, SECOND])]) == [("corrected", ("It was possible and is now held.",))]
    both = [make_span(claims=[FIRST], state="possible"), make_span(claims=[SECOND])]
    assert said([old], both) == [("learned", ())]
    member, pledged = make_span(claims=[FIRST], way="member"), make_span(claims=[FIRST, SECOND], way="pledged")
    assert said([member], [pledged]) == [("changed", ("It is now told as pledged, before as member.",))]


def test_withdrawn_reports_take_their_spans_with_them() -> None:
    (change,) = learned([make_span(claims=[FIRST])], [], withdrawn={A.id})
    assert (change.kind, change.says, change.claims) == (
        "withdrawn",
        ("1 of 1 claims for it was withdrawn.",),
        (FIRST,),
    )
    half = learned([make_span(claims=[FIRST, SECOND])], [make_span(claims=[SECOND])], withdrawn={A.id})
    assert [(each.kind, each.says) for each in half] == [("withdrawn", ("1 of 2 claims for it was withdrawn.",))]
    assert said([make_span(claims=[FIRST])], []) == [("corrected", ("It follows no more from what is told.",))]


def test_several_spans_of_one_tie_are_matched_by_their_claims() -> None:
    early, late = make_claim(A, when="2012-01-01"), make_claim(A, when="2014-01-01")
    olds = [make_span(claims=[claim], begin=(day, day)) for claim, day in ((early, "2012-01-01"), (late, "2014-01-01"))]
    moved = make_span(claims=[late], begin=("2011-06-01", "2011-06-01"))
    (change,) = learned(olds, [olds[0], moved])
    assert (change.before, change.after, change.kind) == (olds[1], moved, "corrected")


def test_about_an_actor_or_a_place() -> None:
    held: list[Claim] = [make_claim(A, "hold", place="Homs")]
    (change,) = learned([], [make_span("holds", other=None, place="Homs", claims=held)])
    assert about(change, {"lions"}) and about(change, {"place:homs"})
    assert not about(change, {"tigers"}) and not about(change, {"place:hama"})
    assert change.span.end is None and DAY.earliest
