"""The real desk in a process of its own, and the system's Chromium to look at it with: for tests and screenshots."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
"""The programs that are looked for, in this order. Playwright's own browser is not used and not fetched."""


def command(*args: str | Path) -> list[str]:
    """A command of oathbook, for ``subprocess``; with ``environment``."""
    return [sys.executable, "-m", "oathbook.cli", *map(str, args)]


def environment() -> dict[str, str]:
    """This environment without settings of oathbook, with the code of this checkout."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OATHBOOK_")}
    return kept | {"PYTHONPATH": str(ROOT / "src"), "LOGNAME": "Ada"}


def oathbook(*args: str | Path, given: str = "") -> str:
    """What a command printed. CalledProcessError where it failed."""
    return subprocess.run(
        command(*args), env=environment(), input=given, text=True, check=True, capture_output=True
    ).stdout


@contextmanager
def served(ledger: Path, *, port: int = 0) -> Iterator[str]:
    """The desk of a ledger, on this port or any that is free: its address, without a slash at the end.

    Raises RuntimeError with what the desk said where it does not start.
    """
    with subprocess.Popen(
        command("desk", "--port", str(port), "--ledger", ledger.name),
        env=environment(), cwd=ledger.parent, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout and process.stderr
        found = re.search(r"http://\S+?(?=/?\s*$)", process.stdout.readline())
        try:
            if not found:
                process.kill()
                raise RuntimeError(f"the desk did not start: {process.stderr.read().strip()}")
            yield found[0]
        finally:
            process.terminate()
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()


def browser_program() -> str | None:
    """Where the browser is; None where there is none."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def chromium() -> Iterator[Any]:
    """The browser, without a window: a ``Browser`` of playwright. RuntimeError where there is none."""
    from playwright.sync_api import sync_playwright

    program = browser_program()
    if not program:
        raise RuntimeError(f"no browser found; install Debian's chromium (looked for: {', '.join(BROWSERS)})")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()
