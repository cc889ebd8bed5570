"""Runs the ``console`` blocks of our pages and compares what they print with what the pages show.

A line that begins with "$ " is a command, the lines after it are its output. A command that fails shows
"[exit status N]" as its last line. The blocks of one page share a folder with a copy of ``examples/`` in it.

Ids, durations, runs of blanks and rules do not count. The rest must be alike, not equal: a claim at the edge of a
threshold may be found on one kind of processor and not on another.

    python scripts/shown_outputs.py README.md docs/tutorial.md           say how alike; exit status 1 where too little
    python scripts/shown_outputs.py --write README.md docs/tutorial.md   write what is printed today
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from rapidfuzz import fuzz

ROOT = Path(__file__).resolve().parent.parent
ALIKE = 0.85
"""Least share of characters (normalised Indel similarity) that shown and printed have in common, in order."""
ID = re.compile(r"\b[0-9a-f]{8,64}\b")
STATUS = re.compile(r"\[exit status \d+\]")
WIDTH = 110
"""Columns that the outputs in our pages are set to."""


@dataclass(frozen=True)
class Shown:
    """One command of a page and the output shown for it. ``first`` and ``last`` are the line indices of that output;
    the command stands on the line before."""

    command: str
    output: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True)
class Run:
    """A shown command as it was run (with today's ids), and the lines it printed."""

    shown: Shown
    command: str
    printed: tuple[str, ...]

    @property
    def alike(self) -> float:
        """From 0 to 1; 0 where the exit status is not the one shown."""
        return alike(self.shown.output, self.printed)


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
            found.append(Shown(line[2:], tuple(lines[number + 1 : end]), number + 1, end))
    return found


def run(command: str, folder: Path) -> tuple[str, ...]:
    """Everything the command prints when run in the folder, line by line, with its exit status where it fails."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith("OATHBOOK_")}
    environ.update(
        PATH=f"{Path(sys.executable).parent}{os.pathsep}{environ['PATH']}",
        COLUMNS=str(WIDTH),
        LC_ALL="C.UTF-8",
        TERM="dumb",
        NO_COLOR="1",
    )
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return (*lines, *([f"[exit status {done.returncode}]"] if done.returncode else []))


def plain(line: str) -> str:
    """A line without what may differ from run to run or with the width of a column."""
    line = ID.sub("ID", line)
    line = re.sub(r"\b\d+(\.\d+)? ?(ms|s|seconds?|minutes?)\b", "DURATION", line)
    line = re.sub(r"\b20\d\d-\d\d-\d\d \d\d:\d\d UTC\b", "MOMENT", line)
    line = re.sub(r"[─━═-]{3,}", "---", line)
    return re.sub(r"\s+", " ", line).strip()


def alike(shown: Sequence[str], printed: Sequence[str]) -> float:
    """How alike two outputs are, from 0 to 1; 0 where one tells another exit status than the other."""
    pages = ["\n".join(map(plain, lines)) for lines in (shown, printed)]
    if STATUS.findall(pages[0]) != STATUS.findall(pages[1]):
        return 0.0
    return fuzz.ratio(*pages) / 100


def same_ids(shown: Sequence[str], printed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Ids shown, each with the one printed in its place: in the same line, else in the same order (or the last)."""
    there = ID.findall("\n".join(printed))
    for k, old in enumerate(ID.findall("\n".join(shown))):
        if there:
            yield old, there[min(k, len(there) - 1)]
    matcher = SequenceMatcher(None, [plain(line) for line in shown], [plain(line) for line in printed], autojunk=False)
    for match in matcher.get_matching_blocks():
        for k in range(match.size):
            yield from zip(ID.findall(shown[match.a + k]), ID.findall(printed[match.b + k]), strict=True)


def runs(path: Path) -> list[Run]:
    """Runs the commands of a page.

    An id shown in an output and used in a later command is put to the id that was printed in its place.
    """
    done = []
    ids: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        for shown in commands_of(path.read_text(encoding="utf-8")):
            command = ID.sub(lambda found: ids.get(found[0], found[0]), shown.command)
            printed = run(command, Path(folder))
            ids.update(same_ids(shown.output, printed))
            done.append(Run(shown, command, printed))
    return done


def rewritten(page: str, done: list[Run]) -> str:
    """The page with the commands and outputs of today."""
    lines = page.splitlines()
    for each in reversed(done):
        lines[each.shown.first - 1 : each.shown.last] = [f"$ {each.command}", *each.printed]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Compare or write the pages named; exit status 1 where a page compared shows something else than is printed."""
    write = "--write" in arguments
    wrong = 0
    for path in (Path(a) for a in arguments if a != "--write"):
        done = runs(path)
        for each in done:
            wrong += each.alike < ALIKE
            print(f"{path}:{each.shown.first}: {each.alike:.0%} alike: {each.command}")
        if write:
            path.write_text(rewritten(path.read_text(encoding="utf-8"), done), encoding="utf-8")
    return 1 if wrong and not write else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
