"""Likeness of names, on pairs of names of armed groups that a list calls one or two.

The pairs are halved by a hash of the two names: one half was looked at and fitted on, the other is measured on.
"""

from __future__ import annotations

import csv
import hashlib
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from oathbook.actors.likeness import Comparer, Nearby
from oathbook.lexicon import Lexicon
from parts.bench import Bench, Figure, Figures, Part

PAIRS, GROUPS = "bench/actors/name-pairs.tsv", "bench/actors/group-names.tsv"
KINDS = ("spelling", "short form", "looks alike", "shares a word")
THRESHOLD = 0.36
MANY, ASKED = 100_000, 200
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, and whether a list holds them to be one actor's."""

    one: str
    other: str
    same: bool
    kind: str
    half: Literal["looked at", "measured on"]


def pairs(path: Path) -> list[Pair]:
    """The pairs whose likeness is in their writing, with their halves."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Pair(r["name_a"], r["name_b"], r["label"] == "same", r["kind"], half(r["name_a"], r["name_b"]))
        for r in rows
        if r["kind"] in KINDS
    ]


def half(one: str, other: str) -> Literal["looked at", "measured on"]:
    """By the SHA-256 of both names in lower case and in order: where its first eight hex digits are even, looked at."""
    joined = "\n".join(sorted((one.casefold(), other.casefold())))
    digits = hashlib.sha256(joined.encode()).hexdigest()[:8]
    return "measured on" if int(digits, 16) % 2 else "looked at"


def apart(told: Sequence[Pair]) -> list[Pair]:
    """The pairs measured on of which neither name stands in a pair looked at."""
    seen = {name.casefold() for p in told if p.half == "looked at" for name in (p.one, p.other)}
    return [p for p in told if p.half == "measured on" and not {p.one.casefold(), p.other.casefold()} & seen]


def counted(told: Iterable[Pair], score: Callable[[str, str], float], threshold: float) -> tuple[int, int, int]:
    """How many pairs are rightly called the same, called the same, and the same."""
    called = [(p, score(p.one, p.other) >= threshold) for p in told]
    return sum(p.same and yes for p, yes in called), sum(yes for _, yes in called), sum(p.same for p, _ in called)


def rates(right: int, found: int, gold: int) -> tuple[float, float, float]:
    """F1, precision and recall."""
    return 2 * right / max(1, found + gold), right / max(1, found), right / max(1, gold)


def best_threshold(told: Sequence[Pair], score: Callable[[str, str], float]) -> float:
    """The threshold of best F1, in hundredths."""
    scored = [(score(p.one, p.other), p.same) for p in told]

    def f1_at(threshold: float) -> float:
        found = [same for value, same in scored if value >= threshold]
        return rates(sum(found), len(found), sum(same for _, same in scored))[0]

    return max((k / 100 for k in range(1, 100)), key=f1_at)


def microseconds(told: Sequence[Pair], run: Callable[[str, str], object]) -> float:
    """Processor time of a pair, the fastest of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for p in told:
            run(p.one, p.other)
        best = min(best, time.process_time() - began)
    return best / len(told) * 1e6


def first_time(told: Sequence[Pair]) -> float:
    """Microseconds of processor time of a pair of names that were never taken apart before, with reasons."""
    best = float("inf")
    for _ in range(ROUNDS):
        comparer = Comparer(Lexicon())
        began = time.process_time()
        for p in told:
            comparer.compare(p.one, p.other)
        best = min(best, time.process_time() - began)
    return best / len(told) * 1e6


def generated(names: Sequence[str], size: int, *, seed: int = 7) -> Iterator[str]:
    """Names put together from the words of others, as long as they are; always the same ones."""
    rng = random.Random(seed)
    listed = [name.split() for name in names]
    made: set[str] = set()
    while len(made) < size:
        words = [rng.choice(rng.choice(listed)) for _ in range(len(rng.choice(listed)))]
        if rng.random() < 0.5:
            words[rng.randrange(len(words))] = "".join(
                rng.choice("bdfghjklmnrstwz") + rng.choice("aeiou") for _ in range(rng.randint(2, 5))
            )
        name = " ".join(words)
        if name not in made:
            made.add(name)
            yield name


def calibration(told: Sequence[Pair], score: Callable[[str, str], float], *, bins: int = 10) -> float:
    """How far the score is from the share of pairs that are the same, on average over bins of pairs."""
    found: dict[int, list[tuple[float, bool]]] = {}
    for p in told:
        value = score(p.one, p.other)
        found.setdefault(min(bins - 1, int(value * bins)), []).append((value, p.same))
    gaps = [abs(sum(v for v, _ in listed) - sum(same for _, same in listed)) for listed in found.values()]
    return sum(gaps) / len(told)


def likeness(bench: Bench) -> Figures:
    """F1 of "same" with one threshold; what it costs; the recall of the index."""
    from rapidfuzz import fuzz

    told = pairs(bench.path(PAIRS))
    comparer = Comparer(bench.lexicon)
    measured = [p for p in told if p.half == "measured on"]
    f1, precision, recall = rates(*counted(measured, comparer.score, THRESHOLD))
    strict = apart(told)
    note = f"{len(measured):,} pairs, threshold {THRESHOLD}"
    ratio = microseconds(measured, comparer.compare) / microseconds(measured, fuzz.WRatio)
    out = {
        "F1": Figure(f1, note=note),
        "precision": Figure(precision, floored=False),
        "recall": Figure(recall, floored=False),
        "F1, names never looked at": Figure(
            rates(*counted(strict, comparer.score, THRESHOLD))[0], note=f"{len(strict):,} pairs", margin=0.02
        ),
        "calibration error": Figure(calibration(measured, comparer.score), better="lower", margin=0.01),
        "µs a pair, first time": Figure(first_time(measured), better="lower", floored=False),
        "times as long as WRatio": Figure(ratio, better="lower", margin=0.5 * ratio, note="names met before"),
    }
    return out | nearby(told, comparer)


def nearby(told: Sequence[Pair], comparer: Comparer) -> Figures:
    """The share of pairs whose partner is among the twenty nearest of all names, and milliseconds among many."""
    names = sorted({name for p in told for name in (p.one, p.other)})
    index = Nearby(names, comparer=comparer)
    measured = [p for p in told if p.half == "measured on" and p.same]
    out: Figures = {}
    for kind in ("spelling", "short form"):
        asked = [p for p in measured if p.kind == kind]
        hits = sum(p.other in [name for name, _ in index.near(p.one)] for p in asked)
        out[f"near, recall of {kind}"] = Figure(hits / len(asked), note=f"{len(asked)} of {len(names):,} names")
    many = Nearby([*names, *generated(names, MANY - len(names))], comparer=comparer)
    asked_names = random.Random(1).sample(names, ASKED)
    spent = []
    for name in asked_names:
        began = time.process_time()
        many.near(name)
        spent.append(time.process_time() - began)
    spent.sort()
    note = f"of {MANY:,} names; at most {spent[-1] * 1000:.1f}"
    out["near, ms"] = Figure(sum(spent) / len(spent) * 1000, better="lower", floored=False, note=note)
    return out


PARTS = (Part("likeness", "likeness of names, on pairs", likeness, (PAIRS,), gated=False),)
