"""Names that may mean one actor."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from oathbook.views.desk.api.schemas.records import Actor, Day, Record


class Judgement(Record):
    """What somebody judged of two names."""

    number: int
    id: str
    one: str
    other: str
    verdict: Literal["same", "different", "unsure", "undone"]
    who: str
    at: str
    why: str
    score: float | None


class LoggedJudgement(Judgement):
    """A judgement, and whether it is followed."""

    followed: bool


class Step(Record):
    """A step from one name to another; ``judgement`` is null for one of the known names."""

    one: str
    other: str
    verdict: str
    judgement: Judgement | None


class Reason(Record):
    """Why two names are held to be alike, or not."""

    rule: str
    effect: Literal["for", "against"]
    one: str
    other: str
    says: str


class Quote(Record):
    """A sentence that has the name."""

    text: str
    claim: str
    report_id: str
    report: str
    published: Day


class Suggestion(Record):
    """Two names that may mean one actor. ``words``: a sentence of each."""

    one: str
    other: str
    score: Annotated[float, Field(ge=0, le=1)]
    reasons: list[Reason]
    actors: list[Actor | None]
    words: list[Quote | None]


class Pair(Suggestion):
    """What is held of two names, and why."""

    verdict: Literal["same", "different", "unsure"] | None
    path: list[Step]
    known_apart: list[Step]
