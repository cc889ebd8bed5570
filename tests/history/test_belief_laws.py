"""What holds of belief whatever the claims."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_claim, make_report
from invented_spans import make_span

from oathbook.history.belief import BEST_FIRST, RULES, Weigher
from oathbook.history.span import Belief, Span
from oathbook.records import Claim, Standing

DAYS = st.dates(min_value=date(2014, 1, 1), max_value=date(2016, 12, 31))
REPORTS = [make_report(str(n), published=day) for n, day in enumerate(
    (date(2014, 2, 1), date(2014, 3, 1), date(2015, 6, 1), None, date(2016, 1, 1), date(2016, 2, 2)))]  # fmt: skip
COPIES = {REPORTS[4].id: REPORTS[0].id, REPORTS[5].id: REPORTS[1].id}
PUBLISHERS = {REPORTS[0].id: "Courier", REPORTS[1].id: "Gazette", REPORTS[2].id: "Courier"}
SOURCES: tuple[tuple[str, Standing], ...] = (
    ("report", "report"), ("unnamed", "unnamed"), ("Lions", "named"), ("Tigers", "named"), ("Abu Salma", "named"),
    ("residents", "described"), ("a commander of the Lions", "described"), ("Yusuf Hamid", "alias"),
    ("Karim Sabr", "anonymous"), ("Norland", "named"),
)  # fmt: skip
TYPES = ("pledge", "belong", "leave", "seize", "strength", "kill")
LAW = settings(deadline=None, max_examples=100, derandomize=True)
rules = pytest.mark.parametrize("rule", RULES)


@st.composite
def claims(draw: st.DrawFn, most: int = 8) -> list[Claim]:
    made = {}
    for _ in range(draw(st.integers(0, most))):
        source, standing = draw(st.sampled_from(SOURCES))
        low, high = sorted((draw(DAYS), draw(DAYS)))
        claim = make_claim(
            draw(st.sampled_from(REPORTS)),
            draw(st.sampled_from(TYPES)),
            source=source,
            standing=standing,
            status=draw(st.sampled_from(["actual", "actual", "actual", "denied", "possible", "planned"])),
            when=draw(st.sampled_from([None, (low.isoformat(), high.isoformat())])),
            place=draw(st.sampled_from([None, "Homs"])),
            kinds={"Norland": "state"},
        )
        made[claim.id] = claim
    return list(made.values())


@st.composite
def spans(draw: st.DrawFn) -> Span:
    return make_span(
        claims=draw(claims()), against=draw(claims(5)), state=draw(st.sampled_from(["held", "considered"]))
    )


def weigher() -> Weigher:
    return Weigher(copy_of=lambda id: COPIES.get(id, id), publisher_of=PUBLISHERS.get)


def place(belief: Belief) -> int:
    """The grade's place, 0 for the best."""
    return BEST_FIRST.index(belief.grade)


def fresh(number: int, **fields: object) -> Claim:
    """A claim of a new report by a source that nobody else quotes."""
    report = make_report(f"new {number}", published=date(2015, 1, 1))
    return make_claim(report, source=f"Newcomer {number}", **fields)


@rules
@LAW
@given(spans(), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(rule: str, span: Span, order: Random) -> None:
    shuffled = [list(side) for side in (span.supporting, span.opposing)]
    for side in shuffled:
        order.shuffle(side)
        side += side[:1]
    other = replace(span, supporting=tuple(shuffled[0]), opposing=tuple(shuffled[1]))
    assert weigher().weigh(span, rule=rule) == weigher().weigh(other, rule=rule)


@rules
@LAW
@given(spans(), st.data())
def test_a_copy_of_a_report_changes_nothing_but_the_count_of_copies(rule: str, span: Span, data: st.DataObject) -> None:
    told = [claim for claim in span.supporting if claim.report not in COPIES]
    if not told:
        return
    first = data.draw(st.sampled_from(told))
    late = make_report("reprint", published=data.draw(DAYS))
    copy = replace(first, id="copy", report=late.id, published=max(late.published, first.published or late.published))
    known = COPIES | {late.id: first.report}
    heard = Weigher(copy_of=lambda id: known.get(id, id), publisher_of=(PUBLISHERS | {late.id: "Echo"}).get)
    before = heard.weigh(span, rule=rule)
    after = heard.weigh(replace(span, supporting=(*span.supporting, copy)), rule=rule)
    assert place(after) == place(before) and after.source == before.source
    assert [said for said in after.reasons if "left out" not in said] == [
        said for said in before.reasons if "left out" not in said
    ]


@rules
@LAW
@given(spans(), st.integers(1, 4))
def test_another_agreeing_named_source_never_lowers_a_grade(rule: str, span: Span, number: int) -> None:
    before = weigher().weigh(span, rule=rule)
    for n in range(number):
        span = replace(span, supporting=(*span.supporting, fresh(n)))
        after = weigher().weigh(span, rule=rule)
        if rule != "latest":  # there the newest word counts, and this is not the newest
            assert place(after) <= place(before)
        assert after.source <= before.source
        before = after


@rules
@LAW
@given(spans(), st.integers(1, 4), st.sampled_from(["actual", "denied", "possible"]))
def test_another_opposing_source_never_raises_a_grade(rule: str, span: Span, number: int, status: str) -> None:
    before = weigher().weigh(span, rule=rule)
    for n in range(number):
        span = replace(span, opposing=(*span.opposing, fresh(n, status=status)))
        after = weigher().weigh(span, rule=rule)
        assert place(after) >= place(before)
        before = after


@LAW
@given(spans())
def test_the_numbers_in_the_reasons_are_those_of_the_claims(span: Span) -> None:
    belief = weigher().weigh(span)
    total = next(said for said in belief.reasons if "independent source" in said or said.startswith("1 source"))
    found = re.fullmatch(
        r"(\d+) (?:source|independent sources) says? so in (\d+) reports?, (\d+) in (\d+) reports? says? otherwise: "
        r"([\d.]+) for it, ([\d.]+) against it\.",
        total,
    )
    assert found, total
    for side, (voices, reports, weight), start in (
        (span.supporting, (1, 2, 5), "For it: "),
        (span.opposing, (3, 4, 6), "Against it: "),
    ):
        originals = {COPIES.get(claim.report, claim.report) for claim in side}
        assert int(found[reports]) == len(originals)
        assert int(found[voices]) == len(independent(side))
        lines = [said for said in belief.reasons if said.startswith(start)]
        shown = [float(number) for said in lines for number in re.findall(r"(?:weighs|voices?,) ([\d.]+)", said)]
        assert len(shown) == len(lines)
        assert abs(sum(shown) - float(found[weight])) <= 0.01 * (len(shown) + 1)
    copies = sum(
        len({c.report for c in side}) - len({COPIES.get(c.report, c.report) for c in side})
        for side in (span.supporting, span.opposing)
    )
    said = [reason for reason in belief.reasons if "left out" in reason]
    assert [int(reason.split()[0]) for reason in said] == ([copies] if copies else [])


def independent(side: tuple[Claim, ...]) -> set[object]:
    """The sources of their own, worked out plainly: who is quoted; reporters where a report of theirs quotes nobody."""
    quoted: set[object] = set()
    quoting = set()
    for claim in side:
        original = COPIES.get(claim.report, claim.report)
        if claim.standing in ("report", "unnamed"):
            continue
        quoting.add(original)
        one_everywhere = claim.standing in ("named", "alias")
        quoted.add((claim.source, claim.standing, None if one_everywhere else original))
    for claim in side:
        original = COPIES.get(claim.report, claim.report)
        if claim.standing in ("report", "unnamed") and original not in quoting:
            quoted.add(PUBLISHERS.get(original, original))
    return quoted


@rules
@LAW
@given(spans())
def test_no_reason_names_a_protected_source(rule: str, span: Span) -> None:
    reasons = " ".join(weigher().weigh(span, rule=rule).reasons)
    assert "Yusuf" not in reasons and "Karim" not in reasons


@LAW
@given(
    spans(),
    st.sampled_from([date(2015, 1, 1), date(2020, 1, 1)]),
    st.sampled_from([date(2025, 1, 1), date(2030, 1, 1)]),
)
def test_time_that_passes_in_silence_never_raises_a_grade(span: Span, sooner: date, later: date) -> None:
    assert place(weigher().weigh(span, on=sooner)) <= place(weigher().weigh(span, on=later))
