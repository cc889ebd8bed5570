"""Which words fill a trigger's roles, by the way through the tree that leads to them.

A linear model over hashed features of a pair of words: the path of dependency labels, the preposition, parts of
speech, distance, the words themselves. Features of paths for roles go back to Gildea and Jurafsky (2002). Weights are
made by ``training/paths.py`` from the marked reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from oathbook.claims.tree import Tree

Array = np.ndarray[Any, Any]
BITS = 20
ROLES = ("agent", "object", "place", "when", "quantity")
FILLERS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "ADV", "X", "SYM"})
LONGEST = 5
"""Steps of a path before it only counts as far."""


def candidates(tree: Tree, trigger: int, *, before: int = 0) -> list[int]:
    """Tokens of the trigger's sentence (and of ``before`` sentences ahead of it) that could fill a role."""
    first, last = sentence_around(tree, trigger)
    for _ in range(before):
        if first > 0:
            first, _ = sentence_around(tree, first - 1)
    return [i for i in range(first, last + 1) if tree.pos[i] in FILLERS and tree.dep[i] not in ("punct", "flat", "cop")]


def sentence_around(tree: Tree, i: int) -> tuple[int, int]:
    """First and last token of the sentence that holds token ``i``."""
    span = tree.doc[i].sent
    return int(span.start), int(span.end) - 1


def above(tree: Tree, trigger: int) -> dict[int, int]:
    """The words from a trigger up to its root, with the number of steps to each: where every path begins."""
    steps: dict[int, int] = {}
    at = trigger
    while at >= 0:
        steps[at] = len(steps)
        at = tree.head[at]
    return steps


def path(tree: Tree, trigger: int, filler: int, up: dict[int, int] | None = None) -> str:
    """The labels from trigger to filler, "^" for a step up and "_" for a step down; coordination is passed over.

    ``up`` is ``above`` the trigger, where it is known already.
    """
    climb = up or above(tree, trigger)
    down: list[int] = []
    at = filler
    while at >= 0 and at not in climb:
        down.append(at)
        at = tree.head[at]
    if at < 0:
        return "apart"
    dep = tree.dep
    descended = [dep[t] for t in reversed(down)]
    while descended and descended[-1] == "conj":
        descended.pop()
    steps = ["^" + dep[t] for t, k in climb.items() if k < climb[at]] + ["_" + d for d in descended]
    return "".join(steps) if len(steps) <= LONGEST else "far" + "".join(steps[:2]) + "".join(steps[-2:])


@dataclass(frozen=True, slots=True)
class Filler:
    """What the features ask of a filler, whatever its trigger."""

    token: int
    first: int
    case: str
    word: str
    sort: str
    dep: str
    modified: str

    @classmethod
    def of(cls, tree: Tree, token: int) -> Filler:
        """The filler at a token."""
        first = tree.first_conjunct(token)
        case = "-".join(tree.case(token) or tree.case(first)) or "none"
        word, pos = tree.lemma[token], tree.pos[token]
        sort = tree.name[token] or (word if pos == "PRON" else pos)
        return cls(token, first, case, word, sort, tree.dep[token], _modified(tree, token))


def voice_of(tree: Tree, trigger: int) -> str:
    """ "passive", "verb", or the part of speech of a trigger that is no verb."""
    verb = tree.pos[trigger] in ("VERB", "AUX")
    return "passive" if verb and tree.passive(trigger) else "verb" if verb else tree.pos[trigger]


def features(tree: Tree, kind: str, trigger: int, fillers: Sequence[Filler]) -> Iterator[list[int]]:
    """The hashed features of a trigger with each of its fillers; ``kind`` is the claim type."""
    up, voice, mask = above(tree, trigger), voice_of(tree, trigger), (1 << BITS) - 1
    for filler in fillers:
        way = path(tree, trigger, filler.token, up)
        yield [crc32(text.encode()) & mask for text in _features(tree, kind, trigger, filler, way, voice)]


def _features(tree: Tree, kind: str, trigger: int, filler: Filler, way: str, voice: str) -> Iterator[str]:
    first, case, word, sort = filler.first, filler.case, filler.word, filler.sort
    lemma = tree.lemma[trigger]
    gap = filler.token - trigger
    side = "self" if gap == 0 else "left" if gap < 0 else "right"
    near = min(abs(gap), 40).bit_length()
    yield f"bias|{kind}"
    yield f"w|{way}|{voice}"
    yield f"wt|{way}|{voice}|{kind}"
    yield f"wc|{way}|{case}|{kind}"
    yield f"wl|{way}|{lemma}|{case}"
    yield f"cl|{case}|{lemma}|{side}"
    yield f"ct|{case}|{kind}|{voice}|{side}"
    yield f"st|{sort}|{kind}|{side}"
    yield f"sw|{sort}|{way}"
    yield f"xt|{word}|{kind}"
    yield f"xd|{word}|{filler.dep}"
    yield f"dt|{tree.dep[first]}|{kind}|{voice}|{side}|{near}"
    yield f"n|{near}|{side}|{kind}|{sort}"
    head = tree.head[first]
    if head >= 0:
        yield f"ht|{tree.lemma[head]}|{tree.dep[first]}|{kind}"
        yield f"hs|{head == trigger}|{tree.pos[head]}|{tree.dep[first]}|{kind}|{side}"
    yield f"me|{filler.modified}|{kind}|{side}"


def _modified(tree: Tree, i: int) -> str:
    """How a filler is determined: by a number, an article, a possessor, a name before it, or not at all."""
    for k in tree.kids[i]:
        if tree.dep[k] in ("nummod", "det", "nmod:poss", "compound"):
            return tree.lower[k] if tree.dep[k] == "det" else tree.dep[k]
    return "bare"


class Paths:
    """The weights, ready to score pairs."""

    def __init__(self, file: Path) -> None:
        kept = np.load(file)
        self.weights = np.zeros((1 << BITS, len(ROLES)), np.float32)
        self.weights[kept["rows"]] = kept["values"].astype(np.float32)

    def scores(self, tree: Tree, kind: str, trigger: int, fillers: Sequence[Filler]) -> Array:
        """Log odds (fillers, roles) that each filler has each role."""
        rows = list(features(tree, kind, trigger, fillers))
        if not rows:
            return np.zeros((0, len(ROLES)), np.float32)
        starts = np.cumsum([0, *map(len, rows[:-1])])
        flat = np.fromiter((i for row in rows for i in row), np.int64)
        return np.add.reduceat(self.weights[flat], starts)
