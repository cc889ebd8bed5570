"""The process that reckons, as the desk sees it: started, asked, ended."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, BinaryIO, cast

from oathbook.views.desk.reckoning.answering import Given, Progress
from oathbook.views.desk.reckoning.frames import Sender, receive

PROGRAM = "oathbook.views.desk.reckoning.program"
ENDING = 3.0
"""Seconds that a process may take to end before it is killed."""


class Ended(Exception):  # noqa: N818 (named for what happened)
    """The process is gone; the question was not answered."""


class Process:
    """One process with what is reckoned of one generation of the ledger.

    Attributes:
        number: of the processes that this desk started.
        progress: how far it is.
        generation: of the ledger that it answers about, and ``newest``: the number of its newest entry; of use once
            ``ready`` is set.
        settled: set once it is ready, or gone.
        problem: the last line that it wrote on standard error, once it is gone.
    """

    _numbers = itertools.count(1)

    def __init__(self, given: Given, *, on_change: Callable[[Process], None]) -> None:
        self.number = next(self._numbers)
        self.progress: Progress | None = Progress("starting")
        self.generation, self.newest, self.at = "", 0, datetime.now(UTC)
        self.problem = ""
        self.ready, self.ended, self.settled = threading.Event(), threading.Event(), threading.Event()
        self._asked: dict[int, Future[Any]] = {}
        self._lock = threading.Lock()
        self._on_change = on_change
        self._process = subprocess.Popen(
            [sys.executable, "-m", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        self._sender = Sender(cast(BinaryIO, self._process.stdin))
        self._errors: deque[str] = deque(maxlen=5)
        self._threads = [
            threading.Thread(target=work, name=f"reckoning-{self.number}", daemon=True)
            for work in (self._listen, self._keep_errors)
        ]
        for each in self._threads:
            each.start()
        with suppress(OSError, ValueError):
            self._sender.pipe.write(json.dumps(asdict(given)).encode() + b"\n")
            self._sender.pipe.flush()

    @property
    def id(self) -> int:
        """Its number in the operating system."""
        return self._process.pid

    def ask(
        self, question: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any], *, long: bool
    ) -> Future[Any]:
        """The answer to come; it ends with ``Ended`` where the process goes first.

        ``long``: it takes long, and others are not to wait for it.
        """
        future: Future[Any] = Future()
        number = id(future)
        with self._lock:
            if self.ended.is_set():
                future.set_exception(Ended())
                return future
            self._asked[number] = future
        try:
            self._sender.send((number, long, question, args, options))
        except (OSError, ValueError):
            self._answer(number, None, Ended())
        return future

    @property
    def busy(self) -> bool:
        """Whether a question is not answered yet."""
        return bool(self._asked)

    def close(self) -> None:
        """End it, and wait until it is gone."""
        with suppress(OSError, ValueError):
            self._sender.pipe.close()
        try:
            self._process.wait(ENDING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for each in self._threads:
            if each is not threading.current_thread():
                each.join(ENDING)

    def _listen(self) -> None:
        pipe = cast(BinaryIO, self._process.stdout)
        with suppress(EOFError, OSError, ValueError):
            while True:
                self._take(*receive(pipe))
        self._process.wait()
        self._threads[1].join(ENDING)
        self.problem = next((line for line in reversed(self._errors) if line), f"status {self._process.returncode}")
        with self._lock:
            self.ended.set()
            self.settled.set()
            left = list(self._asked)
        for number in left:
            self._answer(number, None, Ended())
        self._on_change(self)

    def _take(self, kind: str, *told: Any) -> None:
        if kind == "progress":
            self.progress = told[0]
        elif kind == "ready":
            self.generation, self.newest, self.at = told
            self.progress = None
            self.ready.set()
            self.settled.set()
            self._on_change(self)
        else:
            self._answer(*told)

    def _answer(self, number: int, value: Any, error: BaseException | None) -> None:
        with self._lock:
            future = self._asked.pop(number, None)
        if future is not None:
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)

    def _keep_errors(self) -> None:
        for line in cast(BinaryIO, self._process.stderr):
            self._errors.append(line.decode("utf-8", "replace").strip())
