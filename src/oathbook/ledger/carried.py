"""What there is of a report while its reviews are carried on to its newest reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from oathbook.ledger import queries, tables
from oathbook.ledger.answering import as_read_in, reviews_in
from oathbook.ledger.matching import Decided, Match, match, same, same_names
from oathbook.ledger.outcomes import corrected, outcome
from oathbook.ledger.stored import report_from_json
from oathbook.records import ADDED, Claim, Report, Review


@dataclass(slots=True)
class State:
    """One report: its newest reading (``number``, ``reader``, ``at``, its claims ``news``), the claims of older ones
    (``past``), reviews and claims by id, and what was carried on before. ``held`` grows as reviews are carried on;
    ``since`` is the entry with which each added claim first stood."""

    report: Report
    number: int
    reader: str
    at: datetime
    news: dict[str, Claim]
    held: dict[str, list[Review]]
    claims: dict[str, Claim]
    carries: list[Row[Any]]
    past: list[Claim]
    since: dict[str, int]


def state_of(connection: Connection, report: str) -> State | None:
    """What there is of a report; None where no reading of it counts."""
    query = select(tables.entries).where(tables.entries.c.number.in_(queries.current_readings_of([report])))
    reading = connection.execute(query).first()
    if reading is None:
        return None
    rows = connection.execute(select(tables.claims.c.record).where(tables.claims.c.reading == reading.number))
    news = {claim.id: claim for claim in (Claim.from_json(row.record) for row in rows)}
    held: dict[str, list[Review]] = {}
    for review in reviews_in(connection, tables.reviews.c.report == report):
        held.setdefault(review.claim, []).append(review)
    carries = connection.execute(
        select(tables.claim_carries)
        .join(tables.entries, tables.entries.c.number == tables.claim_carries.c.number)
        .where(tables.entries.c.report == report)
        .order_by(tables.claim_carries.c.number)
    ).all()
    claims = as_read_in(connection, [*held, *(row.new for row in carries), *(row.old for row in carries)])
    at = datetime.fromisoformat(reading.at)
    older = select(tables.entries.c.number).where(
        tables.entries.c.report == report, tables.entries.c.what == "read", tables.entries.c.number != reading.number
    )
    query = select(tables.claims.c.record).where(tables.claims.c.reading.in_(older))
    past = [Claim.from_json(row.record) for row in connection.execute(query)]
    outcomes = tables.claim_outcomes.c
    stood = select(outcomes.claim, func.min(outcomes.number).label("number")).where(
        outcomes.claim.in_(list(held)), outcomes.outcome == "added"
    )
    since = {row.claim: row.number for row in connection.execute(stood.group_by(outcomes.claim))}
    return State(
        report_of(connection, report), reading.number, reading.reader, at, news, held, claims | news, list(carries),
        past, since,
    )  # fmt: skip


def decided(state: State, id: str) -> Decided | None:
    """A claim about which people decided; None where nobody's decision holds any more."""
    read, found = state.claims.get(id), outcome(state.held[id])
    if read is None or (read.rule == ADDED and found.kind in ("open", "rejected")):
        return None
    if not any(review.decision != "undone" for review in newest(state.held[id]).values()):
        return None
    before = tuple(state.claims[old] for old in _before(id, state) if old in state.claims)
    return Decided(read, corrected(read, found.corrections, state.report.text, {}), before)


def matched(olds: dict[str, Decided], news: Sequence[Claim], state: State) -> list[Match]:
    """Which claim of the newest reading goes on for each of these.

    As ``match``, with care that nothing is taken for another: a claim that an older reading had, too, and of which
    nobody decided goes on for itself alone; one that was rejected goes on with the same one alone; one that a person
    added with one of the same names alone, of a reading that is newer than it.
    """
    read = {id: old for id, old in olds.items() if old.claim.rule != ADDED}
    found = [each for each in match(read.values(), news) if each.how == "same"]
    undecided = [claim for claim in state.past if not _holds_something(state.held.get(claim.id, ()))]
    used = {each.old for each in found} | {each.new for each in found}
    used |= {new.id for new in news if any(same(claim, new) for claim in undecided)}
    left = [old for id, old in read.items() if id not in used and _holds_something(state.held[id])]
    found += match(left, [new for new in news if new.id not in used])
    used |= {each.new for each in found}
    for id, old in olds.items():
        if old.claim.rule == ADDED and state.since.get(id, state.number) < state.number:
            named = [new for new in news if new.id not in used and same_names(old.left, new)]
            pairs = match([old], named)
            found += pairs
            used |= {each.new for each in pairs}
    return found


def _holds_something(reviews: Iterable[Review]) -> bool:
    return any(each.decision in ("accepted", "corrected", "added") for each in newest(reviews).values())


def newest(reviews: Iterable[Review]) -> dict[tuple[str, str], Review]:
    """The newest review of each round and person, also where it undoes."""
    return {(each.round, each.who): each for each in sorted(reviews, key=lambda each: each.number)}


def was_corrected(id: str, state: State) -> bool:
    """Whether people hold the claim right, and it goes on for one that they corrected."""
    if outcome(state.held[id]).kind not in ("accepted", "corrected"):
        return False
    return any(outcome(state.held.get(old, ())).kind == "corrected" for old in _before(id, state))


def _before(id: str, state: State) -> Iterator[str]:
    """The claims for which it goes on, the last first."""
    before = {row.new: row.old for row in state.carries if row.how in ("same", "like")}
    while id in before:
        id = before[id]
        yield id


def report_of(connection: Connection, id: str) -> Report:
    """The report of this id, which must be there."""
    record = connection.scalar(select(tables.reports.c.record).where(tables.reports.c.id == id))
    assert record is not None
    return report_from_json(record)
