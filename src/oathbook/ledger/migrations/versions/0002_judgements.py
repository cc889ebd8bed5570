"""Judgements of names, the distinct names with what they fold to, places, protected sources, an index of readings.

The names, places and protected sources of the claims that are there are filled in; nothing that is there is changed.
"""

import json
from collections.abc import Callable, Iterator

import sqlalchemy as sa
from alembic import context, op

from oathbook.actors import fold

revision = "0002"
down_revision = "0001"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TABLES = ("actor_names", "claim_places", "judgements", "protected_sources")
REFUSED = "the ledger is append-only"
PROTECTED = ("alias", "anonymous")
PENDING = sa.text("(status <> 'actual' OR type = 'demand')")
AT_ONCE = 10_000


def upgrade() -> None:
    op.create_index("entries_report", "entries", ["report", "what", "at"])
    names = op.create_table(
        "actor_names",
        sa.Column("name", TEXT, primary_key=True),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("first", sa.Integer, nullable=False, comment="the entry with which the name first came"),
    )
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("one", TEXT, nullable=False),
        sa.Column("other", TEXT, nullable=False),
        sa.Column("one_folded", TEXT, nullable=False),
        sa.Column("other_folded", TEXT, nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False, comment="same, different, unsure or undone"),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("at", sa.String(32), nullable=False, comment="UTC, ISO 8601 with microseconds: sorts as text"),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("score", sa.Float, comment="how alike the program found the two; null where a person judged"),
        sqlite_autoincrement=True,
    )
    places = op.create_table(
        "claim_places",
        sa.Column("folded", TEXT, primary_key=True),
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("claim", sa.String(64), primary_key=True),
        sqlite_with_rowid=False,
    )
    protected = op.create_table(
        "protected_sources",
        sa.Column("reading", sa.Integer, primary_key=True),
        sa.Column("report", sa.String(64), nullable=False),
        sa.Column("name", TEXT, primary_key=True),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    tell: Callable[[str], None] = context.config.attributes.get("tell") or (lambda line: None)
    _fill_names(connection, names, tell)
    _fill_places(connection, places, tell)
    _fill_protected(connection, protected)
    op.create_index("actor_names_folded", "actor_names", ["folded"])
    op.create_index("claims_pending", "claims", ["published"], sqlite_where=PENDING, postgresql_where=PENDING)
    _guard(connection.dialect.name)


def _fill_names(connection: sa.Connection, names: sa.Table, tell: Callable[[str], None]) -> None:
    """Each name with the first reading that has it. Tells how far it is where there are many."""
    rows = connection.execute(
        sa.text("SELECT name, min(reading) FROM claim_names GROUP BY name ORDER BY name")
    ).partitions(AT_ONCE)
    done = 0
    for part in rows:
        made = [{"name": name, "folded": fold(name) or name, "first": first} for name, first in part]
        connection.execute(sa.insert(names), made)
        done += len(made)
        if done >= AT_ONCE:
            tell(f"bringing the ledger to this version of oathbook: {done:,} names done")


def _fill_places(connection: sa.Connection, places: sa.Table, tell: Callable[[str], None]) -> None:
    """The place of each claim that tells one, out of its record."""
    rows = connection.execute(sa.text("SELECT reading, id, CAST(record AS TEXT) FROM claims")).partitions(AT_ONCE)
    done = 0
    for part in rows:
        told = [(reading, claim, json.loads(record)["place"]) for reading, claim, record in part]
        made = [
            {"folded": fold(place) or place, "reading": reading, "claim": claim}
            for reading, claim, place in told
            if place
        ]
        if made:
            connection.execute(sa.insert(places), made)
        done += len(part)
        if done >= AT_ONCE:
            tell(f"bringing the ledger to this version of oathbook: the places of {done:,} claims done")


def _fill_protected(connection: sa.Connection, protected: sa.Table) -> None:
    for part in _protected(connection):
        connection.execute(sa.insert(protected), part)


def _protected(connection: sa.Connection) -> Iterator[list[dict[str, object]]]:
    # Looked for in the record's text, since PostgreSQL refuses to take apart a record with a NUL in its words. Quotes
    # inside of values are escaped there, so that only the key itself is found.
    query = (
        "SELECT DISTINCT reading, report, source AS name FROM claims "
        "WHERE CAST(record AS TEXT) LIKE :alias OR CAST(record AS TEXT) LIKE :anonymous"
    )
    found = connection.execute(sa.text(query), {each: f'%"standing":"{each}"%' for each in PROTECTED})
    for part in found.mappings().partitions(AT_ONCE):
        yield [dict(row) for row in part]


def _guard(dialect: str) -> None:
    for table in TABLES:
        if dialect == "sqlite":
            for change in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{change.lower()} BEFORE {change} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION oathbook_append_only()"
            )
