"""What gives keys of names: ``oathbook.history.subject.Keys``, or anything else with the same two calls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class KeySet(Protocol):
    """Keys of names; two names mean one actor where their keys are equal."""

    def __call__(self, name: str) -> str:
        """The key of the actor that a name means."""
        ...

    def all(self, names: Iterable[str]) -> frozenset[str]:
        """The keys of several names."""
        ...
