"""Places for ledgers: tests that take ``new_url`` run on SQLite and, where a server is given, on PostgreSQL."""

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

POSTGRES = "OATHBOOK_TEST_POSTGRES"
NEEDED = "OATHBOOK_NEED_POSTGRES"


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], str]]:
    """Makes the URL of a place where no ledger is yet, as many as wanted."""
    if request.param == "sqlite":
        yield lambda: str(tmp_path / f"{uuid.uuid4().hex}.sqlite")
        return
    server = os.environ.get(POSTGRES)
    if not server:
        missing = f"needs a PostgreSQL server: run scripts/postgres.sh pytest ..., or set {POSTGRES} to a URL"
        if os.environ.get(NEEDED) == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    import psycopg

    schemas: list[str] = []
    with psycopg.connect(server, autocommit=True) as connection:

        def make() -> str:
            schemas.append(f"oathbook_test_{uuid.uuid4().hex}")
            connection.execute(f"CREATE SCHEMA {schemas[-1]}")
            return f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{schemas[-1]}"

        yield make
        for schema in schemas:
            connection.execute(f"DROP SCHEMA {schema} CASCADE")
