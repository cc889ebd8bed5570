"""The command that reads reports."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from oathbook.cli import screen
from oathbook.cli.leaving import FAILED, StoppedError
from oathbook.cli.options import Share, ledger_option, source_options, source_values
from oathbook.errors import OathbookError

if TYPE_CHECKING:
    from oathbook.ledger import Ledger
    from oathbook.pipeline import Outcome
    from oathbook.records import Claim, Report


@click.command(short_help="Read reports and keep their claims.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Print the claims, one JSON object a line, and nothing else.")
@click.option("--min-score", type=Share(), help="With --json: only claims with this score or more (0 to 1).")
@source_options
@ledger_option
def read(
    paths: tuple[str, ...],
    as_json: bool,
    min_score: float | None,
    published: date | None,
    keys: tuple[tuple[str, str], ...],
    encoding: str | None,
    lexicon: str | None,
    ledger: str | None,
) -> None:
    """Read reports and keep their claims in the ledger.

    PATH is a file (.txt, .html, .jsonl, .csv, or one of these with .gz), a folder of them, or - for standard input.
    A report that the ledger holds is not read again. What cannot be read is named at the end, one line each, and the
    exit status is 1; the rest is read. Ctrl-C stops after the report in hand; the same command goes on from there.

    With --json the claims are printed, and kept only if --ledger is given. They are printed in full, for you who hold
    the reports: names of protected sources are in them. To pass claims on, use `oathbook claims --json`, which leaves
    these names out.

    \b
    Examples:
      oathbook read reports/
      oathbook read article.html --published 2014-12-15
      oathbook read archive.jsonl.gz --key text=body --key published=date
      oathbook read article.txt --json > claims.jsonl
    """
    if min_score is not None and not as_json:
        raise click.UsageError(
            "--min-score goes with --json: the ledger keeps every claim", click.get_current_context()
        )
    from oathbook.lexicon import Lexicon
    from oathbook.pipeline import read_into
    from oathbook.reading import load_reader
    from oathbook.settings import ledger_url, lexicon_folder

    words = Lexicon(lexicon_folder(lexicon))
    kept = None if as_json and ledger is None else ledger_url(ledger)
    options = source_values(published, keys, encoding)
    count = _Count(kept)
    with screen.opened(ledger, create=True) if kept else nullcontext() as book, _progress(paths) as step:
        reader = load_reader(words)
        outcomes = read_into(book, paths, reader=reader, lexicon=words, on_report=step.begin, **options)
        with _stopping() as asked_to_stop:
            for outcome in outcomes:
                count.add(outcome)
                step.done()
                _warn(outcome)
                if as_json:
                    _print_claims(_claims_of(outcome, book), min_score or 0.0)
                elif outcome.error is None:
                    _print_count(outcome)
                if asked_to_stop():
                    count.stopped = True
                    break
    count.report(quiet=as_json)


class _Count:
    """What a run did, and its last lines."""

    def __init__(self, ledger: str | None) -> None:
        self.ledger = ledger
        self.read = self.claims = self.known = 0
        self.failures: list[str] = []
        self.stopped = False

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if outcome.error is not None:
            self.failures.append(_failure(outcome))
        elif outcome.skipped:
            self.known += 1
        else:
            self.read += 1
            self.claims += len(outcome.claims)

    def report(self, *, quiet: bool) -> None:
        """Print the sum and the failures; end the run where it failed or was stopped."""
        from oathbook.views.phrases import count

        if not quiet:
            parts = [f"{count(self.read, 'report')} read, {count(self.claims, 'claim')}, in {shown_url(self.ledger)}"]
            if self.known:
                parts.append(f"{self.known:,} known already")
            if self.failures:
                parts.append(f"{len(self.failures):,} failed")
            click.echo("; ".join(parts))
        for failure in self.failures:
            click.echo(f"oathbook: {failure}", err=True)
        if self.stopped:
            raise StoppedError("stopped; the same command goes on from here")
        if self.failures:
            sys.exit(FAILED)


def shown_url(url: str | None) -> str:
    """The ledger's address without a password."""
    import re

    return re.sub(r"(?<=://)([^:/@]+):[^@]*@", r"\1:***@", url or "no ledger")


def _failure(outcome: Outcome) -> str:
    from oathbook.views.phrases import clean

    error = outcome.error
    line = clean(str(error))
    if not isinstance(error, OathbookError):
        line = f"reading it went wrong ({type(error).__name__}: {line}); this is a fault of oathbook, please report it"
    return f"{clean(outcome.report.name)}: {line}" if outcome.report else line


def _warn(outcome: Outcome) -> None:
    from oathbook.views.phrases import clean

    for warning in outcome.report.warnings if outcome.report and not outcome.skipped else ():
        click.echo(
            f"oathbook: {clean(outcome.report.name if outcome.report else '')}: warning: {clean(warning)}", err=True
        )


def _print_count(outcome: Outcome) -> None:
    from oathbook.views.phrases import clean, count

    assert outcome.report is not None
    told = "known" if outcome.skipped else count(len(outcome.claims), "claim")
    click.echo(f"{told:>11}  {clean(outcome.report.name)}")


def _claims_of(outcome: Outcome, ledger: Ledger | None) -> Iterator[Claim]:
    """The outcome's claims; those that the ledger holds where it was not read again."""
    if outcome.skipped and ledger is not None and outcome.report is not None:
        yield from sorted(ledger.claims(report=outcome.report.id), key=lambda claim: (claim.start, claim.end, claim.id))
    else:
        yield from outcome.claims


def _print_claims(claims: Iterator[Claim], least: float) -> None:
    from oathbook.views.exports import json_line

    screen.lines(json_line(claim.as_json()) for claim in claims if claim.score >= least)


@contextmanager
def _stopping() -> Iterator[Callable[[], bool]]:
    """Turns the first Ctrl-C into a wish to stop after the report in hand; the second stops at once."""
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        click.echo("oathbook: stopping after this report (Ctrl-C again: at once)", err=True)

    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:  # not in the main thread: whoever runs us there handles signals
        yield lambda: False
        return
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)


class _Silent:
    """No progress to show."""

    def begin(self, report: Report) -> None:
        """A report is being read."""

    def done(self) -> None:
        """One outcome is known."""


class _Bar(_Silent):
    """A bar on stderr: reports done, the one in hand, time taken."""

    def __init__(self, progress: Any, task: Any) -> None:
        self.progress, self.task = progress, task

    def begin(self, report: Report) -> None:
        from oathbook.views.phrases import clean

        self.progress.update(self.task, description=clean(report.name)[:40])

    def done(self) -> None:
        self.progress.advance(self.task)


@contextmanager
def _progress(paths: tuple[str, ...]) -> Iterator[_Silent]:
    """A progress bar where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield _Silent()
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
        redirect_stdout=sys.stdout.isatty(),
    ) as progress:
        yield _Bar(progress, progress.add_task("loading the model", total=_how_many(paths)))


def _how_many(paths: tuple[str, ...]) -> int | None:
    """How many reports the paths hold, where that can be told without reading them."""
    from pathlib import Path

    total = 0
    for path in map(Path, paths):
        files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
        for file in files:
            suffixes = [suffix.lower() for suffix in file.suffixes if suffix.lower() != ".gz"]
            last = suffixes[-1] if suffixes else ""
            if last in (".jsonl", ".csv") or str(file) == "-":
                return None
            total += last in (".txt", ".html", ".htm")
    return total or None
