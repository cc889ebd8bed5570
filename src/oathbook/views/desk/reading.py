"""Reading the files of a job: in this process, or in one of its own so that pages stay quick and a crash stays there.

    python -m oathbook.views.desk.reading

As a program it takes one line of JSON on standard input (``ledger``, ``folder``, ``published``, ``lexicon``; not as
arguments, which other users of the machine can see and a ledger's URL may hold a password). It prints one JSON object
a line, ``{"begin": name}`` or the fields of ``jobs.Line``, and stops after the report in hand when its input ends.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from oathbook.errors import OathbookError
from oathbook.lexicon import Lexicon
from oathbook.pipeline import Outcome, read_into
from oathbook.views.desk.jobs import Job, Line
from oathbook.views.phrases import clean, count

PATIENCE = 60.0
"""Seconds that a process that was asked to stop may take for the report in hand."""


def read_files(
    ledger_url: str,
    folder: Path,
    *,
    published: str | None,
    lexicon: Path | None,
    begin: Callable[[str], None],
    stopped: Callable[[], bool],
) -> Iterator[Line]:
    """A line for each report in the folder as it is read into the ledger; no more once ``stopped()`` is true."""
    from oathbook.ledger import Ledger
    from oathbook.reading import load_reader

    words = Lexicon(lexicon)
    with Ledger(ledger_url) as ledger:
        reader = load_reader(words)
        outcomes = read_into(
            ledger,
            [str(folder)],
            reader=reader,
            lexicon=words,
            published=date.fromisoformat(published) if published else None,
            on_report=lambda report: begin(clean(report.name)),
        )
        for outcome in outcomes:
            yield line_of(outcome, folder)
            if stopped():
                return


def line_of(outcome: Outcome, folder: Path) -> Line:
    """What came of a report, in one line; an error names the file as it was given."""
    name = clean(outcome.report.name) if outcome.report else ""
    if outcome.error is not None:
        said = clean(re.sub(rf"{re.escape(str(folder))}/(\d+/)?", "", str(outcome.error)))
        if not isinstance(outcome.error, OathbookError):
            kind = type(outcome.error).__name__
            said = f"reading it went wrong ({kind}: {said}); this is a fault of oathbook, please report it"
        return Line("failed", name, said)
    assert outcome.report is not None
    if outcome.skipped:
        return Line("known", name, "the ledger holds this reading already", outcome.report.id)
    warnings = "".join(f"; warning: {clean(warning)}" for warning in outcome.report.warnings)
    return Line("read", name, count(len(outcome.claims), "claim") + warnings, outcome.report.id)


def in_thread(ledger_url: str, *, lexicon: Path | None, on_line: Callable[[], None]) -> Callable[[Job], None]:
    """Work for ``Jobs`` that reads in this process."""

    def work(job: Job) -> None:
        def begin(name: str) -> None:
            job.in_hand = name

        lines = read_files(
            ledger_url, job.folder, published=job.published, lexicon=lexicon, begin=begin, stopped=job.stop.is_set
        )
        for line in lines:
            job.lines.append(line)
            on_line()

    return work


def in_process(ledger_url: str, *, lexicon: Path | None, on_line: Callable[[], None]) -> Callable[[Job], None]:
    """Work for ``Jobs`` that reads in a process of its own."""

    def work(job: Job) -> None:
        given = {"ledger": ledger_url, "folder": str(job.folder), "published": job.published}
        given["lexicon"] = str(lexicon) if lexicon else None
        with subprocess.Popen(
            [sys.executable, "-m", "oathbook.views.desk.reading"],
            text=True, encoding="utf-8", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            assert process.stdin and process.stdout and process.stderr
            process.stdin.write(json.dumps(given) + "\n")
            process.stdin.flush()
            errors = process.stderr
            threading.Thread(target=_stop_when_asked, args=(job, process), daemon=True).start()
            said: list[str] = []
            listening = threading.Thread(target=lambda: said.extend(errors), daemon=True)
            listening.start()
            for text in process.stdout:
                _take(job, json.loads(text))
                on_line()
            status = process.wait()
            listening.join(5)
        if status and not job.stop.is_set():
            last = next((line.strip() for line in reversed(said) if line.strip()), f"status {status}")
            raise OathbookError(f"reading stopped: {clean(last)}; what was read before is kept")

    return work


def _take(job: Job, told: dict[str, Any]) -> None:
    if "begin" in told:
        job.in_hand = told["begin"]
    else:
        job.lines.append(Line(**told))


def _stop_when_asked(job: Job, process: subprocess.Popen[str]) -> None:
    while process.poll() is None:
        if job.stop.wait(0.5):
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
            return


def main() -> int:
    """The program."""
    given = json.loads(sys.stdin.readline())
    ended = threading.Event()

    def say(told: dict[str, Any]) -> None:
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    lines = read_files(
        given["ledger"],
        Path(given["folder"]),
        published=given["published"],
        lexicon=Path(given["lexicon"]) if given["lexicon"] else None,
        begin=lambda name: say({"begin": name}),
        stopped=ended.is_set,
    )
    try:
        for line in lines:
            say(asdict(line))
    except OathbookError as error:
        sys.stderr.write(f"{' '.join(str(error).split())}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
