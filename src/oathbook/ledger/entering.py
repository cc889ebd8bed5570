"""Entering reports with their claims, and that a report no longer counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from oathbook.errors import EntryError, OptionError
from oathbook.ledger import tables
from oathbook.ledger.carrying import Carrying
from oathbook.ledger.reported import SHOWN, Reported
from oathbook.ledger.rows import (
    actor_rows,
    check_claims,
    claim_row,
    entry_row,
    name_rows,
    place_rows,
    protected_rows,
    report_row,
    utc,
)
from oathbook.records import Claim, Report

_INSERT_CLAIM = insert(tables.claims)
_INSERT_NAME = insert(tables.names)
_INSERT_PLACE = insert(tables.claim_places)
_INSERT_PROTECTED = insert(tables.protected_sources)


@dataclass(frozen=True, slots=True)
class _Inserts:
    """Statements that leave out what is there already, each database in its own words."""

    report: Any
    actor: Any
    reading: Any


class Entering(Carrying, Reported):
    """What of the ledger enters reports, claims and withdrawals. See ``Ledger``."""

    def append(self, report: Report, claims: Iterable[Claim], *, reader: str, read_at: datetime | None = None) -> bool:
        """Keep a report with its claims as one transaction; all of it or nothing is kept.

        False (and nothing kept) where this reader version's reading of this report is there already. Another reader
        version adds a new reading; the one with the latest ``read_at`` (now, where not given) is the newest.
        EntryError where a claim is of another report, two claims share an id, or a text is no Unicode text.
        """
        return self.append_many([(report, claims)], reader=reader, read_at=read_at)[0]

    def append_many(
        self,
        readings: Iterable[tuple[Report, Iterable[Claim]]],
        *,
        reader: str,
        read_at: datetime | None = None,
    ) -> tuple[bool, ...]:
        """Keep several reports with their claims as one transaction; all of them or nothing is kept.

        For each, in order, whether it was kept: False where this reader version's reading of it is there already, or
        stands earlier among these. Raises as ``append``.
        """
        given = [(report, tuple(claims)) for report, claims in readings]
        for report, claims in given:
            check_claims(report, claims)
        fresh: dict[str, tuple[Report, tuple[Claim, ...]]] = {}
        kept = []
        for report, claims in given:
            kept.append(report.id not in fresh)
            fresh.setdefault(report.id, (report, claims))
        if not fresh:
            return ()
        at = utc(read_at)
        with _encodable([report for report, _ in given]), self._writing() as connection:
            connection.execute(self._inserts.report, [report_row(report) for report, _ in fresh.values()])
            entries = [
                entry_row("read", report.id, reader, at, None) | {"reader": reader, "claims": len(claims)}
                for report, claims in fresh.values()
            ]
            numbers = {row.report: row.number for row in connection.execute(self._inserts.reading, entries)}
            self._insert_claims(connection, [(numbers[id], fresh[id][1]) for id in fresh if id in numbers])
            if connection.scalar(select(tables.reviews.c.number).limit(1)) is not None:
                self._carry(connection, numbers)
        return tuple(new and report.id in numbers for new, (report, _) in zip(kept, given, strict=True))

    def _insert_claims(self, connection: Connection, readings: Sequence[tuple[int, Sequence[Claim]]]) -> None:
        """The claims of new readings, with the names that they give."""
        rows = [claim_row(number, claim) for number, claims in readings for claim in claims]
        names = [row for number, claims in readings for claim in claims for row in name_rows(number, claim)]
        places = [row for number, claims in readings for row in place_rows(number, claims)]
        protected = [row for number, claims in readings for row in protected_rows(number, claims)]
        for statement, made in (
            (_INSERT_CLAIM, rows),
            (_INSERT_NAME, names),
            (self._inserts.actor, actor_rows(names)),
            (_INSERT_PLACE, places),
            (_INSERT_PROTECTED, protected),
        ):
            if made:
                connection.execute(statement, made)

    def has(self, report_id: str, reader: str) -> bool:
        """Whether this reader version's reading of the report is kept."""
        query = select(tables.entries.c.number).where(
            tables.entries.c.report == report_id, tables.entries.c.reader == reader
        )
        return bool(self._all(query))

    def held(self, report_id: str, reader: str) -> int | None:
        """How many claims this reader version's reading of the report holds; None where there is none."""
        query = select(tables.entries.c.claims).where(
            tables.entries.c.report == report_id, tables.entries.c.reader == reader
        )
        found = self._all(query)
        return found[0].claims if found else None

    def withdraw(self, report: str, *, who: str, why: str, at: datetime | None = None) -> bool:
        """Enter that a report no longer counts; its claims leave every answer. False where it is withdrawn already.

        ``report`` as in ``report()``; OptionError where ``who`` or ``why`` is empty.
        """
        return self._mark("withdrawn", report, who, why, at)

    def restore(self, report: str, *, who: str, why: str, at: datetime | None = None) -> bool:
        """Enter that a withdrawn report counts again. False where it is not withdrawn."""
        return self._mark("restored", report, who, why, at)

    @cached_property
    def _inserts(self) -> _Inserts:
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        entry = dialect.insert(tables.entries).on_conflict_do_nothing()
        return _Inserts(
            report=dialect.insert(tables.reports).on_conflict_do_nothing(),
            actor=dialect.insert(tables.actor_names).on_conflict_do_nothing(),
            reading=entry.returning(tables.entries.c.number, tables.entries.c.report),
        )

    def _mark(self, what: str, report: str, who: str, why: str, at: datetime | None) -> bool:
        for option, value in (("who", who), ("why", why)):
            if not value.strip():
                raise OptionError(f"a report is {what} with who and why, and {option} is empty; say it")
        stored = self.report(report)
        if (stored.withdrawn is not None) == (what == "withdrawn"):
            return False
        with self._writing() as connection:
            row = entry_row(what, stored.report.id, who, utc(at), why)
            connection.execute(insert(tables.entries), row | {"reader": None, "claims": 0})
            self._carry(connection, [stored.report.id])
        return True


@contextmanager
def _encodable(reports: Sequence[Report]) -> Iterator[None]:
    try:
        yield
    except UnicodeEncodeError as error:
        told = ", ".join(f"{report.id} ({report.name!a})" for report in reports[:SHOWN])
        what = f"report {told}" if len(reports) == 1 else f"one of the reports {told} and more"
        raise EntryError(f"{what} cannot be kept: {error}; mend its encoding") from error
