"""When a claim happened: which of the times around its trigger is its own, or that none is.

A sentence may tell three events and one time, or one event and the day on which it was told. A small network weighs
each time expression near the trigger against the others and against none at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from oathbook.claims.moments import days
from oathbook.claims.weighing import Hearing, flags, log_odds, places
from oathbook.records import STATUSES, TYPES

if TYPE_CHECKING:
    from oathbook.claims.perceptron import Perceptron
    from oathbook.claims.tree import Tree
    from oathbook.records import Finding, Reading, TimeExpression

Array = np.ndarray[Any, Any]
KINDS = ("date", "since", "until", "deadline", "duration", "set")
LABELS = (
    "acl:relcl", "acl", "appos", "nmod", "nmod:poss", "amod", "advcl", "ccomp", "xcomp", "conj", "obj", "obl",
    "obl:unmarked", "nmod:unmarked", "nsubj", "nsubj:pass", "parataxis", "compound", "dep", "advmod",
)  # fmt: skip
CASES = ("in", "on", "since", "until", "by", "after", "before", "within", "for", "from", "during", "at", "of")
TAGS = ("VBD", "VBN", "VBZ", "VBP", "VBG", "VB", "NN", "NNS")
_KINDS, _LABELS, _CASES, _TAGS = places(KINDS), places(LABELS), places(CASES), places(TAGS)
_TYPES, _STATUSES = places(TYPES), places(STATUSES)
NEAR = (1, 3, 6, 10, 16, 25)
LEAST = 0.1
"""Probability from which on a word of another sentence that the encoder takes for the time is weighed."""


@dataclass(frozen=True)
class Moment:
    """A time that may be the claim's: its expression and the tokens it covers with their head; None for no time."""

    time: TimeExpression | None
    first: int = -1
    last: int = -1
    head: int = -1


NONE = Moment(None)


class Timer:
    """Finds the time of each claim of one reading."""

    def __init__(self, reading: Reading, tree: Tree) -> None:
        self.reading, self.tree = reading, tree
        self._moments: list[Moment] = []
        for time in reading.times:
            span = reading.doc.char_span(time.start, time.end, alignment_mode="expand")
            if span is not None and len(span):
                self._moments.append(Moment(time, span.start, span.end - 1, self._head(span.start, span.end - 1)))
        self._hearing = Hearing(reading)

    def timed(self, finding: Finding, network: Perceptron) -> Finding:
        """The finding with the likeliest time in the place of its own. What means no days ("for years") is no time."""
        moments, rows = self.weighed(finding)
        best = NONE
        if len(moments) > 1:
            odds = network.odds(rows)[:, 0].tolist()
            usable = [k for k, m in enumerate(moments) if m.time is None or days(self.reading, finding, m.time)]
            best = moments[max(usable, key=lambda k: odds[k])]
        return replace(finding, roles={**finding.roles, "when": (best.head,) if best.time else ()})

    def weighed(self, finding: Finding) -> tuple[list[Moment], Array]:
        """No time and all times that may be a finding's, and the features of each."""
        heard = self._hearing.of(finding, "when")
        sentence = self._sentence(finding.head)
        moments = [NONE]
        for m in self._moments:
            p = max(((heard or {}).get(t, 0.0) for t in range(m.first, m.last + 1)), default=0.0)
            if m.first in sentence or p >= LEAST:
                moments.append(m)
        return moments, self._rows(finding, moments, heard)

    def _sentence(self, token: int) -> range:
        return range(self.tree.first[token], self.tree.last[token] + 1)

    def _head(self, first: int, last: int) -> int:
        outside = [i for i in range(first, last + 1) if not first <= self.tree.head[i] <= last]
        content = [i for i in outside if self.tree.pos[i] not in ("ADP", "DET", "PUNCT", "SCONJ")]
        return (content or outside or [last])[0]

    def _rows(self, finding: Finding, moments: list[Moment], heard: Mapping[int, float] | None) -> Array:
        tree, trigger = self.tree, finding.head
        p = [max(((heard or {}).get(t, 0.0) for t in range(m.first, m.last + 1)), default=0.0) for m in moments]
        p[0] = 0.0
        way = _up(tree, trigger)
        shared = [
            float(heard is not None), log_odds(max(p)), float(len(moments) == 1), float(len(moments) == 2),
            float(tree.pos[trigger] in ("VERB", "AUX")), float(finding.trigger[0] == tree.first[trigger]),
            *flags(_TYPES, [finding.type]), *flags(_STATUSES, [finding.status or ""]),
            *flags(_TAGS, [tree.tag[trigger]]), *flags(_LABELS, [tree.dep[i] for i in way[:-1]]),
        ]  # fmt: skip
        gaps = [min(abs(m.first - trigger), abs(m.last - trigger)) if m.time else 999 for m in moments]
        rows = []
        for k, m in enumerate(moments):
            rival = max((q for j, q in enumerate(p) if j != k), default=0.0)
            nearer = sum(g < gaps[k] for g in gaps)
            rows.append([*self._own(finding, m, way, gaps[k], nearer), log_odds(p[k]), log_odds(rival), *shared])
        return np.array(rows, np.float32)

    def _own(self, finding: Finding, m: Moment, way: list[int], gap: int, nearer: int) -> list[float]:
        size = 22 + len(KINDS) + 3 * len(LABELS) + len(CASES) + len(NEAR)
        if m.time is None:
            return [1.0] + [0.0] * (size - 1)
        tree, trigger = self.tree, finding.head
        sentence = self._sentence(trigger)
        inside = m.first in sentence
        up = _up(tree, m.head)
        meet = next((i for i in up if i in way), -1)
        below = up[: up.index(meet)] if meet >= 0 else up
        climbed = way[: way.index(meet)] if meet >= 0 else way
        low, high = min(trigger, m.last), max(trigger, m.first)
        between = range(low + 1, high)
        after = tree.words[m.last + 1] if m.last + 1 < len(tree) else ""
        verb = tree.head[m.head]
        case = [tree.lower[k] for k in tree.kids[m.head] if tree.dep[k] == "case"] or [tree.lower[max(m.first - 1, 0)]]
        spoken = [s for s in self.reading.speeches if s.first <= trigger <= s.last]
        inner = spoken[-1] if spoken else None
        block = self.reading.block_at(trigger)
        interval = m.time.interval
        return [
            0.0, float(inside), float(m.last < trigger), float(meet == trigger), float(meet == m.head),
            float(bool(climbed)), len(climbed) / 3, len(below) / 3, min(3, nearer) / 2,
            float(m.first - sentence.start <= 2) if inside else 0.0, float(after in (":", "-", "–", "—")),
            float(sum(tree.pos[i] == "VERB" for i in between)), float(any(tree.words[i] == ";" for i in between)),
            float(sum(tree.words[i] == "," for i in between)), float(inner is not None),
            float(inner is not None and inner.first <= m.first <= inner.last),
            float(inner is not None and verb == inner.cue), float(verb >= 0 and tree.pos[verb] == "VERB"),
            float(finding.trigger[0] <= verb <= finding.trigger[1]), float(interval is None),
            float(interval is not None and interval.earliest is None),
            float(block is not None and block.kind in ("headline", "subheading")),
            *flags(_KINDS, [m.time.kind]),
            *flags(_LABELS, [tree.dep[i] for i in climbed]),
            *flags(_LABELS, [tree.dep[i] for i in below]),
            *flags(_LABELS, [tree.dep[i] for i in climbed[-1:]]),
            *flags(_CASES, case), *(float(gap >= n) for n in NEAR),
        ]  # fmt: skip


def _up(tree: Tree, i: int) -> list[int]:
    """The token and all above it."""
    out = [i]
    while tree.head[out[-1]] >= 0 and len(out) < 15:
        out.append(tree.head[out[-1]])
    return out
