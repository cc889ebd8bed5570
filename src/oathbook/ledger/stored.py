"""What the ledger gives back beside claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from oathbook.records import Block, Claim, Entry, Report


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

    def as_json(self, *, texts: bool = False) -> dict[str, Any]:
        """One JSON object: id, name, title, publisher, authors, published, published_from, url, language, claims,
        reader, read_at, readings, withdrawn (the entry or null), warnings; with ``texts`` also text, blocks and
        published_others."""
        out = report_as_json(self.report)
        if not texts:
            del out["text"], out["blocks"]
        return out | {
            "claims": self.claims,
            "reader": self.reader,
            "read_at": self.read_at.isoformat(),
            "readings": self.readings,
            "withdrawn": self.withdrawn.as_json() if self.withdrawn else None,
        }


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
    earliest, latest = (claim.when.earliest, claim.when.latest) if claim.when else (None, None)
    return (earliest or latest or date.max, latest or earliest or date.max, claim.published or date.max, claim.id)


def report_as_json(report: Report) -> dict[str, Any]:
    """The whole report as one JSON object."""
    out: dict[str, Any] = {field.name: getattr(report, field.name) for field in fields(report)}
    out["published"] = report.published.isoformat() if report.published else None
    out["blocks"] = [asdict(block) for block in report.blocks]
    return out


def report_from_json(record: Mapping[str, Any]) -> Report:
    """The reverse of ``report_as_json``."""
    values = dict(record)
    values["published"] = date.fromisoformat(values["published"]) if values["published"] else None
    values["blocks"] = tuple(Block(**block) for block in values["blocks"])
    for name in ("authors", "published_others", "warnings"):
        values[name] = tuple(values[name])
    return Report(**values)
