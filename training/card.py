"""Writes model/CARD.md from the scores that were measured.

usage: card.py MODEL_DIR

Reads scores.json (evaluate.py) and labels.json there, and the text of card.md beside this file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(argv: list[str]) -> None:
    """Writes the card."""
    if len(argv) != 1:
        sys.exit(__doc__)
    folder = Path(argv[0])
    scores = json.loads((folder / "scores.json").read_text())
    version = json.loads((folder / "labels.json").read_text())["version"]
    trees = [
        f"| {n} | {s['upos']} | {s['xpos']} | {s['lemma']} | {s['uas']} | {s['las']} |"
        for n, s in scores.items()
        if "las" in s
    ]
    names = [f"| {n} | {s['precision']} | {s['recall']} | {s['f1']} |" for n, s in scores.items() if "f1" in s]
    size = sum(p.stat().st_size for p in folder.iterdir() if p.suffix in (".onnx", ".npz", ".txt", ".json")) / 1e6
    template = Path(__file__).with_name("card.md").read_text(encoding="utf-8")
    text = template.format(version=version, size=size, trees="\n".join(trees), names="\n".join(names))
    (folder / "CARD.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
