"""The one door to the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from types import TracebackType
from typing import Self

from oathbook.actors import Aliases
from oathbook.ledger.stored import KnownName, StoredReport
from oathbook.records import Claim, Entry, Report


class Ledger:
    """Reports, claims and entries in one database. Append-only: nothing is ever updated or deleted.

    Args:
        url: a file's path, ``sqlite:///PATH`` or ``postgresql://USER@HOST/DATABASE``.
        create: make the ledger where there is none yet; otherwise LedgerError says there is none.
        aliases: known aliases of actors; those shipped with oathbook where not given.

    Raises:
        LedgerError: the folder does not exist, the file is no ledger, is from a newer oathbook or cannot be written,
            the server does not answer.

    Several processes may read while one writes. Iterators stream and see the ledger as it was when they began.
    "Current" claims are those of each report's newest reading, where the report is not withdrawn.
    """

    def __init__(self, url: str, *, create: bool = True, aliases: Aliases | None = None) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back. Safe to call twice."""

    def append(self, report: Report, claims: Iterable[Claim], *, reader: str, read_at: datetime | None = None) -> bool:
        """Keep a report with its claims as one transaction; all of it or nothing is kept.

        False (and nothing kept) where this reader version's reading of this report is there already. Another reader
        version adds a new reading; the one with the latest ``read_at`` (now, where not given) is the newest.
        LedgerError where a claim is of another report or two claims share an id.
        """
        raise NotImplementedError

    def has(self, report_id: str, reader: str) -> bool:
        """Whether this reader version's reading of the report is kept."""
        raise NotImplementedError

    def withdraw(self, report: str, *, who: str, why: str, at: datetime | None = None) -> bool:
        """Enter that a report no longer counts; its claims leave every answer. False where it is withdrawn already.

        ``report`` as in ``report()``; OptionError where ``who`` or ``why`` is empty.
        """
        raise NotImplementedError

    def restore(self, report: str, *, who: str, why: str, at: datetime | None = None) -> bool:
        """Enter that a withdrawn report counts again. False where it is not withdrawn."""
        raise NotImplementedError

    def entries(self, *, report: str | None = None) -> Iterator[Entry]:
        """All entries, oldest first; with ``report`` (as in ``report()``) those of one report."""
        raise NotImplementedError

    def reports(
        self,
        *,
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
        withdrawn: bool | None = None,
    ) -> Iterator[StoredReport]:
        """Reports by publication date, name and id (undated last); withdrawn ones too unless ``withdrawn=False``.

        ``since`` and ``until`` (inclusive) are publication dates.
        """
        raise NotImplementedError

    def report(self, name: str) -> StoredReport:
        """The report of this id, this name, or whose id or name begins so. Withdrawn ones too.

        UnknownName, with the nearest names, where there is none, or with the ids that fit where there are several.
        """
        raise NotImplementedError

    def claims(
        self,
        *,
        type: str | None = None,
        actor: str | None = None,
        status: str | None = None,
        source: str | None = None,
        since: date | None = None,
        until: date | None = None,
        report: str | None = None,
        known_by: date | None = None,
    ) -> Iterator[Claim]:
        """Current claims that fit every option, in the order of ``claim_order``.

        Args:
            type: one of the claim types.
            actor: a name; claims that give it, or another known name of the same actor, as agent or object.
            status: actual, planned, possible or denied.
            source: a name as for ``actor``, or "report" or "unnamed".
            since: only claims whose time (publication date where they tell none) does not end before this day.
            until: only claims whose time (publication date where they tell none) does not start after this day.
            report: as in ``report()``.
            known_by: only claims published on or before this day; those with no publication date are left out.

        Raises (at the call, not at the first claim): UnknownName for an actor, source or report that the ledger does
        not know; OptionError for a type or status that there is not.
        """
        raise NotImplementedError

    def claim(self, id: str, *, current: bool = True) -> Claim:
        """The claim of this id, or whose id begins so.

        UnknownName where there is none (with the ids nearest to it), where several fit (with those), or where the
        claim is not current any more (the message says why); ``current=False`` finds that one too.
        """
        raise NotImplementedError

    def names(self) -> tuple[KnownName, ...]:
        """Every actor and source that current claims name, with kinds and counts, most claims first."""
        raise NotImplementedError
