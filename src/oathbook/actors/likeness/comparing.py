"""The likeness of two names: taken apart, set against each other, weighed, and told in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from oathbook.actors.likeness.acronyms import NONE, Acronym
from oathbook.actors.likeness.alignment import Alignment, align
from oathbook.actors.likeness.features import FEATURES, measure
from oathbook.actors.likeness.lists import load_lists
from oathbook.actors.likeness.parts import Name, Parser
from oathbook.actors.likeness.reasons import kinds_differ, reasons_for, same_name
from oathbook.actors.records import Likeness
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


@dataclass(frozen=True, slots=True)
class Match:
    """Two names set against each other: their alignment (None where they are one in writing), features and score."""

    here: Name
    there: Name
    alignment: Alignment | None
    features: Mapping[str, float]
    acronym: Acronym
    score: float


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
        found = self.reasoned(self.match(one, other), one)
        strange = kinds_differ(*kinds)
        return Likeness(found.score * _OTHER_KIND, (strange, *found.reasons)) if strange else found

    def score(self, one: str, other: str) -> float:
        """The score alone, without the reasons, in half the time."""
        return self.match(one, other).score

    def match(self, one: str, other: str) -> Match:
        """The two set against each other, in order of letters, so that both ways give the same score."""
        here, there = self.parse(min(one, other)), self.parse(max(one, other))
        if here.plain == there.plain:
            return Match(here, there, None, {}, NONE, 1.0)
        alignment = align(here, there)
        found, acronym = measure(here, there, alignment)
        return Match(here, there, alignment, found, acronym, self._chance(found))

    def reasoned(self, match: Match, one: str) -> Likeness:
        """The score with its reasons, told from the name ``one``."""
        turned = match.here.text != one
        first, second = (match.there, match.here) if turned else (match.here, match.there)
        if match.alignment is None:
            return Likeness(1.0, (same_name(first, second),))
        weights = self._weights.of
        given = {name: weights[name] * value for name, value in match.features.items()}
        told = match.alignment.turned() if turned else match.alignment
        return Likeness(match.score, reasons_for(first, second, told, match.acronym, given, weights["all_covered"]))

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
