"""Reports read by several processes at once, each with a reader of its own.

A process is started afresh ("spawn"), not copied: the linear algebra library and the encoder have threads, and a copy
of a process with threads may hang. What is sent is the report, what comes back its claims; the ledger is the caller's.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from oathbook.errors import DataError, ModelError, OptionError, ReadingError
from oathbook.records import Claim, Report

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from oathbook.lexicon import Lexicon

AT_ONCE = 2
"""Reports that a process holds: the one it reads, and the next, so that it never waits for one."""
LEAVING = 2.0
"""Seconds that a process is given to end by itself."""
ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Variables that keep linear algebra libraries from starting threads: there is a process for each core already."""


def understand(reader: Any, lexicon: Lexicon, report: Report, **given: Any) -> tuple[Claim, ...]:
    """The claims of one report; ``given`` is passed on to the reader."""
    from oathbook import claims

    return tuple(claims.find(reader.read(report, **given), lexicon, reader=reader.version))


@dataclass(slots=True)
class Job:
    """A report to read, and once ``done`` its claims or what went wrong."""

    report: Report
    done: bool = False
    claims: tuple[Claim, ...] = ()
    error: Exception | None = None


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    ready: bool = False
    jobs: deque[Job] = field(default_factory=deque)


class Workers:
    """Processes that read reports, ended when the ``with`` block is left.

    Args:
        count: how many.
        reader: has ``version`` and ``read(report)``; it and ``lexicon`` are sent to the processes by pickle.
    """

    def __init__(self, count: int, *, reader: Any, lexicon: Lexicon) -> None:
        try:
            self._sent = pickle.dumps((reader, lexicon))
        except Exception as error:
            raise OptionError(
                f"workers is {count}, and the reader cannot be sent to other processes ({error}); read with 1"
            ) from error
        self._waiting: deque[Job] = deque()
        self._workers: list[_Worker] = []
        for _ in range(count):
            self._workers.append(self._start())

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *exception: object) -> None:
        for worker in self._workers:
            worker.connection.close()  # one that waits for a report sees this and ends
            if worker.jobs or not worker.ready:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(LEAVING)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()

    def submit(self, report: Report) -> Job:
        """Have a report read by the next process that is free."""
        job = Job(report)
        self._waiting.append(job)
        self._hand_out()
        return job

    def finish(self, job: Job) -> None:
        """Wait until a job is done.

        A process that ends fails the report it was reading, and another is started in its place. What would go wrong
        with every report alike is raised; ModelError where a process ends before it can read at all.
        """
        while not job.done:
            self._hand_out()
            for worker in self._answering(None):
                self._take(worker)

    def look(self) -> None:
        """Take what has come back so far, without waiting."""
        for worker in self._answering(0.0):
            self._take(worker)
        self._hand_out()

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(self._sent, theirs), name="oathbook reading", daemon=True)
        with _no_interruption():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _answering(self, timeout: float | None) -> Sequence[_Worker]:
        there = {worker.connection: worker for worker in self._workers}
        return [there[c] for c in wait(list(there), timeout) if isinstance(c, Connection)]

    def _hand_out(self) -> None:
        for held in range(AT_ONCE):
            for worker in self._workers:
                if self._waiting and worker.ready and len(worker.jobs) == held:
                    job = self._waiting.popleft()
                    worker.jobs.append(job)
                    with suppress(OSError):  # it has ended: ``_take`` sees that next
                        worker.connection.send(job.report)

    def _take(self, worker: _Worker) -> None:
        try:
            what, value = worker.connection.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return
        if what == "raise":
            raise value
        if what == "ready":
            worker.ready = True
            return
        job = worker.jobs.popleft()
        job.done = True
        if what == "claims":
            job.claims = value
        else:
            job.error = value

    def _replace(self, worker: _Worker) -> None:
        """Start another in the place of a process that has ended; the report it was reading has failed."""
        worker.process.join(LEAVING)
        ended = _ended(worker.process.exitcode)
        if not worker.ready:
            raise ModelError(
                f"a process for reading {ended} before it could read; read with one worker to see why (a program that "
                'asks for several needs `if __name__ == "__main__":` around what it does)'
            )
        if worker.jobs:
            broken = worker.jobs.popleft()
            broken.done = True
            broken.error = ReadingError(f"the process that read it {ended}; read it alone, or with more memory free")
        self._waiting.extendleft(reversed(worker.jobs))
        worker.connection.close()
        self._workers[self._workers.index(worker)] = self._start()


def _ended(status: int | None) -> str:
    if status is not None and status < 0:
        return f"was ended by signal {-status}"
    return f"ended with status {status}"


@contextmanager
def _no_interruption() -> Iterator[None]:
    """Keep Ctrl-C from a process that is just starting: who started it decides when it ends."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(sent: bytes, connection: Connection) -> None:
    """What a process does: read reports until nobody sends any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    with suppress(EOFError, OSError):
        try:
            reader, lexicon = pickle.loads(sent)
        except Exception as error:
            connection.send(("raise", _sendable(error)))
            return
        inbox: SimpleQueue[Report | None] = SimpleQueue()
        threading.Thread(target=_receive, args=(connection, inbox), daemon=True).start()
        connection.send(("ready", None))
        while (report := inbox.get()) is not None:
            connection.send(_answer(reader, lexicon, report))


def _receive(connection: Connection, inbox: SimpleQueue[Report | None]) -> None:
    """Take reports in while another is read, so that who sends one never has to wait; None at the end."""
    with suppress(EOFError, OSError):
        while True:
            inbox.put(connection.recv())
    inbox.put(None)


def _answer(reader: Any, lexicon: Lexicon, report: Report) -> tuple[str, Any]:
    try:
        return "claims", understand(reader, lexicon, report)
    except (DataError, ModelError, OptionError) as error:
        return "raise", error
    except Exception as error:
        return "error", _sendable(error)


def _sendable(error: Exception) -> Exception:
    """The error, or where it cannot be sent one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
