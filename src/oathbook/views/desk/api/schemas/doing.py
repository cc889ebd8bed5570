"""Search, reading in, pictures, rules, citations."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from oathbook.views.desk.api.schemas.records import Actor, Claim, Record, Report, Span


class FoundActor(Record):
    """An actor that a search may mean: the name that fits, and how alike it is."""

    name: str
    score: Annotated[float, Field(ge=0, le=1)]
    actor: Actor


class Found(Record):
    """What a search found: the best, and how many claims and reports there are in all."""

    actors: list[FoundActor]
    claims: list[Claim]
    reports: list[Report]
    total_claims: int
    total_reports: int


class Outcome(Record):
    """What came of one report."""

    kind: Literal["read", "known", "failed"]
    name: str
    says: str
    report: Annotated[str | None, Field(description="the report's id")]


class Job(Record):
    """Reports that are being read in."""

    id: str
    who: str
    files: list[str]
    state: Literal["waiting", "reading", "stopping", "done", "stopped", "failed"]
    began: str
    in_hand: Annotated[str, Field(description="the report that is being read; empty where none is")]
    error: str
    outcomes: list[Outcome]


class Jobs(Record):
    """Those since the desk was started, newest first."""

    jobs: list[Job]


class Mark(Record):
    """What can be pointed at in a picture, with the ids of its claims."""

    number: int
    words: str
    supporting: list[str]
    against: list[str]


class Picture(Record):
    """A picture's marks; ``files`` are the addresses of its files, by form."""

    kind: str
    title: str
    caption: list[str]
    marks: list[Mark]
    files: dict[str, str]


class Rule(Record):
    """A rule of belief."""

    name: str
    says: str


class Rules(Record):
    """All of them."""

    rules: list[Rule]


class Citation(Record):
    """How something is cited."""

    line: str
    bibtex: str
    ris: str
    address: Annotated[str, Field(description="the permanent one")]


class LastingSpan(Record):
    """The span at a permanent address; ``note`` says why it is null, or that it begins otherwise now."""

    span: Span | None
    claim: Claim
    note: str
    address: str | None
