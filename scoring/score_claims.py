"""Scores the claims of the reader against gold in detail; score.py prints the sums of it beside everything else.

usage: score_claims.py [--shared DIR] [--least X] [--verbose] [--out FILE.jsonl] [GOLD_DIR ...]

Without folders: claims/seeds and claims/dev of the shared data. A folder holds NAME.txt (or reports.jsonl) and
NAME.gold.json. Prints core and loose F1 and the shares of matched claims that are right, as the shared score.py counts
them, recall by type, and claims in reports that hold none.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from parts.bench import Bench
from parts.claims import predictions


def main() -> None:
    """Prints a block a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--least", type=float)
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    bench = Bench(args.shared)
    for folder in args.folders or [args.shared / "claims/seeds", args.shared / "claims/dev"]:
        found = predictions(bench, folder, least=args.least)
        if args.out:
            args.out.write_text("".join(json.dumps(p, ensure_ascii=False) + "\n" for p in found))
        result = bench.score.score(folder, found, args.verbose)
        print(folder.name, json.dumps({k: result[k] for k in ("core", "loose", "of_matched", "gold", "predicted")}))
        print("   ", json.dumps(result["recall_by_type"]))
        empty = [p for p in folder.glob("*.gold.json") if not json.loads(p.read_text())["claims"]]
        if empty:
            names = {p.name.removesuffix(".gold.json") for p in empty}
            print("    claims in the", len(names), "reports without any:", sum(p["report"] in names for p in found))


if __name__ == "__main__":
    main()
