"""Every ledger test runs on SQLite and, where a server is given, on PostgreSQL."""

from collections.abc import Callable

import pytest
from databases import new_url  # noqa: F401 (a fixture)


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:  # noqa: F811
    """A place where no ledger is yet."""
    return new_url()
