#!/usr/bin/env python3
"""Count how rare words are in names, and fit the weights of likeness.

Writes data/words/likeness_rarity.yaml and likeness_weights.yaml.

usage: python scoring/fit_likeness.py [--shared DIR] [--show]

A logistic regression in which every weight has the sign of its feature, on the pairs that may be looked at
(parts/likeness.py). Made pairs are added (made_pairs.py) of what the lists have too few of: acronyms with names of
others, other numbers, places and parts. Because these are no sample of anything, begin and scale of the sum are then
fitted once more on the pairs of the lists and the acronyms, so that the score is the share of the same among these.
"""

from __future__ import annotations

import argparse
import csv
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml

from made_pairs import made_pairs
from oathbook.actors.likeness.alignment import align
from oathbook.actors.likeness.features import FEATURES, measure
from oathbook.actors.likeness.lists import load_lists
from oathbook.actors.likeness.parts import Parser
from oathbook.lexicon import DATA, Lexicon
from parts.likeness import GROUPS, KINDS, PAIRS, Pair, pairs

LEAST_GROUPS = 4
RIDGE = 1.0
STEPS = 20_000
HEADS = {
    "rarity": """# How many groups, of so many, have a word in one of their names; words of fewer are left out.
# Counted by scoring/fit_likeness.py on the UCDP Actor Dataset 22.1 (Uppsala Conflict Data Program, CC BY 4.0), the list
# of armed groups of OpenEventData's PETRARCH (MIT) and the OFAC sanctions list (public domain). "~" stands before the
# skeleton of a word that no list of ours knows.
""",
    "weights": """# What each feature of two names counts for, in log odds. Made by scoring/fit_likeness.py.
""",
}


def rarity(path: Path, parser: Parser) -> dict[str, object]:
    """Groups, and how many of them have each word."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    counts: Counter[str] = Counter()
    for row in rows:
        names = [row["name"], *(n.strip() for n in (row["aliases"] or "").split("|") if n.strip())]
        counts.update({word.key for name in names for word in parser.parse(name).words})
    kept = {word: n for word, n in sorted(counts.items()) if n >= LEAST_GROUPS and word[0] != "#"}
    return {"groups": len(rows), "words": kept}


def table(told: Sequence[Pair], parser: Parser) -> np.ndarray:
    """Features of the pairs, a row a pair."""
    rows = []
    for p in told:
        one, other = (parser.parse(name) for name in sorted((p.one, p.other)))
        found, _ = measure(one, other, align(one, other))
        rows.append([found.get(name, 0.0) for name in FEATURES])
    return np.array(rows)


def fit(rows: np.ndarray, same: np.ndarray) -> tuple[float, np.ndarray]:
    """Begin and weights of least loss with the signs as told, by accelerated projected gradients."""
    signs = np.array([sign for _, sign in FEATURES.values()], dtype=float)
    scale = rows.std(axis=0)
    scale[scale == 0] = 1.0
    x = np.hstack([rows / scale * signs, np.ones((len(rows), 1))])
    weights = np.zeros(x.shape[1])
    ahead, turn = weights.copy(), 1.0
    step = 1.0 / (0.25 * np.linalg.norm(x, 2) ** 2 + RIDGE)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(x @ ahead)))
        slope = x.T @ (chance - same) + RIDGE * np.append(ahead[:-1], 0.0)
        after = ahead - step * slope
        after[:-1] = np.maximum(after[:-1], 0.0)
        next_turn = (1 + np.sqrt(1 + 4 * turn * turn)) / 2
        ahead = after + (turn - 1) / next_turn * (after - weights)
        if np.abs(after - weights).max() < 1e-9:
            break
        weights, turn = after, next_turn
    return float(weights[-1]), weights[:-1] / scale * signs


def levelled(begin: float, weights: np.ndarray, rows: np.ndarray, same: np.ndarray) -> tuple[float, np.ndarray]:
    """The same weights with the begin and the one factor for all that fit the pairs best (Newton's method)."""
    x = np.stack([np.ones(len(rows)), begin + rows @ weights], axis=1)
    found = np.array([0.0, 1.0])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(x @ found)))
        spread = (x * (chance * (1 - chance))[:, None]).T @ x
        found += np.linalg.solve(spread, x.T @ (same - chance))
    return float(found[0] + found[1] * begin), weights * found[1]


def main() -> None:
    """Count, fit, write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    here = Path(__file__).resolve().parents[1]
    options.add_argument("--shared", type=Path, default=Path(os.environ.get("OATHBOOK_SHARED", here.parent / "shared")))
    options.add_argument("--show", action="store_true", help="print the weights")
    told = options.parse_args()
    write("rarity", rarity(told.shared / GROUPS, Parser(load_lists(Lexicon()))))
    parser = Parser(load_lists(Lexicon()))
    looked = [p for p in pairs(told.shared / PAIRS) if p.half == "looked at"]
    made = made_pairs(looked, parser)
    every = looked + made
    rows, same = table(every, parser), np.array([p.same for p in every], dtype=float)
    begin, weights = fit(rows, same)
    real = np.array([p.kind in (*KINDS, "strangers") for p in every])
    begin, weights = levelled(begin, weights, rows[real], same[real])
    found = {name: round(float(weight), 4) + 0.0 for name, weight in zip(FEATURES, weights, strict=True)}
    write("weights", {"begin": round(begin, 4), "weights": found})
    if told.show:
        print(f"{len(looked)} pairs, begin {begin:.2f}")
        for name, weight in sorted(found.items(), key=lambda item: -abs(item[1])):
            print(f"{name:24} {weight:8.3f}")


def write(name: str, told: dict[str, object]) -> None:
    """One data file."""
    text = yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=110)
    (DATA / "words" / f"likeness_{name}.yaml").write_text(HEADS[name] + text, encoding="utf-8")


if __name__ == "__main__":
    main()
