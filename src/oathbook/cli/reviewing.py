"""The commands that put pairs of alike names before a person, and the merging of what is far above doubt."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from oathbook.cli import screen
from oathbook.cli.actors import json_option, opened
from oathbook.cli.keeping import user, who_option
from oathbook.cli.options import Count, Share, ledger_option, protected_option

if TYPE_CHECKING:
    from oathbook.actors.suggestions import Suggestion
    from oathbook.ledger import Ledger

LISTED = 20
"""How many pairs are listed where --limit is not given."""
_KEYS = {"s": "same", "d": "different", "u": "unsure", "k": "", "q": ""}
_ASKED = "[s]ame  [d]ifferent  [u]nsure  s[k]ip  [q]uit"


@click.command(short_help="Go through names that may mean one actor.")
@click.option("--limit", type=Count(), help=f"At most so many pairs. Default: {LISTED} where they are listed.")
@click.option("--above", type=Share(), help="Only pairs with this score or more (0 to 1). Default: 0.5.")
@click.option("--unsure", is_flag=True, help="Also pairs that were judged unsure before.")
@click.option("--ask/--list", default=None, help="Ask for each pair, or list them. Default: ask on a terminal.")
@who_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@protected_option
@ledger_option
def review(
    limit: int | None,
    above: float | None,
    unsure: bool,
    ask: bool | None,
    who: str | None,
    as_json: bool,
    open_names: bool,
    ledger: str | None,
) -> None:
    """Go through pairs of names that may mean one actor, those with most claims first, with the reasons and a sentence
    of each side by side.

    On a terminal each pair is asked for: s same, d different, u unsure, k skip, q quit. Each answer is kept at once,
    and can be undone. Pairs that were judged, that the knowledge files list as two actors, or of a person and a group
    are left out.

    \b
    Examples:
      oathbook actors review
      oathbook actors review --limit 5 --json
    """
    from oathbook.actors.parties import parties
    from oathbook.actors.suggestions import REVIEW, suggest
    from oathbook.views import exports
    from oathbook.views.guarding import name_guard
    from oathbook.views.judging import suggestion_record

    if ask is None:
        ask = not as_json and screen.on_terminal() and sys.stdin.isatty()
    with opened(ledger) as book:
        known = parties(book.names(), book.actors())
        found = suggest(known, book.actors(), above=REVIEW if above is None else above, unsure=unsure)
        found = islice(found, limit or (None if ask else LISTED))
        if as_json:
            guard = name_guard(screen.protector_for(book, open_names=open_names))
            screen.lines(exports.json_line(suggestion_record(book, each, guard)) for each in found)
            return
        none = True
        for each in found:
            none = False
            if not ask:
                _show(book, each)
            elif _open_still(book, each, unsure=unsure) and not _answered(book, each, who=who):
                return
        if none:
            screen.remark("no names are alike enough to ask about")


@click.command(short_help="Say what is held of two names, and why.")
@click.argument("one")
@click.argument("other")
@json_option
@protected_option
@ledger_option
def why(one: str, other: str, as_json: bool, open_names: bool, ledger: str | None) -> None:
    """Say what is held of two names: one actor, two, or nothing, by which judgements; how alike they are, with the
    reasons; and a sentence of each side by side.

    \b
    Examples:
      oathbook actors why "Feilaq a-Sham" "Feilaq al-Homs"
    """
    from oathbook.actors.suggestions import likeness_of
    from oathbook.views import exports
    from oathbook.views.actors import beside_each_other, likeness_words, ruling_words, texts
    from oathbook.views.guarding import name_guard
    from oathbook.views.judging import pair_record, quote_for, sides_of

    with opened(ledger) as book:
        if as_json:
            guard = name_guard(screen.protector_for(book, open_names=open_names))
            screen.lines([exports.json_line(pair_record(book, one, other, guard))])
            return
        found = book.actors()
        ruling, apart = found.verdict(one, other), found.known_apart(one, other)
        sides = sides_of(book, one, other)
        told = tuple(None if side is None or side.kind == "other" else side.kind for side in sides)
        likeness = likeness_of()(one, other, kinds=(told[0], told[1]))
        quotes = (quote_for(book, one), quote_for(book, other))
    lines = ruling_words(one, other, ruling)
    if apart.verdict and ruling.verdict != "same":
        lines.append("the knowledge files list them as two actors")
    lines += [*likeness_words(likeness), ""]
    screen.draw(lambda _: [*texts(lines), beside_each_other((one, other), sides, quotes)])


def merge_alike(book: Ledger, *, above: float | None, dry_run: bool) -> None:
    """Merge what is far above doubt, by the name of the program; a line for each and their number."""
    import oathbook
    from oathbook.actors.automatic import choose_merges, reasons_in_words
    from oathbook.actors.parties import parties
    from oathbook.actors.suggestions import AUTOMATIC, suggest
    from oathbook.records import PROGRAM
    from oathbook.views.phrases import clean, count

    least = AUTOMATIC if above is None else above
    found = book.actors()
    known = parties(book.names(), found)
    done = 0
    for each in choose_merges(suggest(known, found, above=least), known, found, above=least):
        reasons = reasons_in_words(each)
        if not dry_run:
            score = each.likeness.score
            book.judge(each.one, each.other, "same", who=f"{PROGRAM}{oathbook.__version__}", why=reasons, score=score)
        click.echo(clean(f"{each.one} is {each.other}: {reasons}"))
        done += 1
    click.echo(f"{count(done, 'pair')} {'would be merged' if dry_run else 'merged'}")


def _open_still(book: Ledger, suggestion: Suggestion, *, unsure: bool) -> bool:
    """Whether nothing was judged of the pair since the queue was made."""
    verdict = book.actors().verdict(suggestion.one, suggestion.other).verdict
    return verdict is None or (unsure and verdict == "unsure")


def _answered(book: Ledger, suggestion: Suggestion, *, who: str | None) -> bool:
    """Ask about a pair and keep the answer. False where the user quits."""
    from oathbook.actors.automatic import reasons_in_words

    _show(book, suggestion)
    click.echo(_ASKED)
    while (key := click.getchar().lower()) not in _KEYS:
        if key in ("\x03", "\x04", ""):
            raise click.Abort
    verdict: Any = _KEYS[key]
    if verdict:
        reasons = f"looked at side by side; {reasons_in_words(suggestion)}"
        book.judge(suggestion.one, suggestion.other, verdict, who=who or user(), why=reasons)
        click.echo(f"kept: {verdict}\n")
    return key != "q"


def _show(book: Ledger, suggestion: Suggestion) -> None:
    from oathbook.views.actors import beside_each_other, likeness_words, texts
    from oathbook.views.judging import quote_for

    names = (suggestion.one, suggestion.other)
    beside = beside_each_other(names, suggestion.parties, (quote_for(book, names[0]), quote_for(book, names[1])))
    screen.draw(lambda _: [beside, *texts([*likeness_words(suggestion.likeness), ""])])
