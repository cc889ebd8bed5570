"""What an import makes of a row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from oathbook import __version__
from oathbook.errors import SourceError
from oathbook.records import Claim, Report

READER = f"import {__version__}"
"""The reader of imported claims. Another version of oathbook may tell a row otherwise: a new reading beside the old."""


@dataclass(frozen=True, slots=True)
class Item:
    """A report with its claims, as one reader gives them. ``where`` names file and row, for messages.

    ``claims`` is empty for a row of a kind that tells nothing of our types; such a report is not kept.
    """

    where: str
    report: Report
    claims: tuple[Claim, ...]
    reader: str = READER


Items = Iterator[Item | SourceError]
"""The items of a file in its order; a row that cannot be taken is a SourceError with the line to show."""
Import = Callable[[Path, date | None], Items]
"""Reads a file; the day is the publication date of rows that give none."""
