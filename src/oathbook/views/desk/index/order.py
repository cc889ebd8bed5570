"""Orders of reports: their columns, what comes before and after one, and the conditions of a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, or_, select

from oathbook.views.desk.index import tables
from oathbook.views.desk.index.filters import Filters
from oathbook.views.desk.store import Store

Order = Literal["first", "last", "best", "most", "read"]
"""By time, from the first or the last; by rank; by most claims; by when they were read, the last first."""


def ordering(order: Order) -> list[ColumnElement[Any]]:
    """What a list of reports is sorted by."""
    return [column.desc() if down else column for column, down in _columns(order)]


def reports_that(filters: Filters) -> list[ColumnElement[bool]]:
    """The conditions of reports, without those of words."""
    table = tables.reports.c
    given: list[tuple[bool, ColumnElement[bool]]] = [
        (filters.publisher is not None, table.publisher == filters.publisher),
        (filters.language is not None, table.language == filters.language),
        (filters.least > 0, table.claims >= filters.least),
        (filters.most is not None, table.claims <= (filters.most or 0)),
        (filters.since is not None, table.published >= str(filters.since)),
        (filters.until is not None, table.published <= str(filters.until)),
        (filters.withdrawn is not None, table.withdrawn == filters.withdrawn),
    ]
    return [condition for wanted, condition in given if wanted]


def neighbours(
    store: Store, id: str, conditions: Sequence[ColumnElement[bool]], order: Order
) -> tuple[str | None, str | None]:
    """The ids of the reports before and after one, among those of the conditions."""
    columns = _columns(order)
    here = store.all(select(*(column for column, _ in columns)).where(tables.reports.c.id == id))
    if not here:
        return None, None
    found: list[str | None] = []
    for forward in (False, True):
        after: ColumnElement[bool] | None = None
        for (column, down), value in reversed(list(zip(columns, here[0], strict=True))):
            beyond = column > value if down != forward else column < value
            after = beyond if after is None else or_(beyond, and_(column == value, after))
        assert after is not None
        sort = [column.desc() if down == forward else column for column, down in columns]
        rows = store.all(select(tables.reports.c.id).where(*conditions, after).order_by(*sort).limit(1))
        found.append(rows[0].id if rows else None)
    return found[0], found[1]


def _columns(order: Order) -> list[tuple[ColumnElement[Any], bool]]:
    """The columns of an order, each with whether it goes down."""
    table = tables.reports.c
    if order == "most":
        return [(table.claims, True), (table.place, True)]
    if order == "read":
        return [(table.read_at, True), (table.place, True)]
    return [(table.place, order != "first")]
