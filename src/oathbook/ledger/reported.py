"""The ledger's reports and entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select

from oathbook.actors import nearest
from oathbook.errors import UnknownName
from oathbook.ledger import queries, tables
from oathbook.ledger.connected import Connected
from oathbook.ledger.judging import unknown
from oathbook.ledger.rows import entry_from_row, stored_from_row
from oathbook.ledger.stored import StoredReport, report_from_json
from oathbook.records import Entry, Report

AT_ONCE = 10_000
"""How many names or ids one question gives to the database; both allow for more."""
SHOWN = 5
"""How many names or ids an error offers."""


class Reported(Connected):
    """What of the ledger asks for reports and entries. See ``Ledger``."""

    def entries(self, *, report: str | None = None) -> Iterator[Entry]:
        """All entries, oldest first; with ``report`` (as in ``report()``) those of one report."""
        query = select(tables.entries).order_by(tables.entries.c.number)
        if report is not None:
            query = query.where(tables.entries.c.report == self.report(report).report.id)
        return (entry_from_row(row) for row in self._stream(query))

    def reports(
        self,
        *,
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
        withdrawn: bool | None = None,
    ) -> Iterator[StoredReport]:
        """Reports by publication date, name and id (undated last); withdrawn ones too unless ``withdrawn=False``.

        ``since`` and ``until`` (inclusive) are publication dates.
        """
        query = queries.select_reports()
        if publisher is not None:
            query = query.where(tables.reports.c.publisher == publisher)
        if since is not None:
            query = query.where(tables.reports.c.published >= since)
        if until is not None:
            query = query.where(tables.reports.c.published <= until)
        if withdrawn is not None:
            query = query.where(queries.is_withdrawn() if withdrawn else ~queries.is_withdrawn())
        return (stored_from_row(row) for row in self._stream(query))

    def texts(self, ids: Iterable[str]) -> Iterator[Report]:
        """The reports of these ids as they were taken in; ids that the ledger does not know add nothing."""
        wanted = sorted(set(ids))
        for at in range(0, len(wanted), AT_ONCE):
            query = select(tables.reports.c.record).where(tables.reports.c.id.in_(wanted[at : at + AT_ONCE]))
            yield from (report_from_json(row.record) for row in self._all(query))

    def report(self, name: str) -> StoredReport:
        """The report of this id, this name, or whose id or name begins so. Withdrawn ones too.

        UnknownName, with the nearest names, where there is none, or with the ids that fit where there are several.
        """
        for condition in queries.fits_report(name):
            rows = self._all(queries.select_reports().where(condition).limit(SHOWN + 1)) if name else []
            if len(rows) == 1:
                return stored_from_row(rows[0])
            if rows:
                ids = tuple(row.id for row in rows[:SHOWN])
                raise UnknownName(f"{name!r} fits several reports ({_listed(rows, ids)}); give the id of one", ids)
        known = {row.name for row in self._all(select(tables.reports.c.name))}
        raise unknown(f"there is no report {name!r} in the ledger", nearest(name, known), "oathbook reports")


def _listed(rows: Sequence[Row[Any]], ids: Sequence[str]) -> str:
    return ", ".join(ids) + (" and more" if len(rows) > len(ids) else "")
