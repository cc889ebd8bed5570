"""Where things are: an option wins over the environment, which wins over the default."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

LEDGER_VARIABLE = "OATHBOOK_LEDGER"
LEXICON_VARIABLE = "OATHBOOK_LEXICON"
DEFAULT_LEDGER = "oathbook.sqlite"
"""In the current folder: a ledger belongs to one investigation, as a document does; it can be seen, copied, moved."""


def ledger_url(option: str | None = None, *, environ: Mapping[str, str] | None = None) -> str:
    """The ledger's URL or path: the option, else ``$OATHBOOK_LEDGER``, else ``oathbook.sqlite`` in the current folder."""
    raise NotImplementedError


def lexicon_folder(option: str | None = None, *, environ: Mapping[str, str] | None = None) -> Path | None:
    """The user's lexicon folder: the option, else ``$OATHBOOK_LEXICON``, else None.

    OptionError where the folder that was given does not exist.
    """
    raise NotImplementedError
