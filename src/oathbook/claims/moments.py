"""What a time expression means for the claim that takes it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING

from oathbook.records import Interval

if TYPE_CHECKING:
    from oathbook.records import Finding, Reading, TimeExpression

_WHEN = re.compile(r"\s*,?\s*when\b", re.IGNORECASE)
_VALUE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def days(reading: Reading, finding: Finding, time: TimeExpression) -> Interval | None:
    """The days of a claim; None where nobody says when it began.

    What is still to come has its deadline from the publication day on ("until Sunday"); of what is past, an open start
    ("until November") tells no time. In "since March 2007, when they seized him" the seizure was in March.
    """
    interval = time.interval
    if interval is None:
        return None
    if interval.earliest is None:
        ahead = finding.type == "demand" or finding.status in ("planned", "possible")
        today = reading.report.published
        if ahead and today and interval.latest and today <= interval.latest:
            return Interval(today, interval.latest)
        return None
    if time.kind == "since" and _begins(reading, finding, time):
        return _period(time.value) or interval
    return interval


def _begins(reading: Reading, finding: Finding, time: TimeExpression) -> bool:
    """True if the claim is in a clause that tells what happened at the time."""
    token = reading.doc[finding.head]
    if token.idx < time.end or not _WHEN.match(reading.report.text, time.end):
        return False
    return token.sent.start_char <= time.start


def _period(value: str | None) -> Interval | None:
    """The days of a year, month or day in figures."""
    found = _VALUE.fullmatch(value or "")
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if year is None or not 1 <= year <= 9999:
        return None
    first = date(year, month or 1, day or 1)
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return Interval(first, last)
