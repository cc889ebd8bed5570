"""Makes ``timing.npz``: which of the times around its trigger a claim takes, or none.

usage: timing.py OUT.npz --fit FILE.jsonl ... --held-out FILE.jsonl ...

FILEs are marked reports. Prints the share of marked claims whose time expression (or its absence) is right.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from judge import gold_claims
from oathbook.claims.patterns import tree_of
from oathbook.claims.perceptron import Perceptron
from oathbook.claims.timing import Moment, Timer
from oathbook.lexicon import Lexicon
from oathbook.reading import load_reader
from oathbook.records import Finding
from oathbook.reports import from_text
from vouching import Case, fit_several, measure


def cases(path: Path, reader: Any, lexicon: Lexicon) -> list[Case]:
    """All marked claims of a file. What the rule alone would choose is no time."""
    out: list[Case] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        published = date.fromisoformat(record["published"]) if record.get("published") else None
        reading = reader.read(from_text(" ".join(record["sentences"]), name=record["id"], published=published))
        timer = Timer(reading, tree_of(reading.doc, lexicon))
        for gold in gold_claims(record, reading):
            marks = gold.mark
            finding = Finding(gold.type, gold.head, gold.trigger, {}, "gold", 1.0, marks["status"])
            spans = gold.roles["when"]
            if marks.get("when") and not spans:
                continue
            moments, rows = timer.weighed(finding)
            right = np.array([_is(m, spans) for m in moments], bool)
            times = [m.time.text if m.time else None for m in moments]
            note = f"{record['id']} {gold.type} {marks['trigger']!r} gold={marks.get('when')} times={times} | "
            out.append(Case(rows, right, bool(right[0]), note + reading.doc[gold.head].sent.text))
    return out


def _is(moment: Moment, spans: list[tuple[int, int, int]]) -> bool:
    """Whether a time is the marked one; no time is right where none is marked."""
    if moment.time is None or not spans:
        return moment.time is None and not spans
    return any(moment.first <= last and first <= moment.last for first, last, _ in spans)


def main() -> None:
    """Fits, measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fit", type=Path, nargs="+", required=True)
    parser.add_argument("--held-out", type=Path, nargs="+", required=True)
    parser.add_argument("--show", action="store_true", help="print what is wrong in the held-out files")
    args = parser.parse_args()
    lexicon = Lexicon()
    reader = load_reader(lexicon)
    kept = [c for path in args.fit for c in cases(path, reader, lexicon)]
    weights = fit_several(kept, networks=4, hidden=16, passes=12, decay=0.1)
    np.savez_compressed(args.out, **{k: v.astype(np.float32) for k, v in weights.items()})
    network = Perceptron(weights)
    measure("fitted", kept, network)
    for path in args.held_out:
        measure(path.stem, cases(path, reader, lexicon), network, show=args.show)


if __name__ == "__main__":
    main()
