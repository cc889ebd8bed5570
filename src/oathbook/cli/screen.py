"""Where output goes: lines on stdout, drawn for a terminal and plain otherwise."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from oathbook.actors import Knowledge
    from oathbook.actors.records import KnownActor
    from oathbook.ledger import Ledger
    from oathbook.lexicon import Lexicon
    from oathbook.views.protect import Protector
    from oathbook.views.tables import Table

PIPED_WIDTH = 100
"""Columns where the output is no terminal and ``$COLUMNS`` says nothing; fixed, so that output can be compared."""


def on_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout.isatty()


def coloured() -> bool:
    """Whether words can be set off by colour or light."""
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns to fill."""
    if on_terminal():
        return max(shutil.get_terminal_size().columns, 40)
    told = os.environ.get("COLUMNS", "")
    return max(int(told), 40) if told.isdigit() else PIPED_WIDTH


def console() -> Console:
    """A rich console on stdout: coloured on a terminal (unless ``$NO_COLOR``), plain otherwise."""
    from rich.console import Console

    terminal = on_terminal()
    return Console(
        width=width(), force_terminal=terminal, no_color=None if terminal else True, highlight=False, markup=False,
        emoji=False, color_system="auto" if terminal else None,
    )  # fmt: skip


def lines(text: Iterable[str]) -> None:
    """Print lines as they come."""
    for line in text:
        click.echo(line)


def draw(build: Callable[[int], list[RenderableType]]) -> None:
    """Print renderables made for the width that there is; no blanks at line ends where piped."""
    out = console()
    parts = build(out.width)
    if on_terminal():
        out.print(*parts, sep="\n")
        return
    with out.capture() as captured:
        out.print(*parts, sep="\n")
    lines(line.rstrip() for line in captured.get().splitlines())


def table(content: Table) -> None:
    """Print a table: drawn on a terminal, plain lines otherwise."""
    from oathbook.views.tables import drawn, plain

    if on_terminal():
        out = console()
        out.print(drawn(content, width=out.width))
    else:
        lines(plain(content))


def remark(text: str) -> None:
    """Say something beside the answer, on stderr."""
    click.echo(text, err=True)


@contextmanager
def opened(url: str | None, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger that the option or the settings name."""
    from oathbook.ledger import Ledger
    from oathbook.settings import ledger_url

    with Ledger(ledger_url(url), create=create, knowledge=KnowledgeLater(), tell=remark) as ledger:
        yield ledger


class KnowledgeLater:
    """The knowledge files, read when first asked for."""

    @cached_property
    def known(self) -> Knowledge:
        """All that the files say."""
        from oathbook.actors import load_knowledge

        return load_knowledge(lexicon())

    @property
    def actors(self) -> Mapping[str, KnownActor]:
        """The known actors by id."""
        return self.known.actors


def lexicon() -> Lexicon:
    """The word lists and knowledge files, with the folder of the settings laid over them."""
    from oathbook.lexicon import Lexicon
    from oathbook.settings import lexicon_folder

    return Lexicon(lexicon_folder())


def protector_for(ledger: Ledger, *, open_names: bool) -> Protector:
    """What leaves protected names out of an export of the ledger."""
    from oathbook.views.protect import NOBODY, Protector

    return NOBODY if open_names else Protector(ledger.protected())
