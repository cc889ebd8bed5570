"""What cannot both be true: invented cases, and what is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from invented import make_claim, make_report
from invented_spans import make_span

from oathbook.history.belief import Weigher
from oathbook.history.disputes import Dispute, find_disputes
from oathbook.history.span import Span
from oathbook.history.subject import Keys
from oathbook.records import Claim

KEYS = Keys()
PEOPLE = dict.fromkeys(("Rafid Taha", "Taha", "Mahmoud Sabr"), "person")


def said(name: str, type: str, agent: str, object: str = "", day: str = "2014-12-15", **fields: Any) -> Claim:
    """A claim of a report of that name and day; names split at commas."""
    report = make_report(name, published=date.fromisoformat(day))
    split = [[each for each in names.split(", ") if each] for names in (agent, object)]
    return make_claim(report, type, *split, kinds=PEOPLE, **fields)


def find(*spans: Span, claims: tuple[Claim, ...] = (), **options: Any) -> list[Dispute]:
    return list(find_disputes(spans, claims, KEYS, **options))


def told(disputes: list[Dispute]) -> list[tuple[str, str, list[str]]]:
    """Kind, about and the sentences of each, in order."""
    return [(each.kind, each.about, [side.says for side in each.sides]) for each in disputes]


def leads(person: str, *days: str, body: str = "Lions", name: str = "", **fields: Any) -> Span:
    """A span of leading, one claim a day."""
    claims = [said(name or f"{person} {day}", "lead", person, body, day) for day in days]
    return make_span("leads", person, body, claims=claims, **fields)


def test_two_leaders_at_one_time() -> None:
    (found,) = find(leads("Rafid Taha", "2014-11-01", "2015-02-01"), leads("Mahmoud Sabr", "2014-12-01", "2014-12-20"))
    assert (found.kind, found.about, found.about_key) == ("leaders", "Lions", "lions")
    assert {side.says for side in found.sides} == {"Rafid Taha leads Lions", "Mahmoud Sabr leads Lions"}
    assert found.when is not None and found.when.as_json() == ["2014-12-01", "2014-12-20"]
    assert found.actors == {"lions", "rafid taha", "mahmoud sabr"}
    assert all(side.claims and side.belief.rule == "default" for side in found.sides)


def test_leaders_who_follow_one_another_are_no_dispute() -> None:
    assert find(leads("Rafid Taha", "2014-11-01", "2014-11-20"), leads("Mahmoud Sabr", "2014-12-01")) == []
    ended = leads("Rafid Taha", "2014-11-01", end=("2014-12-01", "2014-12-05"), last_heard="2015-01-01")
    assert find(ended, leads("Mahmoud Sabr", "2014-12-02", begin=("2014-12-02", "2014-12-02"))) == []


def test_leaders_named_together_are_no_dispute() -> None:
    both = said("a", "lead", "Rafid Taha, Mahmoud Sabr", "Lions")
    one, other = (make_span("leads", person, "Lions", claims=[both]) for person in ("Rafid Taha", "Mahmoud Sabr"))
    assert find(one, other) == []


def test_a_short_name_is_the_same_leader_and_other_bodies_have_their_own() -> None:
    assert find(leads("Rafid Taha", "2014-12-01"), leads("Taha", "2014-12-01")) == []
    assert find(leads("Rafid Taha", "2014-12-01"), leads("Mahmoud Sabr", "2014-12-01", body="Tigers")) == []
    possible = leads("Mahmoud Sabr", "2014-12-01", state="possible")
    assert find(leads("Rafid Taha", "2014-12-01"), possible) == []


def holds(who: str, *days: str, place: str = "Homs", **fields: Any) -> Span:
    claims = [said(f"{who} {day}", "hold", who, day=day, place=place) for day in days]
    return make_span("holds", who, None, place=place, claims=claims, **fields)


def test_two_holders_of_a_town() -> None:
    (found,) = find(holds("Lions", "2014-12-01", "2014-12-20"), holds("Tigers", "2014-12-10", place="homs"))
    assert (found.kind, found.about, found.about_key, found.place) == ("holders", "Homs", "place:homs", "Homs")
    assert [side.says for side in found.sides] == ["Lions holds Homs", "Tigers holds homs"]
    assert find(holds("Lions", "2014-12-01"), holds("Tigers", "2014-12-10", place="Hama")) == []
    assert find(holds("Lions", "2014-12-01"), holds("Tigers", "2014-12-10")) == []


def test_who_holds_together_is_no_dispute() -> None:
    both = said("a", "hold", "Lions, Tigers", place="Homs")
    one, other = (make_span("holds", who, None, place="Homs", claims=[both]) for who in ("Lions", "Tigers"))
    assert find(one, other) == []
    apart = holds("Lions", "2014-12-01"), holds("Tigers", "2014-12-01")
    assert len(find(*apart)) == 1
    under = said("b", "belong", "Lions", "Tigers", "2014-12-02")
    assert find(*apart, make_span(claims=[under])) == []
    left = make_span(claims=[under], end=("2014-01-01", "2014-06-01"), begin=("2013-01-01", "2013-01-01"))
    assert len(find(*apart, left)) == 1
    fronts = [
        make_span("under", who, "Front", claims=[said("c", "belong", who, "Front")]) for who in ("Lions", "Tigers")
    ]
    assert find(*apart, *fronts) == []


def test_three_holders_are_one_dispute() -> None:
    (found,) = find(*(holds(who, "2014-12-01", "2014-12-20") for who in ("Lions", "Tigers", "Wolves")))
    assert len(found.sides) == 3


def strength(name: str, number: int | tuple[int, int], day: str = "2014-12-15", **fields: Any) -> Claim:
    return said(name, "strength", "Lions", day=day, quantity=number, **fields)


def test_four_hundred_against_a_hundred_and_fifty() -> None:
    claims = strength("a", 400), strength("b", 150), strength("c", 400)
    (found,) = find(claims=claims)
    assert told([found]) == [("strength", "Lions", ["Lions has 400", "Lions has 150"])]
    assert "Difference 0.62 of 1: how far apart the sides are." in found.reasons
    # the same from spans alone
    spans = [make_span("strength", other=None, claims=[claim], figure=claim.quantity) for claim in claims]
    assert [each.id for each in find(*spans)] == [found.id]


@pytest.mark.parametrize(
    "claims",
    [
        (strength("a", 400), strength("b", 390)),
        (strength("a", 400), strength("b", (300, 500))),
        (strength("a", 400), strength("b", 150, "2015-03-15")),
        (strength("a", 400), strength("a", 150, start=1)),
        (strength("a", 400), strength("b", 150, status="planned")),
        (strength("a", 400), strength("b", 150, place="Homs")),
    ],
    ids=["near", "within", "later", "one report", "planned", "in one place"],
)
def test_figures_that_can_both_be_right(claims: tuple[Claim, ...]) -> None:
    assert find(claims=claims) == []


def kill(name: str, number: int, **fields: Any) -> Claim:
    fields.setdefault("place", "Homs")
    fields.setdefault("when", "2014-12-13")
    return said(name, "kill", "Lions", fields.pop("object", "Tigers"), quantity=number, **fields)


def test_rival_tolls_of_one_event() -> None:
    (found,) = find(claims=(kill("a", 40), kill("b", 12)))
    assert told([found]) == [("toll", "Lions", ["12 fighters killed", "40 fighters killed"])]
    assert find(claims=(kill("a", 40), kill("b", 12, place="Hama"))) == []
    assert find(claims=(kill("a", 40), kill("b", 12, when="2014-12-20"))) == []
    assert find(claims=(kill("a", 40), kill("b", 12, object="Wolves"))) == []


def test_tolls_by_the_events_that_are_given() -> None:
    claims = kill("a", 40), kill("b", 12, place="Hama")
    assert len(find(claims=claims, event_of=lambda claim: "one")) == 1
    assert find(claims=claims, event_of=lambda claim: claim.id) == []


def test_pledged_against_denied() -> None:
    yes = said("a", "pledge", "Lions", "Tigers", when="2014-12-13")
    no = said("b", "pledge", "Lions", "Tigers", status="denied", source="Lions")
    (found,) = find(make_span(claims=[yes], against=[no]), claims=(yes, no))
    assert found.kind == "denied" and found.about == "Lions"
    assert [(side.says, side.claims) for side in found.sides] == [
        ("it is denied that Lions stands under Tigers", (no,)),
        ("Lions stands under Tigers", (yes,)),
    ]
    apart = make_span(claims=[yes]), make_span(claims=[no], state="denied")
    assert [each.sides for each in find(*apart)] == [found.sides]


def test_a_denial_before_the_deed_is_none() -> None:
    early = said("a", "pledge", "Lions", "Tigers", "2014-11-01", status="denied")
    yes = said("b", "pledge", "Lions", "Tigers", when="2014-12-13")
    assert find(make_span(claims=[yes], against=[early]), claims=(early, yes)) == []
    assert find(claims=(early, yes)) == []
    late_state = said("c", "belong", "Lions", "Tigers", "2016-01-01", status="denied")
    assert find(make_span(claims=[yes], against=[late_state])) == []


def test_an_end_that_is_denied() -> None:
    member = said("a", "belong", "Lions", "Tigers", "2014-12-01")
    left, not_left = (
        said(name, "leave", "Lions", "Tigers", status=s) for name, s in (("b", "actual"), ("c", "denied"))
    )
    (found,) = find(make_span(claims=[member, not_left], enders=(left,)), claims=(member, left, not_left))
    assert {side.says for side in found.sides} == {
        "this ended: Lions stands under Tigers",
        "it is denied that this ended: Lions stands under Tigers",
    }


def test_events_said_and_denied() -> None:
    yes = said("a", "kill", "Lions", "traders", place="Homs", when="2014-12-13")
    no = said("b", "kill", "the Lions", "traders", "2014-12-16", place="Homs", status="denied", source="Lions")
    (found,) = find(claims=(yes, no))
    assert found.kind == "denied" and {side.says for side in found.sides} == {
        "Lions killed traders in Homs",
        "it is denied that Lions killed traders in Homs",
    }
    assert find(claims=(yes, said("b", "kill", "Lions", "traders", place="Hama", status="denied"))) == []
    assert find(claims=(yes, said("b", "kill", "Lions", "traders", "2015-06-01", status="denied"))) == []
    assert find(claims=(yes, said("b", "kill", "Lions", "teachers", place="Homs", status="denied"))) == []


def test_two_times_of_what_happens_once() -> None:
    claims = [
        said(name, "pledge", "Lions", "Tigers", when=day) for name, day in (("a", "2014-12-13"), ("b", "2014-10-01"))
    ]
    (found,) = find(claims=tuple(claims))
    assert found.kind == "time" and [side.says for side in found.sides] == [
        "Lions pledged allegiance to Tigers (2014-12-13)",
        "Lions pledged allegiance to Tigers (2014-10-01)",
    ]
    left = said("c", "leave", "Lions", "Tigers", when="2014-11-01")
    assert find(claims=(*claims, left)) == []
    vague = said("d", "pledge", "Lions", "Tigers", when=("2014-01-01", "2014-12-31"))
    assert find(claims=(claims[0], vague)) == []
    assert find(claims=(claims[0], said("d", "pledge", "Lions", "Tigers", when="2014-12-15"))) == []


def test_a_person_dies_once_and_does_nothing_after() -> None:
    dead = said("a", "kill", "Tigers", "Rafid Taha", when="2014-12-13")
    again = said("b", "kill", "Tigers", "Rafid Taha", "2015-06-01", when="2015-05-20")
    leading = said("c", "lead", "Rafid Taha", "Lions", "2015-03-01")
    assert [each.kind for each in find(claims=(dead, again))] == ["time"]
    (found,) = find(claims=(dead, leading))
    assert found.kind == "dead" and {side.says for side in found.sides} == {
        "Rafid Taha was killed, by 2014-12-13",
        "Rafid Taha acted later: Rafid Taha leads Lions (published 2015-03-01)",
    }
    assert find(claims=(dead, said("c", "lead", "Rafid Taha", "Lions", "2014-12-30"))) == []
    assert find(claims=(dead, said("c", "seize", "Rafid Taha", place="Homs", when="2014-12-01"))) == []
    acted = said("c", "seize", "Rafid Taha", place="Homs", when="2014-12-20", day="2014-12-21")
    assert [each.kind for each in find(claims=(dead, acted))] == ["dead"]


def test_over_before_it_began() -> None:
    span = make_span(
        claims=[said("a", "join", "Lions", "Tigers", when="2014-12-13")],
        enders=(said("b", "leave", "Lions", "Tigers", when="2014-11-01"),),
        begin=("2014-12-13", "2014-12-13"),
        end=("2014-11-01", "2014-11-01"),
    )
    (found,) = find(span)
    assert found.kind == "order" and {side.says for side in found.sides} == {
        "it began on 2014-12-13: Lions stands under Tigers",
        "it was over on 2014-11-01: Lions stands under Tigers",
    }


def test_under_two_that_are_enemies() -> None:
    under = [
        make_span("under", "Lions", body, claims=[said(f"{body} {day}", "belong", "Lions", body, day) for day in days])
        for body, days in (("Tigers", ("2014-12-01", "2014-12-20")), ("Wolves", ("2014-12-10",)))
    ]
    war = make_span("hostile", "Tigers", "Wolves", claims=[said("w", "fight", "Tigers", "Wolves", "2014-12-05")])
    (found,) = find(*under, war)
    assert (found.kind, found.about, len(found.sides)) == ("loyalties", "Lions", 3)
    assert "Tigers and Wolves are enemies" in [side.says for side in found.sides]
    assert find(*under) == []
    over = make_span("hostile", "Tigers", "Wolves", claims=war.supporting, end=("2014-12-06", "2014-12-08"))
    assert find(*under, over) == []


def test_worst_first_and_together() -> None:
    sure = [
        leads(person, "2014-12-15", name=name, body="Bears")
        for person, name in (("Rafid Taha", "r"), ("Mahmoud Sabr", "m"))
    ]
    strong = [strength(name, number, source=name) for name, number in
              (("Ann", 900), ("Ben", 900), ("Cem", 100), ("Dan", 100))]  # fmt: skip
    light = [said("x", "pledge", "Lions", "Eagles", "2013-01-01", status=s, source="unnamed", standing="unnamed")
             for s in ("actual", "denied")]  # fmt: skip
    found = find(*sure, claims=(*strong, *light))
    assert [(each.kind, each.about) for each in found] == [
        ("strength", "Lions"), ("denied", "Lions"), ("leaders", "Bears"),
    ]  # fmt: skip
    gravities = [each.gravity for each in found]
    assert gravities[0] > gravities[2] > 0 and gravities[0] > gravities[1]


def test_copies_make_a_dispute_no_graver() -> None:
    claims = [strength("a", 400), strength("b", 150)]
    (before,) = find(claims=tuple(claims))
    reprint = strength("c", 150)
    heard = Weigher(copy_of=lambda id: claims[1].report if id == reprint.report else id)
    (after,) = find(claims=(*claims, reprint), weigher=heard)
    (fooled,) = find(claims=(*claims, reprint))
    assert after.gravity == before.gravity < fooled.gravity


def test_on_a_day_and_by_a_rule() -> None:
    spans = leads("Rafid Taha", "2014-11-01", "2015-02-01"), leads("Mahmoud Sabr", "2014-12-01", "2014-12-20")
    assert len(find(*spans, on=date(2014, 12, 10))) == 1
    assert find(*spans, on=date(2015, 1, 10)) == []
    (found,) = find(*spans, rule="majority")
    assert {side.belief.rule for side in found.sides} == {"majority"}


def test_a_dispute_as_json() -> None:
    (found,) = find(claims=(strength("a", 400), strength("b", 150)))
    record = found.as_json()
    assert list(record) == ["id", "kind", "about", "place", "when", "gravity", "reasons", "sides"]
    assert [claim["quantity"]["value"] for side in record["sides"] for claim in side["claims"]] == [150, 400]
    assert [side["belief"]["admiralty"] for side in record["sides"]] == ["D4", "D4"]
