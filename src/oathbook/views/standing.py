"""How an actor stands on a day, each answer with the claims behind it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from oathbook.history import Answer, Line
from oathbook.records import Claim, Interval
from oathbook.views.phrases import beside, clean, figure_words, interval_words, sentence, short
from oathbook.views.tables import STYLES
from oathbook.views.telling import head, where_said

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
    place = clean(line.place or "")
    if line.other:
        words = clean(line.other)
        return words + beside(words, line.quantity) + (f" in {place}" if place else "")
    return " in ".join(part for part in (figure, place) if part) or "not told"


def answered(answer: Answer) -> list[RenderableType]:
    """The answer for a rich console: what stands, what has ended, and the claims by their ids."""
    from rich.text import Text

    day = f"on {answer.on}" if answer.on else "by all that is told"
    known = f", by what was published up to {answer.known_by}" if answer.known_by else ""
    out: list[RenderableType] = [
        Text(head(answer.name, answer.names, answer.kind), style="bold"),
        Text(f"{day}{known}"),
        Text(),
        _lines(answer),
    ]
    if answer.ended:
        out += [Text(), Text("No longer", style="bold"), _ended(answer)]
    claims = _behind(answer)
    if claims:
        out += [Text(), Text("The claims", style="bold"), claims_with_words(claims)]
    return out


def _grid(*headings: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    for number, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", no_wrap=number == 0, min_width=_LEAST.get(heading))
    return table


_LEAST = {"status": 8, "since": 10, "until": 10, "claims for": 8, "claims against": 8, "ended by": 8}


def _lines(answer: Answer) -> Table:
    from rich.text import Text

    table = _grid("", "", "status", "since", "claims for", "claims against")
    for relation, heading in HEADINGS.items():
        lines = [line for line in answer.lines if line.relation == relation]
        if not lines and relation in ALWAYS:
            table.add_row(heading, Text("nothing told", style="dim"), "", "", "", "")
        for number, line in enumerate(lines):
            table.add_row(
                heading if number == 0 else "",
                Text(line_words(line), style=STYLES.get(line.status, "bold")),
                Text(line.status, style=STYLES.get(line.status, "")),
                _time(line.since),
                _ids(line.supporting),
                _ids(line.opposing),
            )
    return table


def _ended(answer: Answer) -> Table:
    from rich.text import Text

    table = _grid("", "", "since", "until", "claims for", "ended by")
    for line in answer.ended:
        table.add_row(
            HEADINGS[line.relation],
            Text(line_words(line)),
            _time(line.since),
            _time(line.until),
            _ids(line.supporting),
            _ids(line.opposing),
        )
    return table


def _time(when: Interval | None) -> str:
    return interval_words(when).replace(" to ", " to\n") if when else "-"


def _ids(claims: tuple[Claim, ...]) -> str:
    return " ".join(short(claim.id) for claim in claims) or "-"


def _behind(answer: Answer) -> list[Claim]:
    found: dict[str, Claim] = {}
    for line in (*answer.lines, *answer.ended):
        for claim in (*line.supporting, *line.opposing):
            found.setdefault(claim.id, claim)
    return list(found.values())


def claims_with_words(claims: Iterable[Claim]) -> Table:
    """One row a claim: its id, its sentence, who says it where, and the words."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for claim in claims:
        words = Text(sentence(claim), style=STYLES.get(claim.status, ""))
        words.append(f'\n{where_said(claim)}: "{clean(claim.evidence)}"', style="dim")
        table.add_row(Text(short(claim.id)), words)
    return table
