"""Scores the claims of the reader against gold.

usage: score_claims.py [--shared DIR] [--least X] [--verbose] [--out FILE.jsonl] [GOLD_DIR ...]

Without folders: claims/seeds and claims/dev of the shared data. A folder holds NAME.txt (or reports.jsonl) and
NAME.gold.json. Prints core and loose F1 and the shares of matched claims that are right, as the shared score.py counts
them, and the speed.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from pathlib import Path
from typing import Any

from oathbook.claims import find
from oathbook.lexicon import Lexicon
from oathbook.reading import load_reader
from oathbook.records import Report
from oathbook.reports import load


def scorer(shared: Path) -> Any:
    """The shared score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "claims/score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def predictions(
    folder: Path, reader: Any, lexicon: Lexicon, *, least: float | None
) -> tuple[list[dict[str, Any]], int, float]:
    """All claims of a folder's reports, the words read and the seconds it took."""
    rows = folder / "reports.jsonl"
    sources = [str(rows)] if rows.exists() else [str(p) for p in sorted(folder.glob("*.txt"))]
    out: list[dict[str, Any]] = []
    words, began = 0, time.perf_counter()
    for report in load(sources, lexicon=lexicon):
        if not isinstance(report, Report):
            print("not read:", report)
            continue
        words += len(report.text.split())
        out += [claim.as_json() for claim in find(reader.read(report), lexicon, reader=reader.version, least=least)]
    return out, words, time.perf_counter() - began


def main() -> None:
    """Prints a block a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--least", type=float)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    folders = args.folders or [args.shared / "claims/seeds", args.shared / "claims/dev"]
    score = scorer(args.shared)
    lexicon = Lexicon()
    reader = load_reader(lexicon)
    for folder in folders:
        found, words, seconds = predictions(folder, reader, lexicon, least=args.least)
        if args.out:
            args.out.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in found))
        result = score.score(folder, found, args.verbose)
        print(folder.name, json.dumps({k: result[k] for k in ("core", "loose", "of_matched", "gold", "predicted")}))
        print("   ", json.dumps(result["recall_by_type"]))
        empty = [p for p in folder.glob("*.gold.json") if not json.loads(p.read_text())["claims"]]
        if empty:
            names = {p.name.removesuffix(".gold.json") for p in empty}
            print("    claims in the", len(names), "reports without any:", sum(p["report"] in names for p in found))
        print(f"    {words} words in {seconds:.1f} s, {words / seconds:.0f} words a second")


if __name__ == "__main__":
    main()
