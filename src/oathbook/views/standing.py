"""How an actor stands on a day, each answer with the claims behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.history import Answer, Line
from oathbook.views.phrases import beside, clean, figure_words
from oathbook.views.spans import (
    STATE_STYLES,
    begin_words,
    belief_words,
    claims_behind,
    day_words,
    end_words,
    evidence_words,
    explain_beliefs,
    grid,
    span_headings,
    state_words,
    until_words,
    with_claims,
)
from oathbook.views.telling import head

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

HEADINGS = {
    "under": "Stands under",
    "members": "Has under it",
    "with": "Stands with",
    "led by": "Led by",
    "leads": "Leads",
    "strength": "How many",
    "holds": "Holds",
    "based in": "Based in",
    "hostile to": "Hostile to",
    "truce with": "Truce with",
    "supported by": "Supported by",
    "supports": "Supports",
    "held by": "Held captive by",
    "holds captive": "Holds captive",
}
ALWAYS = ("under", "with", "led by", "strength", "holds")
"""Relations that an answer names even where nothing is told."""


def line_words(line: Line) -> str:
    """``Emirate Movement``, ``300 fighters``, ``Tell Zaytun``, ``40 soldiers in Tell Zaytun``."""
    figure = figure_words(line.quantity)
    if line.span.way == "reckoned":
        figure += " (reckoned)"
    place = clean(line.place or "")
    if line.other:
        words = clean(line.other)
        if line.called and line.called != line.other:
            words += f", then {clean(line.called)}"
        return words + beside(words, line.quantity) + (f" in {place}" if place else "")
    return " in ".join(part for part in (figure, place) if part) or "not told"


def answered(answer: Answer) -> list[RenderableType]:
    """The answer for a rich console: what stands, what has ended, and the claims by their ids."""
    from rich.text import Text

    title = head(answer.name, answer.names, answer.kind)
    if answer.called and answer.called not in answer.names:
        title += f", then {clean(answer.called)}"
    out: list[RenderableType] = [
        Text(title, style="bold"),
        Text(day_words(answer.on, answer.known_by)),
        Text(),
        _lines(answer),
    ]
    if answer.ended:
        out += [Text(), Text("No longer", style="bold"), _ended(answer)]
    return with_claims(out, claims_behind(line.span for line in (*answer.lines, *answer.ended)))


def _lines(answer: Answer) -> Table:
    from rich.text import Text

    weighed = any(line.belief for line in answer.lines)
    table = grid("", "", *span_headings(weighed=weighed))
    for relation, heading in HEADINGS.items():
        lines = [line for line in answer.lines if line.relation == relation]
        if not lines and relation in ALWAYS:
            table.add_row(heading, Text("nothing told", style="dim"))
        for number, line in enumerate(lines):
            cells = [
                state_words(line.state, line.sure),
                begin_words(line.since),
                until_words(line.until, line.span.last_heard),
                *([belief_words(line.belief)] if weighed else []),
                evidence_words(line.supporting, against=line.opposing),
            ]
            table.add_row(
                heading if number == 0 else "",
                Text(line_words(line), style=STATE_STYLES[line.state]),
                *map(Text, cells),
            )
    explain_beliefs(table, (line.belief for line in answer.lines))
    return table


def _ended(answer: Answer) -> Table:
    from rich.text import Text

    table = grid("", "", *span_headings(weighed=False))
    for line in answer.ended:
        cells = [
            state_words(line.state, "yes"),
            begin_words(line.since),
            end_words(line.until),
            evidence_words(line.supporting, ended_by=line.enders),
        ]
        table.add_row(HEADINGS[line.relation], Text(line_words(line)), *map(Text, cells))
    return table
