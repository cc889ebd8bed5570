"""The commands that weigh: what cannot both be true, what was learned, by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import click

from oathbook.cli import screen
from oathbook.cli.options import RULES, Day, OneOf, known_by_option, ledger_option, protected_option, rule_option

KINDS = ("leaders", "holders", "strength", "toll", "denied", "time", "order", "loyalties", "dead")
"""As in ``oathbook.history``; written here so that --help loads nothing. A test holds them equal."""

json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")


@click.command(short_help="List what cannot both be true, worst first.")
@click.argument("name", required=False)
@click.option("--on", type=Day(), help="Only disputes about this day.")
@click.option(
    "--kind",
    type=OneOf(KINDS, "KIND"),
    help=f"One of {', '.join(KINDS)}.",
)
@known_by_option
@rule_option
@json_option
@protected_option
@ledger_option
def disputes(
    name: str | None,
    on: date | None,
    kind: str | None,
    known_by: date | None,
    rule: str,
    as_json: bool,
    open_names: bool,
    ledger: str | None,
) -> None:
    """List what cannot both be true, with the words of each side: two leaders, two holders of a town, rival figures,
    said and denied, before against after. NAME is an actor or a place; without it, all are listed.

    Disputes of one actor or place stand together, the gravest first (docs/belief.md). Each side has its grade by the
    rule, in words and in the Admiralty scale. The names of sources under an alias or who asked not to be named are left
    out unless --with-protected-sources is given.

    \b
    Examples:
      oathbook disputes
      oathbook disputes "Fajr al-Wadi" --known-by 2015-03
      oathbook disputes --kind holders --on 2015-04-01 --json
    """
    from oathbook.history import trace
    from oathbook.history.disputes import find_disputes
    from oathbook.history.pausing import uncollected
    from oathbook.views import exports
    from oathbook.views.answering import keys_of, weigher_of
    from oathbook.views.disputes import told_disputes
    from oathbook.views.shield import Shield

    with screen.opened(ledger) as book:
        with uncollected():
            claims, keys = list(book.claims(known_by=known_by)), book.actors()
        wanted = keys_of(name, claims, keys) if name is not None else None
        weigher = weigher_of(book, keys, screen.lexicon())
        found: Sequence[Any] = find_disputes(trace(claims, keys), claims, keys, weigher=weigher, rule=rule, on=on)
        found = [
            dispute
            for dispute in found
            if (kind is None or dispute.kind == kind)
            and (wanted is None or wanted & {*dispute.actors, dispute.about_key})
        ]
        shield = Shield(screen.protector_for(book, open_names=open_names))
    if as_json:
        screen.lines(exports.json_line(shield.record(dispute.as_json())) for dispute in found)
    elif found:
        screen.draw(lambda _: told_disputes(found, shield))
    else:
        screen.remark("nothing is disputed")


@click.command(short_help="Say what was learned, corrected and withdrawn between two days.")
@click.argument("name", required=False)
@click.option(
    "--between",
    nargs=2,
    type=Day("last"),
    required=True,
    help="The two days. Known by a day is what was published on or before it.",
)
@rule_option
@json_option
@protected_option
@ledger_option
def diff(
    name: str | None,
    between: tuple[date, date],
    rule: str,
    as_json: bool,
    open_names: bool,
    ledger: str | None,
) -> None:
    """Say what was learned between two days, what was corrected, what became better known and what was withdrawn, about
    an actor or place NAME or about all.

    What is known by a day is what was published by then. A report has no day on which it was withdrawn but that of the
    entry in the ledger: reports withdrawn by an entry of these days are known on the first and not on the second; those
    withdrawn before or after count on neither.

    \b
    Examples:
      oathbook diff --between 2015-03-10 2015-03-31
      oathbook diff "Fajr al-Wadi" --between 2015-03-10 2015-03-31 --json
    """
    from oathbook.history.pausing import uncollected
    from oathbook.views import exports
    from oathbook.views.answering import changed, keys_of, known_before, weigher_of, withdrawn_between
    from oathbook.views.disputes import told_changes
    from oathbook.views.shield import Shield

    first, second = between
    if first > second:
        raise click.UsageError(f"--between: {first} is after {second}; give the earlier day first")
    with screen.opened(ledger) as book:
        keys = book.actors()
        with uncollected():
            after = list(book.claims(known_by=second))
        gone = withdrawn_between(book, first, second)
        before = known_before(book, after, first, gone)
        wanted = keys_of(name, [*after, *before], keys) if name is not None else None
        weigher = weigher_of(book, keys, screen.lexicon())
        changes = changed(before, after, weigher, keys, rule=rule, withdrawn=gone, wanted=wanted)
        shield = Shield(screen.protector_for(book, open_names=open_names))
    if as_json:
        screen.lines(exports.json_line(shield.record(change.as_json())) for change in changes)
    elif changes:
        screen.draw(lambda _: told_changes(changes, first, second, shield))
    else:
        screen.remark("nothing changed between these days")


@click.command(short_help="List the rules of belief.")
@json_option
def rules(as_json: bool) -> None:
    """List the rules by which a thing is believed, with what each does. Another is chosen by --rule.

    \b
    Examples:
      oathbook rules
      oathbook rules --json
      oathbook disputes --rule majority
    """
    from oathbook.history import belief
    from oathbook.views import exports

    if as_json:
        screen.lines(exports.json_line({"name": rule.name, "says": rule.says}) for rule in belief.RULES.values())
        return
    wide = max(map(len, RULES))
    screen.lines(f"{rule.name.ljust(wide)}  {rule.says}" for rule in belief.RULES.values())
