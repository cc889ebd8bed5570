"""Trains the reading model.

usage: train.py --shared DIR --start MINILM_DIR --out DIR [--epochs N] [--claims FILE.jsonl ...] [--from CHECKPOINT]

Without --claims it trains on treebanks, names, roles and reference (the stage that parses the reports for the next);
with them it goes on from that checkpoint on everything together. A checkpoint is written after every epoch; an
interrupted run goes on with --resume.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch
from safetensors.torch import load_file

from augment import donors, known_words, with_names
from batches import Batcher, grouped
from claims import claim_documents
from data import (
    SRL_LABELS,
    Document,
    add_names,
    add_reference,
    add_srl,
    conllu,
    make_labels,
    names_documents,
)
from losses import WEIGHTS, losses
from network import Network, Sizes
from oathbook.reading.pieces import Pieces

TYPES = 21
WITHOUT_CLAIMS = ("academic", "court", "interview", "textbook", "vlog", "voyage")
"""Genres of GUM whose documents tell nothing of armed groups: what is no claim is learned there too."""


def treebanks(bench: Path) -> list[Document]:
    """EWT and the free part of GUM, training parts, with names, roles and reference laid over them."""
    ewt = list(conllu(bench / "ud/ewt-train.conllu.gz"))
    gum = list(conllu(bench / "ud/gum-free-train.conllu.gz"))
    fitted = {
        "names ewt": add_names(ewt, bench / "names/uner-ewt-train-draft.jsonl.gz"),
        "names gum": add_names(gum, bench / "names/gum-derived-train.jsonl.gz", weight=0.5),
        "roles": add_srl(ewt, bench / "srl/ewt-srl-train.jsonl.gz"),
        "reference": add_reference(gum, bench / "coref/gum-coref-train.jsonl.gz"),
    }
    for document in gum:
        if document.id.startswith(tuple(f"GUM_{genre}_" for genre in WITHOUT_CLAIMS)):
            document.claims = []
    print("sentences or documents that fitted:", fitted, flush=True)
    return ewt + gum


def names_only(bench: Path) -> list[Document]:
    """Names corpora without trees."""
    out = names_documents(bench / "names/wikigold.jsonl.gz")
    for part in ("train", "dev", "test"):
        out += names_documents(bench / f"names/crossner-politics-{part}.jsonl.gz")
    return out


def main() -> None:
    """Parses the arguments and trains."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--start", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--budget", type=int, default=2400, help="pieces in a batch")
    parser.add_argument("--claims", type=Path, nargs="*", default=[])
    parser.add_argument("--claims-times", type=int, default=1, help="how often an epoch goes through the reports")
    parser.add_argument("--other-share", type=float, default=1.0, help="documents without claims that an epoch sees")
    parser.add_argument("--without-names", action="store_true", help="leave out names corpora that have no trees")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--names-share", type=float, default=0.3, help="sentences that get a group's name put in")
    parser.add_argument("--from", dest="checkpoint", type=Path)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)
    bench = args.shared / "bench"
    trees = treebanks(bench)
    pieces = Pieces(args.start / "vocab.txt")
    earlier = torch.load(args.checkpoint, weights_only=True) if args.checkpoint else None
    labels = earlier["labels"] if earlier else make_labels(trees)
    sizes = Sizes(*(len(labels[k]) for k in ("upos", "xpos", "lemma", "deprel")), len(SRL_LABELS), TYPES)
    network = Network(sizes)
    if earlier:
        network.load_state_dict(earlier["state"])
        if not earlier.get("claims"):
            network.expect_few()
    else:
        network.start_from(load_file(str(args.start / "model.safetensors")))
    network.encoder.words.weight.requires_grad_(False)
    batcher = Batcher(labels, pieces)
    pool = donors(bench / "actors/ucdp-actors-22.1.jsonl.gz", known_words(trees))
    others = [] if args.without_names else names_only(bench)
    reports = [d for path in args.claims for d in claim_documents(path)]
    unmarked, marked = trees + others, reports * args.claims_times
    n_words = [sum(len(s.words) for d in group for s in d.sentences) for group in (unmarked, marked)]
    print(f"{len(unmarked)} documents, {n_words[0]} words; {len(marked)} reports, {n_words[1]} words", flush=True)

    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    body = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": args.rate, "weight_decay": 0.01}, {"params": heads, "lr": args.head_rate}],
        betas=(0.9, 0.98),
    )
    rng = random.Random(args.seed)
    shuffled = random.Random(0).sample(unmarked, round(args.other_share * len(unmarked)))
    per_epoch = len(grouped(shuffled + marked, pieces, rng=random.Random(0), budget=args.budget))
    steps, warm = per_epoch * args.epochs, min(300, per_epoch // 3)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / warm, max(0.02, (steps - k) / max(1, steps - warm)))
    )
    start = 0
    if args.resume and (args.out / "state.pt").exists():
        kept = torch.load(args.out / "state.pt", weights_only=False)
        network.load_state_dict(kept["state"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        start = kept["epoch"]
    for epoch in range(start, args.epochs):
        network.train()
        rng = random.Random(args.seed * 1000 + epoch)
        running: dict[str, float] = {}
        began, words = time.time(), 0
        some = rng.sample(unmarked, round(args.other_share * len(unmarked))) + marked
        fresh = with_names(some, pool, rng=rng, share=args.names_share)
        for step, batch in enumerate(grouped(fresh, pieces, rng=rng, budget=args.budget), 1):
            inputs = batcher.inputs(batch)
            targets = batcher.targets(batch, inputs["first"].shape[1])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(network, inputs, targets)
            total = sum(WEIGHTS[k] * v for k, v in parts.items())
            optimizer.zero_grad()
            total.backward()  # type: ignore[union-attr]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            words += int((inputs["sentence"] >= 0).sum())
            for k, v in parts.items():
                running[k] = 0.98 * running.get(k, v.item()) + 0.02 * v.item()
            if step % 50 == 0:
                speed = words / (time.time() - began)
                shown = " ".join(f"{k} {v:.3f}" for k, v in running.items())
                print(f"epoch {epoch} step {step}/{per_epoch} {speed:.0f} words/s {shown}", flush=True)
        state = {k: v.contiguous() for k, v in network.state_dict().items()}
        made = {"state": state, "labels": labels, "sizes": vars(sizes), "claims": bool(reports)}
        torch.save(made, args.out / "model.pt")
        torch.save(
            {
                "state": state,
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epoch": epoch + 1,
            },
            args.out / "state.pt",
        )
        (args.out / "log.jsonl").open("a").write(json.dumps({"epoch": epoch, **running}) + "\n")


if __name__ == "__main__":
    main()
