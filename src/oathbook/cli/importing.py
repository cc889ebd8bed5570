"""The command that takes tables and claims of others into the ledger."""

from __future__ import annotations

import itertools
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oathbook.cli import screen
from oathbook.cli.leaving import FAILED, StoppedError
from oathbook.cli.options import Day, OneOf, ledger_option
from oathbook.cli.progress import steps
from oathbook.cli.reading import shown_url
from oathbook.cli.stopping import stopping

if TYPE_CHECKING:
    from oathbook.imports import Outcome

FORMATS = ("ucdp-relations", "ucdp-ged", "acled", "claims")
"""As in ``oathbook.imports``, which is not loaded for the help alone; a test holds them equal."""
_SHOWN = 20
"""How many rows that were left out are shown."""


@click.command("import", short_help="Take tables of coded events, or claims, into the ledger.")
@click.argument("format", type=OneOf(FORMATS, "FORMAT"))
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--published",
    type=Day(),
    help="Publication date of rows that tell none themselves. Without one they are left out where --known-by is asked.",
)
@ledger_option
def import_(format: str, files: tuple[Path, ...], published: date | None, ledger: str | None) -> None:
    """Take tables of coded events, or claims of another ledger, into the ledger. No model reads them.

    FORMAT is ucdp-relations (splits, alliances and names of UCDP's actors), ucdp-ged (UCDP's events), acled, or claims:
    what `oathbook claims --json --with-protected-sources` wrote, with or without the lines of `oathbook reports --json
    --with-texts`. FILE is a table with tabs, commas or semicolons, or JSON lines; .gz of each.

    Each row becomes a report that tells it in plain sentences, with claims whose words these are. A row that the ledger
    holds adds nothing. Rows that cannot be taken are named at the end, and the exit status is 1; the rest is kept.
    Ctrl-C stops after the rows in hand; the same command goes on from there.

    \b
    Examples:
      oathbook import ucdp-ged ged-syria.tsv.gz
      oathbook import ucdp-relations relations.tsv --published 2022-06-01
      oathbook import claims claims.jsonl --ledger moved.sqlite
    """
    from oathbook.imports import FORMATS as KNOWN
    from oathbook.imports import keep
    from oathbook.settings import ledger_url

    count = _Count()
    with (
        screen.opened(ledger, create=True) as book,
        steps(None, first="reading") as step,
        stopping(step, after="the rows in hand") as asked_to_stop,
    ):
        for file in files:
            # The rows end where a stop is asked for, so that what is in hand is kept and counted.
            items = itertools.takewhile(lambda _: not asked_to_stop(), KNOWN[format](file, published))
            for outcome in keep(book, items):
                count.add(outcome)
                step.done()
                if outcome.item is not None and outcome.kept:
                    step.begin(outcome.item.report)
        count.stopped = asked_to_stop()
    count.report(shown_url(ledger_url(ledger)))


class _Count:
    """What an import did, and its last lines."""

    def __init__(self) -> None:
        self.kept = self.claims = self.known = self.silent = self.left_out = self.warned = 0
        self.shown: list[str] = []
        self.stopped = False

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        if outcome.error is not None:
            self.left_out += 1
            if len(self.shown) < _SHOWN:
                where = f"{outcome.item.where}: " if outcome.item else ""
                self.shown.append(f"{where}{outcome.error}")
        elif outcome.kept and outcome.item is not None:
            self.kept += 1
            self.claims += len(outcome.item.claims)
            self.warned += bool(outcome.item.report.warnings)
        elif outcome.known:
            self.known += 1
        else:
            self.silent += 1

    def report(self, ledger: str) -> None:
        """Print the sum and what was left out; end the run where something was, or it was stopped."""
        from oathbook.views.phrases import clean, count

        parts = [f"{count(self.kept, 'report')} kept, {count(self.claims, 'claim')}, in {ledger}"]
        if self.known:
            parts.append(f"{self.known:,} known already")
        if self.warned:
            parts.append(f"{self.warned:,} with a warning (`oathbook reports --json` has it)")
        if self.silent:
            parts.append(f"{self.silent:,} of kinds that tell no claim")
        if self.left_out:
            parts.append(f"{self.left_out:,} left out")
        click.echo("; ".join(parts))
        for line in self.shown:
            click.echo(f"oathbook: {clean(line)}", err=True)
        if self.left_out > len(self.shown):
            click.echo(f"oathbook: and {self.left_out - len(self.shown):,} more", err=True)
        if self.stopped:
            raise StoppedError("stopped; the same command goes on from here")
        if self.left_out:
            sys.exit(FAILED)
