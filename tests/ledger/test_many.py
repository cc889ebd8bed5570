"""Several readings in one transaction; claims by place; what hangs in the balance."""

from dataclasses import replace
from datetime import date

import pytest
from invented import make_claim, make_report

from oathbook.errors import EntryError
from oathbook.ledger import Ledger


def test_many_are_kept_as_one_by_one(url: str) -> None:
    reports = [make_report(f"r{number}") for number in range(4)]
    with Ledger(url) as ledger:
        assert ledger.append(reports[1], [make_claim(reports[1])], reader="r")
        given = [(report, [make_claim(report), make_claim(report, "leave", place="Homs")]) for report in reports]
        kept = ledger.append_many([*given, given[2]], reader="r")
        assert kept == (True, False, True, True, False)
        assert ledger.append_many(given, reader="r") == (False,) * 4
        assert ledger.append_many([], reader="r") == ()
        assert [ledger.held(report.id, "r") for report in reports] == [2, 1, 2, 2]
        assert ledger.held(reports[0].id, "other") is None
        assert len(list(ledger.claims())) == 7
        assert sorted(entry.report for entry in ledger.entries()) == sorted(report.id for report in reports)
        assert len(list(ledger.at(["homs"]))) == 3


def test_one_that_cannot_be_kept_keeps_all_out(url: str) -> None:
    good, bad = make_report("good"), replace(make_report("bad"), text="half a sign: \ud800")
    with Ledger(url) as ledger:
        with pytest.raises(
            EntryError, match=r"one of the reports \w+ \('good'\), \w+ \('bad'\) and more cannot be kept"
        ):
            ledger.append_many([(good, [make_claim(good)]), (bad, [])], reader="r")
        with pytest.raises(EntryError, match="is of report"):
            ledger.append_many([(good, [make_claim(good)]), (make_report("c"), [make_claim(good)])], reader="r")
        assert list(ledger.reports()) == []


def test_claims_at_a_place_however_written(url: str) -> None:
    report, other = make_report("one"), make_report("two", published=date(2015, 1, 1))
    with Ledger(url) as ledger:
        claims = [
            make_claim(report, "seize", place="al-Rastan"),
            make_claim(report, "hold", place="Rastan"),
            make_claim(report, "seize", place="Homs"),
            make_claim(report, "seize"),
        ]
        ledger.append(report, claims, reader="r")
        ledger.append(other, [make_claim(other, "seize", place="the RASTAN")], reader="r")
        assert {claim.place for claim in ledger.at(["rastan"])} == {"al-Rastan", "Rastan", "the RASTAN"}
        assert {claim.place for claim in ledger.at(["rastan", "nowhere"], types=["seize"])} == {
            "al-Rastan",
            "the RASTAN",
        }
        ledger.withdraw(other.id, who="Ada", why="forged")
        assert {claim.place for claim in ledger.at(["rastan"], types=["seize"])} == {"al-Rastan"}
        assert list(ledger.at([])) == []


def test_what_hangs_in_the_balance(url: str) -> None:
    report, later = make_report("one"), make_report("two", published=date(2015, 1, 1))
    with Ledger(url) as ledger:
        for each in (report, later):
            claims = [make_claim(each, status=status) for status in ("actual", "planned", "possible", "denied")]
            ledger.append(each, [*claims, make_claim(each, "demand", what="pledge")], reader="r")
        found = list(ledger.pending())
        assert len(found) == 8
        assert all(claim.status != "actual" or claim.type == "demand" for claim in found)
        assert {claim.report for claim in ledger.pending(since=date(2015, 1, 1))} == {later.id}
        assert {claim.report for claim in ledger.pending(known_by=date(2014, 12, 31))} == {report.id}


def test_claims_that_name_two_actors(url: str) -> None:
    report = make_report()
    with Ledger(url) as ledger:
        claims = [
            make_claim(report, "fight", ["Lions"], ["Tigers"]),
            make_claim(report, "fight", ["the Tigers", "Bears"], ["Cubs"]),
            make_claim(report, "ally", ["Bears"], ["Lions"], source="Tigers"),
            make_claim(report, "fight", ["Lions"], ["Bears"], start=2),
        ]
        ledger.append(report, claims, reader="r")

        def asked(one: list[str], other: list[str], types: list[str] | None = None) -> list[str]:
            return sorted(claim.id for claim in ledger.between(one, other, types=types))

        def ids(*numbers: int) -> list[str]:
            return sorted(claims[number].id for number in numbers)

        assert asked(["Lions"], ["Tigers"]) == ids(0)  # as source an actor is no party
        assert asked(["Tigers"], ["Bears", "Cubs", "Tigers"]) == ids(1)
        assert asked(["Lions", "Bears"], ["Lions", "Bears"]) == ids(2, 3)
        assert asked(["Lions", "Bears"], ["Lions", "Bears"], ["fight"]) == ids(3)
        assert asked(["Lions"], ["Lions"]) == asked(["Lions"], []) == []
        ledger.judge("Cubs", "Lions", "same", who="Ada", why="one band")
        assert asked(["Lions"], ["Tigers"]) == ids(0, 1)
        ledger.withdraw(report.id, who="Ada", why="forged")
        assert asked(["Lions"], ["Tigers"]) == []
