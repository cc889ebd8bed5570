"""Makes ``judge.npz``: how the voices on roles are weighed, and how likely a finding is right.

usage: judge.py OUT.npz --fit FILE.jsonl ... --held-out FILE.jsonl [--shared DIR]

FILEs are marked reports that neither the model nor the paths in ``src/oathbook/model`` were made on (else their voices
would be trusted too much). Passages of CrossNER (science, literature, music, AI) in DIR stand for what is not about
armed groups. Prints F1 of roles of given triggers and of whole findings on the held-out file.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from claims import mark_finder
from data import rows
from oathbook.claims.choosing import PARTICIPANTS, SYMMETRIC, Probabilities, choose
from oathbook.claims.climate import LEAST
from oathbook.claims.finding import listen
from oathbook.claims.judging import Judge, features
from oathbook.claims.naming import Fillers
from oathbook.claims.paths import ROLES
from oathbook.claims.patterns import finder_of, tree_of
from oathbook.claims.perceptron import Perceptron
from oathbook.claims.triggers import Trigger
from oathbook.claims.weighing import Voices
from oathbook.lexicon import Lexicon
from oathbook.reading import load_reader
from oathbook.records import Reading
from oathbook.reports import from_text
from perceptrons import descend, network_of, weights_of


@dataclass(frozen=True)
class Gold:
    """A marked claim on tokens: its trigger's first and last token and head, and for each role the filler spans."""

    type: str
    head: int
    trigger: tuple[int, int]
    roles: dict[str, list[tuple[int, int, int]]]
    mark: dict[str, Any]
    """The claim as it is marked."""


def gold_claims(record: dict[str, Any], reading: Reading) -> Iterator[Gold]:
    """The marks of a report on the tokens of its reading."""
    span = mark_finder(reading.doc, record["sentences"])
    for c in record["claims"]:
        trigger = span(c["s"], c["trigger"])
        if trigger is None:
            continue
        roles = {}
        for role in ROLES:
            marks = c.get(role) or []
            hits = [span(c["s"], m) for m in (marks if isinstance(marks, list) else [marks])]
            roles[role] = [h for h in hits if h]
        yield Gold(c["type"], trigger[2], trigger[:2], roles, c)


@dataclass
class Example:
    """A trigger of a report, the features of the words that may fill its roles, and what is marked there.

    ``gold`` is None where no claim of the type is marked; else the head words of the marked fillers of each role.
    ``doubtful``: a careful reader might leave out all that is marked here, so that finding it is neither right nor
    wrong.
    """

    report: int
    trigger: Trigger
    voices: Voices
    fillers: Fillers
    tokens: list[int]
    rows: np.ndarray
    gold: dict[str, set[int]] | None
    doubtful: bool = False

    def canonical(self, token: int) -> int:
        """The actor at a token: its cluster (below 0), or the token itself where it is no mention.

        A claim names the actor, so "a rebel commander, Imad Jomaa" is right by either word.
        """
        mention = self.fillers.mention(token)
        return -1 - mention.cluster if mention else token

    def right(self, roles: dict[str, tuple[int, ...]]) -> bool:
        """Whether a finding here is marked, with just these participants (for symmetric types on either side)."""
        if self.gold is None:
            return False
        agent, other = ({self.canonical(t) for t in roles.get(r, ())} for r in PARTICIPANTS)
        wanted, opposed = ({self.canonical(t) for t in self.gold[r]} for r in PARTICIPANTS)
        if (agent, other) == (wanted, opposed):
            return True
        if self.trigger.type not in SYMMETRIC:
            return False
        if (agent, other) == (opposed, wanted):
            return True
        # parties told as one side ("A and B agreed on a truce"), or the parties of a merger
        one_side = self.trigger.type == "merge" or not (wanted and opposed)
        return one_side and agent | other == wanted | opposed


def examples(paths: list[Path], reader: Any, lexicon: Lexicon) -> tuple[list[Example], int]:
    """An example for every trigger that a voice sees in the reports, and how many claims are marked in all."""
    out: list[Example] = []
    marked, number = 0, 0
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            reading = reader.read(from_text(" ".join(record["sentences"]), name=record["id"]))
            voices, triggers = listen(reading, tree_of(reading.doc, lexicon), lexicon)
            fillers, golds = Fillers(reading), list(gold_claims(record, reading))
            marked += len({(g.type, g.head) for g in golds if not g.mark.get("doubt")})
            for t in triggers:
                here = [g for g in golds if g.type == t.type and _same(t, g)]
                gold = {r: {h for g in here for _, _, h in g.roles[r]} for r in ROLES} if here else None
                tokens, rows = voices.about(t.type, t.head, t.heard, t.pattern)
                doubtful = bool(here) and all(g.mark.get("doubt") for g in here)
                out.append(Example(number, t, voices, fillers, tokens, rows, gold, doubtful))
            number += 1
    return out, marked


def _same(t: Trigger, g: Gold) -> bool:
    return t.head == g.head or g.trigger[0] <= t.head <= g.trigger[1] or t.span[0] <= g.head <= t.span[1]


def fit(x: np.ndarray, y: np.ndarray, *, hidden: int, passes: int, seed: int, decay: float) -> dict[str, np.ndarray]:
    """The weights of a ``Perceptron`` for features (n, f) and targets (n, outputs), each 0 or 1."""
    torch.manual_seed(seed)
    mean, scale = x.mean(0), 1 / np.maximum(x.std(0), 0.05)
    inputs, wanted = torch.tensor((x - mean) * scale, dtype=torch.float32), torch.tensor(y, dtype=torch.float32)
    network = network_of(x.shape[1], hidden, y.shape[1], dropout=0.1)

    def loss_of(chunk: torch.Tensor) -> torch.Tensor:
        return binary_cross_entropy_with_logits(network(inputs[chunk]), wanted[chunk])

    descend(network, len(x), loss_of, passes=passes, size=512, decay=decay)
    return weights_of(network, mean, scale)


def role_data(kept: list[Example]) -> tuple[np.ndarray, np.ndarray]:
    """Features and targets of all words around marked triggers."""
    marked = [e for e in kept if e.gold is not None and e.tokens]
    x = np.concatenate([e.rows for e in marked])
    y = np.concatenate([[[float(t in e.gold[r]) for r in ROLES] for t in e.tokens] for e in marked if e.gold])
    return x, y


def roles_of(e: Example, network: Perceptron) -> Probabilities:
    """Role probabilities of an example's words."""
    p = network.probabilities(e.rows) if e.tokens else np.zeros((0, len(ROLES)))
    return {role: dict(zip(e.tokens, p[:, k].tolist(), strict=True)) for k, role in enumerate(ROLES)}


def claim_data(kept: list[Example], network: Perceptron, record: dict[str, float]) -> tuple[np.ndarray, np.ndarray]:
    """Features of the findings that are chosen, and whether they are right; doubtful ones are left out."""
    x, y = [], []
    for e in kept:
        if e.doubtful:
            continue
        roles = roles_of(e, network)
        finding = choose(e.trigger, roles, e.voices.tree)
        x.append(features(e.trigger, finding, roles, e.voices, record))
        y.append([float(e.right(dict(finding.roles)))])
    return np.array(x, np.float32), np.array(y)


def rule_records(kept: list[Example], rules: list[str], *, prior: float = 6.0) -> dict[str, float]:
    """The share of each rule's findings whose trigger is marked, drawn to that of all rules where they are few."""
    found, right = Counter[str](), Counter[str]()
    for e in kept:
        if e.trigger.pattern:
            found[e.trigger.pattern.rule] += 1
            right[e.trigger.pattern.rule] += e.gold is not None
    mean = right.total() / max(1, found.total())
    return {rule: round((right[rule] + prior * mean) / (found[rule] + prior), 3) for rule in rules}


def by_report(kept: list[Example]) -> Iterable[list[Example]]:
    """The examples of each report."""
    grouped: dict[int, list[Example]] = {}
    for e in kept:
        grouped.setdefault(e.report, []).append(e)
    return grouped.values()


def climates(kept: list[Example], reader: Any, lexicon: Lexicon, bench: Path) -> tuple[np.ndarray, np.ndarray]:
    """Features of whole reports, and whether they tell of armed groups: three marked claims or more do, none do not.

    Reports without any trigger are left out, as the gate never sees them.
    """
    x, y = [], []
    for group in by_report(kept):
        marked = sum(e.gold is not None for e in group)
        if marked == 0 or marked >= 3:
            x.append(group[0].voices.climate.features())
            y.append(float(marked > 0))
    for part in ("science", "literature", "music", "ai"):
        lines = [r["text"] for half in ("dev", "test") for r in rows(bench / f"names/crossner-{part}-{half}.jsonl.gz")]
        for start in range(0, min(len(lines), 240), 8):
            reading = reader.read(from_text(" ".join(lines[start : start + 8]), name=f"{part}-{start}"))
            voices, _ = listen(reading, tree_of(reading.doc, lexicon), lexicon)
            x.append(voices.climate.features())
            y.append(0.0)
    return np.array(x), np.array(y)


def fit_gate(x: np.ndarray, y: np.ndarray) -> dict[str, np.ndarray]:
    """Weights of a ``Gate``: logistic regression, both sides weighing the same."""
    mean, scale = x.mean(0), 1 / np.maximum(x.std(0), 0.05)
    z = np.column_stack([(x - mean) * scale, np.ones(len(x))])
    side = np.where(y > 0, 1.0, y.sum() / max(1.0, (1 - y).sum()))
    w = np.zeros(z.shape[1])
    for _ in range(4000):
        p = 1 / (1 + np.exp(-z @ w))
        w -= 0.5 * (z.T @ (side * (p - y)) / len(y) + 0.002 * np.append(w[:-1], 0))
    return {"gate_weights": w[:-1] * scale, "gate_bias": np.array(w[-1] - (w[:-1] * scale * mean).sum())}


def f1(hit: float, found: float, gold: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hit / max(1.0, found + gold)


def measure(kept: list[Example], marked: int, file: Path) -> None:
    """Prints role F1 given triggers, and F1, precision and recall of whole findings at some thresholds."""
    judge = Judge(file)
    counts = {r: np.zeros(3) for r in ROLES}
    scored: list[tuple[float, bool, bool]] = []
    for group in by_report(kept):
        voices, triggers = group[0].voices, [e.trigger for e in group]
        at = {(e.trigger.type, e.trigger.head, e.trigger.span): e for e in group}
        for f in judge.findings(voices, triggers):
            e = at[f.type, f.head, f.trigger]
            if not e.doubtful:
                scored.append((f.score, e.gold is not None, e.right(dict(f.roles))))
        for e, (f, _) in zip(group, judge.chosen(voices, triggers), strict=True):
            for r in ROLES if e.gold is not None else ():
                found, gold = ({e.canonical(t) for t in ts} for ts in (f.roles.get(r, ()), e.gold[r]))
                counts[r] += (len(found & gold), len(found), len(gold))
    print({r: round(float(f1(*c)), 3) for r, c in counts.items()}, "roles, triggers given")
    p, seen, truth = (np.array(c) for c in zip(*scored, strict=True))
    for least in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        taken = p >= least
        hit, n = float((truth & taken).sum()), int(taken.sum())
        precision, recall, seen_f1 = hit / max(1, n), hit / marked, f1((seen & taken).sum(), n, marked)
        print(
            f"  from {least}: F1 {f1(hit, n, marked):.3f}, precision {precision:.3f}, recall {recall:.3f},"
            f" {n} findings; triggers alone F1 {seen_f1:.3f}"
        )
    for low in np.arange(0, 1, 0.1):
        inside = (p >= low) & (p < low + 0.1)
        if inside.any():
            print(f"  {low:.1f}: {p[inside].mean():.2f} said, {truth[inside].mean():.2f} right, {inside.sum()}")


def main() -> None:
    """Fits both networks, measures and writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fit", type=Path, nargs="+", required=True)
    parser.add_argument("--held-out", type=Path, nargs="+", required=True)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--hidden", type=int, default=96)
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--decay", type=float, default=0.2)
    args = parser.parse_args()
    lexicon = Lexicon()
    reader, rules = load_reader(lexicon), finder_of(lexicon).rules.names()
    kept, marked = examples(args.fit, reader, lexicon)
    print(len(kept), "triggers,", sum(e.gold is not None for e in kept), "marked,", marked, "claims marked", flush=True)
    how = {"hidden": args.hidden, "passes": args.passes, "decay": args.decay}
    halves = [[e for e in kept if e.report % 2 == k] for k in (0, 1)]
    crossed = [Perceptron(fit(*role_data(half), seed=1, **how)) for half in halves]
    records = [rule_records(half, rules) for half in halves]
    parts = [claim_data(half, crossed[1 - k], records[1 - k]) for k, half in enumerate(halves)]
    x, y = (np.concatenate(a) for a in zip(*parts, strict=True))
    judged = fit(x, y, seed=3, hidden=16, passes=24, decay=0.3)
    weighed = fit(*role_data(kept), seed=2, **how)
    arrays = {f"roles_{k}": v for k, v in weighed.items()} | {f"claims_{k}": v for k, v in judged.items()}
    about = climates(kept, reader, lexicon, args.shared / "bench")
    arrays |= fit_gate(*about)
    p = 1 / (1 + np.exp(-(about[0] @ arrays["gate_weights"] + arrays["gate_bias"])))
    for least in (0.25, LEAST, 0.45):
        shut = p < least
        lost, kept_open = int((shut & (about[1] > 0)).sum()), int((~shut & (about[1] == 0)).sum())
        print(f"gate at {least}: shut for {lost} of {int(about[1].sum())} reports with claims,", end="")
        print(f" open for {kept_open} of {int((1 - about[1]).sum())} without")
    record = rule_records(kept, rules)
    np.savez_compressed(
        args.out, rules=np.array(list(record)), record=np.array(list(record.values()), np.float32),
        **{k: v.astype(np.float32) for k, v in arrays.items()},
    )  # fmt: skip
    held_out, marked = examples(args.held_out, reader, lexicon)
    measure(held_out, marked, args.out)


if __name__ == "__main__":
    main()
