"""Parts of lists: the records under their name, how many there are in all, which part this is."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from oathbook.views.desk.api.schemas.answers import Change, Dispute, Event
from oathbook.views.desk.api.schemas.names import LoggedJudgement, Suggestion
from oathbook.views.desk.api.schemas.records import Actor, Claim, Entry, Record, Report
from oathbook.views.desk.api.schemas.reviews import Agreement, Difference, Review, UnreadClaim


class Part(Record):
    """Which part of a list it is."""

    total: Annotated[int, Field(description="how many there are in all")]
    limit: int
    offset: int


class Claims(Part):
    """Claims, in the order of their time."""

    claims: list[Claim]


class Reports(Part):
    """Reports, oldest first."""

    reports: list[Report]


class Entries(Part):
    """Entries of the ledger."""

    entries: list[Entry]


class Actors(Part):
    """Actors, most claims first."""

    actors: list[Actor]


class Judgements(Part):
    """Judgements of names, oldest first."""

    judgements: list[LoggedJudgement]


class Pairs(Record):
    """Pairs of names to judge."""

    pairs: list[Suggestion]


class Disputes(Part):
    """Disputes, worst first."""

    disputes: list[Dispute]


class Changes(Part):
    """Changes: learned, corrected, changed, withdrawn."""

    changes: list[Change]


class Events(Part):
    """Events, in the order of their time."""

    events: list[Event]


class Reviews(Part):
    """Reviews, oldest first."""

    reviews: list[Review]


class AgreementRows(Part):
    """A row for each two people and field."""

    agreement: list[Agreement]


class UnreadClaims(Part):
    """Claims that people hold right and that are no longer read."""

    unread: list[UnreadClaim]


class Differences(Part):
    """Claims that people decided differently."""

    differences: list[Difference]
