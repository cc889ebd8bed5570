"""What a page asks of what is reckoned, and what it is told while that is not there yet."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

from oathbook.views.desk.visitors import Visitor

if TYPE_CHECKING:
    from oathbook.views.desk.book import Book

T = TypeVar("T")
PATIENCE = 0.1
"""Seconds that a page waits before it says that the answer is being reckoned."""
MOST = 200
"""Answers that are kept; the one not asked for longest goes first."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the process that reckons is given: the ledger, the user's lexicon, whether knowledge files are used."""

    ledger: str
    lexicon: str | None
    knows: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reckoning is: what is being done, and how much of it, from 0 to 1 (None where that is not known)."""

    words: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Behind:
    """How far what is shown is behind the ledger.

    Attributes:
        reports: how many reports were read, withdrawn or reviewed since; 0 where only names were judged.
        since: when what is shown was reckoned.
        progress: how far the new reckoning is; None where it has not begun.
    """

    reports: int
    since: datetime
    progress: Progress | None


class Reckoning(Exception):  # noqa: N818 (it is no fault)
    """The answer takes longer than a page should wait; it is being reckoned."""

    def __init__(self, progress: Progress | None = None) -> None:
        super().__init__("this is being reckoned")
        self.progress = progress


@dataclass
class Pending:
    """Questions that are being worked on, each once, however many wait for its answer, and the answers to the last."""

    _asked: OrderedDict[Hashable, Future[Any]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def answer(self, key: tuple[Hashable, ...], begin: Callable[[], Future[Any]], patience: float) -> Any:
        """The answer to the question ``key``, whose first part says of which state; Reckoning where it takes longer.

        Kept until a question of another state comes. What a question raises is not kept.
        """
        with self._lock:
            self._throw_away(key[0])
            future = self._asked.get(key)
            if future is None:
                future = self._asked[key] = begin()
            self._asked.move_to_end(key)
        try:
            return future.result(timeout=patience)
        except TooLate:
            raise Reckoning from None
        except BaseException:
            with self._lock:
                self._asked.pop(key, None)
            raise

    def _throw_away(self, state: Hashable) -> None:
        done = [(key, key[0]) for key, each in self._asked.items() if each.done()]  # type: ignore[index]
        more = len(done) - MOST
        for number, (key, of) in enumerate(done):
            if of != state or number < more:
                del self._asked[key]


class Answering(ABC):
    """Answers questions about all claims."""

    def ask(self, question: Callable[..., T], /, *args: Any, **options: Any) -> T:
        """What ``question(book, *args, **options)`` gives; ``question`` is a function of a module.

        Reckoning where it is not there within ``PATIENCE`` seconds; it is worked on meanwhile, and asked once, however
        many wait for it. What the question raises is raised here.
        """
        return self.answered(question, tuple(map(_seen_as, args)), options)

    def ask_long(self, question: Callable[..., T], /, *args: Any, **options: Any) -> T:
        """The same for a question that takes long the first time, for which no other should wait."""
        return self.answered(question, tuple(map(_seen_as, args)), options, long=True)

    def soon(
        self, question: Callable[..., T], /, *args: Any, long: bool = False, **options: Any
    ) -> tuple[T | None, Reckoning | None]:
        """The same for a page that is shown without the answer meanwhile: the answer, or None and how far it is.

        ``long`` as for ``ask_long``.
        """
        try:
            return (self.ask_long if long else self.ask)(question, *args, **options), None
        except Reckoning as waits:
            return None, waits

    @abstractmethod
    def answered(
        self, question: Callable[..., T], args: tuple[Any, ...], options: dict[str, Any], *, long: bool = False
    ) -> T:
        """What the question gives; ``long`` as for ``ask_long``."""

    @abstractmethod
    def freshen(self) -> None:
        """Begin to reckon anew where the ledger has grown."""

    @abstractmethod
    def behind(self) -> Behind | None:
        """How far what is shown is behind the ledger; None where it is not."""

    @abstractmethod
    def close(self) -> None:
        """Begin nothing more, end what runs."""


def _seen_as(value: Any) -> Any:
    """A visitor as anybody who sees the same, so that they get one answer."""
    return replace(value, name="", role="reader", account=False) if isinstance(value, Visitor) else value


class Here(Answering):
    """Answers in a thread of this process; for tests, and where all there is to reckon is little."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="reckoning")
        self._pending = Pending()

    def answered(
        self, question: Callable[..., T], args: tuple[Any, ...], options: dict[str, Any], *, long: bool = False
    ) -> T:
        """See ``Answering``."""
        key = (self._book.ledger.generation(), question, args, tuple(sorted(options.items())))
        answer: T = self._pending.answer(
            key,
            lambda: self._worker.submit(question, self._book, *args, **options),
            PATIENCE,
        )
        return answer

    def freshen(self) -> None:
        """See ``Answering``; it is reckoned when it is asked for."""

    def behind(self) -> Behind | None:
        """See ``Answering``; it is never behind."""
        return None

    def close(self) -> None:
        """See ``Answering``."""
        self._worker.shutdown(wait=False, cancel_futures=True)
