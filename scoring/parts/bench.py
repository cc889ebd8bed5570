"""What every part measures with: the outside data, the reader, the scorer, and the form of a figure."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from oathbook.claims import find
from oathbook.lexicon import Lexicon
from oathbook.reading import load_reader
from oathbook.records import Claim, Reading, Report
from oathbook.reports import from_text, load

ROOT = Path(__file__).resolve().parents[2]
TRAINING = str(ROOT / "training")
if TRAINING not in sys.path:
    sys.path.append(TRAINING)

OUTSIDE = "the folder of outside data (OATHBOOK_SHARED)"
HELD_OUT = "iraq-nigeria-somalia"
"""The file of marked reports that the model never sees in training."""


class AbsentError(Exception):
    """Data that a part needs is not there; the part is skipped and says so."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number.

    ``floored``: has a floor (for ``better="lower"`` a ceiling). ``margin``: how far under the measured value the floor
    is pinned; one point, and where few things were counted the weight of one of them. ``note`` is printed beside it.
    """

    value: float
    better: Literal["higher", "lower"] = "higher"
    floored: bool = True
    margin: float = 0.01
    note: str = ""


Figures = dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the measuring.

    ``gold`` are patterns of the files it measures against, below the shared folder, or below the repository where they
    begin with "./"; their hash is pinned with the floors. ``gated``: quick enough for `make check`.
    """

    name: str
    says: str
    measure: Callable[[Bench], Figures]
    gold: tuple[str, ...]
    gated: bool


@dataclass
class Bench:
    """The outside data and what is loaded or read once for all parts."""

    shared: Path
    _re3d: list[tuple[dict[str, Any], Reading, list[Claim]]] = field(default_factory=list)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Our word lists."""
        return Lexicon()

    @cached_property
    def reader(self) -> Any:
        """The reader with the model of the package."""
        return load_reader(self.lexicon)

    @cached_property
    def score(self) -> Any:
        """The scorer of claims, claims/score.py of the outside data, as a module."""
        return load_module("claims_score", self.path("claims/score.py"))

    def path(self, relative: str) -> Path:
        """A file or folder of the outside data. Raises AbsentError."""
        found = self.shared / relative
        if not found.exists():
            raise AbsentError(f"needs {relative} of {OUTSIDE}, which is not there")
        return found

    def files(self, patterns: Sequence[str]) -> list[tuple[str, Path]]:
        """Names and paths of the files that the patterns mean, in order of name. Raises AbsentError."""
        out: dict[str, Path] = {}
        for pattern in patterns:
            base, name = (ROOT, pattern[2:]) if pattern.startswith("./") else (self.shared, pattern)
            found = sorted(base.glob(name))
            if not found:
                where = "the repository" if base == ROOT else OUTSIDE
                raise AbsentError(f"needs {name} of {where}, which is not there")
            out |= {p.relative_to(base).as_posix(): p for p in found}
        return sorted(out.items())

    def rows(self, relative: str) -> Iterator[dict[str, Any]]:
        """The records of a JSON lines file, gzipped or not."""
        return rows(self.path(relative))

    def read(self, text: str, *, name: str, published: str | None = None) -> tuple[Reading, list[Claim]]:
        """A text's reading and claims."""
        return self.read_report(from_text(text, name=name, published=published, lexicon=self.lexicon))

    def read_report(self, report: Report, *, least: float | None = None) -> tuple[Reading, list[Claim]]:
        """A report's reading and claims."""
        reading = self.reader.read(report)
        return reading, find(reading, self.lexicon, reader=self.reader.version, least=least)

    def reports(self, folder: Path) -> Iterator[Report]:
        """The reports of a folder of gold claims: NAME.txt, or reports.jsonl."""
        lines = folder / "reports.jsonl"
        sources = [str(lines)] if lines.exists() else [str(p) for p in sorted(folder.glob("*.txt"))]
        for report in load(sources, lexicon=self.lexicon):
            if not isinstance(report, Report):
                raise AbsentError(str(report))
            yield report

    def re3d(self) -> list[tuple[dict[str, Any], Reading, list[Claim]]]:
        """re3d's documents (record of relations, our reading, our claims), read once."""
        if not self._re3d:
            for row in self.rows("bench/events/re3d-relations.jsonl.gz"):
                self._re3d.append((row, *self.read(row["text"], name=row["doc"])))
        return self._re3d

    def marked(self, origin: str) -> set[str]:
        """Ids of the real reports of an origin ("re3d", "muc4") that were marked for training."""
        paths = self.files(["claims/train/*.jsonl"])
        return {r["id"] for _, p in paths for r in rows(p) if r["origin"].split()[0] == origin}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def load_module(name: str, path: Path) -> Any:
    """A Python file as a module."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def f1(right: float, found: float, gold: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * right / (found + gold) if right else 0.0


def share(right: float, of: float, **told: Any) -> Figure:
    """A share, with the margin of one point, or of one thing counted where that is more."""
    return Figure(right / max(of, 1), margin=max(0.01, 1 / max(of, 1)), note=f"{right:g} of {of:g}", **told)


def f_figure(right: float, found: float, gold: float, **told: Any) -> Figure:
    """An F1 with precision, recall and the number of gold things as its note."""
    note = f"P {right / max(found, 1):.3f} R {right / max(gold, 1):.3f} of {gold:g}"
    more = told.pop("note", "")
    return Figure(
        f1(right, found, gold), margin=max(0.01, 1 / max(gold, 1)), note=f"{note}; {more}" if more else note, **told
    )
