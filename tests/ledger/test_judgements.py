"""Judgements in the ledger, names found by them, and ledgers of the version before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from invented import make_claim, make_report
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from oathbook.actors import Aliases
from oathbook.errors import OptionError, UnknownName
from oathbook.ledger import Ledger, tables
from oathbook.records import Claim

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def opened(url: str) -> Ledger:
    return Ledger(url, aliases=Aliases({}))


def fill(ledger: Ledger) -> list[Claim]:
    """Claims of Lions, the Lions, Pride and Tigers in two reports."""
    one, two = make_report("one"), make_report("two", published=date(2015, 2, 1))
    claims = [
        make_claim(one, "pledge", ["Lions"], ["Tigers"]),
        make_claim(one, "lead", ["Taha"], ["The Lions"], source="Salma", standing="alias", kinds={"Taha": "person"}),
        make_claim(two, "hold", ["Pride"], [], place="Homs", source="Lions"),
    ]
    ledger.append(one, claims[:2], reader="r", read_at=NOON)
    ledger.append(two, claims[2:], reader="r", read_at=NOON)
    return claims


def test_a_judgement_comes_back_as_it_was(url: str) -> None:
    with opened(url) as ledger:
        one = ledger.judge("Pride", "Lions", "same", who="Ada", why="one band", at=NOON)
        two = ledger.judge("Lions", "Tigers", "different", who="oathbook 0.2.0", why="far", score=0.25)
        assert (one.number, one.one, one.other, one.at, one.score) == (1, "Lions", "Pride", NOON, None)
        assert (one.by_program, two.by_program) == (False, True)
        assert list(ledger.judgements()) == [one, two]
    with opened(url) as ledger:
        assert list(ledger.judgements()) == [one, two]
        # who, when, what and why make the id
        assert ledger.judge("Lions", "Pride", "same", who="Ada", why="one band", at=NOON).id == one.id
        assert one.as_json()["at"] == "2026-01-01T12:00:00+00:00"


@pytest.mark.parametrize(
    ("one", "other", "verdict", "who", "why", "said"),
    [
        ("A", "B", "same", "", "x", "names are judged with who and why, and who is empty; say it"),
        ("A", "B", "same", "x", " ", "names are judged with who and why, and why is empty; say it"),
        ("A", "B", "equal", "x", "x", "verdict 'equal' is not one; allowed: same, different, unsure, undone"),
        ("Lions", "the LIONS", "same", "x", "x", "'Lions' and 'the LIONS' are one name written in two ways ('lions')"),
        ("A", "", "same", "x", "x", "'' is no name; "),
        ("A", "\ud800", "same", "x", "x", r"'\ud800' is no name; "),
    ],
)
def test_judgements_that_are_refused(
    url: str, one: str, other: str, verdict: str, who: str, why: str, said: str
) -> None:
    with opened(url) as ledger:
        with pytest.raises(OptionError) as raised:
            ledger.judge(one, other, verdict, who=who, why=why)  # type: ignore[arg-type]
        assert str(raised.value).startswith(said)
        assert list(ledger.judgements()) == []


def test_the_database_itself_keeps_judgements_and_names(url: str) -> None:
    with opened(url) as ledger:
        fill(ledger)
        ledger.judge("Lions", "Pride", "same", who="Ada", why="one band")
        for statement in (
            "UPDATE judgements SET verdict = 'different'",
            "DELETE FROM judgements",
            "UPDATE actor_names SET folded = 'x'",
            "DELETE FROM actor_names",
            "DELETE FROM protected_sources",
        ):
            with pytest.raises(DBAPIError, match="append-only"), ledger._engine.begin() as connection:
                connection.execute(text(statement))
        assert len(list(ledger.judgements())) == 1


def test_claims_of_an_actor_are_those_of_all_its_names(url: str) -> None:
    with opened(url) as ledger:
        pledge, lead, hold = fill(ledger)
        assert ledger.find("the lions") == ("Lions", "The Lions")
        assert list(ledger.claims(actor="Lions")) == sorted([pledge, lead], key=lambda claim: claim.id)
        assert list(ledger.claims(actor="Pride")) == [hold]
        ledger.judge("Pride", "Lions", "same", who="Ada", why="one band")
        assert ledger.find("Pride") == ledger.find("Lions") == ("Lions", "Pride", "The Lions")
        assert {claim.id for claim in ledger.claims(actor="Pride")} == {pledge.id, lead.id, hold.id}
        assert list(ledger.claims(source="Pride")) == [hold]
        ledger.judge("Pride", "Lions", "undone", who="Ada", why="no")
        assert list(ledger.claims(actor="Pride")) == [hold]


def test_a_name_of_withdrawn_reports_alone_is_not_found(url: str) -> None:
    with opened(url) as ledger:
        fill(ledger)
        ledger.withdraw("two", who="Ada", why="forged")
        with pytest.raises(UnknownName, match="no claim in the ledger names 'Pride'"):
            ledger.find("Pride")
        for name in ("", " ", "zzz"):
            with pytest.raises(UnknownName):
                ledger.find(name)
        ledger.restore("two", who="Ada", why="not forged")
        assert ledger.find("Pride") == ("Pride",)


def test_actors_follow_new_judgements_and_names(url: str) -> None:
    with opened(url) as ledger, opened(url) as other:
        fill(ledger)
        actors = ledger.actors()
        assert ledger.actors() is actors
        assert actors.keys() == {"lions", "pride", "tigers", "taha", "salma"}
        other.judge("Lions", "Pride", "same", who="Ada", why="one band")
        assert ledger.actors()("Pride") == "lions"
        assert ledger.actors().names("lions") == ("Lions", "Pride", "The Lions")
        report = make_report("three")
        other.append(report, [make_claim(report, agent=["LIONS"])], reader="r")
        assert ledger.actors().names("lions") == ("LIONS", "Lions", "Pride", "The Lions")


def test_generation_changes_with_everything_that_is_appended(url: str) -> None:
    with opened(url) as ledger:
        seen = [ledger.generation()]
        for change in (
            lambda: fill(ledger),
            lambda: ledger.withdraw("one", who="Ada", why="x"),
            lambda: ledger.judge("A", "B", "same", who="Ada", why="x"),
            lambda: ledger.judge("A", "B", "same", who="Ada", why="x"),
        ):
            change()
            assert ledger.generation() == ledger.generation()
            seen.append(ledger.generation())
        assert len(set(seen)) == len(seen)


def test_about_finds_claims_by_role_type_and_day(url: str) -> None:
    with opened(url) as ledger:
        pledge, lead, hold = fill(ledger)

        def about(*names: str, **options: object) -> set[str]:
            found = list(ledger.about(names, **options))  # type: ignore[arg-type]
            assert len({claim.id for claim in found}) == len(found)
            return {claim.type for claim in found}

        assert about("Lions") == {"pledge", "lead", "hold"}
        assert about("lions", roles=["agent"]) == {"pledge"}
        assert about("lions", "Tigers", roles=["object"]) == {"pledge", "lead"}
        assert about("Lions", types=["lead"]) == {"lead"}
        assert about("Lions", known_by=date(2014, 12, 31)) == {"pledge", "lead"}
        assert about("nobody") == about() == set()
        ledger.judge("Pride", "Tigers", "same", who="Ada", why="x")
        assert about("Pride") == {"pledge", "hold"}
        ledger.withdraw("one", who="Ada", why="x")
        assert about("Pride") == {"hold"}
        assert [claim.id for claim in ledger.naming("Pride")] == [hold.id]
        assert pledge.report == lead.report


def test_about_counts_the_newest_reading_alone(url: str) -> None:
    report = make_report()
    old, new = make_claim(report, "hold", ["Lions"]), make_claim(report, "seize", ["Lions"])
    with opened(url) as ledger:
        ledger.append(report, [new], reader="reader-2", read_at=NOON)
        ledger.append(report, [old], reader="reader-1", read_at=NOON)  # one time: the later version is the newer
        assert list(ledger.about(["Lions"])) == list(ledger.claims()) == [new]
        ledger.append(report, [old], reader="reader-0", read_at=NOON + timedelta(hours=1))
        assert list(ledger.about(["Lions"])) == list(ledger.claims()) == [old]


def test_about_takes_more_names_than_a_question_holds(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from oathbook.ledger import asking

    with opened(url) as ledger:
        claims = fill(ledger)
        monkeypatch.setattr(asking, "AT_ONCE", 1)
        found = [claim.id for claim in ledger.about(["Lions", "Pride", "Tigers", "Taha"])]
        assert found == [claim.id for claim in ledger.claims()]
        assert len(found) == len(claims)


def test_protected_sources_are_those_of_current_readings(url: str) -> None:
    with opened(url) as ledger:
        fill(ledger)
        one = ledger.report("one").report
        assert ledger.protected() == {one.id: frozenset({"Salma"})}
        ledger.append(one, [], reader="r2")
        assert ledger.protected() == {}


def old_ledger(url: str) -> None:
    """A ledger as version 0.2.0 made it, with two reports of which one is withdrawn."""
    with Ledger(url) as ledger:
        fill(ledger)
        ledger.withdraw("two", who="Ada", why="forged")
    make_old(url)


def make_old(url: str) -> None:
    """Take back what the migrations from 0002 on made."""
    with Ledger(url) as ledger, ledger._engine.begin() as connection:
        for name in (
            "claim_carries",
            "claim_outcomes",
            "reviews",
            "actor_names",
            "judgements",
            "protected_sources",
            "claim_places",
        ):
            connection.execute(text(f"DROP TABLE {name}"))
        for name in ("entries_report", "claims_pending"):
            connection.execute(text(f"DROP INDEX {name}"))
        connection.execute(text(f"UPDATE {tables.VERSION_TABLE} SET version_num = '0001'"))


def test_a_ledger_of_the_version_before_is_brought_to_this_one(url: str) -> None:
    old_ledger(url)
    told: list[str] = []
    with Ledger(url, aliases=Aliases({}), create=False, tell=told.append) as ledger:
        assert told == []  # few names: nothing to say
        assert ledger.actors().keys() == {"lions", "pride", "tigers", "taha", "salma"}
        assert ledger.find("lions") == ("Lions", "The Lions")
        assert list(ledger.protected().values()) == [frozenset({"Salma"})]
        assert len(list(ledger.about(["Lions"]))) == 2
        ledger.judge("Pride", "Lions", "same", who="Ada", why="one band")
        ledger.restore("two", who="Ada", why="no forgery")
        assert len(list(ledger.about(["Lions"]))) == 3
        with pytest.raises(DBAPIError, match="append-only"), ledger._engine.begin() as connection:
            connection.execute(text("DELETE FROM actor_names"))
    with Ledger(url) as ledger, ledger._engine.connect() as connection:
        rows = connection.execute(text("SELECT name, folded, first FROM actor_names ORDER BY name")).all()
        assert rows[:2] == [("Lions", "lions", 1), ("Pride", "pride", 2)]


def test_a_long_migration_tells_how_far_it_is(url: str) -> None:
    report = make_report()
    with Ledger(url) as ledger:
        names = [f"band {number}" for number in range(10_001)]
        ledger.append(report, [make_claim(report, agent=names)], reader="r")
    make_old(url)
    told: list[str] = []
    with Ledger(url, tell=told.append) as ledger:
        assert len(ledger.actors().keys()) == 10_002
    assert told == [
        "bringing the ledger to this version of oathbook: 10,000 names done",
        "bringing the ledger to this version of oathbook: 10,002 names done",
    ]
