"""The command that makes a page to check a report on."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from oathbook.cli.options import Share, protected_option, source_options, source_values
from oathbook.errors import OathbookError, OptionError, UnknownName

if TYPE_CHECKING:
    from oathbook.records import Report


@click.command(short_help="Make a page to check a report on.")
@click.argument("path", metavar="PATH")
@click.option("-o", "--output", required=True, metavar="FILE", help="The page to write; - for standard output.")
@click.option("--report", "name", metavar="NAME", help="Which report, where PATH holds several.")
@click.option(
    "--min-score", type=Share(), help="Only claims with this score or more (0 to 1). Default: the reader's own."
)
@source_options
@protected_option
def check(
    path: str,
    output: str,
    name: str | None,
    min_score: float | None,
    published: date | None,
    keys: tuple[tuple[str, str], ...],
    encoding: str | None,
    lexicon: str | None,
    open_names: bool,
) -> None:
    """Make a page on which a person can check a report: every claim marked on its words.

    The page is one file. It asks nothing of the network and runs no script, so it can be kept and sent. Names of
    sources under an alias or who asked not to be named are left out, in the report's words too, unless
    --with-protected-sources is given. Nothing is kept in a ledger.

    \b
    Examples:
      oathbook check article.html -o page.html
      oathbook check archive.jsonl --report bulletin-41 -o page.html
    """
    from oathbook.claims import find
    from oathbook.lexicon import Lexicon
    from oathbook.reading import load_reader
    from oathbook.settings import lexicon_folder
    from oathbook.views.page import page
    from oathbook.views.protect import NOBODY, protector

    if output != "-" and path != "-" and Path(output).resolve() == Path(path).resolve():
        raise OptionError(f'-o "{output}" is the report itself; give another file for the page')
    words = Lexicon(lexicon_folder(lexicon))
    report = _chosen(path, name, {**source_values(published, keys, encoding), "lexicon": words})
    reader = load_reader(words)
    marked = find(reader.read(report), words, reader=reader.version, least=min_score)
    guard = NOBODY if open_names else protector(marked)
    _write(page(report, marked, reader=reader.version, protector=guard), output)
    if output != "-":
        from oathbook.views.phrases import count

        click.echo(f"{count(len(marked), 'claim')} on {output}")


def _chosen(path: str, name: str | None, options: dict[str, Any]) -> Report:
    """The one report that the path holds, or that of this name."""
    from oathbook.reports import load

    found: list[Report] = []
    failures: list[Exception] = []
    for report in load([path], **options):
        if isinstance(report, Exception):
            failures.append(report)
        elif name is None or report.name == name:
            found.append(report)
            if name is not None:
                break
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(report.name for report in found[:5]) + (", ..." if len(found) > 5 else "")
        raise OptionError(f"{path} holds {len(found):,} reports ({names}); choose one with --report NAME")
    if name is not None:
        raise UnknownName(f'{path} holds no report "{name}"; give a name as `oathbook read {path}` prints it')
    if failures:
        raise failures[0]
    raise OathbookError(f"{path} holds no report; give a .txt, .html, .jsonl or .csv file")


def _write(text: str, output: str) -> None:
    """The page whole or not at all."""
    if output == "-":
        click.echo(text, nl=False)
        return
    target = Path(output)
    part = target.with_name(target.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OathbookError(
            f'-o "{output}" cannot be written ({error.strerror}); give a file in a folder that is there'
        ) from error
