"""Invented reports and claims for tests. No report of anything that happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from oathbook.records import Claim, Figure, Interval, Report, content_id

PUBLISHED = date(2014, 12, 15)


def day(text: str | None) -> date | None:
    """A date from ISO text."""
    return date.fromisoformat(text) if text else None


def make_report(name: str = "one", text: str = "", **fields: Any) -> Report:
    """A report with an id from its content, as ``oathbook.reports`` gives it."""
    fields.setdefault("published", PUBLISHED)
    text = text or f"The Lions of {name} pledged allegiance to the Tigers.\n"
    url = fields.get("url")
    return Report(id=content_id([text, url, str(fields["published"])]), name=name, text=text, **fields)


def make_claim(
    report: Report,
    type: str = "pledge",
    agent: Sequence[str] = ("Lions",),
    object: Sequence[str] = ("Tigers",),
    *,
    when: tuple[str | None, str | None] | str | None = None,
    quantity: int | tuple[int, int] | Figure | None = None,
    kinds: dict[str, str] | None = None,
    **fields: Any,
) -> Claim:
    """A claim of that report; names are groups unless ``kinds`` says otherwise."""
    if isinstance(when, str):
        when = (when, when)
    if isinstance(quantity, Figure):
        figure: Figure | None = quantity
    elif isinstance(quantity, tuple):
        figure = Figure(None, *quantity)
    else:
        figure = None if quantity is None else Figure(quantity, of="fighters")
    source = fields.get("source", "report")
    named = [*agent, *object, *([] if source in ("report", "unnamed") else [source])]
    values: dict[str, Any] = {
        "report": report.id,
        "report_name": report.name,
        "type": type,
        "agent": tuple(agent),
        "object": tuple(object),
        "place": None,
        "quantity": figure,
        "when": Interval(day(when[0]), day(when[1])) if when else None,
        "when_words": None,
        "status": "actual",
        "source": "report",
        "standing": "report" if source == "report" else "named",
        "what": None,
        "exchanged_for": None,
        "start": 0,
        "end": 9,
        "evidence": report.text[0:9],
        "rule": "invented",
        "score": 0.5,
        "published": report.published,
        "kinds": {name: (kinds or {}).get(name, "group") for name in named},
        "reader": "reader-1",
    }
    values |= fields
    return Claim(id=content_id(values), **values)
