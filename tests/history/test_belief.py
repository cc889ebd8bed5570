"""How far a span is believed: invented cases, each by one step of the rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from invented import make_claim, make_report
from invented_spans import make_span

from oathbook.errors import DataError, OptionError
from oathbook.history.belief import BEST_FIRST, INFORMATION, RULES, Weigher, compare_rules, weigh
from oathbook.history.span import Belief
from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Report

DAY = "2014-12-13"


def report(name: str, published: date | None = date(2014, 12, 15)) -> Report:
    return make_report(name, published=published)


def said(name: str = "a", source: str = "report", type: str = "pledge", **fields: Any) -> Claim:
    """A claim of the report of that name, about 13 December."""
    published = fields.pop("published", date(2014, 12, 15))
    fields.setdefault("when", DAY)
    return make_claim(report(name, published), type, source=source, **fields)


def grade(*claims: Claim, against: tuple[Claim, ...] = (), **options: Any) -> str:
    """Letter, number and grade of a span of these claims."""
    belief = weigh(make_span(claims=claims, against=against), **options)
    assert belief.information == INFORMATION[belief.grade]
    return f"{belief.source}{belief.information} {belief.grade}"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (said(), "D3 possible"),
        (said(source="Abu Salma"), "C3 possible"),
        (said(source="Abu Salma", standing="alias"), "D3 possible"),
        (said(source="a commander", standing="anonymous"), "D3 possible"),
        (said(source="unnamed", standing="unnamed"), "F6 cannot be judged"),
        (said(source="an analyst", standing="described"), "D3 possible"),
        (said(source="residents", standing="described"), "C3 possible"),
        (said(source="residents of Homs", standing="described", place="northern Homs"), "C3 possible"),
        (said(source="residents of Hama", standing="described", place="northern Homs"), "D3 possible"),
        (said(source="Ivo Ruck, a foreign minister"), "D3 possible"),
        (said(source="Norland", kinds={"Norland": "state"}), "D3 possible"),
        (said(source="the River Observatory"), "C3 possible"),
        # the body itself says to whom it swore: near, and of no interest
        (said(source="the Lions"), "B2 probable"),
        (said(source="a spokesman of the Lions", standing="described"), "C3 possible"),
        # who is sworn to boasts of it
        (said(source="Tigers"), "C3 possible"),
        (said(source="Tigers", type="leave"), "B2 probable"),
        (said(source="Lions", type="seize", object=(), place="Homs"), "C3 possible"),
        (said(source="Tigers", type="seize", place="Homs"), "B2 probable"),
        (said(source="Lions", type="strength", object=(), quantity=900), "C3 possible"),
    ],
)
def test_one_source(claim: Claim, expected: str) -> None:
    assert grade(claim) == expected


def test_a_known_publisher_is_better_than_none() -> None:
    assert grade(said(), publisher_of=lambda id: "Marj Courier") == "C3 possible"
    assert grade(said("a"), said("b")) == "D3 possible"
    assert grade(said("a"), said("b"), publisher_of={report(n).id: n for n in "ab"}.get) == "C2 probable"
    one_paper = {report("a").id: "Courier", report("b").id: "the courier"}.get
    assert grade(said("a"), said("b"), publisher_of=one_paper) == "C3 possible"


def test_two_independent_sources_in_two_reports_confirm() -> None:
    lions, residents = said("a", "Lions"), said("b", "residents", standing="described")
    assert grade(lions, residents) == "B1 confirmed"
    together = said("a", "residents", standing="described")
    belief = weigh(make_span(claims=[lions, together]))
    assert belief.grade == "probable"
    assert belief.reasons[-1] == "Probable and not confirmed: fewer than 2 reports say so."


def test_one_source_in_three_reports_counts_once() -> None:
    claims = [said(name, "Abu Salma") for name in "abc"]
    belief = weigh(make_span(claims=claims))
    assert belief.reasons == (
        "For it: Abu Salma, C, weighs 0.70 (named, in 3 reports).",
        "1 source says so in 3 reports, 0 in 0 reports say otherwise: 0.70 for it, 0.00 against it.",
        "Possible: 0.20 or more ahead, less than 1.00.",
    )


def test_copies_count_once_whoever_publishes_them() -> None:
    names = {report(name).id: f"{name} paper" for name in "abcd"}
    claims = [said(name) for name in "abcd"]
    copy_of = {report(name).id: report("a").id for name in "bcd"}
    belief = weigh(make_span(claims=claims), copy_of=lambda id: copy_of.get(id, id), publisher_of=names.get)
    assert belief.reasons[:2] == (
        "For it: a paper itself, C, weighs 0.70 (a report's own voice).",
        "3 reports left out as copies of others.",
    )
    assert belief.grade == "possible"
    assert weigh(make_span(claims=claims), publisher_of=names.get).grade == "confirmed"


def test_a_report_that_quotes_somebody_for_it_is_no_second_source() -> None:
    own, quoted = said("a"), said("a", "Abu Salma")
    belief = weigh(make_span(claims=[own, quoted]))
    assert belief.grade == weigh(make_span(claims=[quoted])).grade == "possible"
    assert "For it: the report a itself, D, weighs 0.00" in belief.reasons[1]
    better = weigh(
        make_span(claims=[own, said("a", "an aide", standing="anonymous")]), publisher_of=lambda id: "Courier"
    )
    assert better.reasons[2].startswith("1 source says so in 1 report") and "0.70 for it" in better.reasons[2]


@pytest.mark.parametrize(
    ("published", "weight"), [("2014-12-20", 0.7), ("2015-02-01", 0.63), ("2015-11-01", 0.525), ("2019-01-01", 0.35)]
)
def test_what_is_told_long_after_counts_less(published: str, weight: float) -> None:
    claim = said(source="Abu Salma", published=date.fromisoformat(published))
    assert Weigher().voices([claim]).weight == weight
    assert Weigher().voices([said(source="Abu Salma", when=None, published=None)]).weight == 0.7


def test_plans_say_little_of_what_is_said_to_be_so_and_all_of_what_is_considered() -> None:
    plan = said(source="Lions", status="planned")
    assert grade(plan) == "B6 cannot be judged"
    considered = weigh(make_span(claims=[plan], state="considered"))
    assert considered.grade == "probable"


def test_contradiction_weighs_alike() -> None:
    yes, no = said("a", "Abu Salma"), said("b", "Abu Omar", status="denied")
    assert grade(yes, against=(no,)) == "C4 doubtful"
    assert grade(yes, against=(no, said("c", "Lions", status="denied"))) == "C5 improbable"
    assert grade(yes, said("c", "Lions"), against=(no,)) == "B2 probable"
    # a denial that serves the one who denies
    assert grade(said("a", "Lions", "leave"), against=(said("b", "Tigers", "leave", status="denied"),)) == "B3 possible"


def test_much_against_it_keeps_it_from_being_confirmed() -> None:
    claims = [said("a", "Lions"), said("b", "residents", standing="described"), said("c", "Abu Salma")]
    assert grade(*claims, against=(said("d", status="denied"),)) == "B1 confirmed"
    belief = weigh(make_span(claims=claims, against=[said("d", "Abu Omar", status="denied")]))
    assert belief.reasons[-1] == "Probable and not confirmed: what is against it is more than 25% of what is for it."


def test_a_state_long_not_heard_of_is_less_sure() -> None:
    span = make_span(claims=[said("a", "Lions"), said("b", "residents", standing="described")])
    grades = [weigh(span, on=date.fromisoformat(on)).grade for on in ("2014-12-20", "2015-06-01", "2018-06-01")]
    assert grades == ["confirmed", "probable", "possible"]
    ended = make_span(claims=span.supporting, end=("2014-12-30", "2014-12-30"))
    assert weigh(ended, on=date(2018, 6, 1)).grade == "confirmed"
    assert "Last heard of 170 days before the day asked for: what is for it counts 0.85." in weigh(
        span, on=date(2015, 6, 1)
    ).reasons  # fmt: skip


def test_nothing_said_cannot_be_judged() -> None:
    assert grade() == "F6 cannot be judged"
    assert {rule: belief.grade for rule, belief in compare_rules(make_span()).items()} == dict.fromkeys(
        RULES, "cannot be judged"
    )


def test_rules_are_compared_by_name() -> None:
    claims = [said(name, f"Man {name}", standing="described") for name in "abc"]
    late = said("z", "Lions", status="denied", published=date(2015, 3, 1))
    found = compare_rules(make_span(claims=claims, against=[late]))
    assert {rule: belief.grade for rule, belief in found.items()} == {
        "default": "possible",
        "majority": "probable",
        "latest": "improbable",
    }
    assert all(belief.rule == rule for rule, belief in found.items())
    assert found["majority"].reasons == ("3 independent sources say so, 1 says otherwise.",)
    assert found["latest"].reasons == ("The newest word is against it, published on 2015-03-01.",)


def test_an_unknown_rule_is_named_with_those_there_are() -> None:
    with pytest.raises(OptionError) as raised:
        weigh(make_span(), rule="loudest")
    assert str(raised.value) == (
        "there is no rule 'loudest'; there are default, majority, latest; `oathbook rules` says what each does"
    )


def test_the_newest_copy_is_as_old_as_its_original() -> None:
    claims = [said("a"), said("b", published=date(2015, 5, 1))]
    no = said("c", "Lions", status="denied", published=date(2015, 1, 1))
    ids = {report("b", date(2015, 5, 1)).id: report("a").id}
    span = make_span(claims=claims, against=[no])
    assert weigh(span, rule="latest").grade == "probable"
    assert weigh(span, rule="latest", copy_of=lambda id: ids.get(id, id)).grade == "improbable"


def lexicon(folder: Path, text: str, name: str = "sources") -> Lexicon:
    (folder / "words").mkdir()
    (folder / "words" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return Lexicon(folder)


def test_a_users_letters_win(tmp_path: Path) -> None:
    own = lexicon(tmp_path, "names: {River Observatory: A, Abu Salma: E, Tigers: B}\npublishers: {Courier: B}\n")
    assert grade(said(source="the River Observatory"), lexicon=own) == "A2 probable"
    assert grade(said(source="Abu Salma"), lexicon=own) == "E6 cannot be judged"
    assert grade(said(source="Tigers"), lexicon=own) == "C3 possible"
    assert grade(said(), lexicon=own, publisher_of=lambda id: "The Courier") == "B2 probable"
    assert grade(said(source="Abu Salma", standing="alias"), lexicon=own) == "D3 possible"


def test_a_letter_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as raised:
        weigh(make_span(), lexicon=lexicon(tmp_path, "names: {Abu Salma: G}\n"))
    assert str(raised.value) == ("words/sources.yaml: names: Abu Salma has 'G'; a letter is one of A, B, C, D, E, F")


def test_limits_out_of_order_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="are not in order"):
        weigh(make_span(), lexicon=lexicon(tmp_path, "grades: {probable: {ahead: 0.1}}\n", "belief"))


def test_protected_names_are_in_no_reason() -> None:
    claims = [
        said("a", "Yusuf Hamid", standing="alias"),
        said("b", "Yusuf Hamid"),
        said("c", "Karim Sabr", standing="anonymous"),
    ]
    reasons = " ".join(weigh(make_span(claims=claims, against=[said("d", "Karim Sabr", status="denied")])).reasons)
    assert "Yusuf" not in reasons and "Karim" not in reasons
    for words in (
        "a source under another name",
        "a source who asked not to be named",
        "Against it: a protected source",
    ):
        assert words in reasons


def test_many_voices_are_shortened() -> None:
    claims = [said(str(n), f"Man {n}") for n in range(10)]
    reasons = weigh(make_span(claims=claims)).reasons
    assert sum(reason.startswith("For it: Man") for reason in reasons) == 6
    assert "For it: 4 more voices, 2.80 together." in reasons


def test_a_belief_as_json() -> None:
    assert weigh(make_span(claims=[said(source="Lions")])).as_json()["admiralty"] == "B2"
    assert BEST_FIRST.index("cannot be judged") == 3
    assert isinstance(weigh(make_span()), Belief)


def test_the_example_of_the_page() -> None:
    """docs/belief.md shows these weights and grades."""
    names = {report("courier").id: "the Courier", report("gazette").id: "the Gazette"}
    residents = said("courier", "residents", standing="described")
    oath = [residents, said("courier"), said("gazette", "the Tigers")]
    belief = weigh(make_span(claims=oath), publisher_of=names.get)
    assert (belief.source, belief.information) == ("C", 2)
    assert belief.reasons == (
        "For it: residents, C, weighs 0.70 (described, near to it).",
        "For it: the Tigers, C, weighs 0.70 (named, a party to it, says what serves itself).",
        "For it: the Courier itself, C, weighs 0.00 (a report's own voice, beside whom it quotes).",
        "2 independent sources say so in 2 reports, 0 in 0 reports say otherwise: 1.40 for it, 0.00 against it.",
        "Probable: 1.00 or more ahead, less than 1.60.",
    )
    left = said("courier", "residents", "leave", object=("Wolves",), standing="described")
    denied = said("late", "the Wolves", "leave", object=("Wolves",), status="denied")
    assert grade(left, against=(denied,)) == "C4 doubtful"
    assert grade(*oath, said("z", "the Lions"), publisher_of=names.get) == "B1 confirmed"
