"""From a source to the ledger in five calls: load, has, read, find, append."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Protocol

from oathbook.errors import DataError, EntryError, ModelError, OathbookError, OptionError, SourceError
from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Reading, Report
from oathbook.workers import Job, Workers, understand

if TYPE_CHECKING:
    from oathbook.ledger import Ledger

MANY = 4000
"""Words to read from which on other processes are worth starting: fewer are read by the time that these are ready."""
AHEAD = 256
"""Reports looked at to find so many words."""
IN_HAND = 8
"""Reports for each process that are taken in before the first of them is read to its end."""


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
    workers: int = 1,
    published: date | None = None,
    on_report: Callable[[Report], None] | None = None,
    **options: Any,
) -> Generator[Outcome, None, None]:
    """Read sources (files, folders, "-") report by report; one outcome each, as soon as it is known.

    Args:
        ledger: where to keep them; None keeps nothing.
        workers: processes that read at the same time; few words are read in this process all the same. With more than
            1, a script needs ``if __name__ == "__main__":`` around what it does, and a reader that pickle can send.
        published: publication date for reports whose own is not found.
        on_report: called with each report before its outcome is waited for (progress).
        options: passed on to ``oathbook.reports.load``.

    One report's failure, expected or not, is its outcome and does not stop the rest. What would fail for every report
    alike is raised: LedgerError, DataError, ModelError, OptionError. Running again goes on where it stopped.
    Outcomes come in the order of the sources, and are the same however many processes read.
    """
    if workers < 1:
        raise OptionError(f"workers is {workers}; at least 1 process reads")
    run = _Run(ledger, reader, lexicon, on_report or (lambda report: None))
    loaded = _load(sources, published=published, lexicon=lexicon, **options)
    if workers == 1:
        yield from run.here(loaded)
        return
    while True:
        first, many = run.first(loaded)
        if many:
            yield from run.elsewhere(chain(first, loaded), workers)
            return
        if not first:
            return
        yield from run.here(iter(first))


@dataclass(frozen=True, slots=True)
class _Run:
    """What all reports of a call have in common."""

    ledger: Ledger | None
    reader: ReaderLike
    lexicon: Lexicon
    on_report: Callable[[Report], None]

    def first(self, loaded: Iterator[Report | SourceError]) -> tuple[list[Report | SourceError], bool]:
        """The next sources, up to ``AHEAD``, and whether there are ``MANY`` words to read in more than one of them."""
        first: list[Report | SourceError] = []
        words = unread = 0
        for item in loaded:
            first.append(item)
            if isinstance(item, Report) and not self.known(item):
                words, unread = words + len(item.text.split()), unread + 1
            if words >= MANY and unread > 1:
                return first, True
            if len(first) == AHEAD:
                break
        return first, False

    def here(self, loaded: Iterator[Report | SourceError]) -> Iterator[Outcome]:
        """The outcomes of sources read in this process."""
        for item, words in _ahead(self, loaded):
            if isinstance(item, SourceError):
                yield Outcome(None, error=item)
                continue
            self.on_report(item)
            if self.known(item):
                yield Outcome(item, skipped=True)
                continue
            try:
                given = {"words": words.result()} if words else {}
                found = understand(self.reader, self.lexicon, item, **given)
            except (DataError, ModelError, OptionError):
                raise
            except Exception as error:
                yield Outcome(item, error=error)
            else:
                yield self.kept(item, found)

    def elsewhere(self, loaded: Iterator[Report | SourceError], count: int) -> Iterator[Outcome]:
        """The outcomes of sources read in ``count`` other processes, in the order of the sources."""
        with Workers(count, reader=self.reader, lexicon=self.lexicon) as workers:
            in_hand: deque[Job | Outcome] = deque()
            for item in loaded:
                if isinstance(item, SourceError):
                    in_hand.append(Outcome(None, error=item))
                else:
                    in_hand.append(Outcome(item, skipped=True) if self.known(item) else workers.submit(item))
                workers.look()
                while in_hand and (len(in_hand) >= IN_HAND * count or _is_done(in_hand[0])):
                    yield self.finished(in_hand.popleft(), workers)
            while in_hand:
                yield self.finished(in_hand.popleft(), workers)

    def finished(self, job: Job | Outcome, workers: Workers) -> Outcome:
        """The outcome of a job, waited for; what has an outcome already keeps it."""
        report = job.report
        if report is not None:
            self.on_report(report)
        if isinstance(job, Outcome):
            return job
        workers.finish(job)
        return Outcome(job.report, error=job.error) if job.error else self.kept(job.report, job.claims)

    def known(self, report: Report) -> bool:
        """True if the ledger holds this reading already."""
        return self.ledger is not None and self.ledger.has(report.id, self.reader.version)

    def kept(self, report: Report, found: tuple[Claim, ...]) -> Outcome:
        """The outcome of a report that was read: its claims are kept, or were by another process that was faster."""
        try:
            kept = self.ledger is None or self.ledger.append(report, found, reader=self.reader.version)
        except EntryError as error:
            return Outcome(report, error=error)
        return Outcome(report, found) if kept else Outcome(report, skipped=True)


def _is_done(job: Job | Outcome) -> bool:
    return isinstance(job, Outcome) or job.done


def _ahead(
    run: _Run, loaded: Iterator[Report | SourceError]
) -> Iterator[tuple[Report | SourceError, Future[Any] | None]]:
    """Each report with its words to come, the next one's analysed in another thread: the model leaves Python free."""
    analyse = getattr(run.reader, "analyse", None)
    with ThreadPoolExecutor(max_workers=1) as pool:
        waiting: tuple[Report | SourceError, Future[Any] | None] | None = None
        for item in loaded:
            words = None
            if analyse and isinstance(item, Report) and not run.known(item):
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
