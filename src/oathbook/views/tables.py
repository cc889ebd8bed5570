"""Tables: drawn to the terminal's width, or plain lines where the output is piped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from oathbook.ledger import StoredReport
from oathbook.records import Claim
from oathbook.views.phrases import clean, interval_words, sentence, short, source_words

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and how its cells stand. ``least`` is the least width before the terminal's edge folds it."""

    heading: str
    align: Literal["left", "right"] = "left"
    least: int | None = None
    whole: bool = False
    """Never folded (ids, dates)."""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows of plain text."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


def claims_table(claims: Iterable[Claim]) -> Table:
    """One line a claim: id, time, status, the claim in words, source, report."""
    columns = (
        Column("claim", whole=True),
        Column("type", whole=True),
        Column("status", whole=True),
        Column("when", least=13),
        Column("what is said", least=16),
        Column("source", least=8),
        Column("report", least=6),
    )
    rows = tuple(
        (
            short(claim.id),
            claim.type,
            claim.status,
            interval_words(claim.when) if claim.when else "-",
            sentence(claim),
            source_words(claim),
            clean(claim.report_name),
        )
        for claim in claims
    )
    return Table(columns, rows)


def reports_table(stored: Iterable[StoredReport]) -> Table:
    """One line a report: id, name, publication date, publisher, title, how many claims, withdrawn or not."""
    columns = (
        Column("report", whole=True),
        Column("name", least=10),
        Column("published", whole=True),
        Column("publisher", least=9),
        Column("title", least=14),
        Column("claims", align="right", whole=True),
        Column("state", least=9),
    )
    rows = tuple(
        (
            short(item.report.id),
            clean(item.report.name),
            item.report.published.isoformat() if item.report.published else "-",
            clean(item.report.publisher or "-"),
            clean(item.report.title or "-"),
            f"{item.claims:,}",
            f"withdrawn by {clean(item.withdrawn.who)}: {clean(item.withdrawn.why or '')}"
            if item.withdrawn
            else "read",
        )
        for item in stored
    )
    return Table(columns, rows)


def plain(table: Table) -> Iterator[str]:
    """Lines with columns set apart by two blanks, nothing cut or folded; the heading first."""
    rows: list[Sequence[str]] = [tuple(column.heading for column in table.columns), *table.rows]
    widths = [max(len(row[index]) for row in rows) for index in range(len(table.columns))]
    for row in rows:
        cells = [
            cell.rjust(width) if column.align == "right" else cell.ljust(width)
            for cell, width, column in zip(row, widths, table.columns, strict=True)
        ]
        yield "  ".join(cells).rstrip()


GAP = 2
"""Blanks between two columns."""
STYLES = {"planned": "yellow", "possible": "cyan", "denied": "red"}
"""How statuses other than actual are coloured."""


def drawn(table: Table, *, width: int) -> RenderableType:
    """The table for a rich console of that width; rows as short paragraphs where the columns would not fit."""
    from rich import box
    from rich.table import Table as RichTable
    from rich.text import Text

    widths = _widths(table, width)
    if widths is None:
        return Text("\n").join(_stacked(row) for row in table.rows)
    out = RichTable(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style="bold")
    for column, room in zip(table.columns, widths, strict=True):
        out.add_column(column.heading, justify=column.align, no_wrap=column.whole, width=room, overflow="fold")
    for row in table.rows:
        out.add_row(*(Text(cell, style=STYLES.get(cell, "")) for cell in row))
    return out


def _widths(table: Table, width: int) -> list[int] | None:
    """How wide each column is: as its longest cell, the widest ones narrowed until all fit; None where they cannot."""
    from rich.cells import cell_len

    rows = [tuple(column.heading for column in table.columns), *table.rows]
    widths = [max(cell_len(row[index]) for row in rows) for index in range(len(table.columns))]
    least = [
        room if column.whole else min(room, max(column.least or 0, len(column.heading)))
        for column, room in zip(table.columns, widths, strict=True)
    ]
    over = sum(widths) + GAP * (len(widths) - 1) - width
    while over > 0:
        spare = [(room, index) for index, room in enumerate(widths) if room > least[index]]
        if not spare:
            return None
        widths[max(spare)[1]] -= 1
        over -= 1
    return widths


def _stacked(row: tuple[str, ...]) -> Text:
    from rich.text import Text

    first, *others = row
    out = Text(first, style="bold")
    for cell in others:
        out.append(" · ", style="dim not bold")
        out.append(cell, style=f"not bold {STYLES.get(cell, '')}".strip())
    return out
