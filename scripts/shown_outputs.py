"""Runs the ``console`` blocks of our pages and compares what they print with what the pages show.

A line that begins with "$ " is a command, the lines after it are its output. A line "..." stands for any lines left
out; everything else must be there, in order. Blanks at line ends, runs of blanks and rules, ids and durations may
differ. A command that fails shows "[exit status N]" as its last line. The blocks of one page share a folder with a
copy of ``examples/`` in it.

    python scripts/shown_outputs.py README.md docs/tutorial.md           compare; exit status 1 where they differ
    python scripts/shown_outputs.py --write README.md docs/tutorial.md   write what is printed today where they differ
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = "..."
WIDTH = 110
"""Columns that the outputs in our pages are set to."""


@dataclass(frozen=True)
class Shown:
    """One command of a page with the output shown for it; ``first`` and ``last`` are line indices of that output."""

    line: int
    command: str
    output: tuple[str, ...]
    first: int
    last: int


def commands_of(page: str) -> list[Shown]:
    """The commands in the ``console`` blocks of a page, in order."""
    found: list[Shown] = []
    lines = page.splitlines()
    inside = False
    for number, line in enumerate(lines):
        if line.startswith("```"):
            inside = line == "```console"
        elif inside and line.startswith("$ "):
            end = number + 1
            while not lines[end].startswith(("$ ", "```")):
                end += 1
            found.append(Shown(number + 1, line[2:], tuple(lines[number + 1 : end]), number + 1, end))
    return found


def printed(command: str, folder: Path) -> list[str]:
    """Everything the command prints when run in the folder, line by line, with its exit status where it fails."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("OATHBOOK_")}
    environ.update(
        PATH=f"{Path(sys.executable).parent}{os.pathsep}{environ['PATH']}",
        COLUMNS=str(WIDTH),
        LC_ALL="C.UTF-8",
        TERM="dumb",
        NO_COLOR="1",
    )
    run = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    lines = [line.rstrip() for line in run.stdout.splitlines()]
    return lines + ([f"[exit status {run.returncode}]"] if run.returncode else [])


def plain(line: str) -> str:
    """A line without what may differ from run to run or with the width of a column."""
    line = re.sub(r"\b[0-9a-f]{8,64}\b", "ID", line)
    line = re.sub(r"\b\d+(\.\d+)? ?(ms|s|seconds?|minutes?)\b", "DURATION", line)
    line = re.sub(r"[─━═-]{3,}", "---", line)
    return re.sub(r"\s+", " ", line).strip()


def fits(shown: Sequence[str], real: Sequence[str]) -> bool:
    """Whether the shown lines are the real ones, "..." standing for any."""
    parts: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(plain(line))
    lines = [plain(line) for line in real]
    if len(parts) == 1:
        return parts[0] == lines
    head, *middle, tail = parts
    if lines[: len(head)] != head or (tail and lines[-len(tail) :] != tail) or len(head) + len(tail) > len(lines):
        return False
    lines = lines[len(head) : len(lines) - len(tail)]
    for part in middle:
        at = next((i for i in range(len(lines) - len(part) + 1) if lines[i : i + len(part)] == part), None)
        if at is None:
            return False
        lines = lines[at + len(part) :]
    return True


def differences(path: Path) -> list[tuple[Shown, list[str]]]:
    """The commands of a page whose output is not as shown, each with what it prints."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        for shown in commands_of(path.read_text(encoding="utf-8")):
            real = printed(shown.command, Path(folder))
            if not fits(shown.output, real):
                wrong.append((shown, real))
    return wrong


def main(arguments: list[str]) -> int:
    """Compare or write the pages named; the number of differences left decides the exit status."""
    write = "--write" in arguments
    left = 0
    for path in (Path(a) for a in arguments if a != "--write"):
        wrong = differences(path)
        if write:
            lines = path.read_text(encoding="utf-8").splitlines()
            for shown, real in reversed(wrong):
                lines[shown.first : shown.last] = real
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for shown, real in wrong:
            print(f"{path}:{shown.line}: {'written anew' if write else 'differs'}: {shown.command}")
            if not write:
                left += 1
                print(*(f"    {line}" for line in real), sep="\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
