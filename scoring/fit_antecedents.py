#!/usr/bin/env python3
"""Fit the weights by which pronouns choose their antecedents; writes data/words/antecedents.yaml.

usage: python scoring/fit_antecedents.py --parsed FOLDER

A conditional logit: of the candidates of each marked pronoun, the right ones should have most of the probability.
Fitted on the reports of claims/train except the held-out file (parsed as bench_reference.py wants them) and on GUM's
news, interviews and lives (training part, gold trees). Earlier pronouns are joined as marked while fitting.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bench_reference import HELD_OUT, gum_documents, mark_head, parsed_reports
from oathbook.lexicon import DATA, Lexicon
from oathbook.reading import anaphora
from oathbook.reading.entities import Entities
from oathbook.reading.facts import Facts
from oathbook.reading.kinds import ActorWords
from oathbook.reading.mentions import find_in_tree
from oathbook.reading.reference import put_together
from oathbook.reading.salience import Features, pronoun_features
from oathbook.reading.syntax import Syntax, build

Choice = tuple[list[Features], list[bool], float]
KEPT_KINDS = ("person", "organization", "place")


def examples(args: argparse.Namespace) -> list[Choice]:
    """One choice for each marked pronoun that has a right candidate."""
    words, found = ActorWords.from_lexicon(Lexicon()), []
    for name, doc, report in parsed_reports(args.parsed, None):
        if name != HELD_OUT:
            tree = build(doc)
            gold = {mark_head(tree, tuple(s)): k for k, c in enumerate(report["clusters"]) for s in c}
            weight = 1.0 if report["origin"].startswith("written") else 0.6
            found += choices(tree, words, gold, weight)
    for document, doc in gum_documents("train", ("news", "interview", "bio")):
        tree = build(doc)
        starts = tree.sentence_starts
        gold = {
            mark_head(tree, (starts[m["s"]] + m["start"], starts[m["s"]] + m["end"] - 1)): k
            for k, cluster in enumerate(document["clusters"])
            for m in cluster
            if cluster[0]["entity"] in KEPT_KINDS
        }
        found += choices(tree, words, gold, 0.3)
    return found


def choices(tree: Syntax, words: ActorWords, gold: dict[int, int], weight: float) -> list[Choice]:
    """Run the sieves over one document and note what each pronoun had to choose from."""
    noted: list[Choice] = []
    usual = anaphora._third_person

    def noting(
        tree: Syntax, entities: Entities, f: Facts, words: ActorWords, said_by: dict[int, int], learned: Any
    ) -> None:
        if f.head not in gold:
            usual(tree, entities, f, words, said_by, learned)
            return
        features, right, target = [], [], -1
        for root, earlier in anaphora.pronoun_candidates(entities, f, said_by):
            marked = [gold[entities.facts[i].head] for i in earlier if entities.facts[i].head in gold]
            features.append(pronoun_features(tree, entities, f, entities.actors[root], earlier))
            right.append(bool(marked) and max(set(marked), key=marked.count) == gold[f.head])
            if right[-1]:
                target = earlier[-1]
        if any(right) and not all(right):
            noted.append((features, right, weight))
        if target >= 0:
            entities.join(f.index, target, "as marked", force=True)

    anaphora._third_person = noting
    try:
        mentions = find_in_tree(tree, words, skip=[False] * len(tree))
        put_together(tree, mentions, words, blocks=(), block_of=[-1] * len(tree))
    finally:
        anaphora._third_person = usual
    return noted


def fit(data: list[Choice], *, penalty: float, steps: int) -> dict[str, float]:
    """Weights by gradient ascent with momentum on the penalised log likelihood."""
    counts: dict[str, int] = defaultdict(int)
    for features, _, _ in data:
        for name in {n for f in features for n in f}:
            counts[name] += 1
    names = sorted(n for n, c in counts.items() if c >= 5)
    index = {n: i for i, n in enumerate(names)}
    rows, group, right, weight = [], [], [], []
    for g, (features, rights, w) in enumerate(data):
        for f, r in zip(features, rights, strict=True):
            row = np.zeros(len(names))
            for n, v in f.items():
                if n in index:
                    row[index[n]] = v
            rows.append(row)
            group.append(g)
            right.append(r)
            weight.append(w)
    x, where, y, scale = np.array(rows), np.array(group), np.array(right), np.array(weight)
    theta, speed = np.zeros(len(names)), np.zeros(len(names))
    starts = np.flatnonzero(np.r_[True, where[1:] != where[:-1]])
    for step in range(steps):
        s = x @ theta
        s -= np.maximum.reduceat(s, starts)[where]
        e = np.exp(s)
        p = e / np.add.reduceat(e, starts)[where]
        q = np.where(y, e, 0)
        q /= np.add.reduceat(q, starts)[where]
        gradient = x.T @ ((q - p) * scale) - penalty * theta
        speed = 0.9 * speed + gradient
        theta += 0.3 / len(data) * speed
        if step % 300 == 0:
            best = np.array([seg.argmax() for seg in np.split(s, starts[1:])]) + starts
            print(f"step {step}: right {y[best].mean():.4f} of {len(starts)}", flush=True)
    return {n: round(float(theta[index[n]]), 2) for n in names if abs(theta[index[n]]) >= 0.01}


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parsed", type=Path, required=True)
    parser.add_argument("--penalty", type=float, default=2.0)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--out", type=Path, default=DATA / "words" / "antecedents.yaml")
    args = parser.parse_args()
    weights = fit(examples(args), penalty=args.penalty, steps=args.steps)
    text = yaml.safe_dump({"weights": weights}, sort_keys=True, allow_unicode=True)
    head = "# What speaks for an actor being the antecedent of a pronoun. Fitted by scoring/fit_antecedents.py.\n"
    args.out.write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main()
