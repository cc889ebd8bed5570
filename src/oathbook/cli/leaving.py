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


def told(error: Exception) -> tuple[str, int]:
    """The line and exit status for an error that the user can act on."""
    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "oathbook"
        return f"{_usage(error, command)}; see `{command} --help`", MISUSED
    if isinstance(error, click.ClickException):
        return error.format_message(), error.exit_code
    line = " ".join(str(error).split())
    if isinstance(error, UnknownName) and error.nearest and error.nearest[0] not in line:
        line += f"; nearest: {', '.join(error.nearest)}"
    return line, MISUSED if isinstance(error, OptionError) else FAILED


def _usage(error: click.UsageError, command: str) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"did you mean {' or '.join(sorted(error.possibilities))}?" if error.possibilities else ""
        return f"{command} has no option {error.option_name}" + (f"; {near}" if near else "")
    if isinstance(error, click.MissingParameter) and error.param is not None:
        name = error.param.make_metavar(error.ctx) if error.ctx else error.param.name
        if isinstance(error.param, click.Option):
            name = f"{error.param.opts[-1]} {name}"
        return f"{command} needs {str(name).removesuffix('...')}"
    return " ".join(error.format_message().rstrip(".").split())


def leave(line: str, status: int) -> NoReturn:
    """Say why on stderr and end."""
    click.echo(f"oathbook: {line}", err=True)
    sys.exit(status)
