"""Judgements, known actors and a likeness for tests. Invented."""

from __future__ import annotations

import types
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from rapidfuzz import fuzz

from oathbook.actors import fold
from oathbook.actors.records import KnownActor, KnownName, Likeness, Reason
from oathbook.records import Judgement, Verdict, content_id

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def make_judgement(
    one: str, other: str, verdict: Verdict = "same", *, hour: int = 0, who: str = "Ada", score: float | None = None
) -> Judgement:
    """A judgement at noon and ``hour`` hours of one day."""
    at = NOON + timedelta(hours=hour)
    one, other = sorted((one, other))
    id = content_id([one, other, verdict, str(at), who])
    return Judgement(0, id, one, other, verdict, who, at, "as told", score)


def by_program(one: str, other: str, score: float, *, hour: int = 0) -> Judgement:
    """A merge that the program made."""
    return make_judgement(one, other, hour=hour, who="oathbook 0.2.0", score=score)


@dataclass(frozen=True)
class Knowledge:
    """Known actors by id."""

    actors: dict[str, KnownActor]


def knowledge_of(**names: list[str]) -> Knowledge:
    """A known group for each id, with its names."""
    return Knowledge(
        {id: KnownActor(id, "group", tuple(map(KnownName, own)), None, (), "invented") for id, own in names.items()}
    )


def compare(one: str, other: str, *, kinds: tuple[str | None, str | None] = (None, None)) -> Likeness:
    """A stand-in: the share of letters in common."""
    ours, theirs = fold(one), fold(other)
    score = fuzz.ratio(ours, theirs) / 100
    return Likeness(score, (Reason("letters", "for" if score > 0.5 else "against", ours, theirs, "letters in common"),))


class Nearby:
    """A stand-in that compares every name with every other."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    def near(self, name: str, *, limit: int = 20) -> list[tuple[str, Likeness]]:
        """The names most alike, best first."""
        found = [(other, compare(name, other)) for other in self.names]
        return sorted(found, key=lambda each: (-each[1].score, each[0]))[:limit]


@pytest.fixture
def likeness(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the stand-ins in the place of ``oathbook.actors.likeness``."""
    module = types.ModuleType("oathbook.actors.likeness")
    module.compare, module.Nearby = compare, Nearby  # type: ignore[attr-defined]
    monkeypatch.setitem(__import__("sys").modules, "oathbook.actors.likeness", module)
