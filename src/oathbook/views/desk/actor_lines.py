"""How an actor stands, as pages show it: one row a span, under headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import quote

from oathbook.history import Answer, Line, Span
from oathbook.history.coverage import Covers
from oathbook.views.disputes import grade_words
from oathbook.views.pictures import mended
from oathbook.views.protect import PROTECTED, Protector
from oathbook.views.spans import begin_words, end_words, state_words
from oathbook.views.standing import ALWAYS, HEADINGS, line_words

ORDER = ("under", "members", "led by", "leads", "with", "supported by", "supports", "hostile to", "truce with",
         "strength", "holds", "based in", "held by", "holds captive")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One span in a list. ``link``: the page of the other actor; ``span``: the page of the span."""

    words: str
    link: str
    span: str
    state: str
    firm: bool
    """Whether it is said to hold, surely on the day asked for."""
    since: str
    until: str
    heard: str
    belief: str
    supporting: int
    opposing: int
    enders: int


@dataclass(frozen=True, slots=True)
class Section:
    """The rows under one heading; none where nothing is told."""

    id: str
    heading: str
    rows: tuple[Row, ...]


def actor_path(name: str) -> str:
    """The address of an actor's page."""
    return f"/actors/{quote(name, safe='', errors='replace')}"


def span_path(span: Span, name: str, known_by: str = "") -> str:
    """The address of a span's page; with the name of one of its actors it is found without reckoning all spans."""
    known = f"&known_by={known_by}" if known_by else ""
    return f"/spans/{span.id}?of={quote(name, safe='', errors='replace')}{known}"


def standing(answer: Answer, guard: Protector) -> tuple[Section, ...]:
    """What stands on the day asked for."""
    return sections(answer.lines, answer, guard, always=ALWAYS)


def ended(answer: Answer, guard: Protector) -> tuple[Section, ...]:
    """What had ended by then."""
    return sections(answer.ended, answer, guard)


def sections(
    lines: Iterable[Line], answer: Answer, guard: Protector, *, always: tuple[str, ...] = ()
) -> tuple[Section, ...]:
    """The lines by how the actor stands to the others."""
    told = list(lines)
    known_by = answer.known_by.isoformat() if answer.known_by else ""
    out = []
    for relation in ORDER:
        rows = tuple(row(line, answer.name, guard, known_by) for line in told if line.relation == relation)
        if rows or relation in always:
            out.append(Section(relation.replace(" ", "-"), HEADINGS[relation], rows))
    return tuple(out)


def row(line: Line, name: str, guard: Protector, known_by: str = "") -> Row:
    """A line without protected names."""
    span = mended(line.span, guard)
    shown = replace(
        line,
        other=_name(line.other, guard),
        called=_name(line.called, guard),
        place=_name(line.place, guard),
        span=span,
    )
    other = shown.other
    sure: Covers = line.sure if line.sure != "no" else "yes"
    return Row(
        words=line_words(shown),
        link=actor_path(other) if other and other != PROTECTED else "",
        span=span_path(span, name, known_by),
        state=state_words(span.state, sure),
        firm=span.state == "held" and sure == "yes",
        since=_one_line(begin_words(span.begin)),
        until=_one_line(end_words(span.end)),
        heard=span.last_heard.isoformat() if span.last_heard else "",
        belief=grade_words(span.belief) if span.belief else "",
        supporting=len(span.supporting),
        opposing=len(span.opposing),
        enders=len(span.enders),
    )


def _name(text: str | None, guard: Protector) -> str | None:
    mend = guard.record(text)
    return mend if isinstance(mend, str) else None


def _one_line(words: str) -> str:
    return "" if words == "-" else words.replace("\n", " ")
