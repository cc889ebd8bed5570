"""Actors, what was judged of their names, and two of them side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from oathbook.actors.parties import Party
from oathbook.actors.records import Likeness, Reason
from oathbook.actors.rulings import Ruling, Step
from oathbook.records import Judgement
from oathbook.views.phrases import clean, count
from oathbook.views.quoting import Quote
from oathbook.views.tables import Column, Table

if TYPE_CHECKING:
    from rich.console import RenderableType

_SIGN = {"same": "is", "different": "is not", "unsure": "may be"}
_HELD = {"same": "one actor", "different": "two actors", "unsure": "judged unsure", None: "nothing is held of them"}


def actors_table(parties: Iterable[Party]) -> Table:
    """One line an actor: the name with most claims, its kind, its counts, its other names."""
    columns = (
        Column("actor", least=16),
        Column("kind", whole=True),
        Column("claims", align="right", whole=True),
        Column("said", align="right", whole=True),
        Column("also", least=16),
    )
    rows = tuple(
        (
            clean(party.names[0]),
            party.kind,
            f"{party.claims:,}",
            f"{party.said:,}",
            "; ".join(map(clean, party.names[1:])) or "-",
        )
        for party in parties
    )
    return Table(columns, rows)


def judgements_table(judgements: Iterable[tuple[Judgement, bool]]) -> Table:
    """One line a judgement: its number, day, verdict, the two names, by whom and why; with whether it is followed."""
    columns = (
        Column("no.", align="right", whole=True),
        Column("on", whole=True),
        Column("verdict", least=9),
        Column("one", least=12),
        Column("other", least=12),
        Column("who", least=6),
        Column("why", least=14),
    )
    rows = tuple(
        (
            str(judgement.number),
            judgement.at.date().isoformat(),
            judgement.verdict if followed else f"{judgement.verdict} (not followed)",
            clean(judgement.one),
            clean(judgement.other),
            clean(judgement.who),
            clean(judgement.why),
        )
        for judgement, followed in judgements
    )
    return Table(columns, rows)


def judged_by(judgement: Judgement) -> str:
    """``Ada on 2026-01-01: one brigade, two spellings``."""
    return f"{clean(judgement.who)} on {judgement.at.date()}: {clean(judgement.why)}"


def step_words(step: Step) -> str:
    """``lions is the pride (Ada on 2026-01-01: ...)``, in the words of the judgement."""
    if step.judgement is None:
        known = "known names" if step.verdict == "same" else "knowledge files"
        return f"{step.one} {_SIGN[step.verdict]} {step.other} (by the {known})"
    return (
        f"{clean(step.judgement.one)} {_SIGN[step.verdict]} {clean(step.judgement.other)} ({judged_by(step.judgement)})"
    )


def ruling_words(one: str, other: str, ruling: Ruling) -> list[str]:
    """What is held of two names in a line, then a line for each step to it."""
    first = f"{clean(one)} and {clean(other)}: {_HELD[ruling.verdict]}"
    if ruling.verdict == "same" and not ruling.path:
        first += ", one name written in two ways"
    return [first, *(f"  {step_words(step)}" for step in ruling.path)]


def beside_each_other(
    names: tuple[str, str], parties: tuple[Party | None, Party | None], quotes: tuple[Quote | None, Quote | None]
) -> RenderableType:
    """Two names in two columns: how many claims give them, their other names, a sentence of each."""
    from rich.table import Table as RichTable
    from rich.text import Text

    grid = RichTable.grid(padding=(0, 4, 0, 0), expand=False)
    for _ in names:
        grid.add_column(ratio=1, overflow="fold")
    grid.add_row(*(Text(clean(name), style="bold") for name in names))
    grid.add_row(*(Text(_counts(party)) for party in parties))
    if any(party and len(party.names) > 1 for party in parties):
        grid.add_row(*(Text(_also(name, party)) for name, party in zip(names, parties, strict=True)))
    grid.add_row(*(Text(_quoted(quote)) for quote in quotes))
    return grid


def likeness_words(likeness: Likeness) -> list[str]:
    """The score in a line, then a line for each reason."""
    return [f"alike by {likeness.score:.2f}", *(f"  {reason_words(reason)}" for reason in likeness.reasons)]


def reason_words(reason: Reason) -> str:
    """``for: jaysh means army``."""
    return f"{reason.effect}: {clean(reason.says)}"


def texts(lines: Sequence[str]) -> list[RenderableType]:
    """Lines for a rich console."""
    from rich.text import Text

    return [Text(line) for line in lines]


def _counts(party: Party | None) -> str:
    if party is None:
        return "no claim gives it"
    return f"{party.kind}, {count(party.claims, 'claim')}" + (f", said {party.said:,}" if party.said else "")


def _also(name: str, party: Party | None) -> str:
    others = [clean(each) for each in party.names if each != name] if party else []
    return f"also {'; '.join(others)}" if others else ""


def _quoted(quote: Quote | None) -> str:
    if quote is None:
        return "-"
    when = f" ({quote.published})" if quote.published else ""
    return f'"{clean(quote.text)}" in {clean(quote.report_name)}{when}'
