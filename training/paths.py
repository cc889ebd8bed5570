"""Makes the weights of ``oathbook.claims.paths`` from marked reports.

usage: paths.py PARSED_DIR OUT.npz [--held-out NAME]

PARSED_DIR is that of marks.py. Prints F1 a role on the held-out file, triggers given, fillers in their sentence.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import spacy
import torch
from spacy.tokens import DocBin
from torch import nn

from claims import head_token
from oathbook.claims.paths import BITS, ROLES, Filler, candidates, features
from oathbook.claims.patterns import tree_of
from oathbook.lexicon import Lexicon


def examples(parsed: Path, stem: str) -> tuple[list[list[int]], list[list[float]], list[int]]:
    """Features and roles of every candidate of every trigger; the number of roles that are filled, found or not."""
    docs = DocBin().from_disk(parsed / f"{stem}.spacy").get_docs(spacy.blank("en").vocab)
    lexicon = Lexicon()
    bags: list[list[int]] = []
    gold: list[list[float]] = []
    filled = [0] * len(ROLES)
    for doc, line in zip(docs, (parsed / f"{stem}.marks.jsonl").read_text().splitlines(), strict=True):
        tree = tree_of(doc, lexicon)
        merged: dict[tuple[str, int], list[set[int]]] = {}
        for claim in json.loads(line)["claims"]:
            trigger = head_token(doc, claim["trigger"])
            roles = merged.setdefault((claim["type"], trigger), [set() for _ in ROLES])
            for k, role in enumerate(ROLES):
                spans = claim[role] if role in ("agent", "object") else [claim[role]] if claim[role] else []
                roles[k].update(head_token(doc, s) for s in spans)
        for (kind, trigger), roles in merged.items():
            for k, heads in enumerate(roles):
                filled[k] += len(heads)
            inside = candidates(tree, trigger)
            bags += features(tree, kind, trigger, [Filler.of(tree, t) for t in inside])
            gold += [[float(t in heads) for heads in roles] for t in inside]
    return bags, gold, filled


def main() -> None:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parsed", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--held-out", default="iraq-nigeria-somalia")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--decay", type=float, default=2e-6)
    args = parser.parse_args()
    torch.manual_seed(3)
    stems = sorted(p.name.removesuffix(".marks.jsonl") for p in args.parsed.glob("*.marks.jsonl"))
    bags: list[list[int]] = []
    gold: list[list[float]] = []
    for stem in stems:
        if stem != args.held_out:
            b, g, _ = examples(args.parsed, stem)
            bags, gold = bags + b, gold + g
    target = torch.tensor(gold)
    print(len(bags), "pairs", target.sum(0).tolist(), flush=True)
    held_out = examples(args.parsed, args.held_out) if args.held_out in stems else ([], [], [])
    model = nn.EmbeddingBag(1 << BITS, len(ROLES), mode="sum")
    nn.init.zeros_(model.weight)
    optimizer = torch.optim.Adagrad(model.parameters(), lr=0.15)
    lengths = torch.tensor([len(b) for b in bags])
    starts = torch.cat([torch.zeros(1, dtype=torch.long), lengths.cumsum(0)])
    flat = torch.tensor([i for b in bags for i in b])
    for epoch in range(args.epochs):
        total = 0.0
        for chunk in torch.randperm(len(bags)).split(512):
            parts = [flat[starts[i] : starts[i + 1]] for i in chunk.tolist()]
            offsets = torch.tensor([0, *[len(p) for p in parts[:-1]]]).cumsum(0)
            index = torch.cat(parts)
            scores = model(index, offsets)
            loss = nn.functional.binary_cross_entropy_with_logits(scores, target[chunk], reduction="sum") / len(chunk)
            penalty = args.decay * model.weight[index.unique()].abs().sum()
            optimizer.zero_grad()
            (loss + penalty).backward()
            optimizer.step()
            total += loss.item() * len(chunk)
        print("epoch", epoch, round(total / len(bags), 4), flush=True)
        if args.held_out in stems:
            measure(model.weight.detach().numpy(), *held_out)
    weights = model.weight.detach().numpy()
    kept = np.nonzero(np.abs(weights).max(1) > 0.02)[0]
    np.savez_compressed(args.out, rows=kept.astype(np.int32), values=weights[kept].astype(np.float16))
    print(len(kept), "features,", args.out.stat().st_size / 1e6, "MB")


def measure(weights: np.ndarray, bags: list[list[int]], gold: list[list[float]], filled: list[int]) -> None:
    """Prints the best F1 of each role and from which log odds on it is reached."""
    scores = np.array([weights[b].sum(0) for b in bags])
    truth = np.array(gold) > 0
    for k, role in enumerate(ROLES):
        best = max((f1(scores[:, k] > at, truth[:, k], filled[k]), at) for at in (-1.5, -1.0, -0.5, 0.0, 0.5))
        print(f"  {role} F1 {best[0]:.3f} at {best[1]};", end="")
    print(flush=True)


def f1(found: np.ndarray, truth: np.ndarray, filled: int) -> float:
    """F1 of found against truth, fillers outside the sentence counted as missed."""
    return float(2 * (found & truth).sum() / max(1, found.sum() + filled))


if __name__ == "__main__":
    main()
