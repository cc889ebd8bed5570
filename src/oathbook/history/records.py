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
        status: of the claims that say it; never mixed.
        since: the earliest time that a claim of ``supporting`` tells; None where none does.
        until: only in ``Answer.ended``: the time of the first claim that ends it.
        supporting: the claims for it, in time order; at least one. Claims that deny its end are among them.
        opposing: the claims against it: denials, rival figures, claims that it ended; for an ended line those that
            end it (none where the claim itself tells its end: "until November").
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
        return {
            "relation": self.relation,
            "other": self.other,
            "place": self.place,
            "quantity": self.quantity.as_json() if self.quantity else None,
            "status": self.status,
            "since": self.since.as_json() if self.since else None,
            "until": self.until.as_json() if self.until else None,
            "supporting": [claim.as_json() for claim in self.supporting],
            "opposing": [claim.as_json() for claim in self.opposing],
        }


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
        return {
            "name": self.name,
            "names": list(self.names),
            "kind": self.kind,
            "on": self.on.isoformat() if self.on else None,
            "known_by": self.known_by.isoformat() if self.known_by else None,
            "lines": [line.as_json() for line in self.lines],
            "ended": [line.as_json() for line in self.ended],
        }


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
        return {
            "type": self.type,
            "when": self.when.as_json() if self.when else None,
            "published": self.published.isoformat() if self.published else None,
            "differs": list(self.differs),
            "disputed": self.disputed,
            "claims": [claim.as_json() for claim in self.claims],
        }


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
        return {
            "name": self.name,
            "names": list(self.names),
            "kind": self.kind,
            "entries": [entry.as_json() for entry in self.entries],
        }
