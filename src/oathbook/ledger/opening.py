"""From a URL to an engine over a ledger of this version: checks, settings, migrations."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from oathbook.errors import LedgerError
from oathbook.ledger.tables import HEAD, VERSION_TABLE, metadata

WRITES = {"oathbook_writes": True}
"""Execution options of a connection that will write: SQLite then takes its write lock at once, not halfway."""

_BUSY_SECONDS = 60
_MIGRATION_LOCK = 7_104_120_431
"""A number of our own for PostgreSQL's advisory locks."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_READ = json.JSONDecoder().raw_decode
_SQLITE_HEADER = b"SQLite format 3\x00"


def open_engine(url: str, *, create: bool, tell: Callable[[str], None] | None = None) -> Engine:
    """An engine over the ledger at ``url``, migrated to this version. Raises LedgerError (see ``Ledger``).

    ``tell`` gets a line now and then while a long migration runs.
    """
    parsed = parse_url(url)
    shown = shown_url(parsed)
    if parsed.get_backend_name() == "sqlite":
        _check_file(Path(parsed.database or ""), create=create)
    engine = make_engine(parsed)
    try:
        with worded(shown):
            _prepare(engine, shown, create=create, tell=tell)
    except BaseException:
        engine.dispose()
        raise
    return engine


def parse_url(url: str) -> URL:
    """The URL with its driver; a path without ``://`` is an SQLite file."""
    if "://" not in url:
        if not url.strip() or url == ":memory:":
            raise LedgerError(f"{url!r} names no ledger; give a file or postgresql://USER@HOST/DATABASE")
        return URL.create("sqlite", database=str(Path(url).expanduser()))
    try:
        parsed = make_url(url)
        backend = "postgresql" if parsed.drivername == "postgres" else parsed.get_backend_name()
    except (ArgumentError, ValueError, SQLAlchemyError) as error:
        raise LedgerError(f"{url!r} is no ledger URL ({_one_line(error)}); {_ALLOWED}") from error
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
        return URL.create("sqlite", database=parsed.database)
    raise LedgerError(f"{shown_url(parsed)!r} is not a kind of ledger that oathbook keeps; {_ALLOWED}")


_ALLOWED = "give a file, sqlite:///PATH or postgresql://USER@HOST/DATABASE"


def shown_url(url: URL) -> str:
    """The URL as messages show it: a file's path, else without the password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


@contextmanager
def worded(shown: str) -> Iterator[None]:
    """Database errors inside as one LedgerError each, in words a user can act on."""
    try:
        yield
    except SQLAlchemyError as error:
        raise LedgerError(_wording(shown, error)) from error


def _wording(shown: str, error: SQLAlchemyError) -> str:
    said = _one_line(error.orig if isinstance(error, DBAPIError) and error.orig else error)
    if "is not a database" in said or "malformed" in said:
        return f"{shown} is not a ledger or is damaged ({said}); name another file or put back a copy"
    if "readonly" in said:
        return f"the ledger {shown} cannot be written ({said}); make the file and its folder writable or copy it"
    if "is locked" in said:
        return (
            f"the ledger {shown} is being written by another process for over {_BUSY_SECONDS} s; try again "
            "when that has ended"
        )
    if "full" in said:
        return f"no room to write the ledger {shown} ({said}); make room and run again, nothing is half kept"
    return f"the ledger {shown} cannot be used: {said}"


def _one_line(error: object) -> str:
    return " ".join(str(error).split())


def _check_file(path: Path, *, create: bool) -> None:
    folder = path.parent
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name a file in it, such as {path / 'oathbook.sqlite'}")
    if not folder.is_dir():
        raise LedgerError(f"the folder {folder} of the ledger {path} does not exist; make it or name another file")
    if not path.exists():
        if not create:
            raise LedgerError(f"there is no ledger {path}; `oathbook read` makes one, or name yours with --ledger")
        if not os.access(folder, os.W_OK):
            raise LedgerError(f"the ledger {path} cannot be made: its folder is read-only; name another file")
        return
    if not os.access(path, os.R_OK | os.W_OK) or not os.access(folder, os.W_OK):
        raise LedgerError(
            f"the ledger {path} cannot be written (the file or its folder is read-only); make both writable or copy it"
        )
    with path.open("rb") as file:
        start = file.read(len(_SQLITE_HEADER))
    if start and start != _SQLITE_HEADER:
        raise LedgerError(f"{path} is not a ledger: it is no SQLite database; name another file")


def _parsed(text: str) -> Any:
    """What we wrote with ``_JSON``, which has no blanks around it; a fifth of the time of ``json.loads`` is saved."""
    return _READ(text)[0]


def make_engine(url: URL) -> Engine:
    """An engine over that database, set up as a ledger's; nothing is checked or made."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            json_serializer=_JSON.encode,
            json_deserializer=_parsed,
            connect_args={"timeout": _BUSY_SECONDS},
        )
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(
            url,
            json_serializer=_JSON.encode,
            connect_args={"connect_timeout": 10, "client_encoding": "utf8", "application_name": "oathbook"},
        )
    except ImportError as error:
        raise LedgerError(
            "a PostgreSQL ledger needs psycopg, which is not installed; run: pip install 'oathbook[postgres]'"
        ) from error


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, see _begin_sqlite
    for pragma in ("synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536", "wal_autocheckpoint=4000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("oathbook_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _prepare(engine: Engine, shown: str, *, create: bool, tell: Callable[[str], None] | None) -> None:
    with engine.connect() as connection:
        version = _version(connection, shown)
    if version is None and not create:
        raise LedgerError(f"{shown} holds no ledger; `oathbook read` makes one, or name yours with --ledger")
    if version != HEAD:
        with engine.connect().execution_options(**WRITES) as connection, connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
            if _version(connection, shown) != HEAD:  # another process may have been first
                _migrate(connection, shown, tell=tell)
    if engine.dialect.name == "sqlite":
        _use_wal(engine)


def _version(connection: Connection, shown: str) -> str | None:
    """The ledger's version, None where there is no ledger yet. LedgerError where something else is there."""
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        version: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
        return version
    strange = tables if connection.dialect.name == "sqlite" else tables & set(metadata.tables)
    if strange:
        names = ", ".join(sorted(strange)[:3])
        raise LedgerError(f"{shown} is a database of something else (it has the table {names}); name another one")
    return None


def _migrate(connection: Connection, shown: str, *, tell: Callable[[str], None] | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["tell"] = tell
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    version = _version(connection, shown)
    if version is not None and version not in known:
        raise LedgerError(
            f"the ledger {shown} was made by a newer oathbook (its version is {version}, this one knows {HEAD}); "
            "update oathbook"
        )
    command.upgrade(config, "head")


def _use_wal(engine: Engine) -> None:
    """Write-ahead log: readers go on while one writes. Kept in the file; asked again while another process is busy."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        deadline = time.monotonic() + _BUSY_SECONDS
        while cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            try:
                cursor.execute("PRAGMA journal_mode=WAL")
                break
            except engine.dialect.loaded_dbapi.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise LedgerError(f"the ledger {engine.url.database} is in use: {_one_line(error)}") from error
                time.sleep(0.02)
    finally:
        connection.close()
