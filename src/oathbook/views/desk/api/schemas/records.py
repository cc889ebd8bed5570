"""Reports, claims, entries, actors and spans."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Days = Annotated[
    list[str | None] | None,
    Field(description="first and last day, ISO 8601, both inclusive; null for an end that nobody told"),
]
Day = Annotated[str | None, Field(description="ISO 8601")]


class Record(BaseModel):
    """A JSON object with exactly these fields."""

    model_config = ConfigDict(extra="forbid")


class Figure(Record):
    """How many, as said: a number, or its bounds."""

    value: int | None
    low: int | None = None
    high: int | None = None
    of: Annotated[str | None, Field(description="what is counted")] = None


class Claim(Record):
    """One thing that one report says."""

    report: Annotated[str, Field(description="the report's name")]
    report_id: str
    id: str
    type: str
    agent: list[str]
    object: list[str]
    place: str | None
    quantity: Figure | None
    when: Days
    when_words: str | None
    status: Literal["actual", "planned", "possible", "denied"]
    source: Annotated[str, Field(description='a name, "report" for the reporter\'s own voice, or "unnamed"')]
    standing: Literal["report", "unnamed", "named", "described", "alias", "anonymous"]
    evidence: Annotated[str, Field(description="the words: the report's text from start to end")]
    start: int
    end: int
    rule: Annotated[str, Field(description="what found it")]
    score: float
    published: Day
    kinds: Annotated[dict[str, str], Field(description="the kind of each name")]
    reader: Annotated[str, Field(description="version of the reader that made it")]
    what: Annotated[str | None, Field(description="what is demanded")] = None
    for_: Annotated[str | None, Field(alias="for", description="what a release was exchanged for")] = None


class Entry(Record):
    """One line of the ledger."""

    number: int
    id: str
    what: Literal["read", "withdrawn", "restored", "reviewed", "carried"]
    report: Annotated[str, Field(description="the report's id")]
    who: str
    at: str
    why: str | None


class _Kept(Record):
    """What the ledger tells of a report."""

    id: str
    name: str
    title: str | None
    publisher: str | None
    authors: list[str]
    published: Day
    published_from: str | None
    published_others: list[str]
    url: str | None
    language: str | None
    warnings: list[str]
    reader: str
    read_at: str
    readings: int
    withdrawn: Entry | None


class Report(_Kept):
    """A report as the ledger keeps it, without its text."""

    claims: Annotated[int, Field(description="how many its newest reading holds")]


class Block(Record):
    """A stretch of the text with one part to play."""

    kind: str
    start: int
    end: int
    speaker: str | None


class WholeReport(_Kept):
    """A report with its text, its parts and its current claims."""

    claims: list[Claim]
    text: str
    blocks: list[Block]


class Actor(Record):
    """An actor that claims name, under all its names."""

    key: str
    names: list[str]
    kind: str
    claims: Annotated[int, Field(description="in which it does something, or something is done to it")]
    said: Annotated[int, Field(description="claims of which it is the source")]


class Belief(Record):
    """How far something is to be believed by a named rule."""

    rule: str
    grade: str
    admiralty: Annotated[str, Field(description="source A to F, information 1 to 6")]
    reasons: list[str]


class Span(Record):
    """What held for a time; claims are given by their ids."""

    id: str
    kind: str
    subject: str
    other: str | None
    place: str | None
    way: str | None
    state: Literal["held", "considered", "demanded", "possible", "refused", "denied"]
    figure: Figure | None
    begin: Days
    end: Days
    last_heard: Day
    supporting: list[str]
    opposing: list[str]
    enders: list[str]
    belief: Belief | None


class SeenSpan(Span):
    """A span as seen on a day."""

    sure: Annotated[Literal["yes", "maybe", "no"], Field(description="whether it covers the day asked for")]
