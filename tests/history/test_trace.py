"""Each rule by which spans are traced, on invented claims."""

from dataclasses import replace
from datetime import date

import pytest
from invented import make_claim, make_report

from oathbook.history import Keys, Span, covers, trace
from oathbook.records import Claim, Figure, Interval, Report

A = make_report("a", published=date(2014, 12, 1))
B = make_report("b", published=date(2014, 12, 15))
C = make_report("c", published=date(2015, 1, 10))
PEOPLE = {"Rafid": "person", "Mahmoud": "person", "fighters": "people", "400 fighters": "people"}


def claim(report: Report, type: str, agent: str, object: str = "", **fields: object) -> Claim:
    """A claim with names split at commas."""
    split = [[name for name in names.split(", ") if name] for names in (agent, object)]
    return make_claim(report, type, *split, kinds=PEOPLE, **fields)


def spans(claims: list[Claim], kind: str) -> list[Span]:
    """The spans of a kind, in time order of their claims within a tie."""
    return [span for span in trace(claims, Keys()) if span.kind == kind]


def days(when: Interval | None) -> str:
    """``2014-12-13..2014-12-14``, an end that is not told as ``?``; ``open`` for None."""
    return "open" if when is None else "..".join(str(day or "?") for day in (when.earliest, when.latest))


def told(span: Span) -> tuple[str, str, str, str]:
    return (f"{span.subject_name} {span.other_name or span.place}", span.state, days(span.begin), days(span.end))


def test_leaving_and_joining_again_are_two_spans() -> None:
    claims = [
        claim(A, "join", "Lions", "Front", when="2012-05-01"),
        claim(A, "leave", "Lions", "Front", when="2013-05-01"),
        claim(B, "leave", "Lions", "Front", when=("2013-04-01", "2013-05-31")),
        claim(A, "join", "Lions", "Front", when="2014-05-01"),
        claim(B, "belong", "Lions", "Front"),
    ]
    first, second = spans(claims, "under")
    assert told(first) == ("Lions Front", "held", "2012-05-01..2012-05-01", "2013-05-01..2013-05-01")
    assert (first.way, first.enders) == ("joined", (claims[2], claims[1]))
    assert told(second) == ("Lions Front", "held", "2014-05-01..2014-05-01", "open")
    assert second.supporting == (claims[3], claims[4])
    assert second.last_heard == date(2014, 12, 15)


def test_a_leaving_alone_tells_that_it_was_there() -> None:
    (span,) = spans([claim(B, "leave", "Lions", "Front", when="2014-12-13")], "under")
    assert told(span) == ("Lions Front", "held", "open", "2014-12-13..2014-12-13")
    assert span.supporting == span.enders
    assert [covers(span, date(2014, 12, day)) for day in (11, 12, 13)] == ["maybe", "yes", "no"]
    assert covers(span, date(2012, 12, 11)) == "no"
    assert spans([claim(B, "leave", "fighters", "Front", when="2014-12-13")], "under") == []


def test_tellings_of_one_beginning_narrow_it() -> None:
    claims = [
        claim(B, "pledge", "Lions", "Tigers", when=("2014-12-13", "2014-12-14")),
        claim(C, "pledge", "Lions", "Tigers", when=("2014-12-01", "2014-12-31")),
        claim(C, "pledge", "Lions", "Tigers", when="2015-01-02", source="Rafid"),
    ]
    (span,) = spans(claims, "under")
    assert days(span.begin) == "2014-12-13..2014-12-14"
    assert covers(span, date(2014, 12, 13)) == "maybe"
    assert covers(span, date(2014, 12, 14)) == "yes"


def test_a_state_told_of_a_day_began_by_then_and_one_told_since_began_then() -> None:
    by, since = claim(B, "hold", "Lions", place="Rastan", when="2014-12-10"), {"when": ("2014-12-01", "2014-12-15")}
    (span,) = spans([by], "holds")
    assert days(span.begin) == "?..2014-12-10"
    (span,) = spans([claim(B, "hold", "Lions", place="Rastan", when_words="since early December", **since)], "holds")
    assert days(span.begin) == "2014-12-01..2014-12-01"


def test_background_heard_before_the_told_beginning_moves_it() -> None:
    claims = [claim(A, "belong", "Lions", "Front"), claim(B, "join", "Lions", "Front", when="2014-12-13")]
    assert days(spans(claims, "under")[0].begin) == "?..2014-12-01"


def test_an_oath_to_an_enemy_ends_the_old_tie_and_one_to_another_does_not() -> None:
    claims = [
        claim(A, "join", "Lions", "Front", when="2014-05-01"),
        claim(B, "pledge", "Lions", "Emirate", when="2014-12-13"),
    ]
    assert [days(span.end) for span in spans(claims, "under")] == ["open", "open"]
    fought = claim(A, "fight", "Front", "Emirate", when="2014-10-01")
    ended = {span.other_name: span for span in spans([*claims, fought], "under")}
    assert (days(ended["Front"].end), ended["Front"].enders) == ("2014-12-13..2014-12-13", (claims[1],))
    assert days(ended["Emirate"].end) == "open"
    later = claim(A, "fight", "Front", "Emirate", when="2015-10-01")
    assert [days(span.end) for span in spans([*claims, later], "under")] == ["open", "open"]


def test_a_new_leader_ends_the_old_ones_time_and_a_deputy_does_not() -> None:
    old = claim(A, "lead", "Rafid", "Lions")
    new = claim(B, "lead", "Mahmoud", "Lions", when="2014-12-10", evidence="Mahmoud became leader")
    first, second = sorted(spans([old, new], "leads"), key=lambda span: span.subject_name, reverse=True)
    assert told(first) == ("Rafid Lions", "held", "open", "2014-12-10..2014-12-10")
    assert first.enders == (new,)
    assert days(second.end) == "open"
    deputy = claim(B, "lead", "Mahmoud", "Lions", when="2014-12-10", evidence="became deputy leader")
    assert [days(span.end) for span in spans([old, deputy], "leads")] == ["open", "open"]
    plain = claim(B, "lead", "Mahmoud", "Lions", when="2014-12-10", evidence="Mahmoud, its leader")
    assert [days(span.end) for span in spans([old, plain], "leads")] == ["open", "open"]
    again = claim(C, "lead", "Rafid", "Lions", when="2015-01-09")
    rafid = [span for span in spans([old, new, again], "leads") if span.subject_name == "Rafid"]
    assert [days(span.end) for span in rafid] == ["2014-12-10..2014-12-10", "open"]


def test_death_ends_what_a_person_was_and_captivity_does_not_end_leading() -> None:
    claims = [
        claim(A, "lead", "Rafid", "Lions"),
        claim(A, "belong", "Rafid", "Front"),
        claim(B, "detain", "Eagles", "Rafid", when="2014-12-10"),
    ]
    assert {days(span.end) for span in trace(claims, Keys())} == {"open"}
    killed = claim(C, "kill", "Eagles", "Rafid", when="2015-01-02")
    assert {days(span.end) for span in trace([*claims, killed], Keys())} == {"2015-01-02..2015-01-02"}


def test_captivity() -> None:
    claims = [
        claim(B, "detain", "Lions", "Rafid", when="2014-12-13"),
        claim(B, "release", "Lions", "Rafid", when="2014-12-14"),
    ]
    (span,) = spans(claims, "captive")
    assert told(span) == ("Rafid Lions", "held", "2014-12-13..2014-12-13", "2014-12-14..2014-12-14")
    (alone,) = spans(claims[1:], "captive")
    assert told(alone) == ("Rafid None", "held", "open", "2014-12-14..2014-12-14")


def test_fighting_ends_a_truce_and_a_truce_ends_fighting() -> None:
    claims = [
        claim(A, "fight", "Lions", "Eagles", when="2014-10-01"),
        claim(A, "truce", "Eagles", "Lions", when="2014-11-01"),
        claim(B, "fight", "Eagles", "Lions", when="2014-12-10"),
        claim(B, "fight", "Eagles", "Lions", when="2014-12-12"),
    ]
    (truce,) = spans(claims, "truce")
    assert told(truce) == ("Eagles Lions", "held", "2014-11-01..2014-11-01", "2014-12-10..2014-12-10")
    first, second = spans(claims, "hostile")
    assert told(first) == ("Eagles Lions", "held", "2014-10-01..2014-10-01", "2014-11-01..2014-11-01")
    assert told(second) == ("Eagles Lions", "held", "2014-12-10..2014-12-10", "open")
    here = claim(A, "truce", "Eagles", "Lions", when="2014-11-01", place="Talbisa")
    elsewhere = claim(B, "fight", "Eagles", "Lions", when="2014-12-10", place="Rastan")
    assert days(spans([here, elsewhere], "truce")[0].end) == "open"
    assert len(spans([claims[0], here, elsewhere], "hostile")) == 1


@pytest.mark.parametrize(
    ("status", "fields", "state"),
    [
        ("planned", {}, "considered"),
        ("possible", {}, "possible"),
        ("denied", {"evidence": "has not joined"}, "denied"),
        ("denied", {"evidence": "refused to join", "source": "residents"}, "refused"),
        ("denied", {"evidence": "We won’t join", "source": "Mahmoud"}, "refused"),
        ("denied", {"evidence": "join them", "source": "Lions"}, "refused"),
        ("denied", {"evidence": "we did not join", "source": "Lions"}, "denied"),
    ],
)
def test_states(status: str, fields: dict[str, str], state: str) -> None:
    (span,) = trace([claim(B, "join", "Lions", "Tigers", status=status, **fields)], Keys())
    assert (span.state, days(span.begin), days(span.end)) == (state, "open", "open")
    assert [covers(span, date(2014, 12, day)) for day in (14, 15)] == ["no", "yes"]


def test_an_ultimatum_is_a_state_of_the_tie_that_is_demanded() -> None:
    claims = [
        claim(B, "demand", "Emirate", "Lions", what="pledge", when="2014-12-10"),
        claim(C, "pledge", "Lions", "Emirate", when="2015-01-05"),
    ]
    held, demanded = sorted(spans(claims, "under"), key=lambda span: span.state, reverse=True)
    assert told(demanded) == ("Lions Emirate", "demanded", "2014-12-10..2014-12-10", "2015-01-05..2015-01-05")
    assert demanded.enders == (claims[1],)
    assert told(held) == ("Lions Emirate", "held", "2015-01-05..2015-01-05", "open")
    refusal = claim(C, "pledge", "Lions", "Emirate", status="denied", evidence="refused to swear")
    refused = {span.state: span for span in spans([claims[0], refusal], "under")}
    assert days(refused["demanded"].end) == "2014-12-15..2015-01-10"
    assert days(refused["refused"].end) == "open"


def test_not_yet_is_no_denial_of_what_came_later_and_ends_no_plan() -> None:
    claims = [
        claim(B, "join", "Lions", "Tigers", status="planned"),
        claim(B, "join", "Lions", "Tigers", status="denied", evidence="has not joined yet"),
        claim(C, "join", "Lions", "Tigers", when="2015-01-05"),
    ]
    open_ = {span.state: span for span in trace(claims[:2], Keys())}
    assert (days(open_["considered"].end), open_["considered"].opposing) == ("open", ())
    found = {span.state: span for span in trace(claims, Keys())}
    assert found["held"].opposing == ()
    assert days(found["considered"].end) == days(found["denied"].end) == "2015-01-05..2015-01-05"


def test_a_denied_end_alone_tells_that_it_was_there() -> None:
    claims = [
        claim(B, "leave", "Lions", "Front", when="2014-12-13"),
        claim(C, "leave", "Lions", "Front", status="denied", source="Front"),
    ]
    (span,) = spans(claims, "under")
    assert (told(span), span.supporting, span.opposing) == (
        ("Lions Front", "held", "open", "open"),
        (claims[1],),
        (claims[0],),
    )
    early = claim(A, "leave", "Lions", "Front", status="denied", source="Front")
    assert days(spans([claims[0], early], "under")[0].end) == "2014-12-13..2014-12-13"


def figures(claims: list[Claim]) -> list[tuple[Figure | None, str, str, str | None]]:
    return [(span.figure, days(span.begin), days(span.end), span.way) for span in spans(claims, "strength")]


def test_figures_of_one_time_are_one_span_and_later_ones_follow() -> None:
    claims = [
        claim(A, "strength", "Lions", quantity=500),
        claim(B, "strength", "Lions", quantity=480, source="Rafid"),
        claim(B, "strength", "Lions", quantity=500),
        claim(C, "strength", "Lions", quantity=200, when="2015-01-09"),
    ]
    first, second = spans(claims, "strength")
    assert first.figure == Figure(500, 480, 500, "fighters")
    assert (first.supporting, first.opposing) == ((claims[0], claims[2]), (claims[1],))
    assert (days(first.begin), days(first.end)) == ("open", "2014-12-15..2015-01-09")
    assert (second.figure, days(second.begin), days(second.end)) == (
        Figure(200, of="fighters"),
        "2014-12-15..2015-01-09",
        "open",
    )


def test_what_a_loss_leaves_is_reckoned_where_one_report_tells_both() -> None:
    whole = claim(B, "strength", "Lions", quantity=Figure(500, 450, 550, "fighters"))
    loss = claim(B, "leave", "400 fighters", "Lions", quantity=400, when=("2014-12-13", "2014-12-15"))
    assert figures([whole, loss]) == [
        (Figure(500, 450, 550, "fighters"), "open", "2014-12-13..2014-12-15", None),
        (Figure(100, 50, 150, "fighters"), "2014-12-13..2014-12-15", "open", "reckoned"),
    ]
    left = claim(B, "strength", "Lions", quantity=120)
    assert [figure for figure, *_ in figures([whole, loss, left])] == [
        Figure(500, 450, 550, "fighters"),
        Figure(120, 50, 150, "fighters"),
    ]
    other = claim(C, "leave", "400 fighters", "Lions", quantity=400, when="2014-12-14")
    assert len(figures([whole, other])) == 1
    assert len(figures([claim(B, "strength", "Lions", quantity=300), loss])) == 1


def test_what_is_not_people_is_a_figure_of_its_own() -> None:
    claims = [
        claim(B, "strength", "Lions", quantity=Figure(19, of="groups")),
        claim(B, "strength", "Lions", quantity=5000),
    ]
    assert sorted(figure.value or 0 for figure, *_ in figures(claims) if figure) == [19, 5000]


def test_a_denied_figure_stands_against_the_one_it_denies() -> None:
    claims = [
        claim(B, "strength", "Lions", quantity=500),
        claim(B, "strength", "Lions", quantity=500, status="denied", source="Rafid"),
    ]
    found = {span.state: span for span in spans(claims, "strength")}
    assert (found["held"].opposing, found["denied"].supporting) == ((claims[1],), (claims[1],))


def test_a_crowd_is_freed_by_who_holds_it() -> None:
    claims = [
        claim(A, "detain", "Lions", "400 fighters", when="2014-11-01"),
        claim(A, "detain", "Tigers", "400 fighters", when="2014-11-01"),
        claim(B, "release", "Lions", "400 fighters", when="2014-12-13"),
        claim(B, "release", "", "400 fighters", when="2014-12-14"),
    ]
    assert [told(span) for span in spans(claims, "captive")] == [
        ("400 fighters Lions", "held", "2014-11-01..2014-11-01", "2014-12-13..2014-12-13"),
        ("400 fighters Tigers", "held", "2014-11-01..2014-11-01", "open"),
    ]


def test_a_new_name_is_founded_by_the_old_one_whatever_it_is() -> None:
    renamed = claim(A, "form", "Rumania", "Romania", what="renamed")
    state = {"Rumania": "state", "Romania": "state"}
    (span,) = spans([replace(renamed, kinds=state)], "under")
    assert (span.subject_name, span.other_name, span.way) == ("Rumania", "Romania", "formed")
    assert spans([replace(renamed, kinds=state, what=None)], "under") == []
