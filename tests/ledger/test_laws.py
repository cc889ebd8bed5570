"""What holds for any reports and claims, in any order."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import make_claim, make_report

from oathbook.ledger import Ledger, claim_order
from oathbook.records import STATUSES, TYPES, Claim, Report

laws = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
NAMES = ("Lions", "the Lions", "Tigers", "IS", "Daesh", "أسود", "Ḥazm")
DAYS = st.dates(min_value=datetime(2014, 1, 1).date(), max_value=datetime(2015, 12, 31).date())
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
Reading = tuple[Report, tuple[Claim, ...], str, datetime]


@st.composite
def intervals(draw: st.DrawFn) -> tuple[str | None, str | None] | None:
    days = sorted((draw(DAYS), draw(DAYS)))
    ends = [None if draw(st.booleans()) else day.isoformat() for day in days]
    return draw(st.sampled_from([None, (ends[0], ends[1])]))


@st.composite
def readings(draw: st.DrawFn) -> list[Reading]:
    """Readings of a few reports by one or two reader versions, later versions at later times."""
    made: list[Reading] = []
    for number in range(draw(st.integers(1, 4))):
        report = make_report(f"r{number}", published=draw(st.none() | DAYS))
        for version in range(draw(st.integers(1, 2))):
            claims = {
                claim.id: claim
                for claim in draw(
                    st.lists(
                        st.builds(
                            make_claim,
                            st.just(report),
                            st.sampled_from(TYPES),
                            st.lists(st.sampled_from(NAMES), max_size=2),
                            st.lists(st.sampled_from(NAMES), max_size=2),
                            when=intervals(),
                            status=st.sampled_from(STATUSES),
                            source=st.sampled_from(("report", "unnamed", "Taha")),
                            reader=st.just(f"reader-{version}"),
                        ),
                        max_size=4,
                    )
                )
            }
            made.append((report, tuple(claims.values()), f"reader-{version}", NOON + timedelta(hours=version)))
    return made


@contextmanager
def ledger_of(url: str, made: list[Reading]) -> Iterator[Ledger]:
    with Ledger(url) as ledger:
        for report, claims, reader, at in made:
            ledger.append(report, claims, reader=reader, read_at=at)
        yield ledger


def answers(ledger: Ledger) -> list[object]:
    """All that can be asked, but for the running numbers of entries."""
    return [
        list(ledger.claims()),
        ledger.names(),
        [(s.report, s.claims, s.reader, s.read_at, s.readings, s.withdrawn is None) for s in ledger.reports()],
        sorted((entry.id, entry.at) for entry in ledger.entries()),
    ]


@laws
@given(made=readings(), order=st.randoms(use_true_random=False))
def test_the_order_of_appending_does_not_matter(
    new_url: Callable[[], str], made: list[Reading], order: "st.Random"
) -> None:
    shuffled = list(made)
    order.shuffle(shuffled)
    with ledger_of(new_url(), made) as one, ledger_of(new_url(), shuffled) as other:
        assert answers(one) == answers(other)


@laws
@given(made=readings())
def test_appending_twice_changes_nothing(new_url: Callable[[], str], made: list[Reading]) -> None:
    with ledger_of(new_url(), made) as ledger:
        before = answers(ledger)
        for report, claims, reader, at in made:
            assert not ledger.append(report, claims, reader=reader, read_at=at)
        assert answers(ledger) == before


@laws
@given(made=readings(), data=st.data())
def test_a_withdrawn_report_leaves_no_claim_in_answers(
    new_url: Callable[[], str], made: list[Reading], data: st.DataObject
) -> None:
    gone = data.draw(st.sampled_from([report.id for report, *_ in made]))
    rest = [reading for reading in made if reading[0].id != gone]
    with ledger_of(new_url(), made) as ledger, ledger_of(new_url(), rest) as without:
        ledger.withdraw(gone, who="Ada", why="a forgery")
        assert list(ledger.claims()) == list(without.claims())
        assert ledger.names() == without.names()


@laws
@given(made=readings(), since=DAYS, until=DAYS)
def test_answers_by_time_are_those_a_reader_would_pick(
    new_url: Callable[[], str], made: list[Reading], since: datetime, until: datetime
) -> None:
    def fits(claim: Claim) -> bool:
        if claim.when and (claim.when.earliest or claim.when.latest):
            low, high = claim.when.earliest, claim.when.latest
        else:
            low = high = claim.published
            if low is None:
                return False
        return (high is None or high >= since) and (low is None or low <= until)

    with ledger_of(new_url(), made) as ledger:
        every = list(ledger.claims())
        assert every == sorted(every, key=claim_order)
        assert list(ledger.claims(since=since, until=until)) == [claim for claim in every if fits(claim)]
