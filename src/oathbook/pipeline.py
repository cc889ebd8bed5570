"""From a source to the ledger in five calls: load, has, read, find, append."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Reading, Report

if TYPE_CHECKING:
    from oathbook.ledger import Ledger


class ReaderLike(Protocol):
    """What the pipeline needs of a reader; ``oathbook.reading.load_reader`` gives one."""

    @property
    def version(self) -> str:
        """Program, model and lexicon version; the same version gives the same claims."""

    def read(self, report: Report) -> Reading:
        """Everything that is understood before claims are looked for."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report.

    ``report`` is None where the source could not be taken in (``error`` is its SourceError). ``skipped``: the ledger
    holds this reading already (``claims`` is empty then). ``error`` with a report: reading it went wrong, nothing of
    it was kept.
    """

    report: Report | None
    claims: tuple[Claim, ...] = ()
    error: Exception | None = None
    skipped: bool = False


def read_into(
    ledger: Ledger | None,
    sources: Iterable[str],
    *,
    reader: ReaderLike,
    lexicon: Lexicon,
    published: date | None = None,
    on_report: Callable[[Report], None] | None = None,
    **options: Any,
) -> Iterator[Outcome]:
    """Read sources (files, folders, "-") report by report; one outcome each, as soon as it is known.

    Args:
        ledger: where to keep them; None keeps nothing.
        published: publication date for reports whose own is not found.
        on_report: called with each report before it is read (progress).
        options: passed on to ``oathbook.reports.load``.

    One report's failure, expected or not, is its outcome and does not stop the rest. LedgerError does stop it:
    without a ledger nothing more can be kept. Running again goes on where it stopped.
    """
    raise NotImplementedError
