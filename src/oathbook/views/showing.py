"""One claim with its words marked in their paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.ledger import StoredReport
from oathbook.records import Claim, Report
from oathbook.views.phrases import clean, figure_words, interval_words, listed, phrase, sentence, source_words

if TYPE_CHECKING:
    from rich.console import RenderableType

MARKS = (">>", "<<")
"""Around the claim's words where there are no colours."""


def paragraph(report: Report, start: int, end: int) -> tuple[int, int]:
    """Offsets of the block that holds the words, or of their line where no block does."""
    for block in report.blocks:
        if block.start <= start and end <= block.end:
            return block.start, block.end
    first = report.text.rfind("\n", 0, start) + 1
    last = report.text.find("\n", end)
    return first, len(report.text) if last < 0 else last


def published_words(report: Report) -> str:
    """``2014-12-15 (meta; the page also shows December 15, 21014)``."""
    if report.published is None:
        return "not known"
    notes = [report.published_from] if report.published_from else []
    if report.published_others:
        notes.append(f"the page also shows {', '.join(report.published_others)}")
    return f"{report.published} ({'; '.join(notes)})" if notes else report.published.isoformat()


def facts(claim: Claim) -> list[tuple[str, str]]:
    """What is known of a claim, as labels and words: roles, place, figure, time, status, source."""
    words = phrase(claim.type)
    told = [
        (words["agent"], listed(claim.agent)),
        (words["object"], listed(claim.object)),
        ("place", clean(claim.place or "")),
        ("how many", figure_words(claim.quantity)),
        ("demand" if claim.type == "demand" else "what", clean(claim.what or "")),
        ("in exchange for", clean(claim.exchanged_for or "")),
        ("when", interval_words(claim.when) + (f' ("{clean(claim.when_words)}")' if claim.when_words else "")),
        ("status", claim.status),
        ("source", source_words(claim)),
    ]
    merged: list[tuple[str, str]] = []
    for label, value in told:
        if not value:
            continue
        if merged and merged[-1][0] == label:
            merged[-1] = (label, f"{merged[-1][1]} and {value}")
        else:
            merged.append((label, value))
    return merged


def shown(claim: Claim, stored: StoredReport, *, colour: bool) -> list[RenderableType]:
    """The claim for a rich console: its sentence, its paragraph with the words marked, and all that is kept of it."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    report = stored.report
    first, last = paragraph(report, claim.start, claim.end)
    marks = ("", "") if colour else MARKS
    words = Text()
    words.append(_line(report.text[first : claim.start]))
    words.append(f"{marks[0]}{_line(report.text[claim.start : claim.end])}{marks[1]}", style="bold reverse")
    words.append(_line(report.text[claim.end : last]))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    rows = [
        *facts(claim),
        ("report", f"{clean(report.name)} ({report.id})"),
        ("title", clean(report.title or "")),
        ("publisher", clean(report.publisher or "")),
        ("address", clean(report.url or "")),
        ("published", clean(published_words(report))),
        ("read", f"{stored.read_at:%Y-%m-%d %H:%M} UTC by {clean(claim.reader)}"),
        ("characters", f"{claim.start} to {claim.end}"),
        ("rule", f"{clean(claim.rule)}, score {claim.score:.2f}"),
    ]
    for label, value in rows:
        if value:
            grid.add_row(label, Text(value))
    head = Text(f"{claim.id}  {claim.type}", style="bold")
    return [head, Text(sentence(claim)), Text(), Padding(words, (0, 0, 0, 2)), Text(), grid]


def _line(text: str) -> str:
    edges = (" " if text[:1].isspace() else "", " " if text[-1:].isspace() else "")
    inner = clean(text)
    return f"{edges[0]}{inner}{edges[1]}" if inner else edges[0]
