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
ID = re.compile(r"\b[0-9a-f]{8,64}\b")
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
    line = ID.sub("ID", line)
    line = re.sub(r"\b\d+(\.\d+)? ?(ms|s|seconds?|minutes?)\b", "DURATION", line)
    line = re.sub(r"[─━═-]{3,}", "---", line)
    return re.sub(r"\s+", " ", line).strip()


def paired(shown: Sequence[str], real: Sequence[str]) -> list[tuple[str, str]] | None:
    """Each shown line with the real one it stands for, "..." standing for any number; None where they do not fit."""
    parts: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(line)
    pairs: list[tuple[str, str]] = []
    at = 0
    for number, part in enumerate(parts):
        wanted = [plain(line) for line in part]
        last = len(real) - len(part)
        first = last if number == len(parts) - 1 and part else at
        allowed = range(max(first, at), (at if number == 0 else last) + 1)
        found = next((i for i in allowed if [plain(line) for line in real[i : i + len(part)]] == wanted), None)
        if found is None:
            return None
        pairs += zip(part, real[found:], strict=False)
        at = found + len(part)
    whole = len(parts) > 1 or at == len(real)
    return pairs if whole else None


@dataclass(frozen=True)
class Run:
    """A shown command as it was run, what it printed, whether that fits, and what to show for it with today's ids."""

    shown: Shown
    command: str
    real: list[str]
    fits: bool
    output: list[str]


def runs(path: Path) -> list[Run]:
    """Runs the commands of a page.

    An id shown in an output and used in a later command is put to the id that was printed in its place.
    """
    done = []

    def today(line: str) -> str:
        return ID.sub(lambda found: ids.get(found[0], found[0]), line)

    ids: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        for shown in commands_of(path.read_text(encoding="utf-8")):
            command = today(shown.command)
            real = printed(command, Path(folder))
            pairs = paired(shown.output, real)
            for line, other in pairs or zip(shown.output, real, strict=False):
                ids.update(zip(ID.findall(line), ID.findall(other), strict=False))
            output = real if pairs is None else [today(line) for line in shown.output]
            done.append(Run(shown, command, real, pairs is not None, output))
    return done


def rewritten(page: str, done: list[Run]) -> str:
    """The page with today's ids, and with what is printed today where it is not as shown."""
    lines = page.splitlines()
    for run in reversed(done):
        lines[run.shown.first : run.shown.last] = run.output
        lines[run.shown.line - 1] = f"$ {run.command}"
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Compare or write the pages named; exit status 1 where a page compared is not as it should be."""
    write = "--write" in arguments
    wrong = 0
    for path in (Path(a) for a in arguments if a != "--write"):
        done = runs(path)
        for run in done:
            if not run.fits:
                wrong += 1
                print(f"{path}:{run.shown.line}: {'written anew' if write else 'differs'}: {run.shown.command}")
                if not write:
                    print(*(f"    {line}" for line in run.real), sep="\n")
        if write:
            path.write_text(rewritten(path.read_text(encoding="utf-8"), done), encoding="utf-8")
    return 1 if wrong and not write else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
