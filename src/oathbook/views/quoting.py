"""One sentence of a report in which a name stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from oathbook.records import Claim, Report
from oathbook.views.phrases import clean
from oathbook.views.showing import paragraph

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[^\W\d_a-z])|\n+")
LONGEST = 300
"""Letters of a sentence that are shown."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence, the claim for which it was looked up, and where it stands."""

    text: str
    claim: str
    report: str
    report_name: str
    published: date | None

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {
            "text": self.text,
            "claim": self.claim,
            "report_id": self.report,
            "report": self.report_name,
            "published": self.published.isoformat() if self.published else None,
        }


def quote_of(name: str, claims: Iterable[Claim], report_of: Callable[[str], Report]) -> Quote | None:
    """The sentence with the name in the report of one of these claims, one that quotes the name where there is one.

    Where the report writes the name otherwise, the claim's own words stand in its place. None where there is no claim.
    """
    given = list(claims)
    if not given:
        return None
    claim = next((each for each in given if name.casefold() in each.evidence.casefold()), given[0])
    text = _sentence(name, claim, report_of(claim.report))
    return Quote(text, claim.id, claim.report, claim.report_name, claim.published)


def _sentence(name: str, claim: Claim, report: Report) -> str:
    first, last = paragraph(report, claim.start, claim.end)
    found = list(re.finditer(re.escape(name), report.text[first:last], re.IGNORECASE))
    if not found:
        return clean(claim.evidence)[:LONGEST]
    nearest = min(found, key=lambda match: abs(first + match.start() - claim.start))
    here, there = first + nearest.start(), first + nearest.end()
    ends = [first, *(first + match.end() for match in _SENTENCE_END.finditer(report.text[first:last])), last]
    start = max(end for end in ends if end <= here)
    stop = min(end for end in ends if end >= there)
    if stop - start > LONGEST:
        start = max(start, here - LONGEST // 2)
        stop = min(stop, start + LONGEST)
    return clean(report.text[start:stop])
