"""What holds of disputes and of what was learned, whatever the spans and claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_claim, make_report
from invented_spans import trace

from oathbook.history.disputes import find_disputes
from oathbook.history.learned import learned
from oathbook.history.subject import Keys
from oathbook.history.times import position
from oathbook.records import Claim

NAMES = ("Lions", "Tigers", "Wolves", "Rafid Taha")
DAYS = st.dates(min_value=date(2014, 1, 1), max_value=date(2014, 6, 30))
REPORTS = [make_report(str(n), published=day) for n, day in enumerate(
    (date(2014, 2, 1), date(2014, 3, 1), date(2014, 6, 1), None))]  # fmt: skip
TYPES = ("pledge", "belong", "lead", "hold", "seize", "fight", "strength", "kill", "leave", "join")
LAW = settings(deadline=None, max_examples=100, derandomize=True)


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    made = {}
    for _ in range(draw(st.integers(0, 14))):
        claim = make_claim(
            draw(st.sampled_from(REPORTS)),
            draw(st.sampled_from(TYPES)),
            draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True)),
            draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True)),
            when=draw(st.sampled_from([None, draw(DAYS).isoformat()])),
            place=draw(st.sampled_from([None, "Homs"])),
            quantity=draw(st.sampled_from([None, 30, 500])),
            status=draw(st.sampled_from(["actual", "actual", "denied"])),
            source=draw(st.sampled_from(["report", "Ann"])),
            kinds={"Rafid Taha": "person"},
        )
        made[claim.id] = claim
    return list(made.values())


@LAW
@given(claims(), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(made: list[Claim], order: Random) -> None:
    keys = Keys()
    spans, shuffled = list(trace(made, keys)), list(made)
    before = find_disputes(spans, made, keys)
    order.shuffle(spans)
    order.shuffle(shuffled)
    assert find_disputes(spans, shuffled, keys) == before


@LAW
@given(claims())
def test_every_dispute_has_two_sides_of_their_own_and_is_grouped(made: list[Claim]) -> None:
    keys = Keys()
    found = find_disputes(trace(made, keys), made, keys)
    assert len({each.id for each in found}) == len(found)
    groups = [each.about_key for each in found]
    first = list(dict.fromkeys(groups))
    assert groups == [key for key in first for _ in range(groups.count(key))]
    worst = [max(each.gravity for each in found if each.about_key == key) for key in first]
    assert worst == sorted(worst, reverse=True)
    for each in found:
        assert len(each.sides) >= 2 and 0 <= each.gravity <= 100
        assert all(side.claims and side.says for side in each.sides)
        one, *others = ({claim.id for claim in side.claims} for side in each.sides)
        assert not any(one >= other or one <= other for other in others)


@LAW
@given(claims(), st.permutations(NAMES[:3]))
def test_other_names_give_the_same_disputes(made: list[Claim], names: list[str]) -> None:
    """Nothing hangs on which of two comes first by the alphabet."""
    swap = dict(zip(NAMES[:3], names, strict=True))

    def renamed(claim: Claim) -> Claim:
        return replace(
            claim,
            agent=tuple(swap.get(name, name) for name in claim.agent),
            object=tuple(swap.get(name, name) for name in claim.object),
        )

    keys, others = Keys(), [renamed(claim) for claim in made]
    counted = [
        sorted((each.kind, each.gravity, len(each.sides)) for each in find_disputes(trace(told, keys), told, keys))
        for told in (made, others)
    ]
    assert counted[0] == counted[1]


@LAW
@given(claims(), DAYS, DAYS)
def test_what_is_learned_adds_up(made: list[Claim], one: date, other: date) -> None:
    """Nothing between a day and itself; the first history with what changed is the second."""
    keys, days = Keys(), sorted((one, other))
    before, after = (
        trace([claim for claim in made if claim.published and claim.published <= day], keys) for day in days
    )
    assert learned(before, before) == () == learned(after, after)
    changes = learned(before, after)
    assert learned(before[::-1], after[::-1]) == changes
    gone = {change.before.id for change in changes if change.before}
    come = {change.after.id for change in changes if change.after}
    assert {span.id for span in before} - gone <= {span.id for span in before}
    same = len(before) - len(gone)
    assert same == len(after) - len(come) >= 0
    for change in changes:
        assert change.before or change.after
        assert (change.kind == "learned") == (change.before is None)
        assert change.kind != "withdrawn"
        for claim in change.claims:
            assert claim.published is not None and days[0] < claim.published <= days[1]


@LAW
@given(claims())
def test_disputes_about_a_day_are_some_of_all(made: list[Claim]) -> None:
    keys = Keys()
    spans = trace(made, keys)
    every = {each.id: each for each in find_disputes(spans, made, keys)}
    at = [each for each in map(position, made) if each is not None]
    for day in {each.low for each in at}:
        for each in find_disputes(spans, made, keys, on=day):
            assert each.id in every
            assert each.when is not None
            assert (each.when.earliest or day) <= day <= (each.when.latest or day)
