"""What the desk keeps beside the ledger: accounts, the audit list, its secret, and what it derives to search.

An SQLite ledger ``book.sqlite`` has its desk's file beside it, ``book.desk.sqlite``: a ledger that is handed on takes
no password hashes along. With PostgreSQL the tables are in the ledger's database and begin with ``desk_``.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Boolean,
    Column,
    Connection,
    Executable,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    select,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite

from oathbook.ledger.opening import WRITES, make_engine, parse_url, shown_url, worded
from oathbook.ledger.rows import utc

metadata = MetaData()

facts = Table(
    "desk_facts", metadata, Column("key", String(32), primary_key=True), Column("value", Text, nullable=False)
)

users = Table(
    "desk_users",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("password", Text, nullable=False, comment="argon2id, with its salt and cost"),
    Column("made_at", String(32), nullable=False),
)

sessions = Table(
    "desk_sessions",
    metadata,
    Column("id", String(64), primary_key=True, comment="SHA-256 of what the cookie holds"),
    Column("name", String(64), nullable=False, index=True),
    Column("begun", String(32), nullable=False, comment="the sign-in; UTC, ISO 8601: sorts as text"),
    Column("seen", String(32), nullable=False, comment="the last page"),
    Column("opens", Boolean, nullable=False, comment="whether protected names are shown"),
)

audit = Table(
    "desk_audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", String(32), nullable=False, comment="UTC, ISO 8601 with microseconds: sorts as text"),
    Column("who", Text, nullable=False),
    Column("what", String(32), nullable=False),
    Column("about", Text, nullable=False),
    Column("address", String(64), nullable=False, comment="where the request came from"),
    sqlite_autoincrement=True,
)

_REFUSED = "the audit list is append-only"
_LOCK = 7_104_120_432
"""A number of our own for PostgreSQL's advisory locks."""


class Store:
    """The desk's own database. Raises LedgerError as ``Ledger`` does."""

    def __init__(self, ledger_url: str) -> None:
        url = beside(parse_url(ledger_url))
        self._shown = shown_url(url)
        if url.get_backend_name() == "sqlite" and url.database:
            _only_for_its_owner(Path(url.database))
        self._engine = make_engine(url)
        self.postgresql = self._engine.dialect.name == "postgresql"
        if not self.postgresql:
            with worded(self._shown), self._engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        with self.writing() as connection:
            self._make(connection)
        self.secret = self.all(select(facts.c.value).where(facts.c.key == "secret"))[0][0]

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that changes something."""
        with worded(self._shown), self._engine.connect() as plain:
            connection = plain.execution_options(**WRITES)
            with connection.begin():
                yield connection

    def all(self, query: Executable) -> Sequence[Any]:
        """The rows of a question."""
        with worded(self._shown), self._engine.connect() as connection:
            return connection.execute(query).all()

    def note(self, who: str, what: str, about: str = "", *, address: str = "") -> None:
        """Enter in the audit list who did what."""
        row = {"at": utc(None), "who": who, "what": what, "about": about[:500], "address": address[:64]}
        with self.writing() as connection:
            connection.execute(insert(audit), row)

    def noted(self, *, limit: int, offset: int = 0) -> list[dict[str, Any]]:
        """The audit list, newest first."""
        query = select(audit).order_by(audit.c.number.desc()).limit(limit).offset(offset)
        return [dict(row._mapping) for row in self.all(query)]

    def lock(self, connection: Connection) -> None:
        """Wait until no other process makes or fills tables here; held to the end of the transaction."""
        if self.postgresql:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

    def _make(self, connection: Connection) -> None:
        self.lock(connection)
        metadata.create_all(connection)
        dialect = postgresql if self.postgresql else sqlite
        row = {"key": "secret", "value": secrets.token_urlsafe(32)}
        connection.execute(dialect.insert(facts).on_conflict_do_nothing(), row)
        if not self.postgresql:
            for change in ("UPDATE", "DELETE"):
                connection.execute(
                    text(
                        f"CREATE TRIGGER IF NOT EXISTS desk_audit_no_{change.lower()} BEFORE {change} ON desk_audit "
                        f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
                    )
                )
            return
        connection.execute(
            text(
                "CREATE OR REPLACE FUNCTION oathbook_desk_append_only() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
            )
        )
        connection.execute(text("DROP TRIGGER IF EXISTS desk_audit_append_only ON desk_audit"))
        connection.execute(
            text(
                "CREATE TRIGGER desk_audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON desk_audit "
                "FOR EACH STATEMENT EXECUTE FUNCTION oathbook_desk_append_only()"
            )
        )


def beside(ledger: URL) -> URL:
    """Where the desk of a ledger keeps its own: ``book.sqlite`` -> ``book.desk.sqlite``; PostgreSQL: the same."""
    if ledger.get_backend_name() != "sqlite":
        return ledger
    path = Path(ledger.database or "")
    return ledger.set(database=str(path.with_name(f"{path.stem}.desk.sqlite")))


def _only_for_its_owner(path: Path) -> None:
    """Make the file, so that only its owner reads it: it holds password hashes and the secret of sessions."""
    if path.parent.is_dir() and not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
