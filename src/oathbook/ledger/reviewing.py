"""The ledger's reviews of claims, and what they change in answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Connection, func, insert, select, text
from sqlalchemy.dialects import postgresql, sqlite

from oathbook.errors import OptionError, UnknownName
from oathbook.ledger import queries, tables
from oathbook.ledger.connected import Connected
from oathbook.ledger.outcomes import corrected, corrections_of, outcome
from oathbook.ledger.rows import (
    actor_rows,
    claim_row,
    entry_row,
    name_rows,
    place_rows,
    protected_rows,
    review_from_row,
    review_row,
    utc,
)
from oathbook.ledger.stored import report_from_json
from oathbook.records import FIRST, Claim, Decision, Report, Review

_LOCK = 7_104_120_433
"""A number of our own for PostgreSQL's advisory locks: reviews are entered one after the other."""
_LONGEST_ROUND = 40
_SAID = {"read": "counts as it was read", "corrected": "is corrected", "rejected": "is rejected"}


class Reviewing(Connected):
    """What of the ledger is about reviews. See ``Ledger``."""

    def review(
        self,
        claim: str,
        decision: Decision,
        *,
        who: str,
        corrections: Mapping[str, Any] | None = None,
        why: str | None = None,
        round: str = FIRST,
        at: datetime | None = None,
    ) -> Review:
        """Enter what a person decided about a claim; the review as it is kept.

        Where that changes what the ledger answers of the claim (see ``outcomes.outcome``), an entry "reviewed" is
        made with it: a rejected claim leaves the answers, a corrected one is answered with its right values.

        Args:
            claim: its whole id.
            decision: accepted, corrected, rejected, unsure, or undone, which takes back what the same person decided
                of it in this round before.
            who: a person's name.
            corrections: for "corrected" the right values by field (``records.FIELDS``); what changes nothing is left
                out.
            why: a reason, where there is one.
            round: ``FIRST``, ``SETTLED``, or the name of a blind round.
            at: when it was decided; now where not given.

        Raises UnknownName where the ledger holds no claim of this id; OptionError where ``who`` or ``round`` is empty,
        there is no such decision, or a correction is missing, changes nothing or is not allowed.
        """
        if decision not in get_args(Decision):
            raise OptionError(f"decision {decision!r} is not one; allowed: {', '.join(get_args(Decision))}")
        if not who.strip():
            raise OptionError("a claim is reviewed by somebody, and who is empty; say it")
        if not round.strip() or len(round) > _LONGEST_ROUND or not round.isprintable():
            raise OptionError(f"{round!a} is no name of a round; give 1 to {_LONGEST_ROUND} letters")
        read = self._as_read(claim)
        report = self._report(read.report)
        if (decision == "corrected") != bool(corrections):
            said = "is needed" if decision == "corrected" else f"does not go with {decision!r}"
            raise OptionError(f"a correction {said}; give the right values with the decision 'corrected' alone")
        changes = corrections_of(read, corrections or {}, length=len(report.text))
        if decision == "corrected" and not changes:
            raise OptionError("the correction says what the claim says already; accept it, or change a value")
        row = review_row(read, decision, changes, who=who.strip(), why=why or None, round=round, at=utc(at))
        with self._writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            number = connection.scalar(insert(tables.reviews).returning(tables.reviews.c.number), row)
            kept = review_from_row(number, row)
            self._apply(connection, read, report, kept)
        return kept

    def reviews(
        self,
        *,
        claim: str | None = None,
        report: str | None = None,
        who: str | None = None,
        round: str | None = None,
        after: int = 0,
    ) -> Iterator[Review]:
        """Reviews, oldest first by their number; also those that were undone.

        ``claim`` and ``report`` are whole ids; ``after``: only those with a higher number.
        """
        query = select(tables.reviews).where(tables.reviews.c.number > after).order_by(tables.reviews.c.number)
        for name, value in (("claim", claim), ("report", report), ("who", who), ("round", round)):
            if value is not None:
                query = query.where(tables.reviews.c[name] == value)
        return (review_from_row(row.number, row._mapping) for row in self._stream(query))

    def last_review(self) -> int:
        """The number of the newest review; 0 where there is none."""
        return int(self._all(select(func.max(tables.reviews.c.number)))[0][0] or 0)

    def _apply(self, connection: Connection, read: Claim, report: Report, new: Review) -> None:
        """Make an entry where the reviews of the claim now come to another answer than before."""
        rows = connection.execute(select(tables.reviews).where(tables.reviews.c.claim == read.id)).all()
        every = [review_from_row(row.number, row._mapping) for row in rows]
        before, now = (_answer(reviews) for reviews in ([r for r in every if r.number != new.number], every))
        if before == now:
            return
        kind, corrections = now
        entry = entry_row("reviewed", read.report, new.who, utc(new.at), f"claim {read.id} {_SAID[kind]}")
        number = connection.scalar(
            insert(tables.entries).returning(tables.entries.c.number),
            entry | {"reader": None, "claims": int(kind == "corrected")},
        )
        assert number is not None
        connection.execute(
            insert(tables.claim_outcomes),
            {"number": number, "claim": read.id, "outcome": kind, "review": new.number},
        )
        if kind == "corrected":
            names = [name for field in ("agent", "object") for name in corrections.get(field, ())]
            kinds = _kinds(connection, [*names, *([corrections["source"]] if "source" in corrections else [])])
            self._keep(connection, number, corrected(read, corrections, report.text, kinds))

    def _keep(self, connection: Connection, number: int, claim: Claim) -> None:
        """The rows of a corrected claim, with its entry as their reading."""
        connection.execute(insert(tables.claims), claim_row(number, claim))
        names = list(name_rows(number, claim))
        if names:
            connection.execute(insert(tables.names), names)
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            connection.execute(dialect.insert(tables.actor_names).on_conflict_do_nothing(), actor_rows(names))
        for table, rows in (
            (tables.claim_places, place_rows(number, [claim])),
            (tables.protected_sources, protected_rows(number, [claim])),
        ):
            if rows:
                connection.execute(insert(table), rows)

    def _as_read(self, id: str) -> Claim:
        query = queries.select_as_read().where(tables.claims.c.id == id).order_by(tables.claims.c.reading.desc())
        rows = self._all(query.limit(1))
        if not rows:
            raise UnknownName(f"there is no claim {id!r} in the ledger; give the whole id of one")
        return Claim.from_json(rows[0].record)

    def _report(self, id: str) -> Report:
        return report_from_json(self._all(select(tables.reports.c.record).where(tables.reports.c.id == id))[0].record)


def _answer(reviews: Iterable[Review]) -> tuple[str, dict[str, Any]]:
    """What the ledger answers of a claim with these reviews: "read", "corrected" or "rejected"; with corrections."""
    found = outcome(reviews)
    kind = found.kind if found.kind in ("corrected", "rejected") else "read"
    return kind, dict(found.corrections)


def _kinds(connection: Connection, names: list[str]) -> dict[str, str]:
    """The kind that claims give each of these names most often."""
    query = (
        select(tables.names.c.name, tables.names.c.kind, func.count().label("times"))
        .where(tables.names.c.name.in_(names), tables.names.c.kind.is_not(None))
        .group_by(tables.names.c.name, tables.names.c.kind)
        .order_by(func.count(), tables.names.c.kind)
    )
    return {row.name: row.kind for row in connection.execute(query)} if names else {}
