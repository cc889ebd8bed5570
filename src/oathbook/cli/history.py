"""The commands that ask what held when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import click

from oathbook.cli import screen
from oathbook.cli.options import (
    Count,
    Day,
    json_option,
    known_by_option,
    ledger_option,
    on_option,
    protected_option,
    rule_option,
)

if TYPE_CHECKING:
    from rich.console import RenderableType

    from oathbook.ledger import Ledger

F = TypeVar("F", bound=Callable[..., Any])


class _Answer(Protocol):
    def as_json(self) -> dict[str, Any]:
        """One JSON object."""


A = TypeVar("A", bound=_Answer)


def _told(function: F) -> F:
    """The options of a story: ``--on``, ``--known-by``, ``--json``, ``--with-protected-sources``, ``--ledger``."""
    for option in (ledger_option, protected_option, json_option, known_by_option, on_option):
        function = option(function)
    return function


def _asked(function: F) -> F:
    """The options of a question about spans: those of a story, and ``--rule``."""
    return _told(rule_option(function))


def answer(
    ask: Callable[[Ledger], A],
    show: Callable[[A, int], list[RenderableType]],
    *,
    ledger: str | None,
    as_json: bool,
    open_names: bool,
) -> None:
    """Ask the ledger, and print the answer drawn or as one JSON object without protected names."""
    from oathbook.views import exports

    with screen.opened(ledger) as book:
        found = ask(book)
        if as_json:
            guard = screen.protector_for(book, open_names=open_names)
            screen.lines([exports.json_line(guard.record(found.as_json()))])
            return
    screen.draw(lambda width: show(found, width))


def answer_spans(
    question: Callable[..., A],
    show: Callable[[A], list[RenderableType]],
    *names: str,
    on: date | None,
    known_by: date | None,
    rule: str,
    named: bool = False,
    ledger: str | None,
    as_json: bool,
    open_names: bool,
    **more: Any,
) -> None:
    """Ask a question about spans, weighed by the rule (with names of the day where ``named``), and print the answer."""
    from oathbook.views import answering

    def ask(book: Ledger) -> A:
        source, how = answering.knowing(book, screen.lexicon(), rule, on)
        if named:
            how["name_on"] = answering.naming(source, screen.lexicon())
        return question(source, *names, on=on, known_by=known_by, **how, **more)

    answer(ask, lambda found, _: show(found), ledger=ledger, as_json=as_json, open_names=open_names)


@click.command(short_help="Tell everything said of an actor, in the order of time.")
@click.argument("name")
@_told
def story(name: str, on: date | None, known_by: date | None, **output: Any) -> None:
    """Tell everything that is said of an actor in the order of time, disagreements side by side.

    With --on, what is told of that day and the days before it.

    \b
    Examples:
      oathbook story "Fajr al-Wadi"
      oathbook story "Fajr al-Wadi" --on 2015-03-15 --known-by 2015-03-31
    """
    from oathbook import history
    from oathbook.history.kept import Kept
    from oathbook.views.telling import told

    answer(
        lambda book: history.story(Kept(book), name, on=on, known_by=known_by),
        lambda found, width: told(found, width=width),
        **output,
    )


@click.command(short_help="Say how an actor stands on a day.")
@click.argument("name")
@_asked
def who(name: str, on: date | None, known_by: date | None, rule: str, **output: Any) -> None:
    """Say how an actor stands on a day: under whom and with whom, who leads it, how many, what it holds.

    Each line names the claims for and against it; `oathbook show` shows them. "maybe" stands where the day lies in the
    days on which it may have begun or ended.

    \b
    Examples:
      oathbook who "Fajr al-Wadi" --on 2015-04-01
      oathbook who "Fajr al-Wadi" --on 2015-04-01 --known-by 2015-03-15
    """
    from oathbook import history
    from oathbook.views.standing import answered

    answer_spans(history.who, answered, name, on=on, known_by=known_by, rule=rule, named=True, **output)


@click.command(short_help="List all that stand under a banner.")
@click.argument("name")
@_asked
def under(name: str, on: date | None, known_by: date | None, rule: str, **output: Any) -> None:
    """List all that stand under an actor on a day, directly or through others, each with its chain.

    Below them stand those who consider it, are called on to, may, or refused.

    \b
    Examples:
      oathbook under "Northern Shield" --on 2015-03-01
      oathbook under "Emirate Movement" --known-by 2015-03-15
    """
    from oathbook import history
    from oathbook.views.histories import bannered

    answer_spans(history.under, bannered, name, on=on, known_by=known_by, rule=rule, named=True, **output)


@click.command(short_help="Tell the ties of two actors in time.")
@click.argument("name")
@click.argument("other")
@_asked
def between(name: str, other: str, on: date | None, known_by: date | None, rule: str, **output: Any) -> None:
    """Tell all ties of two actors in time, and every claim that names both.

    With --on, the ties that had begun by then and the claims of that day and the days before it.

    \b
    Examples:
      oathbook between "Fajr al-Wadi" "Northern Shield"
    """
    from oathbook import history
    from oathbook.views.histories import betweened

    answer_spans(history.between, betweened, name, other, on=on, known_by=known_by, rule=rule, **output)


@click.command(short_help="Tell how strong an actor was, in time.")
@click.argument("name")
@_asked
def strength(name: str, on: date | None, known_by: date | None, rule: str, **output: Any) -> None:
    """Tell how many an actor had, figure by figure in time: the best, and the range over all that tell of one time.

    "(reckoned)" is what a loss leaves of a figure that the same report tells.

    \b
    Examples:
      oathbook strength "Fajr al-Wadi"
      oathbook strength "Fajr al-Wadi" --on 2015-01-15
    """
    from oathbook import history
    from oathbook.views.histories import listed_spans

    answer_spans(history.strength, listed_spans, name, on=on, known_by=known_by, rule=rule, **output)


@click.command(short_help="List the places an actor held or was based in.")
@click.argument("name")
@_asked
def places(name: str, on: date | None, known_by: date | None, rule: str, **output: Any) -> None:
    """List the places that an actor held and where it was based, in time; with --on those of that day.

    \b
    Examples:
      oathbook places "Northern Shield"
      oathbook places "Northern Shield" --on 2015-04-01
    """
    from oathbook import history
    from oathbook.views.histories import listed_spans

    answer_spans(history.places, listed_spans, name, on=on, known_by=known_by, rule=rule, **output)


@click.command(short_help="List what hangs in the balance.")
@click.argument("name", required=False)
@click.option("--on", type=Day(), help="The day asked for. Default: that of the last publication.")
@click.option("--days", type=Count(), default=92, help="Only what was heard of in so many days before. Default: 92.")
@known_by_option
@rule_option
@json_option
@protected_option
@ledger_option
def watch(name: str | None, on: date | None, days: int, known_by: date | None, rule: str, **output: Any) -> None:
    """List who is considering an oath, under ultimatum, threatened, negotiating, leaving, or has refused.

    With NAME, only what that actor does or is faced with.

    \b
    Examples:
      oathbook watch --on 2015-04-30
      oathbook watch "Fajr al-Wadi" --on 2015-03-12 --days 31
    """
    from oathbook import history
    from oathbook.views.histories import watched

    answer_spans(history.watch, watched, on=on, known_by=known_by, rule=rule, name=name, days=days, **output)
