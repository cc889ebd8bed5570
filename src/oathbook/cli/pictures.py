"""The command that draws."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from oathbook.cli import screen
from oathbook.cli.options import Day, OneOf, known_by_option, ledger_option, on_option, protected_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oathbook.history import Span
    from oathbook.history.span import SpanKind
    from oathbook.views.pictures import Asked, Kind

KINDS = ("timeline", "tree", "network", "map", "strength")
WHAT = ("under", "with", "hostile", "truce", "supports", "leads", "strength", "based", "holds", "captive")


@click.command(short_help="Draw a timeline, tree, network, map or strength.")
@click.argument("kind", type=OneOf(KINDS, "KIND"))
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option(
    "-o",
    "--output",
    "path",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write: .svg, .html or .png; a network also as .gexf or .graphml.",
)
@on_option
@known_by_option
@click.option("--from", "since", type=Day("first"), help="The first day shown. Default: the first that is told.")
@click.option("--to", "until", type=Day("last"), help="The last day shown. Default: the last that is told.")
@click.option(
    "--what",
    type=OneOf(WHAT, "WHAT"),
    multiple=True,
    help=f"In a timeline, show only these: {', '.join(WHAT)}. Can be given several times. Default: under, leads and "
    "strength; all, where one NAME is given.",
)
@protected_option
@ledger_option
def picture(
    kind: Kind,
    names: tuple[str, ...],
    path: Path,
    on: date | None,
    known_by: date | None,
    since: date | None,
    until: date | None,
    what: tuple[SpanKind, ...],
    open_names: bool,
    ledger: str | None,
) -> None:
    """Draw what the ledger tells, of all actors or of each NAME and who is tied to it.

    \b
    KIND is one of
      timeline   whom each stood under, who led it and how many, in time
      tree       who stands under whom on a day, from the banner down
      network    who stands under, with and against whom on a day
      map        who holds and is based where on a day, and where was fought
      strength   how many, in time, with the range

    Point at a bar, line or sign to see the claims behind it; in a page (.html) a click shows them all. Names of
    protected sources are left out, as in other exports.

    \b
    Examples:
      oathbook picture timeline -o war.svg
      oathbook picture timeline "Fajr al-Wadi" -o fajr.html
      oathbook picture tree "Northern Shield" --on 2015-03-01 -o shield.svg
      oathbook picture network --on 2015-04-01 -o april.graphml
    """
    from oathbook.errors import OptionError
    from oathbook.history.kept import Kept
    from oathbook.views.phrases import count
    from oathbook.views.pictures import Asked, check_suffix, gather, mended

    suffix = check_suffix(path, kind)
    if since and until and since > until:
        raise OptionError(f"--from {since} is after --to {until}; give the earlier day first")
    if what and kind != "timeline":
        raise OptionError(f"--what chooses what a timeline shows; a {kind} has no such choice, leave it out")
    asked = Asked(on=on, known_by=known_by, since=since, until=until)
    with screen.opened(ledger) as book:
        keys, spans = gather(Kept(book), book.claims(), names, kind=kind, known_by=known_by)
        guard = screen.protector_for(book, open_names=open_names)
    spans = tuple(mended(span, guard) for span in spans)
    marks = _written(kind, spans, asked, keys=keys, what=what, path=path, suffix=suffix)
    screen.remark(f"{path}: {count(marks, 'mark')}")


def _written(
    kind: Kind,
    spans: Sequence[Span],
    asked: Asked,
    *,
    keys: Sequence[str],
    what: Sequence[SpanKind],
    path: Path,
    suffix: str,
) -> int:
    """Draw and write; gives how many marks (or ties of a graph) there are."""
    from oathbook.actors import load_knowledge
    from oathbook.views.pictures import draw, save
    from oathbook.views.pictures.cast import cast_of
    from oathbook.views.pictures.graph import build_graph, near
    from oathbook.views.pictures.graphfiles import gexf, graphml
    from oathbook.views.pictures.known import find_descents, find_known, names_on
    from oathbook.views.pictures.save import GRAPHS, write_file

    if suffix in GRAPHS:
        graph = near(build_graph(spans, asked), keys)
        title = "Who stands under, with and against whom"
        text = gexf(graph, title=title) if suffix == ".gexf" else graphml(graph, title=title)
        write_file(path, text.encode())
        return len(graph.edges)
    players = cast_of(spans)
    knowledge = load_knowledge(screen.lexicon())
    known = find_known(knowledge, players)
    drawn = draw(
        kind,
        spans,
        asked,
        keys=keys,
        what=frozenset(what) or None,
        descents=find_descents(knowledge, known),
        called=names_on(knowledge, known, asked.on),
    )
    save(path, suffix, drawn)
    return len(drawn.marks)
