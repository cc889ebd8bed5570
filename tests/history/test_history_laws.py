"""What holds of answers whatever the claims."""

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_claim, make_report

from oathbook.history import story, who
from oathbook.records import STATUSES, TYPES, Claim

NAMES = ("Lions", "the Lions", "Tigers", "Wolves")
DAYS = st.dates(min_value=date(2014, 1, 1), max_value=date(2014, 3, 31))
ENDS = ("leave", "expel", "kill", "release", "withdraw", "seize")
REPORTS = [make_report(str(n), published=day) for n, day in enumerate((date(2014, 2, 1), date(2014, 3, 1), None))]


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    made = {}
    for _ in range(draw(st.integers(1, 8))):
        days = sorted((draw(DAYS), draw(DAYS)))
        ends = tuple(day.isoformat() if draw(st.booleans()) else None for day in days)
        claim = make_claim(
            draw(st.sampled_from(REPORTS)),
            draw(st.sampled_from(TYPES)),
            draw(st.lists(st.sampled_from(NAMES), max_size=2)),
            draw(st.lists(st.sampled_from(NAMES), max_size=2)),
            when=draw(st.sampled_from([None, ends])),
            place=draw(st.sampled_from([None, "Homs", "Hama"])),
            quantity=draw(st.sampled_from([None, 30, 500])),
            status=draw(st.sampled_from(STATUSES)),
        )
        made[claim.id] = claim
    some = make_claim(REPORTS[0])  # so that the name is known
    return [*made.values(), some]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(claims(), st.randoms(use_true_random=False), DAYS)
def test_the_order_of_claims_does_not_matter(made: list[Claim], order: Random, on: date) -> None:
    shuffled = list(made)
    order.shuffle(shuffled)
    assert who(made, "Lions", on=on) == who(shuffled, "Lions", on=on)
    assert story(made, "Lions") == story(shuffled, "Lions")


@settings(deadline=None, max_examples=60, derandomize=True)
@given(claims())
def test_a_story_tells_every_claim_of_the_actor_once(made: list[Claim]) -> None:
    told = [claim.id for entry in story(made, "Lions").entries for claim in entry.claims]
    about = {claim.id for claim in made if {"Lions", "the Lions"} & {*claim.agent, *claim.object}}
    assert sorted(told) == sorted(about)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(claims(), DAYS)
def test_lines_stand_on_claims_of_their_status_that_have_begun(made: list[Claim], on: date) -> None:
    answer = who(made, "Lions", on=on)
    for line in (*answer.lines, *answer.ended):
        assert line.supporting
        said = [
            claim
            for claim in line.supporting
            if claim.type not in ("leave", "expel", "kill", "release", "withdraw", "seize")
        ]
        assert {claim.status for claim in said} <= {line.status}
        for claim in line.supporting:
            begun = claim.when is None or claim.when.earliest is None or claim.when.earliest <= on
            assert begun or claim.status in ("planned", "possible")


@settings(deadline=None, max_examples=60, derandomize=True)
@given(claims())
def test_no_actual_tie_is_dropped(made: list[Claim]) -> None:
    """What is not standing is among what ended."""
    answer = who(made, "Lions")
    shown = {claim.id for line in (*answer.lines, *answer.ended) for claim in line.supporting}
    for claim in made:
        mine, theirs = {"Lions", "the Lions"}, {"Tigers", "Wolves"}
        if claim.type == "pledge" and mine & set(claim.agent) and theirs & set(claim.object):
            against = {c.id for line in (*answer.lines, *answer.ended) for c in line.opposing}
            assert claim.id in shown | (against if claim.status == "denied" else set())
