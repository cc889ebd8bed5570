"""One moment: while a page is made, the ledger is asked once for each thing that all of its parts need to know."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_MOMENT: ContextVar[dict[Hashable, Any] | None] = ContextVar("moment", default=None)


@contextmanager
def one_moment() -> Iterator[None]:
    """Within it the state of a ledger is that of the first time it is asked for. For what only reads.

    It holds in this thread or task, and in threads that a task waits for.
    """
    token = _MOMENT.set({})
    try:
        yield
    finally:
        _MOMENT.reset(token)


def once(key: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` gives; within one moment it is made once for each key. What it raises is not kept."""
    held = _MOMENT.get()
    if held is None:
        return make()
    if key not in held:
        held[key] = make()
    made: T = held[key]
    return made
