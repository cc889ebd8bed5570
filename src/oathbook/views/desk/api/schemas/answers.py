"""What held when: the answers to questions about actors, disputes, changes, events."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from oathbook.views.desk.api.schemas.records import Belief, Claim, Day, Days, Figure, Record, SeenSpan, Span


class Asked(Record):
    """An answer about one actor on a day."""

    name: Annotated[str, Field(description="as asked")]
    names: Annotated[list[str], Field(description="its names, most frequent first")]
    kind: str
    on: Day
    known_by: Day


class Line(Record):
    """How the actor stands to another, to a place, or in number."""

    relation: str
    other: str | None
    called: Annotated[str | None, Field(description="the other's name on the day, where it is known")]
    place: str | None
    quantity: Figure | None
    state: str
    sure: Literal["yes", "maybe", "no"]
    way: str | None
    since: Days
    until: Days
    last_heard: Day
    span: Annotated[str, Field(description="the span's id")]
    belief: Belief | None
    supporting: list[Claim]
    opposing: list[Claim]
    enders: list[Claim]


class Who(Asked):
    """How an actor stands on a day."""

    called: str | None
    lines: list[Line]
    ended: list[Line]


class StoryEntry(Record):
    """One event or state with all that is said of it."""

    type: str
    when: Days
    published: Day
    differs: list[str]
    disputed: bool
    claims: list[Claim]


class Story(Record):
    """Everything said of an actor, in the order of time."""

    name: str
    names: list[str]
    kind: str
    entries: list[StoryEntry]


class Member(Record):
    """One that stands under a banner, with its chain."""

    name: str
    called: str | None
    kind: str
    sure: Literal["yes", "maybe", "no"]
    level: int
    chain: list[SeenSpan]


class Under(Asked):
    """All that stand under a banner."""

    members: list[Member]
    others: list[SeenSpan]
    claims: list[Claim]


class Between(Record):
    """The ties of two actors in time. ``told`` are the ids of all claims that name both."""

    name: str
    other: str
    names: list[str]
    other_names: list[str]
    on: Day
    known_by: Day
    spans: list[SeenSpan]
    told: list[str]
    claims: list[Claim]


class Series(Asked):
    """A strength, or places, in time. ``notes`` are the ids of claims of losses."""

    question: Literal["strength", "places"]
    spans: list[SeenSpan]
    notes: list[str]
    claims: list[Claim]


class Watched(Record):
    """Something that hangs in the balance."""

    state: str
    name: str
    other: str | None
    place: str | None
    what: str | None
    heard: Day
    span: Span | None
    claims: list[str]


class Watchlist(Record):
    """What hangs in the balance on a day."""

    on: Day
    known_by: Day
    days: int
    entries: list[Watched]
    claims: list[Claim]


class Side(Record):
    """One side of a dispute."""

    says: str
    belief: Belief
    claims: list[Claim]


class Dispute(Record):
    """What cannot all be true."""

    id: str
    kind: str
    about: str
    place: str | None
    when: Days
    gravity: Annotated[int, Field(ge=0, le=100)]
    reasons: list[str]
    sides: list[Side]


class Change(Record):
    """What is known otherwise than before."""

    kind: Literal["learned", "corrected", "changed", "withdrawn"]
    what: str
    says: list[str]
    before: Span | None
    after: Span | None
    claims: list[Claim]


class Telling(Record):
    """A value that some claims of an event tell, in what they differ."""

    told: Any
    claims: list[str]


class Event(Record):
    """One event with all claims that tell it. ``copies`` maps claims of copied reports to those they copy."""

    id: str
    type: str
    agent: list[str]
    object: list[str]
    place: str | None
    when: Days
    reports: int
    voices: Annotated[int, Field(description="reports that are independent of one another")]
    grounds: list[str]
    differs: dict[str, list[Telling]]
    copies: dict[str, str]
    claims: list[Claim]
