"""Writes model/CARD.md from the scores that were measured, and the model's version; run it after any change of a file.

usage: card.py MODEL_DIR

Reads scores.json (evaluate.py) and labels.json there, and the text of card.md beside this file. The version is a hash
of all weights, so that a report is read again where any of them has changed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path


def seal(folder: Path) -> str:
    """Writes the version into labels.json: eight hex digits of all .onnx and .npz files."""
    hashed = hashlib.sha256()
    for path in sorted(p for p in folder.iterdir() if p.suffix in (".onnx", ".npz")):
        hashed.update(path.name.encode() + b"\0" + path.read_bytes())
    labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    labels["version"] = hashed.hexdigest()[:8]
    (folder / "labels.json").write_text(json.dumps(labels, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return str(labels["version"])


def main(argv: list[str]) -> None:
    """Writes the card."""
    if len(argv) != 1:
        sys.exit(__doc__)
    folder = Path(argv[0])
    scores = json.loads((folder / "scores.json").read_text())
    version = seal(folder)
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
