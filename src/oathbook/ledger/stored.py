"""What the ledger gives back beside claims."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from oathbook.records import Claim, Entry, Report


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report in the ledger.

    ``claims`` is how many claims its newest reading holds, ``reader`` that reading's version and ``read_at`` its time
    (UTC); ``readings`` how many readings there are. ``withdrawn`` is the entry that withdrew it, or None.
    """

    report: Report
    claims: int
    reader: str
    read_at: datetime
    readings: int
    withdrawn: Entry | None

    def as_json(self) -> dict[str, Any]:
        """One JSON object: id, name, title, publisher, authors, published, published_from, url, language, claims,
        reader, read_at, readings, withdrawn (the entry or null), warnings; without the text."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name that current claims give.

    ``kinds`` are the kinds it was given, most frequent first; ``claims`` counts the claims that have it as agent or
    object, ``said`` those that have it as source.
    """

    name: str
    kinds: tuple[str, ...]
    claims: int
    said: int

    @property
    def kind(self) -> str:
        """The kind most often given; "other" where none was."""
        return self.kinds[0] if self.kinds else "other"


def claim_order(claim: Claim) -> tuple[date, date, date, str]:
    """Sort key: by when (earliest, else latest), then publication date, then id; what is not told comes last."""
    raise NotImplementedError
