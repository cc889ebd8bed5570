"""Claims and reports as pages show them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from oathbook.ledger import StoredReport
from oathbook.records import Claim, Report
from oathbook.views.desk.index import Words
from oathbook.views.marked import shows_nobody
from oathbook.views.phrases import clean, short
from oathbook.views.protect import PROTECTED, Protector
from oathbook.views.showing import paragraph

_WORD = re.compile(r"[^\W_]+")
AROUND = 110
"""Letters shown on each side of a word that was looked for."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of text; ``marked`` where it is a claim's words or was looked for, ``held`` where a name is left out."""

    text: str
    marked: bool = False
    held: bool = False


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list; ``title`` is its name where it has none."""

    id: str
    name: str
    title: tuple[Cut, ...]
    publisher: str
    published: str
    claims: int
    withdrawn: str
    """By whom and why, or empty."""
    snippet: tuple[Cut, ...] = ()
    also: tuple[tuple[str, tuple[Cut, ...]], ...] = ()
    """Where else a word stands that was looked for, if not in the text: what it is, and its words."""


def report_line(stored: StoredReport, guard: Protector, words: Words | None = None) -> ReportLine:
    """A report as a list shows it, with what was looked for in its words."""
    report, mark = stored.report, stored.withdrawn
    name = report_name(report, guard)
    text = snippet(guard.text(report.text, report.id), words) if words else ()
    authors = clean(guard.text(", ".join(report.authors), report.id))
    named = (("by", authors), ("publisher", clean(report.publisher or "")), ("name", name))
    also = ((label, worded(value, words)) for label, value in named) if words and not text else ()
    return ReportLine(
        id=report.id,
        name=name,
        title=worded(clean(guard.text(report.title or "", report.id)) or name, words),
        publisher=clean(report.publisher or ""),
        published=report.published.isoformat() if report.published else "",
        claims=stored.claims,
        withdrawn=f"withdrawn by {mark.who}: {mark.why or ''}" if mark else "",
        snippet=text,
        also=tuple((label, cuts) for label, cuts in also if any(cut.marked for cut in cuts)),
    )


def report_name(report: Report, guard: Protector) -> str:
    """The report's name; the beginning of its id where the name tells a protected one."""
    return clean(report.name) if shows_nobody(report.name, report.id, guard) else f"report {short(report.id)}"


def snippet(text: str, words: Words) -> tuple[Cut, ...]:
    """The words around the first place of a text where a word stands that was looked for, those marked."""
    places = [found for found in _WORD.finditer(text) if words.fits(found[0])]
    if not places:
        return ()
    first = _fullest(places)
    low, high = max(0, first.start() - AROUND), min(len(text), first.end() + AROUND)
    low = (low and text.find(" ", low, first.start()) + 1) or low
    cuts, at = [Cut("… " if low else "")], low
    for found in _WORD.finditer(text, low, high):
        if words.fits(found[0]):
            cuts += [Cut(text[at : found.start()]), Cut(found[0], marked=True)]
            at = found.end()
    return tuple(cut for cut in (*cuts, Cut(text[at:high]), Cut(" …" if high < len(text) else "")) if cut.text)


def worded(text: str, words: Words | None) -> tuple[Cut, ...]:
    """The whole text with the words marked that were looked for."""
    cuts, at = [], 0
    for found in _WORD.finditer(text) if words else ():
        if words and words.fits(found[0]):
            cuts += [Cut(text[at : found.start()]), Cut(found[0], marked=True)]
            at = found.end()
    return tuple(cut for cut in (*cuts, Cut(text[at:])) if cut.text)


def _fullest(places: list[re.Match[str]]) -> re.Match[str]:
    """The first of these words after which most different ones follow soon."""
    best, most, last = places[0], 0, 0
    for index, place in enumerate(places):
        last = max(last, index)
        while last < len(places) and places[last].start() < place.end() + AROUND:
            last += 1
        different = len({found[0].casefold() for found in places[index : min(last, index + 20)]})
        if different > most:
            best, most = place, different
    return best


def in_paragraph(claim: Claim, report: Report, guard: Protector) -> tuple[Cut, ...]:
    """The claim's paragraph with its words marked and protected names left out."""
    first, last = paragraph(report, claim.start, claim.end)
    edges = {first, last, max(first, claim.start), min(last, claim.end)}
    held = [(max(a, first), min(b, last)) for a, b in guard.spans(report.text, report.id) if a < last and b > first]
    edges = {edge for edge in edges if not any(a < edge < b for a, b in held)} | {e for pair in held for e in pair}
    cuts, places = [], sorted(edges)
    for low, high in pairwise(places):
        inside = claim.start < high and low < claim.end
        is_held = (low, high) in held
        cuts.append(Cut(PROTECTED if is_held else report.text[low:high], marked=inside, held=is_held))
    return tuple(cuts)


def guarded(claims: Iterable[Claim], guard: Protector) -> list[Claim]:
    """The claims without protected names."""
    return [guard.claim(claim) for claim in claims]
