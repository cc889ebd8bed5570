"""What was said of an actor over time."""

from __future__ import annotations

from collections.abc import Iterable

from oathbook.actors import Aliases
from oathbook.history.records import Story
from oathbook.records import Claim


def story(claims: Iterable[Claim], name: str, *, aliases: Aliases | None = None) -> Story:
    """Everything said of the actor (as agent, object or source... of its own acts), in time order, tellings of one
    event side by side.

    UnknownName, with the nearest names, where no claim names the actor.
    """
    raise NotImplementedError
