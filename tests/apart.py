"""A reader for other processes, invented: what it does with a report, the report's text says."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

from cli_tools import find

from oathbook.errors import DataError, ModelError
from oathbook.records import Report


class OddError(Exception):
    """An error that pickle can send but not read again."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(f"{one} and {other}")


class ReaderApart:
    """Reads "A left B." as ``cli_tools.find`` does, in this process and in others."""

    version = "apart-1"

    def __init__(self, start: str = "well") -> None:
        self.start = start

    def __reduce__(self) -> tuple[Any, ...]:
        return arrived, (self.start,)

    def read(self, report: Report) -> Any:
        """What ``find`` needs."""
        if "killed" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "broken" in report.text:
            raise ZeroDivisionError("no tree")
        if "odd" in report.text:
            raise OddError("this", "that")
        if "no model" in report.text:
            raise ModelError("no model")
        if "slow" in report.text:
            time.sleep(0.5)
        return ReadApart(report)


class ReadApart:
    """A reading that is the report alone."""

    def __init__(self, report: Report) -> None:
        self.report = report


def arrived(start: str) -> ReaderApart:
    """The reader in another process, where the real ``claims.find`` is replaced too."""
    import oathbook.claims

    if start == "data":
        raise DataError("a data file is malformed")
    if start == "dead":
        os._exit(3)
    oathbook.claims.find = find  # type: ignore[assignment]
    return ReaderApart(start)
