"""The commands that ask the ledger."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from oathbook.cli import screen
from oathbook.cli.options import Day, claim_options, export_options, json_option, ledger_option, protected_option


@click.command(short_help="List the reports.")
@click.option("--publisher", metavar="NAME", help="Only reports of this publisher, written as in the list.")
@click.option("--since", type=Day("first"), help="Only reports published on or after this date.")
@click.option("--until", type=Day("last"), help="Only reports published on or before this date.")
@export_options
@click.option(
    "--with-texts",
    is_flag=True,
    help="With --json: also the texts, for `oathbook import claims`. Names of protected sources are in them.",
)
@ledger_option
def reports(
    publisher: str | None,
    since: date | None,
    until: date | None,
    form: str | None,
    with_texts: bool,
    ledger: str | None,
) -> None:
    """List the reports that the ledger holds, oldest first; withdrawn ones too.

    \b
    Examples:
      oathbook reports
      oathbook reports --since 2014-12 --csv > reports.csv
      oathbook reports --json --with-texts > reports.jsonl
    """
    if with_texts and form != "json":
        raise click.UsageError("--with-texts goes with --json", click.get_current_context())
    from oathbook.views import exports, tables

    with screen.opened(ledger) as book:
        stored = book.reports(publisher=publisher, since=since, until=until)
        if form == "json":
            screen.lines(exports.json_line(item.as_json(texts=with_texts)) for item in stored)
        elif form == "csv":
            cells = (exports.report_cells(item.as_json()) for item in stored)
            screen.lines(exports.csv_lines(cells, exports.REPORT_COLUMNS))
        else:
            table = tables.reports_table(stored)
            screen.table(table) if table.rows else screen.remark("no report fits")


@click.command(short_help="List the claims that fit.")
@claim_options
@export_options
@protected_option
@ledger_option
def claims(form: str | None, open_names: bool, ledger: str | None, min_score: float, **chosen: Any) -> None:
    """List the claims that fit every option, in the order of their time.

    A claim that tells no time counts with the day its report was published. --json and --csv leave out the names of
    sources under an alias or who asked not to be named, also where they stand in other fields and in the quoted
    words, unless --with-protected-sources is given. (The offsets stay: they point into the report itself.)

    \b
    Examples:
      oathbook claims --actor "Fajr al-Wadi" --type leave
      oathbook claims --status denied --since 2014-12
      oathbook claims --csv > claims.csv
    """
    from oathbook.views import exports, tables

    with screen.opened(ledger) as book:
        found = (claim for claim in book.claims(**chosen) if claim.score >= min_score)
        if form is None:
            table = tables.claims_table(found)
            screen.table(table) if table.rows else screen.remark("no claim fits")
            return
        guard = screen.protector_for(book, open_names=open_names)
        records = (guard.claim(claim).as_json() for claim in found)
        if form == "json":
            screen.lines(exports.json_line(record) for record in records)
        else:
            cells = (exports.claim_cells(record) for record in records)
            screen.lines(exports.csv_lines(cells, exports.CLAIM_COLUMNS))


@click.command(short_help="Show one claim with its words in their paragraph.")
@click.argument("claim")
@json_option
@protected_option
@ledger_option
def show(claim: str, as_json: bool, open_names: bool, ledger: str | None) -> None:
    """Show one claim: its words marked in their paragraph, source, time, rule and score.

    CLAIM is an id as the other commands print it, or its beginning.

    \b
    Examples:
      oathbook show 1f3a9c04
    """
    from oathbook.views import exports
    from oathbook.views.showing import shown

    with screen.opened(ledger) as book:
        found = book.claim(claim)
        if as_json:
            guard = screen.protector_for(book, open_names=open_names)
            screen.lines([exports.json_line(guard.claim(found).as_json())])
            return
        stored = book.report(found.report)
        screen.draw(lambda _: shown(found, stored, colour=screen.coloured()))
