"""When somebody last looked at what changed, and how far the ledger was then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, Integer, String, Table, delete, insert, select

from oathbook.views.desk.store import Store, metadata

visits = Table(
    "desk_visits",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("at", String(32), nullable=False, comment="the last look; UTC, ISO 8601"),
    Column("number", Integer, nullable=False, comment="the ledger's newest entry then"),
    Column("before_at", String(32), nullable=False, comment="the end of the visit before; empty for none"),
    Column("before_number", Integer, nullable=False),
)

ONE_VISIT = timedelta(minutes=30)
"""Looks that follow one another within this time are one visit."""


@dataclass(frozen=True, slots=True)
class Visit:
    """When it ended, and the number of the ledger's newest entry then."""

    at: datetime
    number: int


def look(store: Store, name: str, number: int, *, now: datetime | None = None) -> Visit | None:
    """Enter a look of now, the ledger's newest entry having this number; the visit before, None where it is the first.

    Also right where two look at once: the later look stays.
    """
    moment = now or datetime.now(UTC)
    rows = store.all(select(visits).where(visits.c.name == name))
    held = rows[0] if rows else None
    before = (held.before_at, held.before_number) if held else ("", 0)
    if held and moment - datetime.fromisoformat(held.at) > ONE_VISIT:
        before = (held.at, held.number)
    row = {
        "name": name, "at": moment.isoformat(), "number": number, "before_at": before[0], "before_number": before[1],
    }  # fmt: skip
    with store.writing() as connection:
        store.lock(connection)
        connection.execute(delete(visits).where(visits.c.name == name))
        connection.execute(insert(visits), row)
    return Visit(datetime.fromisoformat(before[0]), before[1]) if before[0] else None
