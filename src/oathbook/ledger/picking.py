"""Looking up many records of the ledger at once, for those who know which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import func, select

from oathbook.ledger import queries, tables
from oathbook.ledger.answering import added_in
from oathbook.ledger.connected import Connected
from oathbook.ledger.opening import worded
from oathbook.ledger.rows import entry_from_row, stored_from_row
from oathbook.ledger.stored import StoredReport
from oathbook.records import Claim, Entry

_AT_ONCE = 5_000
"""How many ids one question gives to the database; both allow for more."""


class Picking(Connected):
    """What of the ledger picks records by their ids and numbers. See ``Ledger``."""

    def pick_claims(self, ids: Mapping[str, int]) -> dict[str, Claim]:
        """The claims of these ids, each by the reading (an entry's number) that is given with it; those there are."""
        found: dict[str, Claim] = {}
        for part in _parts(list(ids)):
            columns = (tables.claims.c.id, tables.claims.c.reading, tables.claims.c.record)
            for row in self._all(select(*columns).where(tables.claims.c.id.in_(part))):
                if ids[row.id] == row.reading:
                    found[row.id] = Claim.from_json(row.record)
        return found

    def claims_as_read(self, ids: Sequence[str]) -> dict[str, Claim]:
        """The claims of these ids as they were read, or added, also those that count no more; those there are."""
        found: dict[str, Claim] = {}
        for part in _parts(ids):
            query = queries.select_as_read().where(tables.claims.c.id.in_(part)).order_by(tables.claims.c.reading)
            claims = (Claim.from_json(row.record) for row in self._all(query))
            found |= {claim.id: claim for claim in claims}
            missing = [id for id in part if id not in found]
            if missing:
                with worded(self._shown), self._engine.connect() as connection:
                    found |= added_in(connection, tables.reviews.c.claim.in_(missing))
        return found

    def pick_reports(self, ids: Sequence[str]) -> dict[str, StoredReport]:
        """The reports of these ids, withdrawn ones too; those there are."""
        found: dict[str, StoredReport] = {}
        for part in _parts(ids):
            rows = self._all(queries.select_reports().where(tables.reports.c.id.in_(part)))
            found |= {row.id: stored_from_row(row) for row in rows}
        return found

    def readings_of(self, reports: Sequence[str], *, as_read: bool = False) -> Iterator[tuple[int, Claim]]:
        """The current claims of the reports of these ids, each with the number of its reading (or correction).

        ``as_read``: as they were read, whatever reviews say.
        """
        columns = (tables.claims.c.reading, tables.claims.c.record)
        for part in _parts(reports):
            query = select(*columns).order_by(tables.claims.c.reading, tables.claims.c.id)
            readings = queries.current_readings_of(part)
            if self._unreviewed(as_read):
                query = query.where(tables.claims.c.reading.in_(readings))
            else:
                query = query.where(
                    tables.claims.c.reading.in_(readings.union_all(queries.corrections_of(part))),
                    ~queries.is_overruled(tables.claims.c.id, tables.claims.c.reading),
                )
            for row in self._stream(query):
                yield row.reading, Claim.from_json(row.record)

    def numbers(self, *, after: int = 0) -> list[tuple[int, str]]:
        """The numbers of entries above ``after``, in order, each with the id of its report."""
        query = select(tables.entries.c.number, tables.entries.c.report).where(tables.entries.c.number > after)
        return [(row.number, row.report) for row in self._all(query.order_by(tables.entries.c.number))]

    def count_entries(self, *, upto: int | None = None) -> int:
        """How many entries there are, up to that number where given."""
        query = select(func.count(tables.entries.c.number))
        if upto is not None:
            query = query.where(tables.entries.c.number <= upto)
        return int(self._all(query)[0][0])

    def last_change(self) -> int:
        """The number of the newest entry that is no review's; 0 where there is none."""
        query = select(tables.entries.c.number).where(tables.entries.c.what.not_in(queries.DECIDED))
        rows = self._all(query.order_by(tables.entries.c.number.desc()).limit(1))
        return int(rows[0].number) if rows else 0

    def newest_entries(self, *, limit: int, offset: int = 0) -> list[Entry]:
        """Entries, newest first by their number."""
        query = select(tables.entries).order_by(tables.entries.c.number.desc()).limit(limit).offset(offset)
        return [entry_from_row(row) for row in self._all(query)]


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
