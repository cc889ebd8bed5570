"""Which function tells the meaning of which rule of times.yaml."""

from __future__ import annotations

from collections.abc import Callable

from oathbook.reading.times.context import Context, Meaning
from oathbook.reading.times.finder import Node

Means = Callable[[Node, Context], Meaning | None]
"""Works out a node's meaning; None where it has none in the calendar."""


class Meanings(dict[str, Means]):
    """Rule name to function, filled by decorators when a module is read."""

    def of(self, *names: str) -> Callable[[Means], Means]:
        """Decorator: this function gives the meaning of the rules ``names``."""

        def keep(function: Means) -> Means:
            for name in names:
                self[name] = function
            return function

        return keep
