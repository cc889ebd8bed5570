"""From a source to the ledger in five calls: load, has, read, find, append."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from oathbook.errors import DataError, EntryError, ModelError, OathbookError, OptionError, SourceError
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
        """Everything that is understood before claims are looked for.

        A reader with a method ``analyse(report)`` takes what that returned as ``words``: the first half of reading,
        done in another thread while the report before is finished.
        """


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

    One report's failure, expected or not, is its outcome and does not stop the rest. What would fail for every report
    alike is raised: LedgerError, DataError, ModelError, OptionError. Running again goes on where it stopped.
    """
    for loaded, words in _ahead(ledger, _load(sources, published=published, lexicon=lexicon, **options), reader):
        if isinstance(loaded, SourceError):
            yield Outcome(None, error=loaded)
        else:
            if on_report is not None:
                on_report(loaded)
            yield _read_one(ledger, loaded, reader=reader, lexicon=lexicon, words=words)


def _ahead(
    ledger: Ledger | None, loaded: Iterator[Report | SourceError], reader: ReaderLike
) -> Iterator[tuple[Report | SourceError, Future[Any] | None]]:
    """Each report with its words to come, the next one's analysed in another thread: the model leaves Python free."""
    analyse = getattr(reader, "analyse", None)
    with ThreadPoolExecutor(max_workers=1) as pool:
        waiting: tuple[Report | SourceError, Future[Any] | None] | None = None
        for item in loaded:
            words = None
            if analyse and isinstance(item, Report) and not (ledger and ledger.has(item.id, reader.version)):
                words = pool.submit(analyse, item)
            if waiting:
                yield waiting
            waiting = (item, words)
        if waiting:
            yield waiting


def _load(sources: Iterable[str], **options: Any) -> Iterator[Report | SourceError]:
    """``reports.load``, which goes on with the next source where one breaks it unexpectedly."""
    from oathbook import reports

    begun: list[str] = []

    def beginning(left: Iterator[str]) -> Iterator[str]:
        for source in left:
            begun.append(source)
            yield source

    left = iter([sources] if isinstance(sources, str) else sources)
    while True:
        before = len(begun)
        try:
            yield from reports.load(beginning(left), **options)
            return
        except OathbookError:
            raise
        except Exception as error:
            where = begun[-1] if begun else "the sources"
            said = " ".join(f"{type(error).__name__}: {error}".split())
            yield SourceError(f"{where}: reading it stopped unexpectedly ({said}); the rest of it is left out")
            if len(begun) == before:
                return


def _read_one(
    ledger: Ledger | None, report: Report, *, reader: ReaderLike, lexicon: Lexicon, words: Future[Any] | None
) -> Outcome:
    from oathbook import claims

    if ledger is not None and ledger.has(report.id, reader.version):
        return Outcome(report, skipped=True)
    try:
        given = {"words": words.result()} if words else {}
        found = tuple(claims.find(reader.read(report, **given), lexicon, reader=reader.version))
    except (DataError, ModelError, OptionError):
        raise
    except Exception as error:
        return Outcome(report, error=error)
    try:
        kept = ledger is None or ledger.append(report, found, reader=reader.version)
    except EntryError as error:
        return Outcome(report, error=error)
    return Outcome(report, found) if kept else Outcome(report, skipped=True)  # another process was faster
