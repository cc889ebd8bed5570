"""The commands that weigh: what cannot both be true, what was learned, by which rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from oathbook.cli import screen
from oathbook.cli.options import RULES, Day, OneOf, known_by_option, ledger_option, protected_option, rule_option
from oathbook.errors import UnknownName

if TYPE_CHECKING:
    from oathbook.history.belief import Weigher
    from oathbook.history.said import KeysLike
    from oathbook.ledger import Ledger
    from oathbook.records import Claim

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
    from oathbook.views import exports
    from oathbook.views.disputes import told_disputes
    from oathbook.views.shield import Shield

    with screen.opened(ledger) as book:
        claims, keys = list(book.claims(known_by=known_by)), book.actors()
        wanted = _wanted(name, claims, keys) if name is not None else None
        found: Sequence[Any] = find_disputes(
            trace(claims, keys), claims, keys, weigher=_weigher(book, keys), rule=rule, on=on
        )
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
    from oathbook.history import trace
    from oathbook.history.learned import about, learned
    from oathbook.views import exports
    from oathbook.views.disputes import told_changes
    from oathbook.views.shield import Shield

    first, second = between
    if first > second:
        raise click.UsageError(f"--between: {first} is after {second}; give the earlier day first")
    with screen.opened(ledger) as book:
        keys = book.actors()
        after = list(book.claims(known_by=second))
        gone = _withdrawn_between(book, first, second)
        before = [claim for claim in after if claim.published is not None and claim.published <= first]
        before += [claim for claim in book.withdrawn_claims(known_by=first) if claim.report in gone] if gone else []
        wanted = _wanted(name, [*after, *before], keys) if name is not None else None
        weigher = _weigher(book, keys)
        spans = [weigher.weighed(trace(claims, keys), rule=rule) for claims in (before, after)]
        changes = learned(*spans, withdrawn=gone)
        if wanted is not None:
            changes = tuple(change for change in changes if about(change, wanted))
        shield = Shield(screen.protector_for(book, open_names=open_names))
    if as_json:
        screen.lines(exports.json_line(shield.record(change.as_json())) for change in changes)
    elif changes:
        screen.draw(lambda _: told_changes(changes, first, second, shield))
    else:
        screen.remark("nothing changed between these days")


@click.command(short_help="List the rules of belief.")
def rules() -> None:
    """List the rules by which a thing is believed, with what each does. Another is chosen by --rule.

    \b
    Examples:
      oathbook rules
      oathbook disputes --rule majority
    """
    from oathbook.history import belief

    wide = max(map(len, RULES))
    screen.lines(f"{rule.name.ljust(wide)}  {rule.says}" for rule in belief.RULES.values())


def _weigher(book: Ledger, keys: KeysLike) -> Weigher:
    """A weigher that knows copies and publishers, and the user's list of sources."""
    from oathbook.events.copies import find_copies
    from oathbook.events.words import load_event_words
    from oathbook.history.belief import Weigher

    lexicon = screen.lexicon()
    copies = find_copies((stored.report for stored in book.reports()), load_event_words(lexicon).copies)
    return Weigher(copies.original, copies.publishers.get, keys, lexicon)


def _wanted(name: str, claims: Iterable[Claim], keys: KeysLike) -> frozenset[str]:
    """The keys that the name can have: of an actor and of a place. UnknownName where claims give neither."""
    from oathbook.actors import nearest
    from oathbook.history.said import place_key

    key, place = keys(name), place_key(name)
    known: set[str] = set()
    found: set[str] = set()
    for claim in claims:
        for each in (*claim.agent, *claim.object):
            known.add(each)
            if keys(each) == key:
                found.add(key)
        if claim.place:
            known.add(claim.place)
            if place_key(claim.place) == place:
                found.add(f"place:{place}")
    if not found:
        near = nearest(name, known)
        offered = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownName(
            f"no claim in the ledger names {name!r}{offered}; `oathbook claims` shows what there is", near
        )
    return frozenset(found)


def _withdrawn_between(book: Ledger, first: date, second: date) -> frozenset[str]:
    """The reports that an entry of these days (after the first, up to the second) withdrew and none restored."""
    return frozenset(
        stored.report.id
        for stored in book.reports(withdrawn=True)
        if stored.withdrawn is not None and first < stored.withdrawn.at.date() <= second
    )
