"""The commands that enter decisions about reports."""

from __future__ import annotations

import click

from oathbook.cli import screen
from oathbook.cli.options import ledger_option


def user() -> str:
    """The name you are logged in with."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise click.UsageError("this machine does not say who you are; give --who NAME") from None


why_option = click.option("--why", required=True, metavar="TEXT", help="The reason; it is kept in the ledger.")
who_option = click.option("--who", metavar="NAME", help="Who decides. Default: the name you are logged in with.")


@click.command(short_help="Enter that a report no longer counts.")
@click.argument("report")
@why_option
@who_option
@ledger_option
def withdraw(report: str, why: str, who: str | None, ledger: str | None) -> None:
    """Enter that a report no longer counts: its claims leave every answer. Nothing is deleted.

    REPORT is a name or id as `oathbook reports` prints it, or its beginning.

    \b
    Examples:
      oathbook withdraw 02-shield-replies --why "retracted by the paper on 3 May"
    """
    with screen.opened(ledger) as book:
        name = book.report(report).report.name
        done = book.withdraw(report, who=who or user(), why=why)
    click.echo(f"{name} is withdrawn" if done else f"{name} was withdrawn before; nothing is changed")


@click.command(short_help="Enter that a withdrawn report counts again.")
@click.argument("report")
@why_option
@who_option
@ledger_option
def restore(report: str, why: str, who: str | None, ledger: str | None) -> None:
    """Enter that a withdrawn report counts again.

    \b
    Examples:
      oathbook restore 02-shield-replies --why "the retraction was about another article"
    """
    with screen.opened(ledger) as book:
        name = book.report(report).report.name
        done = book.restore(report, who=who or user(), why=why)
    click.echo(f"{name} counts again" if done else f"{name} is not withdrawn; nothing is changed")
