"""Makes ``vouching.npz``: how the source of a claim is chosen among those who may have said it.

usage: vouching.py OUT.npz --fit FILE.jsonl ... --held-out FILE.jsonl ... [--seen FILE.jsonl ...]

FILEs are marked reports. Of those that the encoder was trained on (--seen) its opinions of sources are half forgotten,
else they would be trusted too much. Prints the share of marked claims whose source is right, and that of the innermost
speech of the rules alone.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from claims import mark_finder
from oathbook.claims.naming import Fillers
from oathbook.claims.patterns import tree_of
from oathbook.claims.perceptron import Perceptron
from oathbook.claims.vouching import Voice, Voucher
from oathbook.lexicon import Lexicon
from oathbook.reading import load_reader
from oathbook.records import Finding, Reading
from oathbook.reports import from_text
from perceptrons import descend, network_of, weights_of


@dataclass
class Case:
    """A marked claim: the features of its voices, which of them are right, and whether the rules' choice is."""

    rows: np.ndarray
    right: np.ndarray
    by_rule: bool
    note: str


def cases(path: Path, reader: Any, lexicon: Lexicon, *, forget: float = 0.0) -> list[Case]:
    """All marked claims of a file."""
    out: list[Case] = []
    chance = np.random.default_rng(7)
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        reading = reader.read(from_text(" ".join(record["sentences"]), name=record["id"]))
        doc = reading.doc
        voucher = Voucher(reading, tree_of(doc, lexicon), Fillers(reading), lexicon)

        span = mark_finder(doc, record["sentences"])
        groups = [[p for m in cluster if (p := span(0, m))] for cluster in record.get("clusters", [])]
        for c in record["claims"]:
            trigger = span(c["s"], c["trigger"])
            if trigger is None:
                continue
            roles = {
                role: tuple(p[2] for m in c.get(role) or [] if (p := span(c["s"], m))) for role in ("agent", "object")
            }
            finding = Finding(c["type"], trigger[2], trigger[:2], roles, "gold", 1.0, c["status"])
            voices, rows = voucher.weighed(finding)
            if c["source"] in ("report", "unnamed"):
                right = [v.name == c["source"] for v in voices]
            else:
                gold = span(c["s"], c["source"])
                if gold is None:
                    continue
                heads = {gold[2]} | {p[2] for g in groups if any(q[2] == gold[2] for q in g) for p in g}
                right = [_is(v, gold, heads, reading) for v in voices]
            innermost = next((k for k, v in enumerate(voices) if any(rank == 0 for rank, _ in v.speeches)), 0)
            truth = np.array(right, bool)
            if forget and chance.random() < forget:
                rows = voucher.grounds.rows(finding, [_deaf(v) for v in voices], None)
            names = [v.name for v in voices]
            note = f"{record['id']} {c['type']} {c['trigger']!r} gold={c['source']} voices={names} | "
            note += doc[trigger[2]].sent.text
            out.append(Case(rows, truth, bool(truth[innermost]), note))
    return out


def _deaf(voice: Voice) -> Voice:
    """The voice without what the encoder says of it."""
    return Voice(
        voice.name, voice.standing, voice.kind, voice.cluster, dict.fromkeys(voice.tokens, 0.0), voice.speeches,
        voice.beside, voice.above,
    )  # fmt: skip


def _is(voice: Voice, gold: tuple[int, int, int], heads: set[int], reading: Reading) -> bool:
    """Whether a voice is the marked source."""
    if voice.name in ("report", "unnamed"):
        return False
    if any(gold[0] <= t <= gold[1] for t in voice.tokens if t in heads or t == gold[2]):
        return True
    if voice.cluster >= 0:
        return any(reading.mentions[k].head in heads for k in reading.clusters[voice.cluster].mentions)
    return reading.doc[gold[2]].text in voice.name.split()


def fit_several(kept: list[Case], *, networks: int, **how: Any) -> dict[str, np.ndarray]:
    """The mean of several networks, as one network with all their hidden units."""
    several = [fit(kept, seed=seed, **how) for seed in range(networks)]
    joined = {key: several[0][key] for key in ("mean", "scale")}
    joined["w1"], joined["b1"] = (np.concatenate([w[k] for w in several], -1) for k in ("w1", "b1"))
    joined["w2"] = np.concatenate([w["w2"] for w in several]) / networks
    joined["b2"] = sum(w["b2"] for w in several) / networks
    return joined


def fit(kept: list[Case], *, hidden: int, passes: int, decay: float, seed: int = 5) -> dict[str, np.ndarray]:
    """The weights of a network whose odds are highest at right voices."""
    torch.manual_seed(seed)
    kept = [c for c in kept if c.right.any()]
    x = np.concatenate([c.rows for c in kept])
    mean, scale = x.mean(0), 1 / np.maximum(x.std(0), 0.1)
    network = network_of(x.shape[1], hidden, 1, dropout=0.2)
    widest = max(len(c.rows) for c in kept)
    padded = np.zeros((len(kept), widest, x.shape[1]), np.float32)
    there, truth = np.zeros((len(kept), widest), bool), np.zeros((len(kept), widest), bool)
    for n, c in enumerate(kept):
        padded[n, : len(c.rows)] = (c.rows - mean) * scale
        there[n, : len(c.rows)], truth[n, : len(c.rows)] = True, c.right
    inputs, there_, truth_ = torch.tensor(padded), torch.tensor(there), torch.tensor(truth)

    def loss_of(chunk: torch.Tensor) -> torch.Tensor:
        odds = network(inputs[chunk])[:, :, 0].masked_fill(~there_[chunk], -1e9)
        right = torch.logsumexp(odds.masked_fill(~truth_[chunk], -1e9), 1)
        return (torch.logsumexp(odds, 1) - right).mean()

    descend(network, len(kept), loss_of, passes=passes, size=64, decay=decay)
    return weights_of(network, mean, scale)


def measure(name: str, kept: list[Case], network: Perceptron, *, show: bool = False) -> None:
    """Prints the shares."""
    picked = [int(np.argmax(network.odds(c.rows)[:, 0])) for c in kept]
    chosen = [bool(c.right[k]) for c, k in zip(kept, picked, strict=True)]
    print(f"{name}: {np.mean(chosen):.3f} right, by rules alone {np.mean([c.by_rule for c in kept]):.3f}, "
          f"the right one is among them {np.mean([c.right.any() for c in kept]):.3f}, {len(kept)} claims",
          flush=True)  # fmt: skip
    if show:
        for c, k, good in zip(kept, picked, chosen, strict=True):
            if not good:
                print("  ", k, c.note)


def main() -> None:
    """Fits, measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fit", type=Path, nargs="+", required=True)
    parser.add_argument("--seen", type=Path, nargs="*", default=[])
    parser.add_argument("--held-out", type=Path, nargs="+", required=True)
    parser.add_argument("--hidden", type=int, default=16)
    parser.add_argument("--networks", type=int, default=4)
    parser.add_argument("--passes", type=int, default=12)
    parser.add_argument("--decay", type=float, default=0.1)
    parser.add_argument("--forget", type=float, default=0.5)
    parser.add_argument("--show", action="store_true", help="print what is wrong in the held-out files")
    args = parser.parse_args()
    lexicon = Lexicon()
    reader = load_reader(lexicon)
    kept = [c for path in args.fit for c in cases(path, reader, lexicon)]
    kept += [c for path in args.seen for c in cases(path, reader, lexicon, forget=args.forget)]
    weights = fit_several(kept, networks=args.networks, hidden=args.hidden, passes=args.passes, decay=args.decay)
    np.savez_compressed(args.out, **{k: v.astype(np.float32) for k, v in weights.items()})
    network = Perceptron(weights)
    measure("fitted", kept, network)
    for path in args.held_out:
        measure(path.stem, cases(path, reader, lexicon), network, show=args.show)


if __name__ == "__main__":
    main()
