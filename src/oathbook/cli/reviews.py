"""The commands about reviews of claims."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oathbook.cli import screen
from oathbook.cli.app import Commands
from oathbook.cli.options import OneOf, ledger_option, protected_option
from oathbook.errors import OptionError

if TYPE_CHECKING:
    from oathbook.ledger import Ledger
    from oathbook.views.protect import Protector

FORMS = ("gold", "marks")


@click.command(short_help="List what people decided about claims.")
@click.option("--claim", metavar="CLAIM", help="Only reviews of this claim: its id, or its beginning.")
@click.option("--report", metavar="REPORT", help="Only reviews of claims of this report.")
@click.option("--who", metavar="NAME", help="Only reviews of this person.")
@click.option("--round", metavar="ROUND", help="Only this round: first, settled, or the name of a blind round.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@protected_option
@ledger_option
def reviews(
    claim: str | None,
    report: str | None,
    who: str | None,
    round: str | None,
    as_json: bool,
    open_names: bool,
    ledger: str | None,
) -> None:
    """List what people decided about claims, oldest first; also what was undone. Claims are reviewed at the desk.

    \b
    Examples:
      oathbook reviews
      oathbook reviews --who Ada --json
    """
    from oathbook.views import exports
    from oathbook.views.reviews.shown import review_record, reviews_table

    with screen.opened(ledger) as book:
        found = book.reviews(
            claim=book.claim(claim, current=False, as_read=True).id if claim else None,
            report=book.report(report).report.id if report else None,
            who=who,
            round=round,
        )
        if as_json:
            guard = screen.protector_for(book, open_names=open_names)
            screen.lines(exports.json_line(review_record(review, guard)) for review in found)
            return
        table = reviews_table(found)
        screen.table(table) if table.rows else screen.remark("no review fits")


@click.group("review", cls=Commands, short_help="Export what reviewers settled.")
def review() -> None:
    """Put reviews of claims to use. Claims are reviewed at the desk; `oathbook reviews` lists what was decided.

    \b
    Examples:
      oathbook review export gold -o gold.jsonl
      oathbook review agreement
    """


@review.command("export", short_help="Write gold, or training marks, of what reviewers settled.")
@click.argument("form", type=OneOf(FORMS, "FORM"))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="The file, a report a line. A folder that is there gets NAME.gold.json and NAME.txt of each report instead.",
)
@click.option("--complete", is_flag=True, help="Only reports of which every claim is decided.")
@protected_option
@ledger_option
def export(form: str, output: Path, complete: bool, open_names: bool, ledger: str | None) -> None:
    """Write what reviewers settled: FORM gold is each report's actors and claims, FORM marks its claims on the words of
    its sentences, to train with.

    Claims that somebody holds right are in it, as they were read or corrected; those that were rejected, or of which
    people differ, are not. A claim whose names do not stand in the text word for word cannot be marked and is left
    out of marks.

    \b
    Examples:
      oathbook review export gold -o gold.jsonl --complete
      oathbook review export marks -o marks.jsonl
    """
    from oathbook.views import exports
    from oathbook.views.phrases import count
    from oathbook.views.reviews.files import lines

    with screen.opened(ledger) as book:
        guard = screen.protector_for(book, open_names=open_names)
        try:
            if form == "gold" and output.is_dir():
                reports, claims = _folder(book, output, guard, complete=complete)
            else:
                reports = claims = 0
                with output.open("w", encoding="utf-8", errors="backslashreplace") as file:
                    for record in lines(book, form, guard=guard, complete=complete):
                        file.write(f"{exports.json_line(record)}\n")
                        reports, claims = reports + 1, claims + len(record["claims"])
        except OSError as error:
            raise OptionError(f"{output} cannot be written ({error.strerror}); give another --output") from error
    click.echo(f"{count(claims, 'claim')} of {count(reports, 'report')} written to {output}")


@review.command("agreement", short_help="Say how far reviewers agree.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@ledger_option
def agreement(as_csv: bool, as_json: bool, ledger: str | None) -> None:
    """Say how far each two people agree who decided about the same claims: Cohen's kappa and Krippendorff's alpha, a
    line a field.

    Fields are compared on the claims that both hold right. A claim that one added and the other missed is a difference
    about whether it is a claim. Where both gave one and the same value throughout, neither figure can be told.

    \b
    Examples:
      oathbook review agreement
      oathbook review agreement --csv > agreement.csv
    """
    from oathbook.views import exports
    from oathbook.views.reviews.coding import COLUMNS, compared, shared
    from oathbook.views.reviews.shown import agreement_table

    with screen.opened(ledger) as book:
        found = [row for rows in compared(*shared(book)) for row in rows]
    if as_json:
        screen.lines(exports.json_line(row.as_json()) for row in found)
    elif as_csv:
        screen.lines(exports.csv_lines((row.as_json() for row in found), COLUMNS))
    elif found:
        screen.table(agreement_table(found))
    else:
        screen.remark("no two people decided about the same claims")


def _folder(book: Ledger, folder: Path, guard: Protector, *, complete: bool) -> tuple[int, int]:
    """A gold file and the text of each report."""
    from oathbook.views.reviews.gold import gold, reviewed

    reports = claims = 0
    for name, record, text in _named(
        ((held, gold(held, book.actors(), guard)) for held in reviewed(book, complete=complete)), guard
    ):
        (folder / f"{name}.gold.json").write_text(
            json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="backslashreplace"
        )
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", errors="backslashreplace", newline="")
        reports, claims = reports + 1, claims + len(record["claims"])
    return reports, claims


def _named(made: Iterator[tuple[Any, dict[str, Any]]], guard: Protector) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Records with a file name each, no two the same, and the text without protected names."""
    taken: set[str] = set()
    for held, record in made:
        name = re.sub(r"[^\w.-]+", "_", record["report"]).strip("._") or "report"
        if name in taken:
            name = f"{name}-{held.report.id[:8]}"
        taken.add(name)
        yield name, {**record, "report": name}, guard.text(held.report.text, held.report.id)
