"""What holds of spans and answers whatever the claims."""

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from invented import make_claim, make_report

from oathbook.errors import UnknownName
from oathbook.history import Keys, Span, between, covers, places, story, strength, told, trace, trace_actor, under, who
from oathbook.history import watch as watching
from oathbook.history.around import find_actor, spans_of
from oathbook.history.learned import differing, learned
from oathbook.history.places import place_key
from oathbook.history.said import Tie
from oathbook.history.source import Knowing
from oathbook.history.standing import stands
from oathbook.history.trace import Touched, trace_ties
from oathbook.records import STATUSES, TYPES, Claim

NAMES = ("Lions", "the Lions", "Tigers", "Wolves", "Rafid", "Mahmoud")
KINDS = {"Rafid": "person", "Mahmoud": "person"}
DAYS = st.dates(min_value=date(2014, 1, 1), max_value=date(2014, 3, 31))
WORDS = ("The Lions", "became leader", "will not join", "has not joined", "its deputy leader")
REPORTS = [make_report(str(n), published=day) for n, day in enumerate((date(2014, 2, 1), date(2014, 3, 1), None))]
LAWS = settings(deadline=None, max_examples=60, derandomize=True)


@st.composite
def claims(draw: st.DrawFn, most: int = 12) -> list[Claim]:
    made = {}
    types = st.sampled_from(draw(st.sampled_from([TYPES, ("pledge", "join", "belong", "leave", "expel", "fight")])))
    for _ in range(draw(st.integers(1, most))):
        days = sorted((draw(DAYS), draw(DAYS)))
        ends = tuple(day.isoformat() if draw(st.booleans()) else None for day in days)
        claim = make_claim(
            draw(st.sampled_from(REPORTS)),
            draw(types),
            draw(st.lists(st.sampled_from(NAMES), max_size=2)),
            draw(st.lists(st.sampled_from(NAMES), max_size=2)),
            when=draw(st.sampled_from([None, ends])),
            place=draw(st.sampled_from([None, "Homs", "Hama"])),
            quantity=draw(st.sampled_from([None, 30, 500, (400, 600)])),
            status=draw(st.sampled_from((*STATUSES, "actual", "actual", "actual"))),
            evidence=draw(st.sampled_from(WORDS)),
            source=draw(st.sampled_from(("report", "Lions"))),
            what=draw(st.sampled_from((None, "pledge"))),
            kinds=KINDS,
        )
        made[claim.id] = claim
    some = make_claim(REPORTS[0])  # so that the names are known
    return [*made.values(), some]


@LAWS
@given(claims(), st.randoms(use_true_random=False), DAYS)
def test_the_order_of_claims_and_claims_given_twice_change_nothing(made: list[Claim], order: Random, on: date) -> None:
    shuffled = [*made, *made[: len(made) // 2]]
    order.shuffle(shuffled)
    assert trace(made, Keys()) == trace(shuffled, Keys())
    for ask in (who, story, under, strength, places):
        assert ask(made, "Lions", on=on).as_json() == ask(shuffled, "Lions", on=on).as_json()
    assert between(made, "Lions", "Tigers") == between(shuffled, "Lions", "Tigers")
    assert watching(made, on=on) == watching(shuffled, on=on)


@LAWS
@given(claims())
def test_a_span_stands_on_claims_given_and_never_ends_before_it_begins(made: list[Claim]) -> None:
    known = {claim.id for claim in made}
    spans = trace(made, Keys())
    for span in spans:
        assert span.supporting
        assert {claim.id for claim in (*span.supporting, *span.opposing, *span.enders)} <= known
        begun = span.begin.earliest if span.begin else None
        if begun is not None and span.end is not None:
            assert span.end.latest is None or span.end.latest >= begun
            assert span.end.earliest is not None and span.end.earliest >= begun
        assert span.end is not None or not span.enders
    assert len({span.id for span in spans}) == len(spans)


@LAWS
@given(claims())
def test_every_tie_that_is_told_is_in_a_span(made: list[Claim]) -> None:
    shown = {c.id for span in trace(made, Keys()) for c in (*span.supporting, *span.opposing)}
    for claim in made:
        agents, objects = Keys().all(claim.agent), Keys().all(claim.object)
        if claim.type in ("pledge", "ally", "support", "lead") and len(agents | objects) > 1 and agents and objects:
            assert claim.id in shown


@LAWS
@given(claims(), st.sampled_from(("Lions", "Tigers", "Rafid")))
def test_one_actor_has_the_spans_that_all_claims_give_it(made: list[Claim], name: str) -> None:
    source = told(made)
    key = source.keys(name)
    mine = tuple(span for span in trace(made, source.keys) if key in (span.subject, span.other))
    assert trace_actor(made, source.keys, key) == mine
    try:
        actor = find_actor(source, name, Knowing())
    except UnknownName:
        assert not mine
        return
    assert spans_of(source, actor, Knowing()) == mine


@LAWS
@given(claims(), DAYS, st.sampled_from([date(2014, 1, 31), date(2014, 2, 1), date(2014, 3, 1)]))
def test_what_was_not_published_by_a_day_changes_nothing(made: list[Claim], on: date, known_by: date) -> None:
    published = [claim for claim in made if claim.published is not None and claim.published <= known_by]
    for ask in (who, story, under, strength, places):
        try:
            answer = ask(made, "Lions", on=on, known_by=known_by).as_json()
        except UnknownName:
            assert not any("lions" in Keys().all((*claim.agent, *claim.object)) for claim in published)
            continue
        assert answer == ask(published, "Lions", on=on, known_by=known_by).as_json()


@LAWS
@given(claims())
def test_what_is_seen_by_a_day_only_grows(made: list[Claim]) -> None:
    def seen(day: date) -> set[str]:
        known = [claim for claim in made if claim.published and claim.published <= day]
        return {c.id for span in trace(known, Keys()) for c in (*span.supporting, *span.opposing, *span.enders)}

    assert seen(date(2014, 2, 1)) <= seen(date(2014, 3, 1))


@LAWS
@given(claims())
def test_a_story_tells_every_claim_of_the_actor_once(made: list[Claim]) -> None:
    entries = [claim.id for entry in story(made, "Lions").entries for claim in entry.claims]
    about = {claim.id for claim in made if {"Lions", "the Lions"} & {*claim.agent, *claim.object}}
    assert sorted(entries) == sorted(about)


@LAWS
@given(claims(most=16), DAYS)
def test_under_is_the_closure_of_the_links_of_the_day(made: list[Claim], on: date) -> None:
    keys = Keys()
    links = [
        span for span in trace(made, keys) if span.kind == "under" and span.state == "held" and stands(span, on) != "no"
    ]
    below: set[str] = set()
    frontier = {"tigers"}
    while frontier:
        frontier = {span.subject for span in links if span.other in frontier} - below - {"tigers"}
        below |= frontier
    members = under(made, "Tigers", on=on).members
    assert {keys(member.name) for member in members} == below
    for member in members:
        assert [link.span.other for link in member.chain] == [
            *(link.span.subject for link in member.chain[1:]),
            "tigers",
        ]
        assert all(link.span in links and link.sure == covers(link.span, on) for link in member.chain)


@LAWS
@given(claims(), DAYS, DAYS)
def test_a_day_between_two_sure_days_is_sure(made: list[Claim], one: date, other: date) -> None:
    def sure(span: Span, day: date) -> bool:
        return covers(span, day) == "yes"

    first, last = sorted((one, other))
    middle = first + (last - first) / 2
    for span in trace(made, Keys()):
        if sure(span, first) and sure(span, last):
            assert sure(span, middle)


MANY = settings(LAWS, max_examples=300)


@MANY
@given(claims(24), st.randoms(use_true_random=False), st.integers(1, 4))
def test_claims_that_come_in_change_nothing_but_what_is_traced_of_their_actors_and_places(
    made: list[Claim], order: Random, few: int
) -> None:
    order.shuffle(made)
    before, touched = made[few:], Touched.by(made[:few], Keys())
    for told_then in (before, made):
        assert touched.trace(told_then, Keys()) == tuple(filter(touched.has, trace(told_then, Keys())))
    then, now = trace(before, Keys()), trace(made, Keys())
    assert [span for span in then if not touched.has(span)] == [span for span in now if not touched.has(span)]
    whole = learned(then, now)
    assert learned(*differing(then, now)) == whole
    assert learned(*differing(filter(touched.has, then), filter(touched.has, now))) == whole


@MANY
@given(claims(24), st.sets(st.sampled_from(range(20)), min_size=1))
def test_the_spans_of_some_ties_are_those_of_the_whole(made: list[Claim], chosen: set[int]) -> None:
    spans = trace(made, Keys())
    ties = {tie_of(span) for number, span in enumerate(spans) if number in chosen}
    assert trace_ties(made, Keys(), ties) == tuple(span for span in spans if tie_of(span) in ties)


def tie_of(span: Span) -> Tie:
    """The tie that a span is of."""
    return (span.kind, span.subject, span.other, place_key(span.place))
