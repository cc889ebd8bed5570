"""Claims as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response

from oathbook.records import STATUSES, TYPES
from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.api import schemas
from oathbook.views.desk.api.common import ApiAsker, Wanted, api_router, listed
from oathbook.views.desk.asked import claim_filters
from oathbook.views.desk.blind import claim_in
from oathbook.views.desk.index import Place
from oathbook.views.desk.visitors import desk_of

router = api_router("claims")
Name = Annotated[str, Query(max_length=300)]
Day = Annotated[str, Query(max_length=40)]


@router.get("/claims", response_model=schemas.Claims, summary="Current claims that fit, in the order of their time")
def claims(
    request: Request,
    part: Wanted,
    visitor: ApiAsker,
    q: Annotated[str, Query(max_length=300, description="words in its names or its evidence")] = "",
    type: Annotated[str, Query(max_length=40, description=f"one of {', '.join(TYPES)}")] = "",
    actor: Name = "",
    status: Annotated[str, Query(max_length=40, description=f"one of {', '.join(STATUSES)}")] = "",
    source: Name = "",
    report: Name = "",
    since: Day = "",
    until: Day = "",
    published_since: Annotated[str, Query(max_length=40, description="published on or after this date")] = "",
    known_by: Day = "",
    min_score: Annotated[str, Query(max_length=20, description="from 0 to 1")] = "",
) -> Response:
    """The records of ``oathbook claims --json``, with the options of that command as parameters."""
    desk = desk_of(request)
    desk.index.freshen()
    asked = {
        "q": q, "type": type, "actor": actor, "status": status, "source": source, "report": report, "since": since,
        "until": until, "published_since": published_since, "known_by": known_by, "min_score": min_score,
    }  # fmt: skip
    filters = claim_filters(asked, desk, visitor)
    found = desk.index.claims(filters, Place(part.limit, part.offset), hidden=not visitor.opens)
    picked, guard = desk.ledger.pick_claims(found.ids), desk.guard(visitor)
    records = [guard.claim(picked[id]).as_json() for id in found.ids if id in picked]
    return listed("claims", records, found.total, part)


@router.get("/claims/{claim}", response_model=schemas.Claim, summary="One claim")
def claim(
    request: Request,
    visitor: ApiAsker,
    claim: str,
) -> Response:
    """The record of ``oathbook show --json``. ``claim`` is an id or its beginning."""
    desk = desk_of(request)
    found, _ = claim_in(desk.ledger, claim, visitor.blind, visitor.name, current=True)
    return json_answer(desk.guard(visitor).claim(found).as_json())
