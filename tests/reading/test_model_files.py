"""The model's version changes with its weights."""

from __future__ import annotations

import hashlib
import json

from oathbook.reading.encoder import MODEL


def test_the_version_is_that_of_all_weights() -> None:
    """Claims of one version are the same; where this fails, run ``python training/card.py src/oathbook/model``."""
    hashed = hashlib.sha256()
    for path in sorted(p for p in MODEL.iterdir() if p.suffix in (".onnx", ".npz")):
        hashed.update(path.name.encode() + b"\0" + path.read_bytes())
    assert json.loads((MODEL / "labels.json").read_text(encoding="utf-8"))["version"] == hashed.hexdigest()[:8]
