"""A stretch of time in which something held, as claims tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from oathbook.records import Claim, Figure, Interval

SpanKind = Literal["under", "with", "hostile", "truce", "supports", "leads", "strength", "based", "holds", "captive"]
"""How ``subject`` stands to ``other`` or ``place``. ``under``: allegiance and membership. ``captive``: held by other
(None where nobody says by whom). ``with``, ``hostile`` and ``truce`` are symmetric: one span, subject before other."""
SpanState = Literal["held", "considered", "demanded", "possible", "refused", "denied"]
"""``held`` is what is said to have happened or to be so; ``considered``: planned, promised or under negotiation;
``demanded``: somebody calls for it or threatens (an ultimatum); ``possible``: may, might, feared, rumoured;
``refused``: the one who would do it says it will not; ``denied``: said not to be so."""
Grade = Literal["confirmed", "probable", "possible", "doubtful", "improbable", "cannot be judged"]
"""In the order of the Admiralty scale's 1 to 6 for information."""


@dataclass(frozen=True, slots=True)
class Belief:
    """How far a span is to be believed by a named rule.

    ``source`` is the Admiralty grade of the best source ("A" to "F"), ``information`` that of the information (1 to
    6); ``grade`` the latter in words. ``reasons`` are short sentences that a reader can check against the claims.
    """

    rule: str
    grade: Grade
    source: str
    information: int
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {
            "rule": self.rule,
            "grade": self.grade,
            "admiralty": f"{self.source}{self.information}",
            "reasons": list(self.reasons),
        }


@dataclass(frozen=True, slots=True)
class Span:
    """Something that held, or was said to hold, for a time.

    Attributes:
        id: content id of kind, subject, other, place, way, state and the ids of the claims that began it.
        kind: see ``SpanKind``.
        subject: key of the actor; ``subject_name``: its name as most claims give it.
        other: key of the other actor, None for strength, based, holds and an unknown captor; ``other_name`` likewise.
        place: for based and holds, as most claims write it; else None.
        way: for ``under`` how it came: "pledged", "joined", "merged", "formed" or "member"; for ``holds`` "seized" or
            "held"; else None.
        state: see ``SpanState``.
        figure: for strength: value is the best figure, low and high the range over all claims of the span.
        begin: days on which it may have begun (an end of the interval that nobody told is None); None: nobody told
            any time, and the report's day is only when it was heard of.
        end: days on which it may have ended; None is an open end: nobody reported one.
        last_heard: last day on which a claim still says it: its time, or publication where it tells none.
        supporting, opposing: the claims for it and against it, each in time order.
        enders: the claims that end it; empty while it is open.
        belief: None until a rule has weighed it.
    """

    id: str
    kind: SpanKind
    subject: str
    subject_name: str
    other: str | None
    other_name: str | None
    place: str | None
    way: str | None
    state: SpanState
    figure: Figure | None
    begin: Interval | None
    end: Interval | None
    last_heard: date | None
    supporting: tuple[Claim, ...]
    opposing: tuple[Claim, ...] = ()
    enders: tuple[Claim, ...] = ()
    belief: Belief | None = None

    def as_json(self) -> dict[str, Any]:
        """One JSON object; claims are given by their ids."""
        return {
            "id": self.id,
            "kind": self.kind,
            "subject": self.subject_name,
            "other": self.other_name,
            "place": self.place,
            "way": self.way,
            "state": self.state,
            "figure": self.figure.as_json() if self.figure else None,
            "begin": self.begin.as_json() if self.begin else None,
            "end": self.end.as_json() if self.end else None,
            "last_heard": self.last_heard.isoformat() if self.last_heard else None,
            "supporting": [claim.id for claim in self.supporting],
            "opposing": [claim.id for claim in self.opposing],
            "enders": [claim.id for claim in self.enders],
            "belief": self.belief.as_json() if self.belief else None,
        }
