"""Reports that are being read in: what was given, how far it is, what came of each, stopping."""

from __future__ import annotations

import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

State = Literal["waiting", "reading", "stopping", "done", "stopped", "failed"]
KEPT = 50
"""Jobs that are remembered; they are forgotten when the desk ends, what they read is in the ledger."""


@dataclass(frozen=True, slots=True)
class Line:
    """What came of one report: ``kind`` is read, known or failed; ``report`` its id where it has one."""

    kind: str
    name: str
    says: str
    report: str | None = None


@dataclass
class Job:
    """One upload that is read. ``files`` are the names as given; ``in_hand`` is the report being read."""

    id: str
    who: str
    folder: Path
    files: tuple[str, ...]
    published: str | None
    began: datetime
    state: State = "waiting"
    in_hand: str = ""
    lines: list[Line] = field(default_factory=list)
    error: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def ended(self) -> bool:
        """Whether nothing more will come."""
        return self.state in ("done", "stopped", "failed")

    def count(self, kind: str) -> int:
        """How many reports came to this."""
        return sum(line.kind == kind for line in self.lines)


Work = Callable[[Job], None]
"""Reads a job's files, adds lines to it, and returns when all are read or ``stop`` is set; raises where it cannot."""


class Jobs:
    """Reads one job after the other, in a thread."""

    def __init__(self, work: Work, *, on_line: Callable[[], None]) -> None:
        self._work = work
        self._on_line = on_line
        self._jobs: dict[str, Job] = {}
        self._root = Path(tempfile.mkdtemp(prefix="oathbook-desk-"))
        self._turn = threading.Lock()

    def folder(self) -> Path:
        """A new empty folder for the files of one job, that only this user reads."""
        return Path(tempfile.mkdtemp(dir=self._root))

    def start(self, folder: Path, files: tuple[str, ...], *, who: str, published: str | None) -> Job:
        """Read what is in the folder; it is deleted afterwards."""
        job = Job(secrets.token_hex(6), who, folder, files, published, datetime.now(UTC))
        self._jobs[job.id] = job
        for old in [each for each in self._jobs.values() if each.ended][:-KEPT]:
            del self._jobs[old.id]
        threading.Thread(target=self._run, args=(job,), name=f"desk-reading-{job.id}", daemon=True).start()
        return job

    def get(self, id: str) -> Job | None:
        """The job of this id."""
        return self._jobs.get(id)

    def all(self) -> list[Job]:
        """The jobs that are remembered, newest first."""
        return list(reversed(self._jobs.values()))

    def stop(self, job: Job) -> None:
        """Stop after the report in hand; what was read is kept."""
        job.stop.set()
        if not job.ended:
            job.state = "stopping"

    def close(self) -> None:
        """Stop all, and delete the files that were given."""
        for job in self.all():
            job.stop.set()
        shutil.rmtree(self._root, ignore_errors=True)

    def _run(self, job: Job) -> None:
        try:
            with self._turn:
                if not job.stop.is_set():
                    job.state = "reading"
                    self._work(job)
            job.state = "stopped" if job.stop.is_set() else "done"
        except Exception as error:
            job.error = " ".join(str(error).split()) or type(error).__name__
            job.state = "failed"
        finally:
            job.in_hand = ""
            shutil.rmtree(job.folder, ignore_errors=True)
            self._on_line()
