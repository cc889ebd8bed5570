"""No export gives the name of a protected source."""

from __future__ import annotations

import json

from invented import make_claim, make_report
from river import on_words

from oathbook.records import Claim, Report
from oathbook.views.protect import NOBODY, PROTECTED, protector


def test_name_is_left_out_of_every_field_of_every_claim_of_the_report(claims: list[Claim]) -> None:
    guard = protector(claims)
    text = json.dumps([guard.claim(claim).as_json() for claim in claims])
    assert "Salma" not in text
    assert text.count(PROTECTED) >= 6


def test_offsets_and_the_rest_stay(claims: list[Claim]) -> None:
    guard = protector(claims)
    for claim in claims:
        safe = guard.claim(claim)
        assert (safe.id, safe.start, safe.end, safe.status) == (claim.id, claim.start, claim.end, claim.status)
        if "Salma" not in json.dumps(claim.as_json()):
            assert safe == claim


def test_kinds_keep_the_kind_of_a_protected_source(claims: list[Claim]) -> None:
    hold = next(claim for claim in claims if claim.type == "hold")
    assert protector(claims).claim(hold).kinds[PROTECTED] == "person"


def test_other_reports_keep_the_name(claims: list[Claim]) -> None:
    elsewhere = make_claim(make_report("two"), agent=["Abu Salma"])
    assert protector([*claims, elsewhere]).claim(elsewhere) == elsewhere


def test_short_descriptions_are_left_out_as_source_only() -> None:
    report = make_report("three", "A commander said that a commander of the Lions had left.")
    claim = on_words(
        report, "a commander of the Lions had left", "leave", ["a commander of the Lions"], ["Lions"],
        source="a commander", standing="anonymous",
    )  # fmt: skip
    safe = protector([claim]).claim(claim)
    assert (safe.source, safe.agent, safe.evidence) == (PROTECTED, claim.agent, claim.evidence)


def test_longer_descriptions_are_left_out_of_the_words_too() -> None:
    report = make_report("four", "The treasurer of the Lions said he had left.")
    claim = on_words(
        report, "The treasurer of the Lions said he had left", "leave", ["the treasurer of the Lions"], ["Lions"],
        source="the treasurer of the Lions", standing="anonymous",
    )  # fmt: skip
    safe = protector([claim]).claim(claim)
    assert (safe.agent, safe.evidence) == ((PROTECTED,), f"{PROTECTED} said he had left")


def test_names_that_many_share_stay(report: Report, claims: list[Claim]) -> None:
    guard = protector(claims)
    assert guard.text("Abu Karim met Salma, not Salman.", report.id) == f"Abu Karim met {PROTECTED}, not Salman."


def test_answers_are_protected_at_every_depth(claims: list[Claim]) -> None:
    guard = protector(claims)
    answer = {"name": "Abu Salma", "lines": [{"other": "Abu Salma", "supporting": [c.as_json() for c in claims]}]}
    assert "Salma" not in json.dumps(guard.record(answer))


def test_nobody_is_protected_where_asked(claims: list[Claim]) -> None:
    assert [NOBODY.claim(claim) for claim in claims] == claims
