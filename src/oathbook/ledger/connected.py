"""A database with a ledger in it: reading rows, streaming them, writing in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Row, Select, select

from oathbook.ledger import tables
from oathbook.ledger.opening import WRITES, open_engine, shown_url, worded

_ANY_OUTCOME = select(tables.claim_outcomes.c.number).limit(1)


class Connected:
    """Opens the ledger at ``url``; see ``Ledger`` for what it raises."""

    def __init__(self, url: str, *, create: bool, tell: Callable[[str], None] | None) -> None:
        self._engine = open_engine(url, create=create, tell=tell)
        self._shown = shown_url(self._engine.url)
        self._reviewed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back. Safe to call twice."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with worded(self._shown), self._engine.connect() as plain:
            connection = plain.execution_options(**WRITES)
            with connection.begin():
                yield connection

    def _all(self, query: Select[Any]) -> Sequence[Row[Any]]:
        with worded(self._shown), self._engine.connect() as connection:
            return connection.execute(query).all()

    def _unreviewed(self, as_read: bool = False) -> bool:
        """Whether claims are answered as they were read: where asked so, or while no review changed any answer."""
        if as_read:
            return True
        if not self._reviewed:  # nothing is ever deleted: what is reviewed once stays so
            self._reviewed = bool(self._all(_ANY_OUTCOME))
        return not self._reviewed

    def _stream(self, query: Select[Any], values: Mapping[str, Any] | None = None) -> Iterator[Row[Any]]:
        """The rows of a query; ``values`` are those of its parameters."""
        with worded(self._shown), self._engine.connect() as connection:
            yield from connection.execute(query, values, execution_options={"yield_per": 200})
