"""The command that serves the desk, and those that keep its accounts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from oathbook.cli import screen
from oathbook.cli.app import Commands
from oathbook.cli.keeping import user as logged_in
from oathbook.cli.options import OneOf, ledger_option
from oathbook.errors import OathbookError

if TYPE_CHECKING:
    import socket

    from oathbook.views.desk.accounts import Accounts

ROLES = ("reader", "reviewer", "editor")


@click.group(cls=Commands, invoke_without_command=True, short_help="Serve the ledger as pages in the browser.")
@click.option(
    "--host", default="127.0.0.1", metavar="ADDRESS", help="Address to listen on. Default: this machine only."
)
@click.option(
    "--port", default=8765, type=click.IntRange(0, 65535), metavar="N", help="Port. Default: 8765; 0 takes any."
)
@click.option(
    "--allow-host", "hosts", multiple=True, metavar="NAME", help="A name by which browsers call it. Can be given often."
)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@ledger_option
@click.pass_context
def desk(context: click.Context, host: str, port: int, hosts: tuple[str, ...], opens: bool, ledger: str | None) -> None:
    """Serve the ledger as pages in the browser: read reports in, look at claims on their words, search, export.

    It listens on this machine only, without accounts, and asks nothing of the network. With another --host it starts
    only where there is an account (`oathbook desk user add`), and everybody signs in. Ctrl-C ends it.

    \b
    Examples:
      oathbook desk
      oathbook desk --port 9000 --open
      oathbook desk user add Ada --role editor
    """
    if context.invoked_subcommand is not None:
        return
    with needed():
        import uvicorn

        from oathbook.views.desk.app import check_vendored, create_app
        from oathbook.views.desk.settings import DeskSettings
    from oathbook.settings import ledger_url, lexicon_folder

    check_vendored()
    settings = DeskSettings(
        host=host, hosts=hosts, owner=_owner(), knowledge=screen.KnowledgeLater(), lexicon=lexicon_folder()
    )
    app = create_app(ledger_url(ledger), settings=settings)
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}/"
    click.echo(f"the desk of {app.state.desk.shown} is at {address}")
    if opens:
        click.launch(address)
    config = uvicorn.Config(
        app, log_level="warning", server_header=False, forwarded_allow_ips="127.0.0.1", timeout_graceful_shutdown=3
    )
    uvicorn.Server(config).run(sockets=[listening])


@desk.group("user", cls=Commands, short_help="Keep the accounts of a desk.")
def user() -> None:
    """Keep the accounts of a desk: who signs in, with which role.

    A reader looks. A reviewer reads reports in and decides about claims. An editor withdraws reports and may see the
    names of protected sources. They are kept beside the ledger, not in it.

    \b
    Examples:
      oathbook desk user add Ada --role editor
      oathbook desk user list
    """


@user.command("add", short_help="Make an account, or change its role and password.")
@click.argument("name")
@click.option("--role", required=True, type=OneOf(ROLES, "ROLE"), help=f"One of {', '.join(ROLES)}.")
@click.option("--password-stdin", "from_stdin", is_flag=True, help="Take the password from standard input.")
@ledger_option
def add(name: str, role: str, from_stdin: bool, ledger: str | None) -> None:
    """Make an account, or give the one of this name another role and password. The password is asked for.

    \b
    Examples:
      oathbook desk user add Ada --role editor
      oathbook desk user add Ada --role editor --password-stdin < password.txt
    """
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("password", hide_input=True, confirmation_prompt=True, err=True)
    with accounts(ledger) as book:
        known = book.user(name.strip()) is not None
        book.add(name, role, password, who=_owner())
    click.echo(f"{name.strip()} is {role} now" if known else f"{name.strip()} can sign in as {role}")


@user.command("list", short_help="List the accounts.")
@ledger_option
def list_users(ledger: str | None) -> None:
    """List the accounts with their roles.

    \b
    Examples:
      oathbook desk user list
    """
    from oathbook.views.tables import Column, Table

    with accounts(ledger) as book:
        rows = tuple((each.name, each.role, each.made_at[:10]) for each in book.all())
    if rows:
        screen.table(Table((Column("user"), Column("role"), Column("since", whole=True)), rows))
    else:
        screen.remark("there are no accounts")


@user.command("remove", short_help="Remove an account.")
@click.argument("name")
@ledger_option
def remove(name: str, ledger: str | None) -> None:
    """Remove an account; whoever is signed in with it is signed out. What they did stays.

    \b
    Examples:
      oathbook desk user remove Ada
    """
    with accounts(ledger) as book:
        book.remove(name, who=_owner())
    click.echo(f"{name} is removed")


@contextmanager
def accounts(ledger: str | None) -> Iterator[Accounts]:
    """The accounts of the desk of the ledger that the command, or one before it, was given."""
    from oathbook.settings import ledger_url

    with needed():
        from oathbook.views.desk.accounts import Accounts
        from oathbook.views.desk.store import Store
    outer = click.get_current_context().find_root()
    given = ledger
    context: click.Context | None = click.get_current_context()
    while given is None and context is not None and context is not outer:
        given, context = context.params.get("ledger"), context.parent
    with screen.opened(given, create=True):
        store = Store(ledger_url(given))
    try:
        yield Accounts(store)
    finally:
        store.close()


@contextmanager
def needed() -> Iterator[None]:
    """One line in place of a traceback where what the desk needs is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise OathbookError(
            f"the desk needs {error.name}, which is not installed; run: pip install 'oathbook[desk]'"
        ) from error


def _owner() -> str:
    try:
        return logged_in()
    except click.UsageError:
        return "owner"


def _listen(host: str, port: int) -> socket.socket:
    """A socket on the address, or OathbookError with what to do."""
    import socket

    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        made = socket.socket(found[0], found[1])
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(found[4])
        made.listen(128)
    except OSError as error:
        raise OathbookError(
            f"{host} port {port} cannot be listened on ({error.strerror or error}); give another --port or --host"
        ) from error
    return made
