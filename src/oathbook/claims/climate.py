"""How much a whole report is about armed groups.

News of sport, business or faith "defects", "captures" and "lays siege" too; what tells them apart is the report around
the word. Five features, weighed by a logistic model that ``training/judge.py`` makes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from oathbook.claims.subject import Subjects
from oathbook.claims.tree import Tree
from oathbook.claims.triggers import Trigger
from oathbook.records import Reading

LIKELY = 0.5
"""Probability of a trigger that counts as likely."""
SHORTEST = 4
"""Sentences that a report needs for its climate to say anything."""
LEAST = 0.35
"""Probability below which a report tells nothing of armed groups."""


@dataclass(frozen=True)
class Climate:
    """``war_share`` and ``war_words`` see ``Subjects``; ``likely`` triggers a sentence; ``top``, the mean probability
    of the three likeliest triggers; ``groups``, the share of groups among the named mentions."""

    war_share: float
    war_words: float
    likely: float
    top: float
    groups: float
    sentences: int

    def features(self) -> tuple[float, ...]:
        """The five numbers that the models go by, each of a few units at most."""
        return (self.war_share, float(np.log1p(self.war_words)), min(self.likely, 1.5), self.top, self.groups)


def climate_of(
    reading: Reading, tree: Tree, triggers: Sequence[Trigger], subjects: Subjects, *, war_share: float
) -> Climate:
    """The climate of one report; ``war_share`` is that of ``subjects``, asked for before there are triggers."""
    likely = sorted((t.probability for t in triggers), reverse=True)
    sentences = sum(1 for s in reading.doc.sents if len(s) > 1)
    few = max(1, min(3, sentences))
    named = [m.kind for m in reading.mentions if m.form == "name"]
    return Climate(
        war_share=war_share,
        war_words=subjects.war_words(tree),
        likely=sum(p >= LIKELY for p in likely) / max(1, sentences),
        top=sum(likely[:few]) / few,
        groups=sum(kind in ("group", "coalition") for kind in named) / max(1, len(named)),
        sentences=sentences,
    )


class Gate:
    """The logistic model: weights for the features of a ``Climate``."""

    def __init__(self, weights: Mapping[str, Any]) -> None:
        self._weights, self._bias = np.asarray(weights["weights"]), float(weights["bias"])

    def probability(self, climate: Climate) -> float:
        """How likely the report tells something of armed groups."""
        odds = float(np.dot(self._weights, climate.features())) + self._bias
        return float(1 / (1 + np.exp(-odds)))

    def opens(self, climate: Climate) -> bool:
        """False for a report that is long enough to be judged and is not about armed groups."""
        return climate.sentences < SHORTEST or self.probability(climate) >= LEAST
