"""How much of the score reference and naming lose: gold triggers and roles, our own names.

usage: oracle.py FILE.jsonl [--shared DIR] [--verbose]

Reads the reports of a marked file, takes triggers, role fillers, status and source words from the marks, and lets the
program find mentions, clusters and names. The core F1 of these claims is the height that finding alone could reach.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))

from marks import locator
from marks_to_gold import gold
from oathbook.claims.naming import Fillers
from oathbook.claims.settling import settle
from oathbook.lexicon import Lexicon
from oathbook.reading import load_reader
from oathbook.records import Finding, Reading
from oathbook.reports import from_text
from parts.bench import Bench


def findings(record: dict[str, Any], reading: Reading) -> list[Finding]:
    """The marks as findings on the reading's tokens."""
    locate = locator(reading.doc, record["sentences"])

    def head(s: int, mark: str) -> tuple[int, int, int] | None:
        span = locate(s, mark)
        return (span.root.i, span.start, span.end - 1) if span is not None else None

    out = []
    for c in record["claims"]:
        trigger = head(c["s"], c["trigger"])
        if trigger is None:
            continue
        roles: dict[str, tuple[int, ...]] = {}
        for role in ("agent", "object", "place", "when", "quantity"):
            marks = c.get(role) or []
            hits = [head(c["s"], m) for m in (marks if isinstance(marks, list) else [marks])]
            roles[role] = tuple(h[0] for h in hits if h)
        out.append(Finding(c["type"], trigger[0], trigger[1:], roles, "gold", 1.0, c["status"]))
    return out


def main() -> None:
    """Prints the score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    reader = load_reader(Lexicon())
    with tempfile.TemporaryDirectory() as folder:
        predictions = []
        for line in args.file.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            (Path(folder) / f"{record['id']}.gold.json").write_text(json.dumps(gold(record)))
            reading = reader.read(from_text(" ".join(record["sentences"]), name=record["id"]))
            fillers = Fillers(reading)
            settled = [settle(reading, f, fillers, reader="gold") for f in findings(record, reading)]
            predictions += [c.as_json() for c in settled if c]
        result = Bench(args.shared).score.score(folder, predictions, args.verbose)
    print(json.dumps({k: result[k] for k in ("core", "loose", "of_matched", "gold", "predicted")}))


if __name__ == "__main__":
    main()
