"""Compares the voices that find claims: patterns alone, the model alone, both (the table in the model's card).

usage: voices.py [--shared DIR] GOLD_DIR ...
"""

from __future__ import annotations

import argparse
from pathlib import Path
from unittest.mock import patch

from parts.bench import Bench
from parts.claims import predictions


def main() -> None:
    """Prints a row a folder and voice."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    args = parser.parse_args()
    bench = Bench(args.shared)
    silent = {
        "patterns alone": ("find_by_model", lambda *_: []),
        "model alone": ("find_by_patterns", lambda *_, **__: []),
        "both": ("LEAST", 0.3),
    }
    print("| data | voice | core F1 | loose F1 | claims |\n|---|---|---|---|---|")
    for folder in args.folders:
        for voice, (name, stand_in) in silent.items():
            with patch(f"oathbook.claims.finding.{name}", stand_in):
                found = predictions(bench, folder)
            result = bench.score.score(folder, found)
            row = (folder.name, voice, result["core"]["f1"], result["loose"]["f1"], len(found))
            print("| " + " | ".join(map(str, row)) + " |")


if __name__ == "__main__":
    main()
