"""How an actor stands on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from oathbook.actors import Aliases
from oathbook.history.records import Answer
from oathbook.records import Claim


def who(
    claims: Iterable[Claim],
    name: str,
    *,
    on: date | None = None,
    known_by: date | None = None,
    aliases: Aliases | None = None,
) -> Answer:
    """How the actor stands on the day ``on`` (all told so far, where None), by claims published up to ``known_by``.

    Give it all current claims, not only the actor's: who takes a town after it ends its hold there.
    UnknownName, with the nearest names, where no claim names the actor.
    """
    raise NotImplementedError
