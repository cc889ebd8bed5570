"""What the ledger keeps and gives back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from invented import make_claim, make_report
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from oathbook.errors import EntryError, OptionError, UnknownName
from oathbook.ledger import Ledger, claim_order
from oathbook.records import Block, Report

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def full_report() -> Report:
    return make_report(
        "full",
        "Tiere und Männer — أسود الإسلام\n\nSaid \x00 nothing.",
        title="Tigers",
        publisher="The Paper",
        authors=("A", "B"),
        published_from="url",
        published_others=("15 December 21014",),
        url="https://example.org/a?b=c",
        language="en",
        blocks=(Block("headline", 0, 5), Block("answer", 6, 9, "Taha")),
        warnings=("two dates",),
    )


def test_what_is_appended_comes_back_as_it_was(url: str) -> None:
    report = full_report()
    claim = make_claim(
        report,
        "strength",
        ["أسود الإسلام"],
        [],
        place="Ḥimṣ",
        quantity=(24, 99),
        when=("2014-12-01", None),
        source="Taha",
        what="pledge",
        exchanged_for="two tanks",
        kinds={"Taha": "person"},
    )
    with Ledger(url) as ledger:
        assert ledger.append(report, [claim], reader="reader-1", read_at=NOON)
    with Ledger(url, create=False) as ledger:
        stored = ledger.report(report.id)
        assert stored.report == report
        assert (stored.claims, stored.reader, stored.read_at, stored.readings) == (1, "reader-1", NOON, 1)
        assert stored.withdrawn is None
        assert list(ledger.claims()) == [claim]
        assert ledger.claim(claim.id) == claim
        assert [stored.report for stored in ledger.reports()] == [report]


def test_a_report_without_claims_is_kept(url: str) -> None:
    with Ledger(url) as ledger:
        assert ledger.append(make_report(), [], reader="r")
        assert ledger.report("one").claims == 0
        assert list(ledger.claims()) == []


def test_appending_again_changes_nothing(url: str) -> None:
    report = make_report()
    claim = make_claim(report)
    with Ledger(url) as ledger:
        assert not ledger.has(report.id, "reader-1")
        assert ledger.append(report, [claim], reader="reader-1")
        assert ledger.has(report.id, "reader-1")
        before = list(ledger.entries())
        assert not ledger.append(report, [claim], reader="reader-1")
        assert list(ledger.entries()) == before
        assert list(ledger.claims()) == [claim]


def test_the_claims_of_a_report_are_those_of_its_newest_reading(url: str) -> None:
    report = make_report()
    old, same, new = make_claim(report), make_claim(report, "lead"), make_claim(report, "join")
    with Ledger(url) as ledger:
        ledger.append(report, [old, same], reader="reader-1", read_at=NOON)
        assert ledger.append(report, [new, same], reader="reader-2", read_at=NOON + timedelta(hours=1))
        assert {claim.id for claim in ledger.claims()} == {new.id, same.id}
        assert ledger.report("one").readings == 2
        assert ledger.report("one").reader == "reader-2"
        assert ledger.claim(same.id) == same
        with pytest.raises(
            UnknownName, match=f"the claim {old.id} counts no more: its report was read again .*reader-2"
        ):
            ledger.claim(old.id)
        assert ledger.claim(old.id, current=False) == old
        # a reading that was made earlier and comes in later does not become the newest
        assert ledger.append(report, [old], reader="reader-0", read_at=NOON - timedelta(days=1))
        assert {claim.id for claim in ledger.claims()} == {new.id, same.id}


def test_withdrawal_is_an_entry_and_takes_the_claims_out(url: str) -> None:
    report, other = make_report(), make_report("two")
    claim, kept = make_claim(report), make_claim(other)
    with Ledger(url) as ledger:
        ledger.append(report, [claim], reader="reader-1", read_at=NOON)
        ledger.append(other, [kept], reader="reader-1", read_at=NOON)
        assert ledger.withdraw("one", who="Ada", why="a forgery", at=NOON + timedelta(days=1))
        assert not ledger.withdraw("one", who="Ada", why="again")
        assert list(ledger.claims()) == [kept]
        assert [known.claims for known in ledger.names()] == [1, 1]
        stored = ledger.report("one")
        assert stored.withdrawn is not None
        assert (stored.withdrawn.who, stored.withdrawn.why) == ("Ada", "a forgery")
        assert stored.as_json()["withdrawn"]["at"] == "2026-01-02T12:00:00+00:00"
        assert [stored.report.name for stored in ledger.reports(withdrawn=False)] == ["two"]
        assert [stored.report.name for stored in ledger.reports(withdrawn=True)] == ["one"]
        assert ledger.has(report.id, "reader-1")
        with pytest.raises(UnknownName, match=r"its report was withdrawn by Ada on 2026-01-02 \(a forgery\)"):
            ledger.claim(claim.id)
        # a new reading does not bring a withdrawn report back
        ledger.append(report, [claim], reader="reader-2")
        assert list(ledger.claims()) == [kept]
        assert [entry.what for entry in ledger.entries(report="one")] == ["read", "withdrawn", "read"]


def test_a_withdrawn_report_can_be_restored_and_withdrawn_again(url: str) -> None:
    report = make_report()
    with Ledger(url) as ledger:
        ledger.append(report, [make_claim(report)], reader="reader-1")
        assert not ledger.restore("one", who="Ada", why="no")
        ledger.withdraw("one", who="Ada", why="wrong one")
        assert ledger.restore("one", who="Ada", why="was the wrong one")
        assert len(list(ledger.claims())) == 1
        ledger.withdraw("one", who="Ada", why="after all")
        assert len(list(ledger.claims())) == 0
        stored = ledger.report("one")
        assert stored.withdrawn is not None
        assert stored.withdrawn.why == "after all"
        assert len(list(ledger.reports())) == 1


@pytest.mark.parametrize(("who", "why", "said"), [("", "x", "who"), ("x", "  ", "why")])
def test_withdrawal_needs_who_and_why(url: str, who: str, why: str, said: str) -> None:
    with Ledger(url) as ledger:
        ledger.append(make_report(), [], reader="r")
        with pytest.raises(OptionError, match=f"withdrawn with who and why, and {said} is empty"):
            ledger.withdraw("one", who=who, why=why)
        assert len(list(ledger.entries())) == 1


def test_claims_of_another_report_and_doubled_ids_are_refused_whole(url: str) -> None:
    report, other = make_report(), make_report("two")
    with Ledger(url) as ledger:
        with pytest.raises(EntryError, match=f"is of report {other.id}, not of {report.id} "):
            ledger.append(report, [make_claim(report), make_claim(other)], reader="r")
        with pytest.raises(EntryError, match="two claims of the same id"):
            ledger.append(report, [make_claim(report), make_claim(report)], reader="r")
        assert list(ledger.reports()) == []
        assert not ledger.has(report.id, "r")


def test_a_text_that_cannot_be_written_is_refused_alone(url: str) -> None:
    report = replace(make_report(), text="half a sign: \ud800")
    with Ledger(url) as ledger:
        with pytest.raises(EntryError, match=r"report \w+ \('one'\) cannot be kept: .*surrogates not allowed"):
            ledger.append(report, [], reader="r")
        assert ledger.append(make_report("two"), [], reader="r")
        assert [stored.report.name for stored in ledger.reports()] == ["two"]


def test_the_database_itself_refuses_to_change_or_delete(url: str) -> None:
    report = make_report()
    with Ledger(url) as ledger:
        ledger.append(report, [make_claim(report)], reader="r")
        for statement in (
            "UPDATE reports SET name = 'x'",
            "UPDATE claims SET status = 'denied'",
            "DELETE FROM claims",
            "DELETE FROM claim_names",
            "DELETE FROM entries",
        ):
            with pytest.raises(DBAPIError, match="append-only"), ledger._engine.begin() as connection:
                connection.execute(text(statement))
        assert len(list(ledger.claims())) == 1


def fill(ledger: Ledger) -> dict[str, str]:
    """Three reports; claim ids by a short label."""
    one = make_report("one", published=date(2014, 12, 15), publisher="Paper")
    two = make_report("two", published=date(2014, 12, 20), publisher="Wire")
    bare = make_report("bare", published=None)
    claims = {
        "pledge": make_claim(one, when=("2014-12-13", "2014-12-14"), source="Taha"),
        "hold": make_claim(one, "hold", ["Daesh"], [], place="Raqqa"),
        "plan": make_claim(one, "fight", ["Tigers"], ["IS"], when=("2014-12-16", None), status="planned"),
        "leave": make_claim(two, "leave", ["The lions"], ["Tigers"], when=(None, "2014-11-30"), source="unnamed"),
        "lead": make_claim(two, "lead", ["Taha"], ["Islamic State"], kinds={"Taha": "person"}),
        "bare": make_claim(bare, "base", ["Lions"], [], place="Homs"),
    }
    for report in (two, bare, one):
        kept = [claim for claim in claims.values() if claim.report == report.id]
        ledger.append(report, kept, reader="reader-1")
    return {claim.id: label for label, claim in claims.items()}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "leave pledge plan hold lead bare"),
        ({"type": "lead"}, "lead"),
        ({"status": "planned"}, "plan"),
        ({"actor": "the Lions"}, "leave pledge bare"),
        ({"actor": "ISIS"}, "plan hold lead"),
        ({"actor": "ISIS", "type": "hold"}, "hold"),
        ({"source": "report"}, "plan hold lead bare"),
        ({"source": "unnamed"}, "leave"),
        ({"source": "Taha"}, "pledge"),
        ({"actor": "Taha"}, "lead"),
        ({"report": "two"}, "leave lead"),
        ({"since": date(2014, 12, 15)}, "plan hold lead"),
        ({"until": date(2014, 12, 14)}, "leave pledge"),
        ({"since": date(2014, 12, 14), "until": date(2014, 12, 14)}, "pledge"),
        ({"since": date(2030, 1, 1)}, "plan"),
        ({"known_by": date(2014, 12, 15)}, "pledge plan hold"),
        ({"known_by": date(2014, 12, 14)}, ""),
    ],
)
def test_claims_by_what_they_say(url: str, options: dict[str, object], expected: str) -> None:
    with Ledger(url) as ledger:
        labels = fill(ledger)
        found = list(ledger.claims(**options))
        assert " ".join(labels[claim.id] for claim in found) == expected
        assert found == sorted(found, key=claim_order)


def test_what_the_ledger_does_not_know_is_said_at_once(url: str) -> None:
    with Ledger(url) as ledger:
        fill(ledger)
        with pytest.raises(UnknownName) as raised:
            ledger.claims(actor="Lion")
        assert str(raised.value) == (
            "no claim in the ledger names 'Lion'; nearest: Lions, The lions; `oathbook claims` shows what there is"
        )
        assert raised.value.nearest == ("Lions", "The lions")
        with pytest.raises(UnknownName, match="no claim in the ledger names 'qqq'; `oathbook claims`"):
            ledger.claims(source="qqq")
        with pytest.raises(UnknownName, match="there is no report 'twoo' in the ledger; nearest: two"):
            ledger.claims(report="twoo")
        with pytest.raises(OptionError, match="type 'oath' is not one; allowed: pledge, join"):
            ledger.claims(type="oath")
        with pytest.raises(OptionError, match="status 'true' is not one; allowed: actual, planned"):
            ledger.claims(status="true")


def test_names_with_kinds_and_counts(url: str) -> None:
    with Ledger(url) as ledger:
        fill(ledger)
        names = {known.name: known for known in ledger.names()}
        assert set(names) == {"Lions", "The lions", "Tigers", "Daesh", "IS", "Islamic State", "Taha"}
        assert (names["Tigers"].claims, names["Tigers"].said, names["Tigers"].kind) == (3, 0, "group")
        assert (names["Taha"].claims, names["Taha"].said) == (1, 1)
        assert set(names["Taha"].kinds) == {"person", "group"}
        assert [known.claims for known in ledger.names()] == sorted((k.claims for k in names.values()), reverse=True)


def test_reports_in_order_and_by_option(url: str) -> None:
    with Ledger(url) as ledger:
        fill(ledger)

        def named(**options: object) -> list[str]:
            return [stored.report.name for stored in ledger.reports(**options)]

        assert named() == ["one", "two", "bare"]
        assert named(publisher="Wire") == ["two"]
        assert named(since=date(2014, 12, 15), until=date(2014, 12, 15)) == ["one"]
        assert [stored.claims for stored in ledger.reports()] == [3, 2, 1]


def test_a_report_by_id_name_or_beginning(url: str) -> None:
    report = make_report("2014-homs_oath")
    with Ledger(url) as ledger:
        ledger.append(report, [], reader="r")
        ledger.append(make_report("2014-homs%"), [], reader="r")
        for name in (report.id, report.id[:6], "2014-homs_oath", "2014-HOMS_", "2014-homs_o"):
            assert ledger.report(name).report == report
        with pytest.raises(UnknownName, match="'2014' fits several reports") as raised:
            ledger.report("2014")
        assert report.id in raised.value.nearest
        for name in ("", "2014-homs__", "zzz"):
            with pytest.raises(UnknownName, match="there is no report"):
                ledger.report(name)


def test_a_claim_by_the_beginning_of_its_id(url: str) -> None:
    report = make_report()
    claims = [make_claim(report, start=number) for number in range(40)]
    with Ledger(url) as ledger:
        ledger.append(report, claims, reader="r")
        for claim in claims:
            assert ledger.claim(claim.id[:10]) == claim
        shared = next(a.id[0] for a in claims for b in claims if a is not b and a.id[0] == b.id[0])
        with pytest.raises(UnknownName, match=f"'{shared}' fits several claims .*give more of the id"):
            ledger.claim(shared)
        with pytest.raises(UnknownName, match="there is no claim") as raised:
            ledger.claim(claims[0].id[:10] + "zz")
        assert raised.value.nearest == (claims[0].id,)
        with pytest.raises(UnknownName, match="there is no claim '' in the ledger"):
            ledger.claim("")


def test_readers_go_on_while_one_writes(new_url: Callable[[], str]) -> None:
    url = new_url()
    reports = [make_report(str(number)) for number in range(300)]
    with Ledger(url) as writer, Ledger(url) as reader:
        for report in reports[:250]:
            writer.append(report, [make_claim(report)], reader="r")
        seen = reader.claims()
        first = next(seen)
        for report in reports[250:]:
            writer.append(report, [make_claim(report)], reader="r")
        assert 1 + len(list(seen)) == 250
        assert first.type == "pledge"
        assert len(list(reader.claims())) == 300
