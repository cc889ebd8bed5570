"""Answers from a process of its own; a new one reckons when the ledger has grown, and then takes the other's place."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from oathbook.ledger import Ledger
from oathbook.views.desk.reckoning import answering
from oathbook.views.desk.reckoning.answering import Answering, Behind, Given, Pending, Progress, Reckoning
from oathbook.views.desk.reckoning.process import Ended, Process

T = TypeVar("T")
MOST_RESTED = 30.0
"""Seconds that are left at most between two reckonings; as many as the last one took, where that is less."""
AFTER_A_FAULT = 10.0
"""Seconds after which it is tried again where the process ended by itself."""
LEAVING = 120.0
"""Seconds that a process whose place another took may go on answering what it was asked."""


class Apart(Answering):
    """Answers of the newest process that is ready.

    A process holds the claims and what is reckoned of them in its memory, for one generation of the ledger. When the
    ledger grows another one is started, and pages are answered by the first until that one is ready.
    """

    def __init__(self, given: Given, ledger: Ledger) -> None:
        self._given, self._ledger = given, ledger
        self._lock = threading.RLock()
        self._now: Process | None = None
        self._next: Process | None = None
        self._leaving: list[Process] = []
        self._begun = self._rested = 0.0
        self._closed = False
        self._problem = ""
        self._pending = Pending()
        self.freshen()

    def answered(
        self, question: Callable[..., T], args: tuple[Any, ...], options: dict[str, Any], *, long: bool = False
    ) -> T:
        """See ``Answering``."""
        until = time.monotonic() + answering.PATIENCE
        generation = self._ledger.generation()
        self.freshen(generation)
        for _ in range(2):
            process = self._ready(until)
            key = ((process.number, generation), question, args, tuple(sorted(options.items())))
            left = max(until - time.monotonic(), 0.0)
            try:
                begin = partial(process.ask, question, args, options, long=long)
                answer: T = self._pending.answer(key, begin, left)
            except Ended:
                continue
            return answer
        raise Reckoning(self._progress())

    def freshen(self, generation: str | None = None) -> None:
        """See ``Answering``."""
        generation = generation or self._ledger.generation()
        with self._lock:
            current = self._now is not None and self._now.generation == generation
            if self._closed or self._next is not None or current or time.monotonic() < self._rested:
                return
            self._begun = time.monotonic()
            self._next = Process(self._given, on_change=self._changed)

    def behind(self) -> Behind | None:
        """See ``Answering``."""
        generation = self._ledger.generation()
        self.freshen(generation)
        with self._lock:
            shown = self._now
        if shown is None or shown.generation == generation:
            return None
        reports = {report for _, report in self._ledger.numbers(after=shown.newest)}
        return Behind(len(reports), shown.at, self._progress())

    def close(self) -> None:
        """See ``Answering``."""
        with self._lock:
            self._closed = True
            every = [each for each in (self._now, self._next, *self._leaving) if each is not None]
            self._now = self._next = None
        for each in every:
            each.close()

    def _ready(self, until: float) -> Process:
        with self._lock:
            now, coming = self._now, self._next
        if now is not None:
            return now
        if coming is not None:
            coming.settled.wait(max(until - time.monotonic(), 0.0))
            if coming.ready.is_set() and not coming.ended.is_set():
                return coming
        raise Reckoning(self._progress())

    def _progress(self) -> Progress | None:
        with self._lock:
            if self._next is not None:
                return self._next.progress
        return Progress(f"it stopped ({self._problem}) and is tried again in a moment") if self._problem else None

    def _changed(self, process: Process) -> None:
        """A process is ready, or gone."""
        with self._lock:
            if process.ended.is_set():
                if process is self._now:
                    self._now = None
                elif process is self._next:
                    self._next, self._problem = None, process.problem
                    self._rested = time.monotonic() + AFTER_A_FAULT
                return
            if process is not self._next or self._closed:
                return
            before, self._now, self._next, self._problem = self._now, process, None, ""
            took = time.monotonic() - self._begun
            self._rested = time.monotonic() + (min(took, MOST_RESTED) if took > 1 else 0.0)
            if before is None:
                return
            self._leaving.append(before)
        threading.Thread(target=self._leave, args=(before,), name="reckoning-leaves", daemon=True).start()

    def _leave(self, process: Process) -> None:
        until = time.monotonic() + LEAVING
        while process.busy and not process.ended.is_set() and time.monotonic() < until:
            time.sleep(0.1)
        process.close()
        with self._lock:
            if process in self._leaving:
                self._leaving.remove(process)
