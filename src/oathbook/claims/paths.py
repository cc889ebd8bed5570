"""Which words fill a trigger's roles, by the way through the tree that leads to them.

A linear model over hashed features of a pair of words: the path of dependency labels, the preposition, parts of
speech, distance, the words themselves. Features of paths for roles go back to Gildea and Jurafsky (2002). Weights are
made by ``training/paths.py`` from the marked reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
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
    return tree.first[i], tree.last[i]


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
    """What the features ask of a filler, whatever its trigger.

    A feature is the CRC-32 of a text such as "st|NOUN|kill|left". What comes first in the text and depends on the
    filler alone is hashed here, once; ``features`` goes on from there with what the trigger adds.
    """

    token: int
    case: bytes
    sort: bytes
    head: int
    cl: int
    ct: int
    st: int
    sw: int
    xt: int
    xd: int
    dt: int
    ht: int
    hs: tuple[int, int]
    me: int

    @classmethod
    def of(cls, tree: Tree, token: int) -> Filler:
        """The filler at a token."""
        first = tree.first_conjunct(token)
        case = "-".join(tree.case(token) or tree.case(first)) or "none"
        word, pos, head = tree.lemma[token], tree.pos[token], tree.head[first]
        sort = tree.name[token] or (word if pos == "PRON" else pos)
        label = tree.dep[first]
        over = f"{tree.pos[head]}|{label}|" if head >= 0 else ""
        return cls(
            token=token, case=f"|{case}".encode(), sort=f"|{sort}".encode(), head=head,
            cl=_hash(f"cl|{case}|"), ct=_hash(f"ct|{case}|"), st=_hash(f"st|{sort}|"), sw=_hash(f"sw|{sort}|"),
            xt=_hash(f"xt|{word}|"), xd=_hash(f"xd|{word}|{tree.dep[token]}"), dt=_hash(f"dt|{label}|"),
            ht=_hash(f"ht|{tree.lemma[head]}|{label}|") if head >= 0 else 0,
            hs=(_hash(f"hs|False|{over}"), _hash(f"hs|True|{over}")), me=_hash(f"me|{_modified(tree, token)}|"),
        )  # fmt: skip


def _hash(text: str) -> int:
    return crc32(text.encode())


def voice_of(tree: Tree, trigger: int) -> str:
    """ "passive", "verb", or the part of speech of a trigger that is no verb."""
    verb = tree.pos[trigger] in ("VERB", "AUX")
    return "passive" if verb and tree.passive(trigger) else "verb" if verb else tree.pos[trigger]


def features(tree: Tree, kind: str, trigger: int, fillers: Sequence[Filler]) -> Iterator[list[int]]:
    """The hashed features of a trigger with each of its fillers; ``kind`` is the claim type."""
    up, voice, lemma = above(tree, trigger), voice_of(tree, trigger), tree.lemma[trigger]
    type_ = kind.encode()
    by_type, by_voice = b"|" + type_, f"|{voice}".encode()
    by_both, by_lemma = by_voice + by_type, f"|{lemma}".encode()
    bias = _hash(f"bias|{kind}")
    sides = {side: _Side.of(kind, voice, lemma, side) for side in ("left", "self", "right")}
    for f in fillers:
        way = path(tree, trigger, f.token, up).encode()
        gap = f.token - trigger
        side = sides["self" if gap == 0 else "left" if gap < 0 else "right"]
        near = b"%d" % min(abs(gap), 40).bit_length()
        hashed = [
            bias,
            crc32(way + by_voice, _W),
            crc32(way + by_both, _WT),
            crc32(way + f.case + by_type, _WC),
            crc32(way + by_lemma + f.case, _WL),
            crc32(side.lemma, f.cl),
            crc32(side.both, f.ct),
            crc32(side.type, f.st),
            crc32(way, f.sw),
            crc32(type_, f.xt),
            f.xd,
            crc32(side.both + b"|" + near, f.dt),
            crc32(near + side.before + f.sort, _N),
        ]
        if f.head >= 0:
            hashed += crc32(type_, f.ht), crc32(side.type, f.hs[f.head == trigger])
        hashed.append(crc32(side.type, f.me))
        yield [h & _MASK for h in hashed]


_MASK = (1 << BITS) - 1
_W, _WT, _WC, _WL, _N = map(_hash, ("w|", "wt|", "wc|", "wl|", "n|"))


@dataclass(frozen=True, slots=True)
class _Side:
    """What a trigger adds to the texts of features for the fillers on one side of it."""

    lemma: bytes
    type: bytes
    both: bytes
    before: bytes

    @classmethod
    def of(cls, kind: str, voice: str, lemma: str, side: str) -> _Side:
        texts = (f"{lemma}|{side}", f"{kind}|{side}", f"{kind}|{voice}|{side}", f"|{side}|{kind}")
        return cls(*(text.encode() for text in texts))


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
        starts = [0, *accumulate(map(len, rows[:-1]))]
        return np.add.reduceat(self.weights.take(list(chain.from_iterable(rows)), axis=0), starts)
