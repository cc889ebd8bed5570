"""Ctrl-C as a wish: the work in hand is finished first."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from oathbook.cli.progress import Steps


@contextmanager
def stopping(step: Steps, *, after: str) -> Iterator[Callable[[], bool]]:
    """Turns the first Ctrl-C into a wish to stop ``after`` the work in hand; the second stops at once."""
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)
        step.say(f"oathbook: stopping after {after} (Ctrl-C again: at once)", err=True)

    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:  # not in the main thread: whoever runs us there handles signals
        yield lambda: False
        return
    try:
        yield lambda: bool(asked)
    finally:
        signal.signal(signal.SIGINT, before)
