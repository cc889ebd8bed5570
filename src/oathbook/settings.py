"""Where things are: an option wins over the environment, which wins over the default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from oathbook.errors import OptionError

LEDGER_VARIABLE = "OATHBOOK_LEDGER"
LEXICON_VARIABLE = "OATHBOOK_LEXICON"
DEFAULT_LEDGER = "oathbook.sqlite"
"""In the current folder: a ledger belongs to one investigation, as a document does; it can be seen, copied, moved."""


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
