"""Where things are: an option wins over the environment, which wins over the default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from oathbook.errors import OptionError

LEDGER_VARIABLE = "OATHBOOK_LEDGER"
LEXICON_VARIABLE = "OATHBOOK_LEXICON"
WORKERS_VARIABLE = "OATHBOOK_WORKERS"
DEFAULT_LEDGER = "oathbook.sqlite"
"""In the current folder: a ledger belongs to one investigation, as a document does; it can be seen, copied, moved."""
MOST_WORKERS = 2
"""Processes that read unless more are asked for; each holds about 270 MB."""


def ledger_url(option: str | None = None, *, environ: Mapping[str, str] | None = None) -> str:
    """The ledger's URL or path: the option, else ``$OATHBOOK_LEDGER``, else ``oathbook.sqlite`` where you are.

    ``environ``: the environment variables; those of this process where not given.
    """
    given = os.environ if environ is None else environ
    return option or given.get(LEDGER_VARIABLE) or DEFAULT_LEDGER


def lexicon_folder(option: str | None = None, *, environ: Mapping[str, str] | None = None) -> Path | None:
    """The user's lexicon folder: the option, else ``$OATHBOOK_LEXICON``, else None.

    OptionError where the folder that was given does not exist.
    """
    given = os.environ if environ is None else environ
    name = option or given.get(LEXICON_VARIABLE)
    if not name:
        return None
    folder = Path(name).expanduser()
    if not folder.is_dir():
        said_by = "--lexicon" if option else f"${LEXICON_VARIABLE}"
        raise OptionError(f"{said_by} is {name!r}, which is not a folder; give one with words/ or types/ in it")
    return folder


def worker_count(option: int | None = None, *, environ: Mapping[str, str] | None = None) -> int:
    """How many processes read: the option, else ``$OATHBOOK_WORKERS``, else one a processor, at most ``MOST_WORKERS``.

    OptionError where the variable is no count.
    """
    given = os.environ if environ is None else environ
    named = given.get(WORKERS_VARIABLE)
    if option is not None:
        return option
    if named:
        if not named.isdecimal() or int(named) < 1:
            raise OptionError(f"${WORKERS_VARIABLE} is {named!r}; it is a whole number from 1, as 2")
        return int(named)
    free = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(free, MOST_WORKERS)
