"""The learning curve of claim finding: how much more marked reports bring.

usage: curve.py --start MINILM_DIR --held-out FILE.marks.jsonl [--shares 0.25 0.5 1] [--passes N] FILE.marks.jsonl ...

Trains the claim heads and the encoder from MiniLM on a share of the reports (without trees, names or other data, the
same number of passes for every share) and prints on the held-out file: F1 of triggers (type and head word), F1 of the
words that fill agent and object of given triggers, and the share of given triggers whose status is right.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch
from safetensors.torch import load_file

from batches import Batcher, grouped
from claims import claim_documents
from data import SRL_LABELS, Document
from losses import WEIGHTS, losses
from network import ROLES, Network, Sizes
from oathbook.reading.pieces import Pieces
from train import TYPES

HEADS = ("trigger", "status", "role", "reference")


def train(documents: list[Document], start: Path, *, passes: int, rate: float, budget: int) -> tuple[Network, Batcher]:
    """A network trained on the documents alone."""
    labels = {k: ["-"] for k in ("upos", "xpos", "lemma", "deprel")}
    network = Network(Sizes(1, 1, 1, 1, len(SRL_LABELS), TYPES))
    network.start_from(load_file(str(start / "model.safetensors")))
    network.expect_few()
    network.encoder.words.weight.requires_grad_(False)
    pieces = Pieces(start / "vocab.txt")
    batcher = Batcher(labels, pieces)
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    body = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate, "weight_decay": 0.01}, {"params": heads, "lr": 8 * rate}], betas=(0.9, 0.98)
    )
    steps = passes * len(grouped(documents, pieces, rng=random.Random(0), budget=budget))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / 50, max(0.02, (steps - k) / max(1, steps - 50)))
    )
    network.train()
    for number in range(passes):
        for batch in grouped(documents, pieces, rng=random.Random(number), budget=budget):
            inputs = batcher.inputs(batch)
            targets = batcher.targets(batch, inputs["first"].shape[1])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(network, inputs, targets)
            total = torch.stack([WEIGHTS[k] * v for k, v in parts.items() if k in HEADS]).sum()
            optimizer.zero_grad()
            total.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
    return network.eval(), batcher


@torch.no_grad()
def measure(network: Network, batcher: Batcher, documents: list[Document]) -> dict[str, float]:
    """Trigger F1 and role F1 at the best threshold of a few, and right statuses."""
    at = (-1.5, -1.0, -0.5, 0.0, 0.5)
    counts = {"trigger": [[0, 0] for _ in at], "role": [[0, 0] for _ in at]}
    gold = dict.fromkeys(counts, 0)
    right = 0
    for batch in grouped(documents, batcher.pieces, rng=random.Random(0), budget=1500):
        inputs = batcher.inputs(batch)
        targets = batcher.targets(batch, inputs["first"].shape[1])
        h = network.encoder(inputs["pieces"], inputs["shapes"], inputs["mask"], inputs["first"])
        scores = network.word(h)
        truth = torch.zeros_like(scores["trigger"], dtype=torch.bool)
        for row, word, claim in targets["claims"]:
            truth[row, word, claim["type"]] = True
            right += int(scores["status"][row, word].argmax() == claim["status"])
            left = h[row, word][None] + network.pair.types(torch.tensor([claim["type"]]))
            pairs = network.pair.role.cross(left, h[row][None])[0]
            filled = torch.zeros_like(pairs, dtype=torch.bool)
            for r, role in enumerate(ROLES):
                filled[claim["roles"][role], r] = True
            filled, pairs = filled[:, :2], pairs[:, :2].masked_fill((inputs["sentence"][row] < 0)[:, None], -99)
            gold["role"] += int(filled.sum())
            for k, least in enumerate(at):
                counts["role"][k][0] += int((pairs > least).sum())
                counts["role"][k][1] += int(((pairs > least) & filled).sum())
        gold["trigger"] += int(truth.sum())
        seen = scores["trigger"].masked_fill((inputs["sentence"] < 0)[:, :, None], -99)
        for k, least in enumerate(at):
            counts["trigger"][k][0] += int((seen > least).sum())
            counts["trigger"][k][1] += int(((seen > least) & truth).sum())
    best = {k: max(2 * hit / max(1, found + gold[k]) for found, hit in counts[k]) for k in counts}
    return {k: round(v, 3) for k, v in (best | {"status": right / max(1, gold["trigger"])}).items()}


def main() -> None:
    """Prints a line a share."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, required=True)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.25, 0.5, 1.0])
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    documents = [d for f in args.files if f != args.held_out for d in claim_documents(f)]
    held_out = claim_documents(args.held_out)
    random.Random(5).shuffle(documents)
    for share in args.shares:
        torch.manual_seed(7)
        some = documents[: round(share * len(documents))]
        network, batcher = train(some, args.start, passes=args.passes, rate=args.rate, budget=600)
        print(json.dumps({"reports": len(some), **measure(network, batcher, held_out)}), flush=True)


if __name__ == "__main__":
    main()
