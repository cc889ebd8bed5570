"""A dispute: what cannot both be true, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from oathbook.history.span import Belief
from oathbook.history.times import time_order
from oathbook.records import Claim, Interval

DisputeKind = Literal["leaders", "holders", "strength", "toll", "denied", "time", "order", "loyalties", "dead"]
"""``leaders``: of one body; ``holders``: of one place; ``strength``: figures for one body; ``toll``: figures for one
event; ``denied``: said and denied; ``time``: two times of what happens once; ``order``: over before it began;
``loyalties``: under two bodies that are enemies; ``dead``: killed and acting later."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the things that cannot all be true. ``says`` puts it in a sentence; ``claims`` say it, in time order.

    ``belief`` is what the rule makes of it, the claims of the other sides taken as against it.
    """

    says: str
    claims: tuple[Claim, ...]
    belief: Belief

    def as_json(self) -> dict[str, Any]:
        """One JSON object with the claims as JSON."""
        return {
            "says": self.says,
            "belief": self.belief.as_json(),
            "claims": [claim.as_json() for claim in self.claims],
        }


@dataclass(frozen=True, slots=True)
class Dispute:
    """Things that cannot all be true.

    Attributes:
        id: content id of kind, what it is about and the claims of each side.
        kind: see ``DisputeKind``.
        about: the actor or place that it is about, as most claims name it.
        about_key: its key; disputes of one key stand together. Keys of places begin with "place:".
        actors: keys of all actors in it.
        place: the place, where it is about one or in one.
        when: the days in question, as far as told.
        sides: at least two, most claims first.
        gravity: from 0 to 100, see docs/belief.md.
        reasons: how the gravity came about, one sentence a part.
    """

    id: str
    kind: DisputeKind
    about: str
    about_key: str
    actors: frozenset[str]
    place: str | None
    when: Interval | None
    sides: tuple[Side, ...]
    gravity: int
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """One JSON object with both sides and their claims."""
        return {
            "id": self.id,
            "kind": self.kind,
            "about": self.about,
            "place": self.place,
            "when": self.when.as_json() if self.when else None,
            "gravity": self.gravity,
            "reasons": list(self.reasons),
            "sides": [side.as_json() for side in self.sides],
        }


@dataclass(slots=True)
class Draft:
    """A dispute before its sides are weighed. ``sides`` are (sentence, claims); ``difference`` is from 0 to 1."""

    kind: DisputeKind
    about: str
    about_key: str
    actors: frozenset[str]
    sides: list[tuple[str, tuple[Claim, ...]]]
    place: str | None = None
    when: Interval | None = None
    difference: float = 1.0


@dataclass(slots=True)
class Joined:
    """Which of numbered things belong together (union-find; Tarjan, 1975)."""

    parents: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, count: int) -> Joined:
        """So many things, each alone."""
        return cls(list(range(count)))

    def find(self, at: int) -> int:
        """The smallest number that belongs with this one."""
        while self.parents[at] != at:
            self.parents[at] = self.parents[self.parents[at]]
            at = self.parents[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Put two together."""
        first, second = sorted((self.find(one), self.find(other)))
        self.parents[second] = first

    def groups(self) -> list[list[int]]:
        """All groups, by their first."""
        found: dict[int, list[int]] = {}
        for at in range(len(self.parents)):
            found.setdefault(self.find(at), []).append(at)
        return list(found.values())


def unique(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim once, in time order."""
    return tuple(sorted({claim.id: claim for claim in claims}.values(), key=time_order))
