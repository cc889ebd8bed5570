"""The progress bar of ``oathbook read`` and ``import``, and lines that go past it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from oathbook.records import Report


class Steps:
    """Nothing to show but lines."""

    def begin(self, report: Report) -> None:
        """A report is being read."""

    def done(self) -> None:
        """One outcome is known."""

    def say(self, line: str, *, err: bool = False) -> None:
        """Print a line on stdout, or on stderr."""
        click.echo(line, err=err)


class Bar(Steps):
    """A bar on stderr: reports done, time taken, the report in hand. Lines for a terminal are put above it."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self.progress, self.task = progress, task

    def begin(self, report: Report) -> None:
        from oathbook.views.phrases import clean

        self.progress.update(self.task, description=clean(report.name)[:40])

    def done(self) -> None:
        self.progress.advance(self.task)

    def say(self, line: str, *, err: bool = False) -> None:
        from rich.text import Text

        if err or sys.stdout.isatty():
            self.progress.console.print(Text(line), soft_wrap=True)
        else:
            click.echo(line)


@contextmanager
def steps(total: int | None, *, first: str) -> Iterator[Steps]:
    """A bar where stderr is a terminal, else lines only. ``first`` is told until the first report begins."""
    if not sys.stderr.isatty():
        yield Steps()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(
        SpinnerColumn(),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as progress:
        yield Bar(progress, progress.add_task(first, total=total))


def how_many(paths: tuple[str, ...]) -> int | None:
    """How many reports the paths hold, where that can be told without reading them: not of tables and archives."""
    total = 0
    for path in map(Path, paths):
        files = [file for file in path.rglob("[!.]*") if file.is_file()] if path.is_dir() else [path]
        for file in files:
            suffixes = [suffix.lower() for suffix in file.suffixes if suffix.lower() != ".gz"]
            last = suffixes[-1] if suffixes else ""
            if last in (".jsonl", ".csv") or str(file) == "-":
                return None
            total += last in (".txt", ".html", ".htm")
    return total or None
