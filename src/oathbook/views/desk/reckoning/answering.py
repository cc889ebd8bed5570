"""What a page asks of what is reckoned, and what it is told while that is not there yet."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from oathbook.views.desk.book import Book

T = TypeVar("T")
PATIENCE = 2.0
"""Seconds that a page waits before it says that the answer is being reckoned."""
AT_FIRST = 0.2
"""The same where nothing is reckoned yet."""


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
    """Questions that are being worked on, each once, however many wait for its answer."""

    _asked: dict[Hashable, Future[Any]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def answer(self, key: tuple[Hashable, ...], begin: Callable[[], Future[Any]], patience: float) -> Any:
        """The answer to the question ``key``, whose first part says of which state; Reckoning where it takes longer."""
        with self._lock:
            for old in [old for old, each in self._asked.items() if old[0] != key[0] and each.done()]:  # type: ignore[index]
                del self._asked[old]
            future = self._asked.get(key)
            if future is None:
                future = self._asked[key] = begin()
        try:
            answer = future.result(timeout=patience)
        except TooLate:
            raise Reckoning from None
        except BaseException:
            self._forget(key)
            raise
        self._forget(key)
        return answer

    def _forget(self, key: Hashable) -> None:
        with self._lock:
            self._asked.pop(key, None)


class Answering(ABC):
    """Answers questions about all claims."""

    def ask(self, question: Callable[..., T], /, *args: Any, **options: Any) -> T:
        """What ``question(book, *args, **options)`` gives; ``question`` is a function of a module.

        Reckoning where it is not there within ``PATIENCE`` seconds; it is worked on meanwhile, and asked once, however
        many wait for it. What the question raises is raised here.
        """
        return self.answered(question, args, options)

    def ask_long(self, question: Callable[..., T], /, *args: Any, **options: Any) -> T:
        """The same for a question that takes long the first time, for which no page should wait."""
        return self.answered(question, args, options, long=True)

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
            AT_FIRST if long else PATIENCE,
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
