"""The likeness of two names: taken apart, set against each other, weighed, and told in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from oathbook.actors.likeness.alignment import align
from oathbook.actors.likeness.features import FEATURES, measure
from oathbook.actors.likeness.lists import load_lists
from oathbook.actors.likeness.parts import Name, Parser
from oathbook.actors.likeness.reasons import kinds_differ, reasons_for, same_name
from oathbook.actors.records import Likeness, Reason
from oathbook.errors import DataError
from oathbook.lexicon import Lexicon

Kinds = tuple[str | None, str | None]
_OTHER_KIND = 0.25
_MOST = 0.999


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature counts for, in log odds, and where the sum begins."""

    begin: float
    of: Mapping[str, float]


class Comparer:
    """Compares names by word lists and weights; keeps what it took apart, so that many pairs cost little."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._parser = Parser(load_lists(lexicon))
        self._weights = load_weights(lexicon)
        self.parse = self._parser.parse

    @staticmethod
    @cache
    def shipped() -> Comparer:
        """The comparer with the word lists of oathbook alone, made once."""
        return Comparer(Lexicon())

    def compare(self, one: str, other: str, *, kinds: Kinds = (None, None)) -> Likeness:
        """As ``oathbook.actors.likeness.compare``."""
        here, there = self.parse(one), self.parse(other)
        reasons: tuple[Reason, ...]
        if here.plain == there.plain:
            score, reasons = 1.0, (same_name(here, there),)
        else:
            score, reasons = self._weighed(here, there)
        strange = kinds_differ(*kinds)
        if strange:
            score, reasons = score * _OTHER_KIND, (strange, *reasons)
        return Likeness(score, reasons)

    def score(self, one: str, other: str) -> float:
        """The score alone, without the reasons, in half the time."""
        here, there = self.parse(min(one, other)), self.parse(max(one, other))
        if here.plain == there.plain:
            return 1.0
        return self._chance(measure(here, there, align(here, there))[0])

    def _weighed(self, one: Name, other: Name) -> tuple[float, tuple[Reason, ...]]:
        """Score and reasons; the names are compared in order of letters, so that both ways give the same score."""
        turned = one.text > other.text
        here, there = (other, one) if turned else (one, other)
        alignment = align(here, there)
        found, acronym = measure(here, there, alignment)
        weights = self._weights.of
        given = {name: weights[name] * value for name, value in found.items()}
        told = alignment.turned() if turned else alignment
        return self._chance(found), reasons_for(one, other, told, acronym, given, weights["all_covered"])

    def _chance(self, found: Mapping[str, float]) -> float:
        weights = self._weights.of
        total = self._weights.begin + math.fsum(weights[name] * value for name, value in found.items())
        return min(_MOST, 1 / (1 + math.exp(-total)))


def load_weights(lexicon: Lexicon) -> Weights:
    """The weights of ``data/words/likeness_weights.yaml``. Raises DataError for one missing or of wrong sign."""
    told = lexicon.words("likeness_weights")
    weights = told.get("weights", {})
    for name, (_, sign) in FEATURES.items():
        weight = weights.get(name)
        if not isinstance(weight, int | float) or weight * sign < 0:
            allowed = "a number from 0 up" if sign > 0 else "a number of 0 or less"
            raise DataError(f"words/likeness_weights.yaml: {name} is {weight!r}, it is {allowed}; mend it")
    return Weights(float(told.get("begin", 0.0)), {name: float(weights[name]) for name in FEATURES})


def compare(one: str, other: str, *, kinds: Kinds = (None, None)) -> Likeness:
    """How likely two names are spellings or forms of one actor's name, with the reasons, weightiest first.

    ``kinds``: the mention kinds of the two where known ("person", "group", ...); names of a person and of a body are
    hardly ever of one actor. The same score for both orders; 1.0 for names that differ in case and marks alone.
    """
    return Comparer.shipped().compare(one, other, kinds=kinds)
