"""What can go wrong, in words a user can act on.

Every error says what happened, the offending value, what is allowed and what to do. The library raises;
only ``cli.py`` prints.
"""


class OathbookError(Exception):
    """Base of all errors that oathbook raises on purpose. Its text is one line meant for the user."""


class SourceError(OathbookError):
    """A file, row or stream could not be taken in as a report. The other sources are still read."""


class DataError(OathbookError):
    """A data file (claim type, word list, actor file) is malformed; names the file and the key."""


class ModelError(OathbookError):
    """The reading model is missing or does not fit this version."""


class ReadingError(OathbookError):
    """Reading one report broke off; the others are still read."""


class LedgerError(OathbookError):
    """The ledger cannot be opened, or an entry cannot be kept."""


class EntryError(LedgerError):
    """One report cannot be kept as it is (its claims do not fit it); the ledger itself is well, nothing was kept."""


class UnknownName(OathbookError):  # noqa: N818 (named for what the user asked)
    """A name, claim id or report id that the ledger does not know; carries the nearest known ones.

    Attributes:
        nearest: known names, most alike first; may be empty.
    """

    def __init__(self, message: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.nearest = nearest


class OptionError(OathbookError):
    """An option or argument has a value that is not allowed."""
