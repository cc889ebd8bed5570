"""Everything said of an actor, in time order, disagreements side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.history import Story, StoryEntry
from oathbook.records import Claim
from oathbook.views.phrases import clean, count, figure_words, interval_words, listed, sentence, short, source_words
from oathbook.views.tables import STYLES

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

ASPECTS = {"when": "time", "quantity": "figures"}
"""What an aspect in which tellings differ is called, where its own name is not plain."""
LEAST_COLUMN = 26
"""Tellings stand side by side where each gets at least so many characters, else below one another."""


def head(name: str, names: tuple[str, ...], kind: str) -> str:
    """``Assoud al-Islam (group), also named Usud al-Islam``."""
    first = clean(names[0] if names else name)
    others = [clean(other) for other in names[1:]]
    return f"{first} ({kind})" + (f", also named {', '.join(others)}" if others else "")


def where_said(claim: Claim) -> str:
    """``the report, in wire (2014-12-15)``."""
    day = claim.published.isoformat() if claim.published else "no publication date"
    return f"{source_words(claim)}, in {clean(claim.report_name)} ({day})"


def told(story: Story, *, width: int) -> list[RenderableType]:
    """The story for a rich console of ``width`` characters."""
    from rich.padding import Padding
    from rich.text import Text

    tellings = sum(len(entry.claims) for entry in story.entries)
    reports = len({claim.report for entry in story.entries for claim in entry.claims})
    summary = f"{count(tellings, 'claim')} in {count(reports, 'report')}"
    if story.disagreements:
        summary += f"; {count(len(story.disagreements), 'disagreement')}, shown side by side"
    out: list[RenderableType] = [Text(head(story.name, story.names, story.kind), style="bold"), Text(summary)]
    before = ""
    for entry in story.entries:
        when = _when(entry)
        out += [Text()] if when == before else [Text(), Text(when, style="bold")]
        before = when
        if len(entry.claims) == 1:
            out += [Padding(part, (0, 0, 0, 2)) for part in _single(entry.claims[0])]
        else:
            if entry.differs:
                differing = listed([ASPECTS.get(aspect, aspect) for aspect in entry.differs])
                out.append(Text(f"  {count(len(entry.claims), 'telling')}; they differ in {differing}:"))
            else:
                out.append(Text(f"  {count(len(entry.claims), 'telling')} that agree:"))
            out.append(Padding(_side_by_side(entry, width=width - 2), (0, 0, 0, 2)))
    return out


def _when(entry: StoryEntry) -> str:
    if entry.when is not None:
        return interval_words(entry.when)
    return f"no time told, published {entry.published}" if entry.published else "no time told"


def _single(claim: Claim) -> list[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    first = Text(sentence(claim), style=STYLES.get(claim.status, ""))
    first.append(f"  [{short(claim.id)}]", style="dim")
    second = Text(f'{where_said(claim)}: "{clean(claim.evidence)}"', style="dim")
    return [first, Padding(second, (0, 0, 0, 2))]


def _aspects(claim: Claim) -> list[tuple[str, str]]:
    return [
        ("claim", short(claim.id)),
        ("said", sentence(claim)),
        ("status", claim.status),
        ("when", interval_words(claim.when)),
        ("how many", figure_words(claim.quantity) or "-"),
        ("place", clean(claim.place or "-")),
        ("source", source_words(claim)),
        ("report", f"{clean(claim.report_name)} ({claim.published or 'no date'})"),
        ("words", f'"{clean(claim.evidence)}"'),
    ]


def _side_by_side(entry: StoryEntry, *, width: int) -> Table:
    """One column a telling where the width allows it, else one block of rows a telling; rows empty in all left out."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    columns = [_aspects(claim) for claim in entry.claims]
    labels = [label for label, _ in columns[0]]
    kept = [i for i in range(len(labels)) if any(column[i][1] != "-" for column in columns)]
    differing = {"status": "status", "when": "when", "how many": "quantity", "place": "place", "source": "source"}
    bold = {label for label, aspect in differing.items() if aspect in entry.differs}
    side = width >= 12 + LEAST_COLUMN * len(columns)
    table = Table(box=box.MINIMAL, show_header=False, pad_edge=False, show_edge=False, show_lines=False)
    table.add_column(no_wrap=True, style="dim")
    groups = [columns] if side else [[column] for column in columns]
    for _ in groups[0]:
        table.add_column(overflow="fold", ratio=1 if side else None)
    for number, group in enumerate(groups):
        if number:
            table.add_section()
        for i in kept:
            style = "bold" if labels[i] in bold else ""
            table.add_row(labels[i], *(Text(column[i][1], style=STYLES.get(column[i][1], style)) for column in group))
    return table
