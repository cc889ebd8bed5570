"""What reviews change in the ledger's answers: entries, and claims as people left them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from oathbook.ledger import queries, tables
from oathbook.ledger.connected import Connected
from oathbook.ledger.outcomes import added_claim, corrected, outcome
from oathbook.ledger.rows import (
    actor_rows,
    claim_row,
    entry_row,
    name_rows,
    place_rows,
    protected_rows,
    review_from_row,
    utc,
)
from oathbook.ledger.stored import report_from_json
from oathbook.records import ADDED, Claim, Report, Review

_SAID = {
    "read": "counts as it was read", "corrected": "is corrected", "rejected": "is rejected", "added": "is added",
}  # fmt: skip


class Answering(Connected):
    """What of the ledger keeps answers in step with reviews. See ``Ledger``."""

    def _apply(
        self,
        connection: Connection,
        read: Claim,
        report: Report,
        new: Review,
        *,
        what: str = "reviewed",
        at: datetime | None = None,
    ) -> int | None:
        """Make an entry where the reviews of the claim now come to another answer than before.

        Its number, None where they do not. ``what`` and ``at`` are the entry's; ``at`` the review's where not given.
        """
        every = list(reviews_in(connection, tables.reviews.c.claim == read.id))
        added = read.rule == ADDED
        before, now = (_answer(held, added=added) for held in ([r for r in every if r.number != new.number], every))
        if before == now:
            return None
        kind, corrections = now
        number = self._enter(connection, what, read, new.who, at or new.at, f"claim {read.id} {_SAID[kind]}")
        self._set(connection, number, read.id, kind, new.number)
        if kind in ("corrected", "added"):
            self._stand(connection, number, read, report, corrections)
        if added and (before[0] == "rejected") != (kind == "rejected"):
            self._hold(connection, read.id, new, free=kind == "rejected")
        return number

    def _enter(self, connection: Connection, what: str, claim: Claim, who: str, at: datetime, why: str) -> int:
        """The number of a new entry about a claim."""
        row = entry_row(what, claim.report, who, utc(at), why) | {"reader": None, "claims": 0}
        number = connection.scalar(insert(tables.entries).returning(tables.entries.c.number), row)
        assert number is not None
        return int(number)

    def _set(self, connection: Connection, number: int, claim: str, kind: str, review: int) -> None:
        """Keep what is answered of a claim from this entry on."""
        row = {"number": number, "claim": claim, "outcome": kind, "review": review}
        connection.execute(insert(tables.claim_outcomes), row)

    def _stand(
        self, connection: Connection, number: int, read: Claim, report: Report, corrections: dict[str, Any]
    ) -> None:
        """The rows of a claim as people left it, with the entry as their reading."""
        names = [name for field in ("agent", "object") for name in corrections.get(field, ())]
        kinds = kinds_in(connection, [*names, *([corrections["source"]] if "source" in corrections else [])])
        claim = corrected(read, corrections, report.text, kinds)
        connection.execute(insert(tables.claims), claim_row(number, claim))
        rows = list(name_rows(number, claim))
        if rows:
            connection.execute(insert(tables.names), rows)
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            connection.execute(dialect.insert(tables.actor_names).on_conflict_do_nothing(), actor_rows(rows))
        for table, made in (
            (tables.claim_places, place_rows(number, [claim])),
            (tables.protected_sources, protected_rows(number, [claim])),
        ):
            if made:
                connection.execute(insert(table), made)

    def _hold(self, connection: Connection, claim: str, review: Review, *, free: bool) -> None:
        """Leave out the claims that say what an added one says, or answer them again where it is taken back."""
        carries = tables.claim_carries.c
        query = select(carries.new).where(carries.old == claim, carries.how == "held").distinct().order_by(carries.new)
        for new in connection.scalars(query).all():
            read = as_read_in(connection, [new]).get(new)
            if read is None or outcome(reviews_in(connection, tables.reviews.c.claim == new)).kind != "open":
                continue
            said = "counts as it was read" if free else f"says what claim {claim} says"
            entry = self._enter(connection, "carried", read, read.reader, review.at, f"claim {new} {said}")
            self._set(connection, entry, new, "read" if free else "held", review.number)


def reviews_in(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[Review]:
    """The reviews that fit, oldest first by their number."""
    query = select(tables.reviews).where(*conditions).order_by(tables.reviews.c.number)
    return (review_from_row(row.number, row._mapping) for row in connection.execute(query).all())


def as_read_in(connection: Connection, ids: Iterable[str]) -> dict[str, Claim]:
    """The claims of these ids as they were read, or as they were added; those there are."""
    wanted = sorted(set(ids))
    query = queries.select_as_read().where(tables.claims.c.id.in_(wanted)).order_by(tables.claims.c.reading)
    found = {claim.id: claim for claim in (Claim.from_json(row.record) for row in connection.execute(query))}
    return found | added_in(connection, tables.reviews.c.claim.in_([id for id in wanted if id not in found]))


def added_in(connection: Connection, *conditions: ColumnElement[bool]) -> dict[str, Claim]:
    """The claims that people added, as they were added, by their id; those of the reviews that fit."""
    query = (
        select(tables.reviews, tables.reports.c.record)
        .join(tables.reports, tables.reports.c.id == tables.reviews.c.report)
        .where(tables.reviews.c.decision == "added", *conditions)
        .order_by(tables.reviews.c.number.desc())
    )
    out: dict[str, Claim] = {}
    for row in connection.execute(query):
        values = row.corrections
        if row.claim not in out:
            names = [*values["agent"], *values["object"], values["source"]]
            out[row.claim] = added_claim(report_from_json(row.record), values, kinds_in(connection, names))
    return out


def _answer(reviews: Iterable[Review], *, added: bool) -> tuple[str, dict[str, Any]]:
    """What the ledger answers of a claim with these reviews: "read", "corrected" or "rejected"; with corrections.

    One that was added is "added" as long as somebody holds it right, or people differ; else it is no claim.
    """
    found = outcome(reviews)
    if found.kind in ("corrected", "rejected"):
        return found.kind, dict(found.corrections)
    if added:
        return ("rejected" if found.kind == "open" else "added"), {}
    return "read", {}


def kinds_in(connection: Connection, names: list[str]) -> dict[str, str]:
    """The kind that claims give each of these names most often."""
    query = (
        select(tables.names.c.name, tables.names.c.kind, func.count().label("times"))
        .where(tables.names.c.name.in_(names), tables.names.c.kind.is_not(None))
        .group_by(tables.names.c.name, tables.names.c.kind)
        .order_by(func.count(), tables.names.c.kind)
    )
    return {row.name: row.kind for row in connection.execute(query)} if names else {}
