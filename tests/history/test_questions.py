"""The questions, and a story of a battalion that changes sides, on invented claims."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from invented import make_claim, make_report

from oathbook.errors import UnknownName
from oathbook.history import Asked, Belief, Keys, Span, between, places, story, strength, told, under, watch, who
from oathbook.history.records import Answer
from oathbook.records import Claim, Figure, Report

A = make_report("river", published=date(2014, 12, 15))
B = make_report("ridge", published=date(2015, 1, 28))
PEOPLE = {"Rafid": "person", "leader of the Marj League": "person", "fighters": "people", "Sidr fighters": "people"}
CORPS, EMIRATE, BATTALION = "Northern Corps", "the Emirate", "Fajr Battalion"


def claim(report: Report, type: str, agent: str, object: str = "", **fields: object) -> Claim:
    """A claim with names split at commas."""
    split = [[name for name in names.split(", ") if name] for names in (agent, object)]
    return make_claim(report, type, *split, kinds=PEOPLE, **fields)


WEEKEND = ("2014-12-13", "2014-12-14")
PAGE = {"source": "a page", "standing": "described"}
STORY = [
    claim(A, "belong", BATTALION, CORPS, evidence="was part of"),
    claim(A, "leave", BATTALION, CORPS, when="2014-12-13", **PAGE),
    claim(A, "pledge", BATTALION, EMIRATE, when=WEEKEND),
    claim(A, "strength", BATTALION, quantity=Figure(500, 450, 550, "soldiers")),
    claim(A, "leave", "fighters", BATTALION, quantity=400, when=("2014-12-13", "2014-12-15"), source="Mahmoud"),
    claim(A, "lead", "Rafid", BATTALION),
    claim(A, "lead", "leader of the Marj League", "Marj League", **PAGE),
    claim(A, "detain", BATTALION, "leader of the Marj League", when="2014-12-13", **PAGE),
    claim(
        A, "release", BATTALION, "leader of the Marj League", when="2014-12-14", exchanged_for="ten rifles",
        source="unnamed", standing="unnamed",
    ),
    claim(A, "hold", "government", place="Sidr city", when="2014-12-15"),
    claim(B, "demand", EMIRATE, "Ridge Battalion", what="pledge", source="Hadi"),
    claim(B, "pledge", "Ridge Battalion", EMIRATE, status="planned", evidence="is still considering it", source="Hadi"),
    claim(B, "join", "Ridge Battalion", EMIRATE, status="denied", evidence="has not joined yet", source="Hadi"),
    claim(B, "demand", EMIRATE, "Hill Brigade", what="withdraw"),
    claim(B, "fight", EMIRATE, "Hill Brigade", status="planned"),
    claim(B, "truce", "government", "Hill Brigade", status="planned"),
    claim(B, "leave", "Hill Brigade", CORPS, status="possible"),
]  # fmt: skip


def said(answer: Answer) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in answer.lines:
        sure = "maybe " if line.sure == "maybe" else ""
        found.setdefault(line.relation, []).append(f"{sure}{line.other or line.place or line.quantity} {line.state}")
    return found


def test_the_battalion_before_and_after() -> None:
    before, after = (who(STORY, BATTALION, on=date(2014, 12, day)) for day in (12, 20))
    assert said(before)["under"] == [f"{CORPS} held"]
    assert [(line.quantity, line.sure) for line in before.of("strength")] == [
        (Figure(500, 450, 550, "soldiers"), "yes")
    ]
    assert said(after)["under"] == [f"{EMIRATE} held"]
    assert [(line.quantity, line.span.way) for line in after.of("strength")] == [
        (Figure(100, 50, 150, "soldiers"), "reckoned")
    ]
    assert said(after)["led by"] == ["Rafid held"]
    assert [line.relation for line in after.ended] == ["under", "strength", "holds captive"]
    assert str(after.ended[0].until) == str(STORY[1].when)
    captive = after.ended[2]
    assert (captive.since, captive.until) == (STORY[7].when, STORY[8].when)
    assert captive.enders[0].exchanged_for == "ten rifles" and captive.enders[0].source == "unnamed"
    assert said(who(STORY, "government", on=date(2014, 12, 20)))["holds"] == ["Sidr city held"]
    assert said(who(STORY, "Marj League", on=date(2014, 12, 20)))["led by"] == ["leader of the Marj League held"]


def test_the_other_battalion_considers_and_has_not_joined() -> None:
    answer = who(STORY, "Ridge Battalion", on=date(2015, 1, 28))
    assert [line.state for line in answer.of("under")] == ["considered", "demanded", "denied"]
    banner = under(STORY, EMIRATE, on=date(2015, 1, 28))
    assert [member.name for member in banner.members] == [BATTALION, "Rafid"][:1]
    assert sorted(seen.span.state for seen in banner.others) == ["considered", "demanded", "denied"]


@pytest.mark.parametrize("name", [BATTALION, CORPS, EMIRATE, "government", "Ridge Battalion"])
def test_nothing_is_known_before_it_was_published(name: str) -> None:
    early = date(2014, 12, 1)
    for ask in (who, story, under, strength, places):
        with pytest.raises(UnknownName, match="no claim published up to 2014-12-01 names"):
            ask(STORY, name, known_by=early)
    with pytest.raises(UnknownName):
        between(STORY, name, CORPS, known_by=early)
    assert watch(STORY, known_by=early).entries == ()


def test_under_gives_the_chain_and_the_surest_way_and_cuts_circles() -> None:
    claims = [
        claim(A, "belong", "Cubs", "Lions"),
        claim(A, "join", "Lions", "Corps", when="2014-10-01"),
        claim(A, "join", "Corps", "Front", when="2014-10-01"),
        claim(A, "join", "Front", "Lions", when="2014-10-01"),
        claim(A, "join", "Lions", "Front", when=("2014-12-01", "2014-12-31")),
        claim(A, "join", "fighters", "Lions"),
        claim(A, "pledge", "Wolves", "Corps", status="planned"),
        claim(A, "leave", "Bears", "Corps", when="2014-12-01"),
    ]
    found = under(claims, "Front", on=date(2014, 12, 15))
    chains = {m.name: [link.span.other_name for link in m.chain] for m in found.members}
    assert chains == {"Corps": ["Front"], "Lions": ["Corps", "Front"], "Cubs": ["Lions", "Corps", "Front"]}
    assert {member.sure for member in found.members} == {"yes"}
    earlier = under(claims, "Front", on=date(2014, 11, 15))
    assert [(m.name, m.sure) for m in earlier.members] == [
        ("Corps", "yes"),
        ("Bears", "maybe"),
        ("Lions", "yes"),
        ("Cubs", "maybe"),
    ]
    assert under(claims, "Cubs").members == ()
    assert [seen.span.subject_name for seen in under(claims, "Corps", on=date(2014, 12, 15)).others] == ["Wolves"]
    record = found.as_json()
    named = {id for member in record["members"] for link in member["chain"] for id in link["supporting"]}
    assert named <= {each["id"] for each in record["claims"]}


def test_between_two() -> None:
    claims = [
        claim(A, "fight", "Lions", "Eagles", when="2014-10-01"),
        claim(A, "truce", "Lions", "Eagles", when="2014-11-01"),
        claim(A, "demand", "Eagles", "Lions", what="withdraw", when="2014-09-01"),
        claim(A, "fight", "Lions", "Bears", when="2014-10-01"),
        claim(B, "join", "Lions", "Eagles", when="2015-01-20"),
    ]
    found = between(claims, "Eagles", "lions")
    assert [(seen.span.kind, seen.sure) for seen in found.spans] == [
        ("hostile", "no"),
        ("truce", "yes"),
        ("under", "yes"),
    ]
    assert [each.type for each in found.claims] == ["demand", "fight", "truce", "join"]
    early = between(claims, "Eagles", "lions", on=date(2014, 10, 5))
    assert [(seen.span.kind, seen.sure) for seen in early.spans] == [("hostile", "yes")]
    assert [each.type for each in early.claims] == ["demand", "fight"]


def test_strength_and_places_in_time() -> None:
    found = strength(STORY, BATTALION)
    assert [seen.span.way for seen in found.spans] == [None, "reckoned"]
    assert found.notes == (STORY[4],)
    assert strength(STORY, BATTALION, on=date(2014, 12, 12)).notes == ()
    claims = [
        claim(A, "seize", "Lions", place="Rastan", when="2014-10-01"),
        claim(A, "seize", "Eagles", place="Rastan", when="2014-11-01"),
        claim(A, "base", "Lions", place="Talbisa"),
        claim(B, "withdraw", "Lions", place="Talbisa", when="2015-01-20"),
    ]
    held = places(claims, "Lions")
    assert [(seen.span.place, seen.span.kind, seen.sure) for seen in held.spans] == [
        ("Rastan", "holds", "no"),
        ("Talbisa", "based", "no"),
    ]
    assert [seen.span.place for seen in places(claims, "Lions", on=date(2015, 1, 10)).spans] == ["Talbisa"]
    assert len(held.as_json()["claims"]) == 4


def test_watch() -> None:
    found = {
        (entry.name, entry.other): entry.state for entry in watch(STORY).entries if entry.state != "under ultimatum"
    }
    assert found == {
        ("Ridge Battalion", EMIRATE): "considering",
        ("Hill Brigade", EMIRATE): "threatened",
        ("government", "Hill Brigade"): "negotiating",
        ("Hill Brigade", CORPS): "leaving",
    }
    called = {entry.name: entry.what for entry in watch(STORY).entries if entry.state == "under ultimatum"}
    assert called == {"Ridge Battalion": None, "Hill Brigade": "withdraw"}
    assert {entry.name for entry in watch(STORY, name="Ridge Battalion").entries} == {"Ridge Battalion"}
    assert watch(STORY, on=date(2015, 6, 1)).entries == ()
    assert len(watch(STORY, on=date(2015, 6, 1), days=200).entries) == 6
    joined = claim(
        make_report("later", published=date(2015, 2, 9)), "join", "Ridge Battalion", EMIRATE, when="2015-02-05"
    )
    after = watch([*STORY, joined], on=date(2015, 2, 8)).entries
    assert "Ridge Battalion" not in {entry.name for entry in after}
    with pytest.raises(UnknownName):
        watch(STORY, name="Rigde Battalion")


def test_a_refusal_is_watched() -> None:
    refusal = claim(B, "pledge", "Hill Brigade", EMIRATE, status="denied", evidence="will not swear")
    states = {(e.name, e.state) for e in watch([*STORY, refusal], name="Hill Brigade").entries}
    assert ("Hill Brigade", "refused") in states


def test_a_story_up_to_a_day() -> None:
    assert [entry.type for entry in story(STORY, CORPS, on=date(2014, 12, 14)).entries] == ["leave"]
    assert len(story(STORY, CORPS).entries) == 3


def test_beliefs_and_names_of_the_day_are_given_where_asked_for() -> None:
    def weigh(spans: Sequence[Span]) -> list[Belief]:
        return [Belief("invented", "probable", "B", 2, (f"{len(span.supporting)} claims",)) for span in spans]

    answer = who(STORY, BATTALION, weigh=weigh, name_on=lambda key, on: f"{key} on {on}")
    assert {line.belief.grade for line in answer.lines if line.belief} == {"probable"}
    assert answer.called == "fajr battalion on None"
    assert answer.as_json()["lines"][0]["belief"]["admiralty"] == "B2"
    assert who(STORY, BATTALION).lines[0].belief is None
    assert under(STORY, EMIRATE, weigh=weigh).members[0].chain[0].span.belief == weigh([answer.lines[0].span])[0]


def test_a_source_of_one_callable_answers_like_the_claims_themselves() -> None:
    keys = Keys()
    held = told(STORY, keys=keys)
    asked: list[set[str]] = []

    def claims_of(wanted: object) -> list[Claim]:
        asked.append(set(wanted))  # type: ignore[call-overload]
        return list(held.about(asked[-1]))

    source = Asked(keys, claims_of, held.find, held.at, held.pending)
    assert who(source, BATTALION) == who(STORY, BATTALION)
    assert under(source, EMIRATE) == under(STORY, EMIRATE)
    assert between(source, BATTALION, CORPS) == between(STORY, BATTALION, CORPS)
    assert watch(source) == watch(STORY)
    asked.clear()
    under(source, "Marj League")
    assert {key for wanted in asked for key in wanted} == {keys("Marj League")}
    with pytest.raises(UnknownName, match="nearest: Fajr Battalion"):
        who(source, "Fajr Batalion")


def test_a_claim_without_a_publication_is_left_out_of_what_was_known() -> None:
    undated = replace(STORY[2], id="f" * 16, published=None)
    assert who([undated], BATTALION).lines
    with pytest.raises(UnknownName):
        who([undated], BATTALION, known_by=date(2020, 1, 1))
