"""The command that lays what several reports say of one event side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from oathbook.cli import screen
from oathbook.cli.options import Count, claim_options, export_options, ledger_option, protected_option

if TYPE_CHECKING:
    from oathbook.events import Event


@click.command(short_help="List the events, each with all that is told of it.")
@click.argument("event", required=False)
@click.option(
    "--least",
    type=Count(),
    default=2,
    help="Only events told in so many reports or more, copies included. Default: 2.",
)
@claim_options
@export_options
@protected_option
@ledger_option
def events(
    event: str | None,
    least: int,
    form: str | None,
    open_names: bool,
    ledger: str | None,
    min_score: float,
    known_by: date | None,
    type: str | None,
    **chosen: Any,
) -> None:
    """List the events that several reports tell, in the order of their time: who, whom, where and when, in how many
    reports, by how many independent voices, and in what the tellings differ.

    Claims are of one event where type, actors, place and time agree well enough and nothing contradicts; a doubtful
    one stays alone. A report and its copies (reprints, trimmed ones) are one voice, and so are reports that have the
    same named source or the same publisher's reporter. The options choose events by their claims: one that fits them
    all is enough. --known-by and --min-score leave the other claims out altogether.

    EVENT is the id of one event as this command prints it, or its beginning: that one is shown with its words.

    --json and --csv leave out the names of sources under an alias or who asked not to be named, as `oathbook claims`
    does. A line of JSON is an event, a row of CSV a claim with its event.

    \b
    Examples:
      oathbook events --type kill --since 2015-03
      oathbook events --actor "Fajr al-Wadi" --least 3
      oathbook events 8b3cbd20
    """
    from oathbook.views import exports
    from oathbook.views.answering import event_of_id, events_of
    from oathbook.views.events import guarded, told_event, told_events

    with screen.opened(ledger) as book:
        found = events_of(book, type=type, known_by=known_by, min_score=min_score)
        if event is not None:
            shown: Sequence[Event] = [event_of_id(found, event)]
        else:
            if any(value is not None for value in chosen.values()):
                fitting = {claim.id for claim in book.claims(type=type, known_by=known_by, **chosen)}
                found = [each for each in found if any(claim.id in fitting for claim in each.claims)]
            shown = [each for each in found if each.reports >= least]
        if form is None:
            if event is not None:
                screen.draw(lambda _: told_event(shown[0]))
            elif shown:
                screen.draw(lambda _: told_events(shown, least=least, total=len(found)))
            else:
                screen.remark("no event fits")
            return
        guard = screen.protector_for(book, open_names=open_names)
        records = (guarded(each, guard) for each in shown)
        if form == "json":
            screen.lines(exports.json_line(record) for record in records)
        else:
            cells = (row for record in records for row in exports.event_cells(record))
            screen.lines(exports.csv_lines(cells, exports.EVENT_COLUMNS))
