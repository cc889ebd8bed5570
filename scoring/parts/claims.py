"""Whole claims: dev, seeds, and texts that hold none."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from parts.bench import AbsentError, Bench, Figure, Figures, Part, rows, share

NEGATIVES = "tests/cases/negatives.jsonl"
DETAILS = ("status", "when", "source", "place", "quantity")


def predictions(bench: Bench, folder: Path, *, least: float | None = None) -> list[dict[str, Any]]:
    """All claims of a folder's reports."""
    return [c.as_json() for report in bench.reports(folder) for c in bench.read_report(report, least=least)[1]]


def figures(bench: Bench, folder: str) -> Figures:
    """Core and loose F1, and the shares of core-matched claims whose details are right, as claims/score.py counts."""
    path = bench.path(folder)
    result = bench.score.score(path, predictions(bench, path))
    out: Figures = {}
    for level in ("core", "loose"):
        told = result[level]
        note = f"P {told['precision']:.3f} R {told['recall']:.3f} of {result['gold']}"
        out[f"{level} F1"] = Figure(told["f1"], margin=max(0.01, 1 / result["gold"]), note=note)
    for name in DETAILS:
        right, of = map(int, result["of_matched"].get(name, "0/0").split("/"))
        if of:
            out[f"{name} of core-matched"] = share(right, of)
    return out


def empty(bench: Bench) -> Figures:
    """Claims in the reports of dev that hold none: every one is an error."""
    folder = bench.path("claims/dev")
    names = {
        p.name.removesuffix(".gold.json") for p in folder.glob("*.gold.json") if not json.loads(p.read_text())["claims"]
    }
    texts = [r for r in bench.reports(folder) if r.name in names]
    return per_thousand([(r.text, len(bench.read_report(r)[1])) for r in texts])


def negatives(bench: Bench) -> Figures:
    """Claims in texts of our own that use armed and loyal words and hold none."""
    path = dict(bench.files([f"./{NEGATIVES}"]))[NEGATIVES]
    counted = [
        (r["text"], len(bench.read(r["text"], name=r["id"], published=r.get("published"))[1])) for r in rows(path)
    ]
    if not counted:
        raise AbsentError(f"needs texts in {NEGATIVES}, which is empty")
    return per_thousand(counted)


def per_thousand(counted: list[tuple[str, int]]) -> Figures:
    """Claims per 1,000 words of texts that hold none; one more claim is within the margin."""
    words = sum(len(re.findall(r"\w+", text)) for text, _ in counted)
    claims = sum(n for _, n in counted)
    note = f"{claims} in {words} words of {len(counted)} texts"
    return {
        "claims per 1,000 words": Figure(1000 * claims / words, better="lower", margin=1000 / words, note=note),
    }


PARTS = (
    Part(
        "dev", "claims of the development reports", lambda b: figures(b, "claims/dev"),
        ("claims/dev/*.txt", "claims/dev/*.gold.json", "claims/score.py"), gated=True,
    ),
    Part(
        "seeds", "claims of the two real articles", lambda b: figures(b, "claims/seeds"),
        ("claims/seeds/*.txt", "claims/seeds/*.gold.json", "claims/score.py"), gated=True,
    ),
    Part(
        "empty", "development reports without a claim", empty,
        ("claims/dev/*.txt", "claims/dev/*.gold.json"), gated=True,
    ),
    Part("negatives", "texts of our own without a claim", negatives, (f"./{NEGATIVES}",), gated=True),
)  # fmt: skip
