"""The command that reads reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext
from datetime import date
from typing import TYPE_CHECKING

import click

from oathbook.cli import screen
from oathbook.cli.leaving import FAILED, StoppedError
from oathbook.cli.options import Count, Share, ledger_option, source_options, source_values
from oathbook.cli.progress import Steps, how_many, steps
from oathbook.cli.stopping import stopping
from oathbook.errors import OathbookError

if TYPE_CHECKING:
    from oathbook.ledger import Ledger
    from oathbook.pipeline import Outcome
    from oathbook.records import Claim


@click.command(short_help="Read reports and keep their claims.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--json", "as_json", is_flag=True, help="Print the claims, one JSON object a line, and nothing else.")
@click.option("--min-score", type=Share(), help="With --json: only claims with this score or more (0 to 1).")
@click.option(
    "--workers",
    type=Count(),
    help="Processes that read many reports at the same time; each holds about 270 MB. Default: $OATHBOOK_WORKERS, else "
    "one a processor, at most 2.",
)
@source_options
@ledger_option
def read(
    paths: tuple[str, ...],
    as_json: bool,
    min_score: float | None,
    workers: int | None,
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
      oathbook read archive/ --workers 4
    """
    if min_score is not None and not as_json:
        raise click.UsageError(
            "--min-score goes with --json: the ledger keeps every claim", click.get_current_context()
        )
    from oathbook.lexicon import Lexicon
    from oathbook.pipeline import read_into
    from oathbook.reading import load_reader
    from oathbook.settings import ledger_url, lexicon_folder, worker_count

    words = Lexicon(lexicon_folder(lexicon))
    kept = None if as_json and ledger is None else ledger_url(ledger)
    options = source_values(published, keys, encoding)
    processes = worker_count(workers)
    count = _Count(kept)
    with (
        screen.opened(ledger, create=True) if kept else nullcontext() as book,
        steps(how_many(paths), first="loading the model") as step,
    ):
        reader = load_reader(words)
        outcomes = read_into(
            book, paths, reader=reader, lexicon=words, workers=processes, on_report=step.begin, **options
        )
        with closing(outcomes), stopping(step, after="this report") as asked_to_stop:
            for outcome in outcomes:
                count.add(outcome)
                step.done()
                _warn(outcome, step)
                if as_json:
                    _print_claims(_claims_of(outcome, book), min_score or 0.0, step)
                elif outcome.error is None:
                    _print_count(outcome, step)
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


def _warn(outcome: Outcome, step: Steps) -> None:
    from oathbook.views.phrases import clean

    for warning in outcome.report.warnings if outcome.report and not outcome.skipped else ():
        name = clean(outcome.report.name if outcome.report else "")
        step.say(f"oathbook: {name}: warning: {clean(warning)}", err=True)


def _print_count(outcome: Outcome, step: Steps) -> None:
    from oathbook.views.phrases import clean, count

    assert outcome.report is not None
    told = "known" if outcome.skipped else count(len(outcome.claims), "claim")
    step.say(f"{told:>11}  {clean(outcome.report.name)}")


def _claims_of(outcome: Outcome, ledger: Ledger | None) -> Iterator[Claim]:
    """The outcome's claims; those that the ledger holds where it was not read again."""
    if outcome.skipped and ledger is not None and outcome.report is not None:
        yield from sorted(ledger.claims(report=outcome.report.id), key=lambda claim: (claim.start, claim.end, claim.id))
    else:
        yield from outcome.claims


def _print_claims(claims: Iterator[Claim], least: float, step: Steps) -> None:
    from oathbook.views.exports import json_line

    for claim in claims:
        if claim.score >= least:
            step.say(json_line(claim.as_json()))
