"""Judgements as edges between folded names: which of them count, and in which order they are followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from oathbook.actors.folding import fold
from oathbook.actors.kin import Kin
from oathbook.records import Judgement

Pair = tuple[str, str]


class Folds(dict[str, str]):
    """What names fold to, each worked out once; a name without letter or digit is its own."""

    def __missing__(self, name: str) -> str:
        folded = self[name] = fold(name) or name
        return folded


def pair_of(one: str, other: str) -> Pair:
    """The two in the order of the alphabet."""
    return (one, other) if one <= other else (other, one)


def newest(judgements: Iterable[Judgement], *, folds: Folds) -> dict[Pair, Judgement]:
    """What counts of each pair of folded names: a person's newest judgement, else the program's newest.

    "undone" counts as a judgement here, by which nothing is held of the pair. Of two of one time, the id decides.
    """
    counting: dict[Pair, Judgement] = {}
    for judgement in judgements:
        pair = pair_of(folds[judgement.one], folds[judgement.other])
        held = counting.get(pair)
        if pair[0] != pair[1] and (held is None or _firmness(held) < _firmness(judgement)):
            counting[pair] = judgement
    return counting


def in_order(
    judged: Mapping[Pair, Judgement], touched: Iterable[str], kin: Kin
) -> Iterator[tuple[str, str, Judgement | None]]:
    """What joins names, firmest first: people's judgements, oldest first; known names; the program's, most alike first.

    ``touched``: the known actors some of whose names were judged, by the folded name they go by. An older judgement is
    followed before a newer one, since what was built on it since then stands with it.
    """
    same = [(pair, judgement) for pair, judgement in judged.items() if judgement.verdict == "same"]
    people = [each for each in same if not each[1].by_program]
    for (one, other), judgement in sorted(people, key=lambda each: made(each[1])):
        yield one, other, judgement
    for first in touched:
        for other in kin.members[first][1:]:
            yield first, other, None
    program = [each for each in same if each[1].by_program]
    for (one, other), judgement in sorted(program, key=lambda each: (-(each[1].score or 0), *made(each[1]))):
        yield one, other, judgement


def made(judgement: Judgement) -> tuple[object, str]:
    """Sort key: when it was made, then its id; the same in whatever order judgements arrive."""
    return (judgement.at, judgement.id)


def _firmness(judgement: Judgement) -> tuple[bool, object, str]:
    return (not judgement.by_program, judgement.at, judgement.id)
