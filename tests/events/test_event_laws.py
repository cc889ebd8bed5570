"""What holds of events whatever the claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_claim, make_report

from oathbook.events import link
from oathbook.records import STATUSES, TYPES, Claim, Report, content_id

NAMES = ("Lions of Naru", "the Lions of Naru", "Tigers", "Besh Wolves", "the rebels", "Yaqub Serrin")
DAYS = st.dates(min_value=date(2014, 2, 1), max_value=date(2014, 2, 9))
TEXTS = ("one two three four five six seven eight nine ten eleven twelve thirteen", "quite another text")
REPORTS = [
    make_report(str(n), f"{TEXTS[n % 2]} {n if n > 2 else ''}", published=day)
    for n, day in enumerate((date(2014, 2, 5), date(2014, 2, 6), date(2014, 2, 9), date(2014, 2, 9), None))
]


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    made = {}
    types = draw(st.lists(st.sampled_from(TYPES), min_size=1, max_size=2))
    for number in range(draw(st.integers(2, 10))):
        days = sorted((draw(DAYS), draw(DAYS)))
        ends = tuple(day.isoformat() if draw(st.booleans()) else None for day in days)
        claim = make_claim(
            draw(st.sampled_from(REPORTS)),
            draw(st.sampled_from(types)),
            draw(st.lists(st.sampled_from(NAMES), max_size=2)),
            draw(st.lists(st.sampled_from(NAMES), max_size=2)),
            when=draw(st.sampled_from([None, ends])),
            place=draw(st.sampled_from([None, "Homs", "northern Homs", "Hama"])),
            quantity=draw(st.sampled_from([None, 30, 500])),
            status=draw(st.sampled_from(STATUSES)),
            source=draw(st.sampled_from(["report", "Tigers"])),
            evidence=draw(st.sampled_from(["same words", f"words {number}"])),
            kinds={"Yaqub Serrin": "person", "the rebels": "people"},
        )
        made[claim.id] = claim
    return list(made.values())


@settings(deadline=None, max_examples=80, derandomize=True)
@given(claims(), st.randoms(use_true_random=False))
def test_the_order_of_claims_and_reports_does_not_matter(made: list[Claim], order: Random) -> None:
    shuffled, reports = list(made), list(REPORTS)
    order.shuffle(shuffled)
    order.shuffle(reports)
    assert link(made, REPORTS) == link(shuffled, reports)


@settings(deadline=None, max_examples=80, derandomize=True)
@given(claims())
def test_every_claim_is_in_one_event(made: list[Claim]) -> None:
    events = link(made, REPORTS)
    assert sorted(claim.id for event in events for claim in event.claims) == sorted(claim.id for claim in made)
    for event in events:
        assert {claim.type for claim in event.claims} == {event.type}
        assert 1 <= event.voices <= event.reports == len({claim.report for claim in event.claims})


@settings(deadline=None, max_examples=80, derandomize=True)
@given(claims())
def test_what_is_added_twice_changes_nothing(made: list[Claim]) -> None:
    assert link([*made, *made], [*REPORTS, *REPORTS]) == link(made, REPORTS)


@settings(deadline=None, max_examples=80, derandomize=True)
@given(claims())
def test_no_event_has_told_days_or_towns_that_exclude_each_other(made: list[Claim]) -> None:
    free = {"belong", "lead", "support", "ally", "join", "leave", "merge", "form"}
    for event in link(made, REPORTS):
        told = [telling.claim for telling in event.tellings if telling.copy_of is None]
        for one, other in combinations(told, 2):
            assert event.type in free or not {"Hama"} < {one.place, other.place} - {None}
            if one.when and other.when:
                lows = [when.earliest or date.min for when in (one.when, other.when)]
                highs = [when.latest or date.max for when in (one.when, other.when)]
                assert max(lows) <= min(highs)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(claims())
def test_copying_every_report_doubles_reports_and_no_voices(made: list[Claim]) -> None:
    """Reprints under other names link nothing new, and vouch for nothing."""
    copies: dict[str, Report] = {}
    for report in REPORTS:
        copies[report.id] = replace(report, id=content_id([report.id, "copy"]), name=f"copy-{report.name}")
    again = [
        replace(claim, id=content_id([claim.id, "copy"]), report=copies[claim.report].id, report_name="copy")
        for claim in made
    ]
    events = link([*made, *again], [*REPORTS, *copies.values()])
    before = {frozenset(claim.id for claim in event.claims): event for event in link(made, REPORTS)}
    for event in events:
        mine = frozenset(claim.id for claim in event.claims if claim.report_name != "copy")
        assert event.voices <= (before[mine].voices if mine in before else event.reports)
