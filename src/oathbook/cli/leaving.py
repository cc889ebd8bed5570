"""How errors leave the program: one line on stderr and an exit status."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from oathbook.errors import OptionError, UnknownName

FAILED = 1
MISUSED = 2
INTERRUPTED = 130


class StoppedError(Exception):
    """Ctrl-C was pressed and the work in hand is finished."""


def told(error: Exception, command: str = "oathbook") -> tuple[str, int]:
    """The line and exit status for an error that the user can act on.

    ``command``: the command that was called, for errors that do not know theirs.
    """
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else command
        return f"{_usage(error, command)}; see `{command} --help`", MISUSED
    if isinstance(error, click.ClickException):
        return error.format_message(), error.exit_code
    from oathbook.views.phrases import clean

    line = clean(str(error))
    if isinstance(error, UnknownName) and error.nearest and error.nearest[0] not in line:
        line += f"; nearest: {clean(', '.join(error.nearest))}"
    return line, MISUSED if isinstance(error, OptionError) else FAILED


def _usage(error: click.UsageError, command: str) -> str:
    message = " ".join(error.message.rstrip(".").split())
    if isinstance(error, click.NoSuchOption):
        near = f"; did you mean {' or '.join(sorted(error.possibilities))}?" if error.possibilities else ""
        return f"{command} has no option {error.option_name}{near}"
    if isinstance(error, click.BadOptionUsage):
        takes_none = "does not take" in message
        return f"{error.option_name} takes no value" if takes_none else f"{error.option_name} needs a value"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"{command} needs {_name(error.param)}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{_name(error.param).split()[0]}: {message}"
    return message[:1].lower() + message[1:]


def _name(param: click.Parameter) -> str:
    """``--since DATE``, ``PATH``."""
    value = param.make_metavar(click.Context(click.Command("oathbook"))).removesuffix("...")
    return f"{param.opts[-1]} {value}" if isinstance(param, click.Option) else value


def leave(line: str, status: int) -> NoReturn:
    """Say why on stderr and end."""
    click.echo(f"oathbook: {line}", err=True)
    sys.exit(status)
