"""Which claims or reports are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from oathbook.views.desk.index.words import Words


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims or reports are wanted; every one that is given must fit. Names are those of one actor or source.

    ``least`` and ``most`` bound the number of a report's claims; ``language`` is "" for those of no known language.
    """

    type: str | None = None
    status: str | None = None
    actor: tuple[str, ...] | None = None
    source: tuple[str, ...] | None = None
    report: str | None = None
    publisher: str | None = None
    language: str | None = None
    least: int = 0
    most: int | None = None
    published_since: date | None = None
    since: date | None = None
    until: date | None = None
    known_by: date | None = None
    min_score: float = 0.0
    withdrawn: bool | None = None
    words: Words | None = None
    without: frozenset[str] = frozenset()
    """Ids of reports whose claims are left out."""
