"""Asking the index, and keeping it as new as the ledger."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Float, Integer, Select, column, delete, distinct, func, insert, select, text

from oathbook.ledger import Ledger
from oathbook.views.desk.index import filling, tables
from oathbook.views.desk.index.filters import Filters
from oathbook.views.desk.index.order import Order, neighbours, ordering, reports_that
from oathbook.views.desk.index.words import Words
from oathbook.views.desk.store import Store, facts
from oathbook.views.protect import Protector

AT_ONCE = 200
"""Reports that one transaction puts in; others can write between two."""
MOST_RANKED = 5_000
"""Where words stand in more than these, the best are not told apart: what is found comes in its usual order."""
FEW = 50
"""New entries for which a request waits; more are put in while requests see the index as it was."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which part of what was found: how many, after how many, in which order.

    For reports "last" is newest first; "most" those with most claims first, "read" those read last first.
    """

    limit: int = 50
    offset: int = 0
    order: Order = "first"


@dataclass(frozen=True, slots=True)
class Found:
    """Ids in order (claims with their reading), and how many there are in all."""

    ids: dict[str, int]
    total: int


@dataclass
class Index:
    """The index of one ledger in the desk's store.

    ``guard`` gives the protector of the ledger's protected names.
    """

    store: Store
    ledger: Ledger
    guard: Callable[[], Protector]
    missing: int = 0
    """How many entries of the ledger are not yet in it."""
    _generation: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def freshen(self) -> None:
        """Take in what is new in the ledger: at once where it is little, else in a thread of its own."""
        if self.ledger.generation() == self._generation or self.missing:
            return
        new = self._unseen()
        if len(new) <= FEW:
            self.catch_up()
        else:
            self.missing = len(new)
            threading.Thread(target=self._catch_up_quietly, name="desk-index", daemon=True).start()

    def prepare(self) -> None:
        """Make its tables where there are none of this version."""
        with self.store.writing() as connection:
            self.store.lock(connection)
            held = connection.scalar(select(facts.c.value).where(facts.c.key == "index"))
            if held == tables.VERSION and tables.there(connection):
                return
            tables.make(connection)
            connection.execute(delete(facts).where(facts.c.key == "index"))
            connection.execute(insert(facts), {"key": "index", "value": tables.VERSION})

    def catch_up(self) -> None:
        """Take in all that is new in the ledger, in transactions of some hundred reports."""
        with self._lock:
            generation = self.ledger.generation()
            if generation == self._generation:
                return
            self.prepare()
            new = self._unseen()
            self.missing = len(new)
            try:
                ids = list(dict.fromkeys(report for _, report in new))
                for at in range(0, len(ids), AT_ONCE):
                    part = ids[at : at + AT_ONCE]
                    here = set(part)
                    numbers = [number for number, report in new if report in here]
                    self._take(part, numbers)
                    self.missing -= len(numbers)
            finally:
                self.missing = 0
            self._generation = generation

    def rebuild(self) -> None:
        """Make it anew from the ledger."""
        with self.store.writing() as connection:
            self.store.lock(connection)
            tables.make(connection)
        self._generation = ""
        self.catch_up()

    def claims(self, filters: Filters, place: Place, *, hidden: bool) -> Found:
        """Current claims that fit. ``hidden``: protected names are not to be told, and nothing is found by them."""
        table = tables.claims
        conditions = self._of_claims(filters, hidden=hidden)
        rank = None
        if filters.words:
            condition, rank = self._worded(table.c.document, filters.words, "> 0", hidden=hidden)
            conditions.append(condition)
        columns = (table.c.id, table.c.reading)
        rows, total = self._found(table, columns, conditions, place, rank)
        return Found({row.id: row.reading for row in rows}, total)

    def reports(self, filters: Filters, place: Place, *, hidden: bool) -> Found:
        """Reports that fit ``publisher``, ``language``, ``least``, ``most``, ``since``, ``until`` (publication dates),
        ``withdrawn`` and ``words``."""
        table, conditions = tables.reports, reports_that(filters)
        rank = None
        if filters.words:
            condition, rank = self._worded(table.c.document, filters.words, "< 0", hidden=hidden)
            conditions.append(condition)
        rows, total = self._found(table, (table.c.id,), conditions, place, rank)
        return Found({row.id: 0 for row in rows}, total)

    def beside(self, id: str, filters: Filters, order: Order, *, hidden: bool) -> tuple[str | None, str | None]:
        """The ids of the reports before and after one in a list of those that fit; None at its ends."""
        table, conditions = tables.reports, reports_that(filters)
        if filters.words:
            conditions.append(self._worded(table.c.document, filters.words, "< 0", hidden=hidden)[0])
        return neighbours(self.store, id, conditions, order)

    def newest_reports(self, limit: int) -> list[str]:
        """The ids of the reports that were read last."""
        query = select(tables.reports.c.id).order_by(tables.reports.c.read_at.desc()).limit(limit)
        return [row.id for row in self.store.all(query)]

    def publishers(self) -> list[tuple[str, int]]:
        """Publishers with how many reports, by name."""
        published_by = tables.reports.c.publisher
        query = select(published_by, func.count().label("many")).where(published_by.is_not(None)).group_by(published_by)
        return [(row.publisher, row.many) for row in self.store.all(query.order_by(published_by))]

    def languages(self) -> list[str]:
        """The languages of reports, by their codes; "" where some are of no known one."""
        language = tables.reports.c.language
        return [row.language or "" for row in self.store.all(select(language).distinct().order_by(language))]

    def undated(self) -> int:
        """How many reports have no day of publication."""
        query = select(func.count()).select_from(tables.reports).where(tables.reports.c.published.is_(None))
        return int(self.store.all(query)[0][0])

    def counts(self) -> dict[str, int]:
        """How much there is: reports, withdrawn, claims."""
        reports = self.store.all(select(tables.reports.c.withdrawn, func.count()).group_by(tables.reports.c.withdrawn))
        by = {bool(row[0]): row[1] for row in reports}
        claims = self.store.all(select(func.count()).select_from(tables.claims))[0][0]
        return {"reports": sum(by.values()), "withdrawn": by.get(True, 0), "claims": claims}

    def types(self) -> dict[str, int]:
        """How many claims there are of each type."""
        query = select(tables.claims.c.type, func.count()).group_by(tables.claims.c.type)
        return {row[0]: row[1] for row in self.store.all(query)}

    def days(self) -> tuple[str | None, str | None]:
        """The first and last day of publication."""
        published = tables.reports.c.published
        row = self.store.all(select(func.min(published), func.max(published)))[0]
        return row[0], row[1]

    def told_in(self, names: Sequence[str]) -> tuple[int, int]:
        """How many claims give these names as agent or object, and how many as source; summed over the names."""
        said = (tables.names.c.role == "source").label("said")
        query = (
            select(tables.names.c.name, said, func.count(distinct(tables.names.c.document)).label("times"))
            .where(tables.names.c.name.in_(names), tables.names.c.document > 0)
            .group_by(tables.names.c.name, said)
        )
        rows = self.store.all(query)
        return sum(row.times for row in rows if not row.said), sum(row.times for row in rows if row.said)

    def open_names(self, names: Sequence[str] | None = None) -> list[str]:
        """Of these names (all that claims give, where not given), those that some claim gives unprotected."""
        query = select(tables.names.c.name).distinct().where(tables.names.c.held.is_(False))
        if names is not None:
            query = query.where(tables.names.c.name.in_(names))
        return [row.name for row in self.store.all(query)]

    def _of_claims(self, filters: Filters, *, hidden: bool) -> list[ColumnElement[bool]]:
        table, conditions = tables.claims, []
        for key, value in (("type", filters.type), ("status", filters.status), ("report", filters.report)):
            if value is not None:
                conditions.append(table.c[key] == value)
        if filters.since is not None:
            conditions.append(table.c.last >= filters.since.isoformat())
        if filters.until is not None:
            conditions.append(table.c.first <= filters.until.isoformat())
        if filters.known_by is not None:
            conditions.append(table.c.published <= filters.known_by.isoformat())
        if filters.published_since is not None:
            conditions.append(table.c.published >= filters.published_since.isoformat())
        if filters.min_score > 0:
            conditions.append(table.c.score >= filters.min_score)
        if filters.without:
            conditions.append(table.c.report.not_in(sorted(filters.without)))
        if filters.actor is not None:
            conditions.append(self._naming(filters.actor, ("agent", "object"), hidden=hidden))
        if filters.source in (("report",), ("unnamed",)):
            conditions.append(table.c.source == filters.source[0])
        elif filters.source is not None:
            conditions.append(self._naming(filters.source, ("source",), hidden=hidden))
        return conditions

    def _naming(self, given: Sequence[str], roles: Sequence[str], *, hidden: bool) -> ColumnElement[bool]:
        named = select(tables.names.c.document).where(tables.names.c.name.in_(given), tables.names.c.role.in_(roles))
        if hidden:
            named = named.where(tables.names.c.held.is_(False))
        return tables.claims.c.document.in_(named)

    def _worded(
        self, document: ColumnElement[int], words: Words, which: str, *, hidden: bool
    ) -> tuple[ColumnElement[bool], Select[Any]]:
        """The condition that the words stand there, and a question for documents with their rank (lowest is best).

        ``which``: "> 0" for claims, "< 0" for reports.
        """
        if self.store.postgresql:
            asked, columns = words.tsquery(), ["words_found"] if hidden else ["words_found", "open_found"]
            fits = " OR ".join(f"{each} @@ to_tsquery('simple', :asked)" for each in columns)
            rank, key = "-ts_rank_cd(words_found, to_tsquery('simple', :asked))", "document"
        else:
            asked, rank, key = words.fts5("words"), "rank", "rowid"
            if not hidden:
                asked = f"({asked}) OR ({words.fts5('open_words')})"
            fits = f"{tables.WORDS} MATCH :asked"
        found = text(f"SELECT {key} AS document, {rank} AS rank FROM {tables.WORDS} WHERE ({fits}) AND {key} {which}")
        columns_of = (column("document", Integer), column("rank", Float))
        ranked = found.bindparams(asked=asked).columns(*columns_of).subquery()
        return document.in_(select(ranked.c.document)), select(ranked)

    def _found(
        self,
        table: Any,
        columns: Sequence[ColumnElement[Any]],
        conditions: Sequence[ColumnElement[bool]],
        place: Place,
        rank: Select[Any] | None,
    ) -> tuple[Sequence[Any], int]:
        counted = select(func.count()).select_from(table).where(*conditions)
        if rank is not None and len(conditions) == 1:  # every document whose words are there is wanted
            counted = select(func.count()).select_from(rank.subquery())
        total = self.store.all(counted)[0][0]
        query = select(*columns).where(*conditions)
        if place.order == "best" and rank is not None and total <= MOST_RANKED:
            ranked = rank.subquery()
            query = query.join(ranked, ranked.c.document == table.c.document).order_by(ranked.c.rank, table.c.place)
        elif table is tables.reports:
            query = query.order_by(*ordering(place.order))
        else:
            query = query.order_by(table.c.place.desc() if place.order == "last" else table.c.place)
        return self.store.all(query.limit(place.limit).offset(place.offset)), int(total)

    def _unseen(self) -> list[tuple[int, str]]:
        rows = self.store.all(select(func.max(tables.seen.c.number), func.count()))
        last, many = rows[0][0] or 0, rows[0][1]
        if self.ledger.count_entries(upto=last) == many:
            return self.ledger.numbers(after=last)
        known = {row.number for row in self.store.all(select(tables.seen.c.number))}
        return [(number, report) for number, report in self.ledger.numbers() if number not in known]

    def _take(self, ids: list[str], numbers: list[int]) -> None:
        with self.store.writing() as connection:
            self.store.lock(connection)
            known = set(connection.scalars(select(tables.seen.c.number).where(tables.seen.c.number.in_(numbers))))
            new = [{"number": number} for number in numbers if number not in known]
            if new:  # else another desk on this ledger was first
                filling.fill(connection, self.ledger, ids, guard=self.guard())
                connection.execute(insert(tables.seen), new)

    def _catch_up_quietly(self) -> None:
        try:
            self.catch_up()
        finally:
            self.missing = 0
