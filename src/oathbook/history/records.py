"""The answers of who and story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from oathbook.history.coverage import Covers
from oathbook.history.span import Belief, Span, SpanState
from oathbook.records import Claim, Figure, Interval

Relation = Literal[
    "under", "members", "with", "led by", "leads", "strength", "holds", "based in", "hostile to", "truce with",
    "supported by", "supports", "held by", "holds captive",
]  # fmt: skip
"""How the actor stands to ``Line.other`` or ``Line.place``. ``under``: pledged to, joined, merged into, belongs to;
``members`` is its reverse. ``held by`` and ``holds captive`` are captivity. In this order in an answer."""


@dataclass(frozen=True, slots=True)
class Line:
    """A span seen from the actor asked about.

    Attributes:
        relation: see ``Relation``.
        other: the other actor as most claims name it; None for ``strength``, ``holds``, ``based in``, unknown captors.
        called: the other's name on the day asked for, where a knowledge file tells it.
        quantity: for ``strength``: best figure and range; for others how many, where all claims tell the same.
        place: for ``holds`` and ``based in``, and where told for others.
        sure: whether the span covers the day asked for; "yes" where none is asked for.
        span: with state, begin, end, claims and belief.
    """

    relation: Relation
    other: str | None
    called: str | None
    quantity: Figure | None
    place: str | None
    sure: Covers
    span: Span

    @property
    def state(self) -> SpanState:
        """See ``SpanState``."""
        return self.span.state

    @property
    def since(self) -> Interval | None:
        """When it began, as far as told."""
        return self.span.begin

    @property
    def until(self) -> Interval | None:
        """When it ended; None where no end is told."""
        return self.span.end

    @property
    def supporting(self) -> tuple[Claim, ...]:
        """The claims for it, in time order."""
        return self.span.supporting

    @property
    def opposing(self) -> tuple[Claim, ...]:
        """The claims against it: denials, rival figures, ends that it outlived or that are denied."""
        return self.span.opposing

    @property
    def enders(self) -> tuple[Claim, ...]:
        """The claims that end it."""
        return self.span.enders

    @property
    def belief(self) -> Belief | None:
        """How far it is to be believed, where that was weighed."""
        return self.span.belief

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``supporting``, ``opposing`` and ``enders`` are lists of claims as JSON."""
        span = self.span
        return {
            "relation": self.relation,
            "other": self.other,
            "called": self.called,
            "place": self.place,
            "quantity": self.quantity.as_json() if self.quantity else None,
            "state": span.state,
            "sure": self.sure,
            "way": span.way,
            "since": span.begin.as_json() if span.begin else None,
            "until": span.end.as_json() if span.end else None,
            "last_heard": span.last_heard.isoformat() if span.last_heard else None,
            "span": span.id,
            "belief": span.belief.as_json() if span.belief else None,
            "supporting": [claim.as_json() for claim in span.supporting],
            "opposing": [claim.as_json() for claim in span.opposing],
            "enders": [claim.as_json() for claim in span.enders],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """How an actor stands on a day.

    Attributes:
        name: as asked.
        names: the names in the claims that mean this actor, most frequent first.
        called: its name on the day asked for, where a knowledge file tells it.
        kind: as most claims give it.
        on: the day asked for; None for all that is told.
        known_by: as asked.
        lines: what stands on that day, or may; what held first within a relation, in the order of ``Relation``.
        ended: what had ended by then, in the same order.
    """

    name: str
    names: tuple[str, ...]
    called: str | None
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
            "called": self.called,
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
