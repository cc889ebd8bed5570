"""The commands that say which names mean one actor."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

import click

from oathbook.cli import screen
from oathbook.cli.app import Commands
from oathbook.cli.keeping import user, who_option, why_option
from oathbook.cli.options import OneOf, Share, export_options, ledger_option, protected_option

if TYPE_CHECKING:
    from oathbook.actors import Actors
    from oathbook.ledger import Ledger

KINDS = ("group", "coalition", "state", "person", "people", "medium", "place", "other")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")


@click.group(cls=Commands, invoke_without_command=True, short_help="List the actors; judge which names mean one.")
@click.option("--kind", type=OneOf(KINDS, "KIND"), help=f"Only actors of this kind: {', '.join(KINDS)}.")
@export_options
@protected_option
@ledger_option
@click.pass_context
def actors(context: click.Context, kind: str | None, form: str | None, open_names: bool, ledger: str | None) -> None:
    """List the actors that claims name, most claims first, each with all its names.

    Names are one actor where they differ only in case, accents, hyphens or articles, where the known names say so, or
    where somebody judged so: see the commands below. "said" counts the claims that have it as source. --json and --csv
    leave out the names of protected sources.

    \b
    Examples:
      oathbook actors
      oathbook actors --kind person --csv > people.csv
      oathbook actors merge "Fajr al-Wadi" "Dawn of the Valley" --why "the same leader and town"
    """
    if context.invoked_subcommand is not None:
        return
    from oathbook.actors.parties import parties
    from oathbook.views import exports
    from oathbook.views.actors import actors_table
    from oathbook.views.guarding import name_guard

    with screen.opened(ledger) as book:
        found = [party for party in parties(book.names(), book.actors()) if kind in (None, party.kind)]
        if form is None:
            screen.table(actors_table(found)) if found else screen.remark("no actor fits")
            return
        guard = name_guard(screen.protector_for(book, open_names=open_names))
        records = (guard.party(party.as_json()) for party in found)
        if form == "json":
            screen.lines(exports.json_line(record) for record in records)
        else:
            screen.lines(exports.csv_lines(map(exports.actor_cells, records), exports.ACTOR_COLUMNS))


@actors.command(short_help="Judge that names mean one actor.")
@click.argument("one", required=False)
@click.argument("other", required=False)
@click.option("--why", metavar="TEXT", help="The reason; it is kept in the ledger. Needed, but for --automatic.")
@who_option
@click.option(
    "--automatic", is_flag=True, help="Merge, instead of ONE and OTHER, all whose names are alike far above doubt."
)
@click.option("--above", type=Share(), help="With --automatic: the least score to merge. Default: 0.95.")
@click.option("--dry-run", is_flag=True, help="With --automatic: print what would be merged; enter nothing.")
@ledger_option
def merge(
    one: str | None,
    other: str | None,
    why: str | None,
    who: str | None,
    automatic: bool,
    above: float | None,
    dry_run: bool,
    ledger: str | None,
) -> None:
    """Judge that two names mean one actor. Nothing is overwritten: it is an entry that can be undone.

    --automatic merges without asking what has a high score, by the name of oathbook and with the reasons. It never
    joins what was judged different or unsure or was undone, what the knowledge files list as two actors, or a person
    with a group.

    \b
    Examples:
      oathbook actors merge "Fajr al-Wadi" "Dawn of the Valley" --why "the same leader and town"
      oathbook actors merge --automatic --dry-run
    """
    if automatic:
        if one is not None:
            raise click.UsageError("--automatic takes no names")
        from oathbook.cli.reviewing import merge_alike

        with opened(ledger) as book:
            merge_alike(book, above=above, dry_run=dry_run)
        return
    if above is not None or dry_run:
        raise click.UsageError(f"{'--above' if above is not None else '--dry-run'} goes with --automatic")
    if one is None or other is None:
        raise click.UsageError("two names are needed: ONE and OTHER")
    if why is None:
        raise click.UsageError("a judgement needs a reason; give --why TEXT")
    names = (one, other)
    from oathbook.views import judging

    with opened(ledger) as book:
        judging.merge(book, *names, who=who or user(), why=why)
        click.echo(f"{names[0]} and {names[1]} are one actor")


@actors.command(short_help="Judge that names mean two actors.")
@click.argument("one")
@click.argument("other")
@why_option
@who_option
@ledger_option
def split(one: str, other: str, why: str, who: str | None, ledger: str | None) -> None:
    """Judge that two names mean two actors. It is remembered: nothing will join them, not by way of other names either.

    Where a merge had joined them, that merge is not followed any more. It stays in the ledger, and is marked in
    `oathbook actors log`.

    \b
    Examples:
      oathbook actors split "Feilaq a-Sham" "Feilaq al-Homs" --why "two corps, of two towns"
    """
    from oathbook.views import judging

    with opened(ledger) as book:
        before = book.actors()
        judging.split(book, one, other, who=who or user(), why=why)
        click.echo(f"{one} and {other} are two actors")
        _tell_what_changed(before, book.actors())


@actors.command(short_help="Take back what was judged of two names.")
@click.argument("one")
@click.argument("other")
@why_option
@who_option
@ledger_option
def undo(one: str, other: str, why: str, who: str | None, ledger: str | None) -> None:
    """Take back what was judged of two names: then nothing is judged of them, as if they had never been.

    Both judgements stay in the ledger.

    \b
    Examples:
      oathbook actors undo "Fajr al-Wadi" "Dawn of the Valley" --why "another leader after all"
    """
    from oathbook.views import judging

    with opened(ledger) as book:
        held = judging.undo(book, one, other, who=who or user(), why=why)
        click.echo(f"{one} and {other}: the judgement {held.verdict!r} of {held.who} is undone")
        ruling = book.actors().verdict(one, other)
        if ruling.verdict in ("same", "different"):
            screen.remark(f"still {judging.ruled(one, other, ruling)}")


@actors.command("log", short_help="List what was judged.")
@export_options
@protected_option
@ledger_option
def log(form: str | None, open_names: bool, ledger: str | None) -> None:
    """List all judgements, oldest first: same, different, unsure or undone, by whom, when and why.

    "not followed" marks a merge that would join what was judged different.

    \b
    Examples:
      oathbook actors log
      oathbook actors log --json
    """
    from oathbook.views import exports
    from oathbook.views.actors import judgements_table
    from oathbook.views.guarding import name_guard
    from oathbook.views.judging import judgement_records

    with opened(ledger) as book:
        if form is None:
            refused = {conflict.judgement.number for conflict in book.actors().conflicts}
            listed = [(judgement, judgement.number not in refused) for judgement in book.judgements()]
            screen.table(judgements_table(listed)) if listed else screen.remark("nothing was judged yet")
            return
        guard = name_guard(screen.protector_for(book, open_names=open_names))
        records = judgement_records(book, guard)
        if form == "json":
            screen.lines(exports.json_line(record) for record in records)
        else:
            screen.lines(exports.csv_lines(records, exports.JUDGEMENT_COLUMNS))


def opened(ledger: str | None) -> AbstractContextManager[Ledger]:
    """The ledger that the command or the group before it was given."""
    context = click.get_current_context()
    given: dict[str, Any] = context.parent.params if context.parent else {}
    return screen.opened(ledger or given.get("ledger"))


def _tell_what_changed(before: Actors, after: Actors) -> None:
    """A line for each merge that is not followed any more."""
    told = {conflict.judgement.number for conflict in before.conflicts}
    for conflict in after.conflicts:
        if conflict.judgement.number not in told:
            judgement = conflict.judgement
            screen.remark(
                f"no longer followed: {judgement.one} is {judgement.other} ({judgement.who}: {judgement.why})"
            )
