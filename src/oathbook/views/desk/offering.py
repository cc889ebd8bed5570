"""What a form about a claim offers: names from the report and the paragraph, places, stretches of days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from oathbook.records import Claim, Report
from oathbook.views.phrases import interval_words
from oathbook.views.protect import PROTECTED, Protector

_NAME = re.compile(
    r"(?:[A-Z][\w’'\-]+|[a-z]{1,2}-[A-Z][\w’'\-]+)(?:\s+(?:(?:of|for|the|al|bin|ibn)\s+)?(?:[a-z]{1,2}-)?[A-Z][\w’'\-]+)*"
)
"""Words with capital letters in a row, as names are written in English."""
_OPENERS = frozenset(
    "The A An In On At It He She They His Her Their But And For After Before When While This That".split()
)
MOST = 60
"""Names that a form offers."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What a form offers. ``days``: what a stretch is called, with its first and last day as the form writes them."""

    names: tuple[str, ...]
    sources: tuple[str, ...]
    places: tuple[str, ...]
    days: tuple[tuple[str, str, str], ...]


def offers(
    claims: Iterable[Claim], report: Report, bounds: tuple[int, int], guard: Protector, *, told: Claim | None = None
) -> Offers:
    """What a form about words in ``bounds`` of the report's text offers.

    Names that stand in the paragraph come first, then the other names of the report's claims; no protected ones.

    Args:
        claims: those of the report, as they are shown.
        told: the claim that is corrected; its own time is offered, too.
    """
    shown = [guard.claim(claim) for claim in claims]
    words = guard.text(report.text[bounds[0] : bounds[1]], report.id)
    given = [name for claim in shown for name in (*claim.agent, *claim.object)]
    said = [claim.source for claim in shown if claim.source not in ("report", "unnamed")]
    written = [name for name in map(_bare, _NAME.findall(words)) if len(name) > 2]
    near = [name for name in [*given, *said] if name in words]
    names = _once([*near, *written, *given, *said])
    return Offers(
        names=names,
        sources=_once(["report", "unnamed", *(name for name in said), *names]),
        places=_once([*(claim.place or "" for claim in shown), *written]),
        days=tuple(_days(report.published, told)),
    )


def _bare(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first in _OPENERS else name


def _once(names: Iterable[str]) -> tuple[str, ...]:
    kept = dict.fromkeys(name for name in names if name and PROTECTED not in name and name not in _OPENERS)
    return tuple(kept)[:MOST]


def _days(published: date | None, told: Claim | None) -> Iterable[tuple[str, str, str]]:
    if told is not None and told.when is not None:
        first, last = (day.isoformat() if day else "" for day in (told.when.earliest, told.when.latest))
        yield f"as it was read: {interval_words(told.when)}", first, last
    if published is not None:
        before = published - timedelta(days=1)
        yield f"the day of the report, {published}", published.isoformat(), published.isoformat()
        yield f"the day before, {before}", before.isoformat(), before.isoformat()
        week = published - timedelta(days=7)
        yield f"the week before, from {week}", week.isoformat(), before.isoformat()
        yield f"that month, {published:%Y-%m}", f"{published:%Y-%m}", f"{published:%Y-%m}"
        month = published.replace(day=1) - timedelta(days=1)
        yield f"the month before, {month:%Y-%m}", f"{month:%Y-%m}", f"{month:%Y-%m}"
        yield f"that year, {published:%Y}", f"{published:%Y}", f"{published:%Y}"
        yield f"until the report, {published}", "", published.isoformat()
    yield "no time is told", "", ""
