"""How an actor stands on a day, from invented claims."""

from datetime import date

import pytest
from invented import make_claim, make_report

from oathbook.errors import UnknownName
from oathbook.history import Answer, who
from oathbook.records import Claim, Figure, Interval, Report

A = make_report("a", published=date(2014, 12, 1))
B = make_report("b", published=date(2014, 12, 15))
C = make_report("c", published=date(2015, 1, 10))
PEOPLE = {"Rafid": "person", "Mahmoud": "person"}


def said(answer: Answer, *, ended: bool = False) -> list[str]:
    """Each line as "relation other/place state", with "maybe" before it where the day is not sure."""
    return [
        " ".join(
            str(part)
            for part in (line.sure == "maybe" and "maybe", line.relation, line.other or line.place, line.state)
            if part
        )
        for line in (answer.ended if ended else answer.lines)
    ]


def claim(report: Report, type: str, agent: str, object: str = "", **fields: object) -> Claim:
    """A claim with names split at commas."""
    split = [[name for name in names.split(", ") if name] for names in (agent, object)]
    return make_claim(report, type, *split, kinds=PEOPLE, **fields)


def test_every_relation_from_both_sides() -> None:
    claims = [
        claim(A, "pledge", "Lions", "Tigers"),
        claim(A, "lead", "Rafid", "Lions"),
        claim(A, "ally", "Lions, Wolves", ""),
        claim(A, "ally", "Bears", "Lions"),
        claim(A, "strength", "Lions", quantity=500),
        claim(A, "hold", "Lions", place="Talbisa"),
        claim(A, "seize", "Lions", place="Rastan"),
        claim(A, "base", "Lions", place="northern Homs"),
        claim(A, "fight", "Lions", "Eagles"),
        claim(A, "truce", "Eagles", "Lions"),
        claim(A, "support", "Donors", "Lions"),
        claim(A, "detain", "Eagles", "Lions"),
        claim(A, "detain", "Lions", "Mahmoud"),
        claim(A, "belong", "Cubs", "Lions"),
        claim(A, "form", "Rafid", "Lions"),
    ]
    assert sorted(said(who(claims, "Lions"))) == sorted(
        [
            "under Tigers held",
            "members Cubs held",
            "with Wolves held",
            "with Bears held",
            "led by Rafid held",
            "strength held",
            "holds Talbisa held",
            "holds Rastan held",
            "based in northern Homs held",
            "hostile to Eagles held",
            "truce with Eagles held",
            "supported by Donors held",
            "held by Eagles held",
            "holds captive Mahmoud held",
        ]
    )
    assert said(who(claims, "Tigers")) == ["members Lions held"]
    assert said(who(claims, "Rafid")) == ["leads Lions held"]
    assert said(who(claims, "Mahmoud")) == ["held by Lions held"]
    assert said(who(claims, "Donors")) == ["supports Lions held"]
    led = who(claims, "the lions").of("led by")[0]
    assert [claim.type for claim in led.supporting] in (["lead", "form"], ["form", "lead"])


def test_a_coalition_loses_a_member() -> None:
    claims = [
        claim(A, "belong", "Lions", "Feilaq al-Sham"),
        claim(B, "leave", "Lions", "Feilaq a-Sham", when=("2014-12-13", "2014-12-14")),
        claim(B, "pledge", "Lions", "ISIS", when=("2014-12-13", "2014-12-14")),
    ]
    before = who(claims, "Lions", on=date(2014, 12, 5))
    assert said(before) == ["under Feilaq al-Sham held"]
    assert said(before, ended=True) == []
    after = who(claims, "Lions", on=date(2014, 12, 20))
    assert said(after) == ["under ISIS held"]
    assert said(after, ended=True) == ["under Feilaq al-Sham held"]
    (line,) = after.ended
    assert (line.enders, line.opposing) == ((claims[1],), ())
    assert line.until == claims[1].when
    between = who(claims, "Lions", on=date(2014, 12, 13))
    assert said(between) == ["maybe under Feilaq al-Sham held", "maybe under ISIS held"]
    assert said(who(claims, "Feilaq al Sham", on=date(2014, 12, 20)), ended=True) == ["members Lions held"]
    assert said(who(claims, "Daesh")) == ["members Lions held"]


def test_who_left_and_came_back_stands_under_it_again() -> None:
    claims = [
        claim(A, "join", "Lions", "Front", when="2012-05-01"),
        claim(A, "leave", "Lions", "Front", when="2013-05-01"),
        claim(A, "join", "Lions", "Front", when="2014-05-01"),
    ]
    assert said(who(claims, "Lions", on=date(2013, 6, 1))) == []
    answer = who(claims, "Lions", on=date(2014, 6, 1))
    assert said(answer) == said(answer, ended=True) == ["under Front held"]
    assert answer.lines[0].supporting == (claims[2],)
    assert answer.lines[0].opposing == ()
    assert answer.ended[0].supporting == (claims[0],)


def test_a_membership_told_beside_the_leaving_is_over_and_one_told_later_is_disputed() -> None:
    left = claim(B, "leave", "Lions", "Front", when="2014-12-13")
    beside = claim(B, "belong", "Lions", "Front")
    later = claim(C, "belong", "Lions", "Front")
    assert said(who([left, beside], "Lions")) == []
    answer = who([left, beside, later], "Lions")
    assert said(answer) == ["under Front held"]
    assert answer.lines[0].supporting == (later,)
    assert answer.lines[0].opposing == (left,)
    assert said(answer, ended=True) == ["under Front held"]


def test_an_end_that_is_denied_ends_nothing() -> None:
    states = claim(A, "pledge", "Lions", "Tigers", when="2014-11-01")
    left = claim(B, "leave", "Lions", "Tigers", when="2014-12-13", source="Mahmoud")
    denial = claim(B, "leave", "Lions", "Tigers", status="denied", source="Rafid")
    answer = who([states, left, denial], "Lions")
    assert said(answer) == ["under Tigers held"]
    assert said(answer, ended=True) == []
    assert answer.lines[0].supporting == (states, denial)
    assert answer.lines[0].opposing == (left,)


def test_expulsion_death_and_release_end() -> None:
    claims = [
        claim(A, "belong", "Lions", "Front"),
        claim(B, "expel", "Front", "Lions"),
        claim(A, "lead", "Rafid", "Lions"),
        claim(B, "kill", "Eagles", "Rafid", when="2014-12-10"),
        claim(A, "detain", "Lions", "Mahmoud"),
        claim(B, "release", "Lions", "Mahmoud"),
    ]
    assert len(said(who(claims, "Lions", on=date(2014, 12, 5)))) == 3
    answer = who(claims, "Lions")
    assert said(answer) == []
    assert said(answer, ended=True) == ["under Front held", "led by Rafid held", "holds captive Mahmoud held"]
    assert said(who(claims, "Mahmoud")) == []
    assert said(who(claims, "Mahmoud"), ended=True) == ["held by Lions held"]


def test_a_town_that_changes_hands() -> None:
    claims = [
        claim(A, "seize", "Lions", place="Talbisa", when="2014-11-01"),
        claim(B, "seize", "Eagles", place="talbisa", when="2014-12-01"),
        claim(C, "withdraw", "Eagles", place="Talbisa", when="2015-01-05"),
        claim(C, "seize", "Wolves", place="Rastan", when="2015-01-05"),
    ]
    assert said(who(claims, "Lions", on=date(2014, 10, 1))) == []
    assert said(who(claims, "Lions", on=date(2014, 11, 30))) == ["holds Talbisa held"]
    assert said(who(claims, "Lions", on=date(2014, 12, 1))) == []
    assert who(claims, "Lions").ended[0].enders == (claims[1],)
    assert said(who(claims, "Eagles", on=date(2015, 1, 4))) == ["holds talbisa held"]
    assert said(who(claims, "Eagles", on=date(2015, 1, 5))) == []
    # two that took it the same day: both are told, neither is overruled
    same = [claim(A, "seize", name, place="Rastan", when="2014-11-01") for name in ("Lions", "Eagles")]
    assert said(who(same, "Lions")) == said(who(same, "Eagles")) == ["holds Rastan held"]


def test_a_hold_until_a_day_is_over_after_it() -> None:
    held = claim(A, "hold", "Lions", place="Talbisa", when=(None, "2014-11-30"))
    assert said(who([held], "Lions", on=date(2014, 11, 30))) == ["holds Talbisa held"]
    answer = who([held], "Lions", on=date(2014, 12, 1))
    assert (said(answer), said(answer, ended=True)) == ([], ["holds Talbisa held"])
    assert answer.ended[0].until == Interval(date(2014, 11, 30), date(2014, 11, 30))
    assert answer.ended[0].enders == ()


def test_statuses_are_not_mixed_and_denials_stand_against() -> None:
    claims = [
        claim(A, "pledge", "Lions", "Tigers", status="planned"),
        claim(B, "pledge", "Lions", "Tigers", source="Mahmoud"),
        claim(B, "pledge", "Lions", "Tigers", status="denied", source="Rafid"),
        claim(B, "pledge", "Lions", "Wolves", status="possible"),
        claim(B, "pledge", "Lions", "Bears", status="denied"),
        claim(C, "leave", "Lions", "Tigers", status="planned"),
    ]
    answer = who(claims, "Lions")
    assert said(answer) == ["under Tigers held", "under Wolves possible", "under Bears denied"]
    held, possible, denied = answer.lines
    assert (held.supporting, held.opposing) == ((claims[1],), (claims[2],))
    assert (possible.supporting, possible.opposing) == ((claims[3],), ())
    assert (denied.supporting, denied.opposing) == ((claims[4],), ())
    assert said(answer, ended=True) == ["under Tigers considered"]
    (planned,) = answer.ended
    assert (planned.supporting, planned.opposing, planned.enders) == ((claims[0],), (), (claims[1],))
    before = who(claims, "Lions", on=date(2014, 12, 10))
    assert said(before) == ["maybe under Tigers held", "maybe under Tigers considered"]


def test_a_plan_stands_from_its_publication_until_and_after_its_day() -> None:
    plan = claim(A, "join", "Lions", "Tigers", when="2015-02-01", status="planned")
    assert said(who([plan], "Lions", on=date(2014, 11, 30))) == []
    assert said(who([plan], "Lions", on=date(2014, 12, 1))) == ["under Tigers considered"]


def test_rival_figures_stand_against_each_other() -> None:
    claims = [
        claim(A, "strength", "Lions", quantity=500),
        claim(B, "strength", "Lions", quantity=(20, 99), source="Rafid"),
        claim(B, "strength", "Lions", quantity=(400, 600)),
        claim(C, "strength", "Lions", quantity=30, when="2016-01-01"),
    ]
    (later,) = who(claims, "Lions").of("strength")
    assert (later.quantity, later.supporting, later.opposing) == (Figure(30, of="fighters"), (claims[3],), ())
    (line,) = who(claims, "Lions", on=date(2014, 12, 10)).of("strength")
    assert (line.supporting, line.opposing) == ((claims[0], claims[2]), (claims[1],))
    assert line.quantity == Figure(500, 20, 600, "fighters")


def test_on_and_known_by() -> None:
    claims = [
        claim(A, "hold", "Lions", place="Talbisa"),
        claim(C, "hold", "Lions", place="Rastan", when="2014-11-15"),
        claim(make_report("d", published=None), "hold", "Lions", place="Homs"),
    ]
    assert said(who(claims, "Lions", on=date(2014, 11, 20))) == [
        "holds Rastan held",
        "maybe holds Talbisa held",
        "maybe holds Homs held",
    ]
    assert said(who(claims, "Lions", on=date(2014, 12, 1), known_by=date(2014, 12, 1))) == ["holds Talbisa held"]
    with pytest.raises(UnknownName, match="no claim published up to 2014-11-01 names 'Lions'; ask for a later day"):
        who(claims, "Lions", known_by=date(2014, 11, 1))


def test_names_kind_and_unknown() -> None:
    claims = [claim(A, "hold", "IS", place="x"), claim(A, "hold", "IS", place="y"), claim(A, "lead", "Rafid", "ISIL")]
    answer = who(claims, "Daesh")
    assert (answer.name, answer.names, answer.kind) == ("Daesh", ("IS", "ISIL"), "group")
    assert who(claims, "Rafid").kind == "person"
    with pytest.raises(UnknownName, match="no claim in the ledger names 'Rafi'; nearest: Rafid; `oathbook claims`"):
        who(claims, "Rafi")


def test_an_answer_as_json() -> None:
    claims = [claim(A, "pledge", "Lions", "Tigers", when="2014-11-01"), claim(B, "leave", "Lions", "Tigers")]
    record = who(claims, "Lions", on=date(2015, 1, 1)).as_json()
    assert record["on"] == "2015-01-01"
    assert record["lines"] == []
    (line,) = record["ended"]
    assert (line["relation"], line["other"], line["since"]) == ("under", "Tigers", ["2014-11-01", "2014-11-01"])
    assert [each["id"] for each in line["supporting"]] == [claims[0].id]
    assert [each["id"] for each in line["enders"]] == [claims[1].id]
    assert (line["state"], line["opposing"], line["last_heard"]) == ("held", [], "2014-11-01")
