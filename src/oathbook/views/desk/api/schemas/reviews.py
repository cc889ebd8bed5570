"""What people decided about claims."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from oathbook.views.desk.api.schemas.records import Claim, Record


class Review(Record):
    """What a person decided about one claim."""

    number: int
    id: str
    claim: Annotated[str, Field(description="the claim's id")]
    report_id: str
    who: str
    at: str
    decision: Literal["accepted", "corrected", "rejected", "unsure", "undone", "added"]
    corrections: Annotated[dict[str, Any], Field(description="the right values, by field; all where it was added")]
    why: str | None
    round: str
    carried: Annotated[
        int | None, Field(description="the number of the review of an older reading that it carries on")
    ] = None


class BlindReports(Record):
    """How many reports are coded blind now, or were, where the round ended."""

    reports: int


class UnreadClaim(Record):
    """A claim that people hold right, as they left it, and that the newest reading of its report does not find."""

    claim: Claim
    outcome: Annotated[Literal["accepted", "corrected", "differ"], Field(description="what their reviews come to")]
    stands: Annotated[bool, Field(description="whether answers hold it all the same")]


class Weight(Record):
    """Why a claim comes next."""

    doubt: float
    disputed: bool
    reach: int
    weight: float


class NextClaim(Record):
    """The claim that comes next for who asks; null where none is left."""

    claim: Claim | None
    reasons: Weight | None


class Agreement(Record):
    """How far two people agree in one field."""

    one: str
    one_round: str
    other: str
    other_round: str
    field: str
    claims: int
    agreed: int
    differ: int
    share: float | None
    kappa: float | None
    alpha: float | None


class Difference(Record):
    """A claim that people decided differently; ``claim`` is as it was read."""

    claim: Claim
    reviews: list[Review]
    fields: list[str]
    settled: Review | None
