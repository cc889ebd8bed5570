"""The numbers and words of ``data/words/belief.yaml`` and ``data/words/sources.yaml``, checked and made ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from oathbook.actors import fold
from oathbook.errors import DataError
from oathbook.lexicon import Lexicon

LETTERS = "ABCDEF"
"""Reliability of a source, best first; F is "cannot be judged"."""


@dataclass(frozen=True)
class Range:
    """The letter with which a standing starts, and the best and the worst that it can become."""

    start: str
    best: str
    worst: str


@dataclass(frozen=True)
class Bands:
    """What something counts after so many days: ``steps`` are (days, counts), ``after`` counts beyond the last."""

    steps: tuple[tuple[int, float], ...]
    after: float

    def counts(self, days: int) -> float:
        """The share that is left after so many days."""
        return next((counts for limit, counts in self.steps if days <= limit), self.after)


@dataclass(frozen=True)
class Limits:
    """Where one grade ends and the next begins; see ``grades`` in the data file."""

    judged: float
    small: float
    confirmed: float
    probable: float
    possible: float
    doubtful: float
    voices: int
    reports: int
    letter: str
    against: float


@dataclass(frozen=True)
class Numbers:
    """Everything that the rules take from the data files. Words of sources are folded."""

    letters: Mapping[str, float]
    standings: Mapping[str, Range]
    steps: Mapping[str, int]
    near: tuple[str, ...]
    monitor: tuple[str, ...]
    far: tuple[str, ...]
    place_words: frozenset[str]
    interest: Mapping[str, Mapping[str, int]]
    told: Bands
    unsure: float
    heard: Bands
    limits: Limits
    shown: int
    majority: Mapping[str, int]
    words: Mapping[str, Any]
    names: Mapping[str, str]
    """Letters that the user gives to sources, by folded name."""
    publishers: Mapping[str, str]


def load_numbers(lexicon: Lexicon | None = None) -> Numbers:
    """The numbers of the lexicon, those that oathbook ships where none is given.

    Raises DataError where a letter is none of A to F, or the limits of the grades are not in order.
    """
    return _shipped() if lexicon is None else lexicon.made("belief numbers", lambda: _made(lexicon))


@cache
def _shipped() -> Numbers:
    return _made(Lexicon())


def _made(lexicon: Lexicon) -> Numbers:
    record, sources = lexicon.words("belief"), lexicon.words("sources")
    return Numbers(
        letters={letter: float(record["letters"][letter]) for letter in LETTERS},
        standings={name: Range(**told) for name, told in record["standings"].items()},
        steps=record["steps"],
        near=_folded(record["near"]),
        monitor=_folded(record["monitor"]),
        far=_folded(record["far"]),
        place_words=frozenset(record["place_words"]),
        interest=record["interest"],
        told=_bands(record["told_after"], record["told_later"]),
        unsure=record["unsure"],
        heard=_bands(record["heard_before"], record["heard_earlier"]),
        limits=_limits(record["grades"]),
        shown=record["shown"],
        majority=record["majority"],
        words=record["words"],
        names=_given(sources, "names"),
        publishers=_given(sources, "publishers"),
    )


def _folded(words: list[Any]) -> tuple[str, ...]:
    return tuple(f" {fold(str(word))} " for word in words)


def _bands(steps: list[dict[str, Any]], after: float) -> Bands:
    return Bands(tuple(sorted((step["days"], step["counts"]) for step in steps)), after)


def _limits(record: Mapping[str, Any]) -> Limits:
    confirmed = record["confirmed"]
    limits = Limits(
        judged=record["judged"],
        small=record["small"],
        confirmed=confirmed["ahead"],
        probable=record["probable"]["ahead"],
        possible=record["possible"]["ahead"],
        doubtful=record["doubtful"]["ahead"],
        voices=confirmed["voices"],
        reports=confirmed["reports"],
        letter=confirmed["letter"],
        against=confirmed["against"],
    )
    order = [limits.doubtful, limits.possible, limits.probable, limits.confirmed]
    if order != sorted(order) or round(limits.judged - limits.small - limits.possible, 6) < 0:
        raise DataError(
            f"words/belief.yaml: the grades' limits {order} are not in order, or possible is above judged less small "
            f"({limits.judged} - {limits.small}); mend them"
        )
    return limits


def _given(sources: Mapping[str, Any], part: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, letter in (sources.get(part) or {}).items():
        if letter not in tuple(LETTERS):
            raise DataError(f"words/sources.yaml: {part}: {name} has {letter!r}; a letter is one of A, B, C, D, E, F")
        given[fold(str(name))] = letter
    return given
