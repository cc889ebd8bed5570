"""Measures oathbook part by part and holds each figure against its floor.

usage: score.py [--shared DIR] [--parts NAME,NAME] [--gate] [--json FILE] [--update-floors [--lower]] [--released]

Prints one table: part, figure, now, last release, floor, and what it was counted on. Exit status 1 where a figure is
under its floor (scoring/floors.json), a floor is missing, or the gold has changed since it was pinned; parts whose data
is not there are skipped, and said to be. docs/measuring.md says how each part is measured.

--gate           only the parts that `make check` measures, which take about a minute
--update-floors  pin the floors of the measured parts anew, a little under the figures, and the hash of their gold;
                 refuses to lower or drop one unless --lower stands beside it
--released       keep the measured figures as those of this version (scoring/released.json)
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from gate import LoweredError, Pinned, faults, gold_hash, is_under, load_floors, pin, save_floors, shown, write_json
from oathbook import __version__
from parts import PARTS, AbsentError, Bench, Figures

HERE = Path(__file__).resolve().parent
RELEASED = HERE / "released.json"
Row = tuple[str, ...]


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = os.environ.get("OATHBOOK_SHARED") or HERE.parent.parent / "shared"
    parser.add_argument("--shared", type=Path, default=Path(shared), help="folder of outside data")
    parser.add_argument("--parts", help=f"names of parts, parted by commas: {', '.join(PARTS)}")
    parser.add_argument("--gate", action="store_true", help="the parts that `make check` measures")
    parser.add_argument("--json", type=Path, metavar="FILE", help='write all of it as JSON; "-" for standard output')
    parser.add_argument("--update-floors", action="store_true")
    parser.add_argument("--lower", action="store_true", help="with --update-floors: floors may go down")
    parser.add_argument("--released", action="store_true")
    told = parser.parse_args()
    if told.lower and not told.update_floors:
        parser.error("--lower says that --update-floors may lower floors; give both")
    names = told.parts.split(",") if told.parts else [n for n, p in PARTS.items() if p.gated or not told.gate]
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        parser.error(f"no part is called {unknown[0]!r}; there are {', '.join(PARTS)}")
    told.parts = [name for name in PARTS if name in names]
    return told


def measure(names: list[str], bench: Bench) -> tuple[dict[str, tuple[Figures, str]], dict[str, str]]:
    """Figures and gold hash of each part, and why parts were skipped; says on standard error what it is at."""
    measured, skipped = {}, {}
    for number, name in enumerate(names, 1):
        part, began = PARTS[name], time.perf_counter()
        print(f"{number}/{len(names)} {name}: {part.says} ...", end="", file=sys.stderr, flush=True)
        try:
            gold = gold_hash(bench.files(part.gold))
            measured[name] = (part.measure(bench), gold)
            print(f" {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)
        except AbsentError as error:
            skipped[name] = str(error)
            print(" skipped", file=sys.stderr, flush=True)
    return measured, skipped


def table(measured: dict[str, tuple[Figures, str]], floors: dict[str, Pinned], released: dict[str, Any]) -> list[Row]:
    """The rows of the table."""
    rows: list[Row] = [("part", "figure", "now", str(released.get("version", "release")), "floor", "")]
    for name, (figures, gold) in measured.items():
        before = released.get("figures", {}).get(name, {})
        pinned = floors.get(name)
        for figure_name, figure in figures.items():
            floor = pinned.floors.get(figure_name) if pinned and pinned.gold == gold else None
            sign = "" if figure.better == "higher" else "≤ "
            under = floor is not None and figure.floored and is_under(figure, floor)
            rows.append(
                (
                    name,
                    figure_name,
                    shown(figure.value),
                    shown(before[figure_name]) if figure_name in before else "-",
                    f"{sign}{shown(floor)}" if floor is not None and figure.floored else "-",
                    ("UNDER  " if under and not sign else "OVER  " if under else "") + figure.note,
                )
            )
    return rows


def aligned(rows: list[Row]) -> str:
    """Rows in columns, numbers to the right; a part's name stands once."""
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines, before = [], ""
    for row in rows:
        cells = [
            cell.rjust(w) if 2 <= k < 5 else cell.ljust(w) for k, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        if row[0] == before:
            cells[0] = " " * widths[0]
        before = row[0]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def as_json(
    bench: Bench,
    measured: dict[str, tuple[Figures, str]],
    skipped: dict[str, str],
    floors: dict[str, Pinned],
    wrong: dict[str, list[str]],
) -> dict[str, Any]:
    """Everything, for other programs."""
    return {
        "reader": bench.reader.version,
        "parts": {
            name: {
                "gold": gold,
                "figures": {
                    f: {
                        "value": v.value,
                        "better": v.better,
                        "floor": floors[name].floors.get(f) if name in floors else None,
                        "note": v.note,
                    }
                    for f, v in figures.items()
                },
                "faults": wrong[name],
            }
            for name, (figures, gold) in measured.items()
        },
        "skipped": skipped,
    }


def main() -> int:
    """Measure, print, hold against the floors, or pin them."""
    told = options()
    bench = Bench(told.shared)
    measured, skipped = measure(told.parts, bench)
    floors = load_floors()
    released = json.loads(RELEASED.read_text(encoding="utf-8")) if RELEASED.exists() else {}
    quiet = told.json is not None and str(told.json) == "-"
    if told.update_floors:
        refused = []
        for name, (figures, gold) in measured.items():
            try:
                floors[name] = pin(name, figures, gold, floors.get(name), lower=told.lower)
            except LoweredError as error:
                refused.append(str(error))
        if refused:
            print("\n".join(refused), file=sys.stderr)
            print("no floor was written; lowering them takes --lower, and a reason in the commit", file=sys.stderr)
            return 1
        save_floors(floors, PARTS)
    wrong = {name: faults(name, figures, gold, floors.get(name)) for name, (figures, gold) in measured.items()}
    if not quiet and measured:
        print(bench.reader.version)
        print(aligned(table(measured, floors, released)))
    if told.json is not None:
        everything = as_json(bench, measured, skipped, floors, wrong)
        if quiet:
            print(json.dumps(everything, indent=1, ensure_ascii=False))
        else:
            write_json(told.json, everything)
    if told.released:
        kept = released.get("figures", {}) if released.get("version") == __version__ else {}
        kept |= {name: {f: round(v.value, 4) for f, v in figures.items()} for name, (figures, _) in measured.items()}
        write_json(
            RELEASED,
            {
                "version": __version__,
                "reader": bench.reader.version,
                "figures": {name: kept[name] for name in PARTS if name in kept},
            },
        )
    out = sys.stderr if quiet else sys.stdout
    for name, why in skipped.items():
        print(f"skipped {name}: {why}", file=out)
    for line in (line for lines in wrong.values() for line in lines):
        print(line, file=out)
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
