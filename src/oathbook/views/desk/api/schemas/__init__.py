"""What the API answers, as models that OpenAPI describes. Answers are made by the records themselves; a test holds
every field of theirs against these."""

from oathbook.views.desk.api.schemas.answers import (
    Between,
    Change,
    Dispute,
    Event,
    Series,
    Story,
    Under,
    Watchlist,
    Who,
)
from oathbook.views.desk.api.schemas.doing import (
    Citation,
    Found,
    Job,
    Jobs,
    LastingSpan,
    Picture,
    Rules,
)
from oathbook.views.desk.api.schemas.lists import (
    Actors,
    AgreementRows,
    Changes,
    Claims,
    Differences,
    Disputes,
    Entries,
    Events,
    Judgements,
    Pairs,
    Reports,
    Reviews,
    UnreadClaims,
)
from oathbook.views.desk.api.schemas.names import Pair
from oathbook.views.desk.api.schemas.records import Claim, Report, Span, WholeReport
from oathbook.views.desk.api.schemas.reviews import BlindReports, NextClaim, Review

__all__ = [
    "Actors", "AgreementRows", "Between", "BlindReports", "Change", "Changes", "Citation", "Claim", "Claims",
    "Differences", "Dispute", "Disputes", "Entries", "Event", "Events", "Found", "Job", "Jobs", "Judgements",
    "LastingSpan", "NextClaim", "Pair", "Pairs", "Picture", "Report", "Reports", "Review", "Reviews", "Rules", "Series",
    "Span", "Story", "Under", "UnreadClaims", "Watchlist", "Who", "WholeReport",
]  # fmt: skip
