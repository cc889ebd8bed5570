"""The group of commands."""

from __future__ import annotations

import difflib
import io
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from oathbook.cli.leaving import FAILED, INTERRUPTED, StoppedError, leave, told
from oathbook.errors import OathbookError


class Commands(click.Group):
    """A group whose errors are one line each, and whose output may be cut off by ``| head``."""

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run a command and end the process with its exit status."""
        extra["standalone_mode"] = False
        _write_utf8()
        try:
            status = super().main(args=args, prog_name=prog_name, **extra)
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader of our output has gone. Python would complain again when it flushes at its end.
            _forget_stdout()
            sys.exit(FAILED)
        except (KeyboardInterrupt, click.Abort, StoppedError) as error:
            leave(str(error) or "stopped", INTERRUPTED)
        except (click.ClickException, OathbookError) as error:
            called = (sys.argv[1:] if args is None else list(args))[:1]
            known = [name for name in called if name in self.commands]
            leave(*told(error, " ".join(["oathbook", *known])))
        sys.exit(status if isinstance(status, int) else 0)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, with the nearest command named where there is none of this name."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(self.list_commands(ctx))}"
            raise click.UsageError(f'there is no command "{name}"; {hint}', ctx)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order they are used: reading, asking, checking, keeping."""
        return list(self.commands)


def _write_utf8() -> None:
    """Files and pipes get UTF-8 whatever the locale; what cannot be written is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _forget_stdout() -> None:
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="oathbook", message="%(prog)s %(version)s")
def main() -> None:
    """Read reports from wars with many armed groups, and keep the book: who swore to whom, left, led, fought and held,
    each claim with its words, source, time and firmness.

    \b
    Examples:
      oathbook read reports/                  read a folder into oathbook.sqlite
      oathbook story "Fajr al-Wadi"           everything said of a group
      oathbook who "Fajr al-Wadi" --on 2015-04-01
      oathbook check report.txt -o page.html  look over what was read
    """


def _add_commands() -> None:
    from oathbook.cli import (
        actors,
        asking,
        checking,
        comparing,
        desk,
        disputing,
        history,
        importing,
        keeping,
        pictures,
        reading,
        reviewing,
        reviews,
    )

    for command in (
        reading.read,
        importing.import_,
        asking.reports,
        asking.claims,
        asking.show,
        history.story,
        history.who,
        history.under,
        history.between,
        history.strength,
        history.places,
        history.watch,
        comparing.events,
        actors.actors,
        disputing.disputes,
        disputing.diff,
        disputing.rules,
        pictures.picture,
        checking.check,
        reviews.reviews,
        reviews.review,
        keeping.withdraw,
        keeping.restore,
        desk.desk,
    ):
        main.add_command(command)
    for command in (reviewing.review, reviewing.why):
        actors.actors.add_command(command)


_add_commands()
