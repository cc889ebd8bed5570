"""The one door to the ledger."""

from __future__ import annotations

from collections.abc import Callable

from oathbook.actors import Aliases, Known
from oathbook.ledger.asking import Asking
from oathbook.ledger.entering import Entering
from oathbook.ledger.knowing import Knowing


class Ledger(Asking, Entering, Knowing):
    """Reports, claims and entries in one database. Append-only: nothing is ever updated or deleted.

    Args:
        url: a file's path, ``sqlite:///PATH`` or ``postgresql://USER@HOST/DATABASE``.
        create: make the ledger where there is none yet; otherwise LedgerError says there is none.
        aliases: known aliases of actors; those shipped with oathbook where not given.
        knowledge: knowledge files of actors; none where not given.
        tell: gets a line now and then while a ledger of an older version is brought to this one.

    Raises:
        LedgerError: the folder does not exist, the file is no ledger, is from a newer oathbook or cannot be written,
            the server does not answer.

    Several processes may read while one writes. Iterators stream and see the ledger as it was when they began.
    "Current" claims are those of each report's newest reading, where the report is not withdrawn; without those that
    reviews reject, and as reviews correct them.
    """

    def __init__(
        self,
        url: str,
        *,
        create: bool = True,
        aliases: Aliases | None = None,
        knowledge: Known | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(url, create=create, tell=tell, aliases=aliases, knowledge=knowledge)
