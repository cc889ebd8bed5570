"""Options that several commands share, and the values they take."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from datetime import date
from typing import Any, Literal, TypeVar

import click

from oathbook.errors import OptionError
from oathbook.records import STATUSES, TYPES

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date. ``edge`` says which day of a month or year that was given alone; None allows whole days only."""

    name = "date"

    def __init__(self, edge: Literal["first", "last"] | None = None) -> None:
        self.edge = edge

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """What the help shows."""
        return "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; fails with what is allowed."""
        if isinstance(value, date):
            return value
        from oathbook.views.days import day_of

        try:
            return day_of(str(value), edge=self.edge)
        except OptionError as error:
            return self.fail(str(error), param, ctx)


class OneOf(click.ParamType[str]):
    """One of a few words, any case."""

    name = "word"

    def __init__(self, words: tuple[str, ...], metavar: str) -> None:
        self.words = words
        self.metavar = metavar

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """What the help shows."""
        return self.metavar

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word; fails with the nearest and all that are allowed."""
        word = str(value).strip().lower()
        if word in self.words:
            return word
        near = difflib.get_close_matches(word, self.words, n=1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return self.fail(
            f'there is no {self.metavar.lower()} "{value}"{hint}; there are {", ".join(self.words)}', param, ctx
        )


class Share(click.ParamType[float]):
    """A number from 0 to 1."""

    name = "number"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """What the help shows."""
        return "X"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; fails with what is allowed."""
        try:
            number = float(value)
        except ValueError:
            number = -1.0
        if 0 <= number <= 1:
            return number
        return self.fail(f'"{value}" is no score; a score is a number from 0 to 1, as 0.5', param, ctx)


class Count(click.ParamType[int]):
    """A whole number from 1."""

    name = "number"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """What the help shows."""
        return "N"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; fails with what is allowed."""
        if str(value).isdecimal() and int(value) > 0:
            return int(value)
        return self.fail(f'"{value}" is no count; a count is a whole number from 1, as 3', param, ctx)


def ledger_option(function: F) -> F:
    """``--ledger URL``."""
    return click.option(
        "--ledger",
        metavar="URL",
        help="The ledger: a file or a database URL (postgresql://USER@HOST/NAME). Default: $OATHBOOK_LEDGER, "
        "else oathbook.sqlite in this folder.",
    )(function)


def export_options(function: F) -> F:
    """``--json`` and ``--csv``; the function gets ``form``: "json", "csv" or None."""
    function = click.option("--csv", "form", flag_value="csv", help="Print CSV with a heading.")(function)
    return click.option("--json", "form", flag_value="json", help="Print one JSON object a line.")(function)


def protected_option(function: F) -> F:
    """``--with-protected-sources``."""
    return click.option(
        "--with-protected-sources",
        "open_names",
        is_flag=True,
        help="Also give the names of sources under an alias or who asked not to be named. Without it, exports have "
        '"protected source" in their place.',
    )(function)


def json_option(function: F) -> F:
    """``--json``; the function gets ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead.")(function)


def on_option(function: F) -> F:
    """``--on DATE``."""
    return click.option("--on", type=Day(), help="The day asked for. Default: all that is told, to the end.")(function)


def known_by_option(function: F) -> F:
    """``--known-by DATE``."""
    return click.option(
        "--known-by",
        type=Day("last"),
        help="Only what was published on or before this date; reports without a publication date are left out.",
    )(function)


def claim_options(function: F) -> F:
    """The options that choose claims: ``--type`` to ``--min-score``."""
    for option in reversed(
        (
            click.option("--type", type=OneOf(TYPES, "TYPE"), help=f"One of {', '.join(TYPES)}."),
            click.option("--actor", metavar="NAME", help="Claims about this actor, under any of its known names."),
            click.option("--status", type=OneOf(STATUSES, "STATUS"), help=f"One of {', '.join(STATUSES)}."),
            click.option(
                "--source",
                metavar="NAME",
                help='Claims of this source; "report" is the reporter, "unnamed" nobody told.',
            ),
            click.option(
                "--report", metavar="REPORT", help="Claims of one report: its name or id, or their beginning."
            ),
            click.option("--since", type=Day("first"), help="Claims whose time does not end before this date."),
            click.option("--until", type=Day("last"), help="Claims whose time does not start after this date."),
            known_by_option,
            click.option(
                "--min-score",
                type=Share(),
                default=0.0,
                help="Claims with this score or more (0 to 1). Default: all.",
            ),
        )
    ):
        function = option(function)
    return function


KEYS = ("id", "text", "html", "title", "url", "published", "publisher", "authors")
"""What a row of a .jsonl or .csv file can give of a report."""


class Key(click.ParamType[tuple[str, str]]):
    """``FIELD=NAME``: which key of a row holds a field of the report."""

    name = "key"

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """What the help shows."""
        return "FIELD=NAME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Field and name; fails with the fields that there are."""
        if isinstance(value, tuple):
            return value
        field, is_there, name = value.partition("=")
        if is_there and name and field in KEYS:
            return field, name
        return self.fail(
            f'"{value}" is no key; write FIELD=NAME, as text=body, FIELD one of {", ".join(KEYS)}', param, ctx
        )


def source_options(function: F) -> F:
    """The options of commands that take reports in: ``--published``, ``--key``, ``--encoding``, ``--lexicon``."""
    for option in (
        click.option(
            "--lexicon",
            metavar="DIR",
            help="Folder of your own word lists and claim types, laid over those of oathbook. "
            "Default: $OATHBOOK_LEXICON.",
        ),
        click.option(
            "--encoding",
            metavar="NAME",
            help="Encoding of files that do not tell it, as windows-1256. Default: UTF-8.",
        ),
        click.option(
            "--key",
            "keys",
            type=Key(),
            multiple=True,
            help="Where a row of a .jsonl or .csv file holds a field under another name, as --key text=body. "
            f"FIELD is one of {', '.join(KEYS)}. Can be given several times.",
        ),
        click.option(
            "--published",
            type=Day(),
            help="Publication date of these reports, instead of what is found in them; a row's own key wins. Where "
            'there is none at all, times such as "on Monday" stay open.',
        ),
    ):
        function = option(function)
    return function


def source_values(published: date | None, keys: tuple[tuple[str, str], ...], encoding: str | None) -> dict[str, Any]:
    """These options as ``oathbook.reports.load`` takes them."""
    return {"published": published, "keys": dict(keys) or None, "encoding": encoding}


RULES = ("default", "majority", "latest")
"""As in ``oathbook.history.belief``; written here so that --help loads nothing. A test holds them equal."""

rule_option = click.option(
    "--rule",
    type=OneOf(RULES, "RULE"),
    default="default",
    help=f"The rule of belief: {', '.join(RULES)}. Default: default. `oathbook rules` says what each does.",
)
