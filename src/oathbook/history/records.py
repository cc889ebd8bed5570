"""The answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from oathbook.records import Claim, Figure, Interval, Status

Relation = Literal[
    "under", "members", "with", "led by", "leads", "strength", "holds", "based in", "hostile to", "truce with",
    "supported by", "supports", "held by", "holds captive",
]  # fmt: skip
"""How the actor stands to ``Line.other`` or ``Line.place``. ``under``: pledged to, joined, merged into, belongs to;
``members`` is its reverse. ``held by`` and ``holds captive`` are captivity. In this order in an answer."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said of the actor.

    Attributes:
        relation: see ``Relation``.
        other: the other actor as most claims name it; None for ``strength``, ``holds`` and ``based in``.
        place: for ``holds`` and ``based in``, and where told for others.
        quantity: for ``strength``; how many fighters, captives... where told.
        status: of the claims in ``supporting``; never mixed.
        since: the earliest time that a claim of ``supporting`` tells; None where none does.
        until: only in ``Answer.ended``: the time of the claim that ends it.
        supporting: the claims for it, in time order; at least one.
        opposing: the claims against it: denials, rival figures, and for an ended line the claims that end it.
    """

    relation: Relation
    other: str | None
    place: str | None
    quantity: Figure | None
    status: Status
    since: Interval | None
    until: Interval | None
    supporting: tuple[Claim, ...]
    opposing: tuple[Claim, ...]

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``supporting`` and ``opposing`` are lists of claims as JSON."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Answer:
    """How an actor stands on a day.

    Attributes:
        name: as asked.
        names: the names in the claims that mean this actor, most frequent first.
        kind: as most claims give it.
        on: the day asked for; None for all that is told.
        known_by: as asked.
        lines: what stands on that day (status actual first within a relation), in the order of ``Relation``.
        ended: what stood before and was ended by a later claim.
    """

    name: str
    names: tuple[str, ...]
    kind: str
    on: date | None
    known_by: date | None
    lines: tuple[Line, ...]
    ended: tuple[Line, ...]

    def of(self, relation: Relation) -> tuple[Line, ...]:
        """The standing lines of one relation."""
        return tuple(line for line in self.lines if line.relation == relation)

    def as_json(self) -> dict[str, Any]:
        """One JSON object with all lines and their claims."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One event or state with all that is said of it: one claim, or several tellings side by side.

    Attributes:
        when: the earliest told time of the tellings; None where none tells one.
        published: the earliest publication date of the tellings.
        type: the claim type.
        claims: the tellings, by publication date.
        differs: in what the tellings disagree: any of "status", "quantity", "when", "place", "source"; empty where
            they agree or there is only one.
    """

    when: Interval | None
    published: date | None
    type: str
    claims: tuple[Claim, ...]
    differs: tuple[str, ...]

    @property
    def day(self) -> date | None:
        """Where the entry stands in time: when it happened, else when it was published."""
        if self.when is not None:
            told = self.when.earliest or self.when.latest
            if told is not None:
                return told
        return self.published

    @property
    def disputed(self) -> bool:
        """Whether the tellings differ in more than who tells them."""
        return any(aspect != "source" for aspect in self.differs)

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``claims`` are the tellings as JSON."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Story:
    """Everything said of an actor, in time order (undated last)."""

    name: str
    names: tuple[str, ...]
    kind: str
    entries: tuple[StoryEntry, ...]

    @property
    def disagreements(self) -> tuple[StoryEntry, ...]:
        """The entries whose tellings differ in status, figures, time or place."""
        return tuple(entry for entry in self.entries if entry.disputed)

    def as_json(self) -> dict[str, Any]:
        """One JSON object with all entries."""
        raise NotImplementedError
