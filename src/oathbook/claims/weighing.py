"""Which words fill a trigger's roles: the encoder, the paths through the tree and the patterns weighed together.

Every voice gives its opinion of every word of the sentence; a small network (``perceptron``), trained on reports that
no voice was made on, weighs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from oathbook.claims.paths import ROLES, Filler, candidates
from oathbook.reading.candidates import ARGUMENTS
from oathbook.records import TYPES, Mention, Reading

if TYPE_CHECKING:
    from oathbook.claims.climate import Climate
    from oathbook.claims.paths import Paths
    from oathbook.claims.tree import Tree
    from oathbook.records import Finding

Array = np.ndarray[Any, Any]
Heard = Mapping[str, Mapping[int, float]]
"""The encoder's probabilities of a trigger's fillers: role to token to probability."""
UNSEEN = -3.3
"""Log odds of a role that the encoder gives less than what it reports at all."""
HEARD = ("agent", "object", "place", "when", "quantity", "source", *ARGUMENTS)
"""Roles that the encoder scores, and PropBank's labels."""
KINDS = ("group", "coalition", "state", "person", "people", "medium", "place", "other")
FORMS = ("name", "description", "pronoun")
NAMES = ("PER", "ORG", "LOC")
NEAR = (-20, -10, -5, -2, 0, 1, 3, 6, 11, 21)
"""Where signed distances in words are parted."""
_NEAR = np.eye(len(NEAR) + 1, dtype=np.float32)
WIDTH = len(HEARD) + 2 * len(ROLES) + 3 + len(KINDS) + len(FORMS) + len(NAMES) + 2 + len(NEAR) + 1 + 6 + len(TYPES)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words of a sentence that may fill a role, with what is the same for all its triggers.

    ``at`` gives a token its place in ``tokens``, ``fixed`` is what ``Voices`` knows of each word alone.
    """

    tokens: list[int]
    at: dict[int, int]
    places: Array
    fillers: list[Filler]
    fixed: Array


class Hearing:
    """What the encoder heard at each trigger of a reading, looked up by finding."""

    def __init__(self, reading: Reading) -> None:
        self._heard: dict[str, list[tuple[int, Heard]]] = {}
        for c in reading.scores.get("candidates", ()):
            if c.roles:
                self._heard.setdefault(c.type, []).append((c.token, c.roles))

    def of(self, finding: Finding, role: str) -> Mapping[int, float] | None:
        """The probabilities of a role's fillers at a finding's trigger; None where the encoder was not asked."""
        first, last = finding.trigger
        near = [(t, r) for t, r in self._heard.get(finding.type, ()) if first <= t <= last or t == finding.head]
        return min(near, key=lambda item: item[0] != finding.head)[1].get(role, {}) if near else None


def places(names: Sequence[str]) -> dict[str, int]:
    """Each name's place among the names."""
    return {name: k for k, name in enumerate(names)}


def flags(place: Mapping[str, int], present: Iterable[str]) -> list[float]:
    """As many numbers as there are names: 1.0 for those present, 0.0 for the others. ``place`` see ``places``."""
    out = [0.0] * len(place)
    for name in present:
        if name in place:
            out[place[name]] = 1.0
    return out


def log_odds(p: float) -> float:
    """Of a probability as the encoder reports it: ``UNSEEN`` at the least."""
    return max(UNSEEN, float(np.log(p / max(1 - p, 1e-3)))) if p > 0 else UNSEEN


class Voices:
    """The opinions on one reading's words; what does not depend on the trigger is worked out once.

    ``climate`` tells how much the whole report is about armed groups.
    """

    def __init__(self, reading: Reading, tree: Tree, paths: Paths, *, climate: Climate) -> None:
        self.reading, self.tree, self.paths, self.climate = reading, tree, paths, climate
        self._sentences: dict[int, _Sentence] = {}
        self._mention: dict[int, Mention] = {m.head: m for m in reading.mentions}
        self._timed = _covered(reading)
        self._counted = {i for f in reading.figures for i in (*range(f.first, f.last + 1), f.head)}

    def about(self, kind: str, trigger: int, heard: Heard | None, pattern: Finding | None) -> tuple[list[int], Array]:
        """The words of the trigger's sentence that may fill a role, and the features (words, ``WIDTH``) of each.

        ``heard`` are the encoder's role probabilities (None: it was not asked), ``pattern`` a pattern's finding.
        """
        tree, here = self.tree, self._sentence(trigger)
        if not here.tokens:
            return here.tokens, np.zeros((0, WIDTH), np.float32)
        size, at = len(here.tokens), here.at
        heard_odds = np.full((size, len(HEARD)), UNSEEN, np.float32)
        for k, role in enumerate(HEARD):
            for t, p in (heard or {}).get(role, {}).items():
                if t in at:
                    heard_odds[at[t], k] = np.log(p / max(1 - p, 1e-3))
        path_odds = np.clip(self.paths.scores(tree, kind, trigger, here.fillers), -8, 8)
        voted = np.zeros((size, len(ROLES)), np.float32)
        for k, role in enumerate(ROLES):
            for t in pattern.roles.get(role, ()) if pattern else ():
                if t in at:
                    voted[at[t], k] = 1.0
        best = heard_odds[:, :2].max(0) + path_odds[:, :2].max(0)
        rivals = best - heard_odds[:, :2] - path_odds[:, :2]
        away = here.places - trigger
        verb = tree.pos[trigger] in ("VERB", "AUX")
        constant = [
            float(heard is not None), float(pattern is not None), pattern.score if pattern else 0.0,
            float(verb), float(verb and tree.passive(trigger)), float(trigger in at),
            *(float(kind == t) for t in TYPES),
        ]  # fmt: skip
        parts = (
            heard_odds, path_odds, voted, rivals, (away == 0)[:, None], here.fixed,
            _NEAR[np.searchsorted(NEAR, away, "right")], np.tile(np.array(constant, np.float32), (size, 1)),
        )  # fmt: skip
        return here.tokens, np.concatenate(parts, 1, dtype=np.float32)

    def _sentence(self, trigger: int) -> _Sentence:
        """The words that may fill a role in the trigger's sentence."""
        first = self.tree.first[trigger]
        if first not in self._sentences:
            tokens = candidates(self.tree, trigger)
            self._sentences[first] = _Sentence(
                tokens=tokens,
                at={t: n for n, t in enumerate(tokens)},
                places=np.array(tokens, np.int64),
                fillers=[Filler.of(self.tree, t) for t in tokens],
                fixed=np.array([self._alone(t) for t in tokens], np.float32),
            )
        return self._sentences[first]

    def mention(self, token: int) -> Mention | None:
        """The mention that the token heads."""
        return self._mention.get(token)

    def sentence(self, token: int) -> int:
        """The first token of the token's sentence."""
        return self.tree.first[token]

    def named(self, mention: Mention) -> bool:
        """True if the mention's actor has a proper name anywhere in the report."""
        members = self.reading.clusters[mention.cluster].mentions
        return any(self.reading.mentions[k].form == "name" for k in members)

    def headline(self, token: int) -> bool:
        """True in a headline or subheading."""
        block = self.reading.block_at(token)
        return block is not None and block.kind in ("headline", "subheading")

    def _alone(self, t: int) -> list[float]:
        """What is known of a word whatever its trigger: kind and form of its mention, name, time, figure."""
        m = self._mention.get(t)
        return [
            *(float(m is not None and m.kind == k) for k in KINDS),
            *(float(m is not None and m.form == f) for f in FORMS),
            *(float(self.tree.name[t] == n) for n in NAMES),
            float(t in self._timed), float(t in self._counted),
        ]  # fmt: skip


def _covered(reading: Reading) -> set[int]:
    """The tokens of all time expressions."""
    out: set[int] = set()
    for time in reading.times:
        span = reading.doc.char_span(time.start, time.end, alignment_mode="expand")
        if span is not None:
            out.update(range(span.start, span.end))
    return out
