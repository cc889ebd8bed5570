"""Spans in words and tables: states, beginnings, ends, the claims that they name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from oathbook.history.coverage import Covers
from oathbook.history.phrasing import days_words
from oathbook.history.span import Belief, Span, SpanState
from oathbook.records import Claim, Interval
from oathbook.views.phrases import clean, figure_words, sentence, short
from oathbook.views.tables import STYLES
from oathbook.views.telling import where_said

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

STATE_WORDS: dict[SpanState, str] = {
    "held": "held",
    "considered": "considered",
    "demanded": "demanded",
    "possible": "possible",
    "refused": "refused",
    "denied": "denied",
}
STATE_STYLES: dict[SpanState, str] = {
    "held": "bold",
    "considered": "yellow",
    "demanded": "yellow",
    "possible": "cyan",
    "refused": "red",
    "denied": "red",
}
TIES = {
    "under": "{subject} under {other}",
    "with": "{subject} with {other}",
    "hostile": "{subject} hostile to {other}",
    "truce": "{subject} in a truce with {other}",
    "supports": "{subject} supports {other}",
    "leads": "{subject} leads {other}",
    "strength": "{figure}",
    "based": "{subject} based in {place}",
    "holds": "{subject} holds {place}",
    "captive": "{subject} held by {other}",
}
_LEAST = {
    "state": 8,
    "since": 10,
    "until": 10,
    "heard": 10,
    "claims": 8,
    "belief": 6,
}


def state_words(state: SpanState, sure: Covers) -> str:
    """``held``, ``maybe held``, ``considered``."""
    return f"maybe {STATE_WORDS[state]}" if sure == "maybe" else STATE_WORDS[state]


def tie_words(span: Span) -> str:
    """``Lions under Tigers``, ``500 fighters, 450 to 550``, ``Lions holds Talbisa``."""
    figure = figure_words(span.figure) or "not told how many"
    words = TIES[span.kind].format(
        subject=clean(span.subject_name),
        other=clean(span.other_name or "somebody not named"),
        place=clean(span.place or ""),
        figure=f"{figure} (reckoned)" if span.way == "reckoned" else figure,
    )
    return f"{words} ({span.way})" if span.kind == "under" and span.way not in (None, "member") else words


def begin_words(when: Interval | None) -> str:
    """When it began: ``2014-12-13``, ``by 2014-12-15``, ``2014-12-13 to 2014-12-14``, ``-`` where nobody told."""
    return _days(when)


def end_words(when: Interval | None) -> str:
    """When it ended: as ``begin_words``; ``-`` where no end is told, ``not told when`` where one is without a day."""
    if when is not None and when.earliest is None and when.latest is None:
        return "not told when"
    return _days(when)


def _days(when: Interval | None) -> str:
    return days_words(when, none="-", before="by", after="after", to=" to\n")


def belief_words(belief: Belief | None) -> str:
    """``B2``; empty where it was not weighed."""
    return f"{belief.source}{belief.information}" if belief else ""


def explain_beliefs(table: Table, beliefs: Iterable[Belief | None]) -> None:
    """Says below a table what the marks of these beliefs mean; nothing where none was weighed."""
    told = [belief for belief in beliefs if belief is not None]
    if told:
        grades = dict(sorted((belief.information, belief.grade) for belief in told))
        meant = ", ".join(f"{number} {grade}" for number, grade in grades.items())
        table.caption = f"belief by the rule {told[0].rule}: best source A to F; {meant}"
        table.caption_justify = "left"


def ids(claims: Iterable[Claim]) -> str:
    """The beginnings of their ids, ``-`` for none."""
    return " ".join(short(claim.id) for claim in claims) or "-"


def until_words(when: Interval | None, last_heard: date | None) -> str:
    """When it ended, as ``end_words``; where no end is told the day that it was last heard of."""
    if when is not None or last_heard is None:
        return end_words(when)
    return f"open, heard\n{last_heard}"


def evidence_words(claims: Iterable[Claim], **others: Iterable[Claim]) -> str:
    """The ids of the claims for it, and below them those of others by what they do: ``against 1f3a9c04``."""
    told = [f"{what.replace('_', ' ')} {ids(each)}" for what, each in others.items() if each]
    return "\n".join([ids(claims), *told])


def span_cells(span: Span, sure: Covers, *, weighed: bool) -> list[str]:
    """The cells of a span after its words, for the headings of ``span_headings``."""
    enders = [claim for claim in span.enders if claim not in span.opposing]
    return [
        state_words(span.state, sure),
        begin_words(span.begin),
        until_words(span.end, span.last_heard),
        *([belief_words(span.belief)] if weighed else []),
        evidence_words(span.supporting, against=span.opposing, ended_by=enders),
    ]


def span_headings(*, weighed: bool) -> list[str]:
    """State, since, until, belief where spans were weighed, and claims: those for it, against it, and that end it."""
    return ["state", "since", "until", *(["belief"] if weighed else []), "claims"]


def grid(*headings: str) -> Table:
    """A plain table; the first column is kept whole."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    for number, heading in enumerate(headings):
        table.add_column(heading, overflow="fold", no_wrap=number == 0 and not heading, min_width=_LEAST.get(heading))
    return table


def spans_table(rows: Sequence[tuple[str, Span, Covers]], heading: str) -> Table:
    """One row a span: its words, then ``span_cells``."""
    from rich.text import Text

    weighed = any(span.belief for _, span, _ in rows)
    table = grid(heading, *span_headings(weighed=weighed))
    for words, span, sure in rows:
        cells = [Text(cell) for cell in span_cells(span, sure, weighed=weighed)]
        table.add_row(Text(words, style=STATE_STYLES[span.state]), *cells)
    explain_beliefs(table, (span.belief for _, span, _ in rows))
    return table


def claims_behind(spans: Iterable[Span]) -> list[Claim]:
    """The claims that the spans name, each once, in that order."""
    found: dict[str, Claim] = {}
    for span in spans:
        for claim in (*span.supporting, *span.opposing, *span.enders):
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


def day_words(on: date | None, known_by: date | None) -> str:
    """``on 2014-12-15, by what was published up to 2015-01-01``."""
    day = f"on {on}" if on else "by all that is told"
    return day + (f", by what was published up to {known_by}" if known_by else "")


def with_claims(out: list[RenderableType], claims: Sequence[Claim]) -> list[RenderableType]:
    """The answer, and below it the claims that it names."""
    from rich.text import Text

    return [*out, Text(), Text("The claims", style="bold"), claims_with_words(claims)] if claims else out
