"""Makes ``actorkinds.npz``: which kind of actor the mentions of a cluster are.

usage: actorkinds.py OUT.npz [--reports FOLDER]

FOLDER (``training/reports`` where not given) holds kinds.tsv: a report's id and a letter for each of its marked
clusters (g group, c coalition, s state, p person, f people, m medium, x none). Prints the share of right kinds on
reports that the network was not made on, and that of the reading's own kinds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cross_entropy

from claims import mark_finder
from oathbook.claims.actorkinds import KINDS, features
from oathbook.claims.perceptron import Perceptron
from oathbook.lexicon import Lexicon
from oathbook.reading import load_reader
from oathbook.reports import from_text
from perceptrons import descend, network_of, weights_of

LETTERS = "gcspfmx"
Example = tuple[int, np.ndarray, int, str]
"""Report's number, features, kind, the kind that the reading gives most."""


def examples(folder: Path) -> list[Example]:
    """One for each cluster of the reports that kinds.tsv names."""
    told = dict(line.split("\t") for line in (folder / "kinds.tsv").read_text(encoding="utf-8").splitlines())
    reader, out = load_reader(Lexicon()), []
    lines = (
        line for path in sorted(folder.glob("*.jsonl")) if not path.stem.endswith(".marks") for line in path.open()
    )
    for number, record in enumerate(r for r in map(json.loads, lines) if r["id"] in told):
        reading = reader.read(from_text(" ".join(record["sentences"]), name=record["id"]))
        by_head = {m.head: m for m in reading.mentions}
        span = mark_finder(reading.doc, record["sentences"])
        for letter, cluster in zip(told[record["id"]], record["clusters"], strict=True):
            spans = [found for mark in cluster if (found := span(0, mark))]
            mentions = [by_head[head] for _, _, head in sorted(spans) if head in by_head]
            row = features(reading, mentions)
            if row is not None:
                given = Counter(m.kind for m in mentions if m.form != "pronoun") or Counter(m.kind for m in mentions)
                out.append((number, row, LETTERS.index(letter), given.most_common(1)[0][0]))
    return out


def fit(kept: list[Example], *, hidden: int, passes: int) -> dict[str, np.ndarray]:
    """The weights of a ``Perceptron``."""
    torch.manual_seed(3)
    x = np.stack([row for _, row, _, _ in kept])
    mean, scale = x.mean(0), 1 / np.maximum(x.std(0), 0.05)
    inputs = torch.tensor((x - mean) * scale, dtype=torch.float32)
    wanted = torch.tensor([kind for _, _, kind, _ in kept])
    network = network_of(x.shape[1], hidden, len(KINDS), dropout=0.3)
    descend(
        network, len(x), lambda chunk: cross_entropy(network(inputs[chunk]), wanted[chunk]),
        passes=passes, size=128, decay=0.5,
    )  # fmt: skip
    return weights_of(network, mean, scale)


def main() -> None:
    """Measures on a quarter of the reports, then makes it of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--reports", type=Path, default=Path(__file__).parent / "reports")
    args = parser.parse_args()
    kept = examples(args.reports)
    how = {"hidden": 48, "passes": 12}
    left = [e for e in kept if e[0] % 4 == 0]
    network = Perceptron(fit([e for e in kept if e[0] % 4], **how))
    found = network.odds(np.stack([row for _, row, _, _ in left])).argmax(1)
    right = np.mean([k == kind for k, (_, _, kind, _) in zip(found, left, strict=True)])
    before = np.mean(
        [given == KINDS[kind] or (kind == 6 and given in ("place", "other")) for _, _, kind, given in left]
    )
    print(f"{len(left)} clusters of reports left out: {right:.3f} right, {before:.3f} by the reading's words alone")
    arrays = fit(kept, **how)
    np.savez_compressed(args.out, **{k: v.astype(np.float32) for k, v in arrays.items()})


if __name__ == "__main__":
    main()
