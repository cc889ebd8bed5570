"""Events as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import Query, Request, Response

from oathbook.events import Event
from oathbook.records import STATUSES, TYPES
from oathbook.views.answering import event_of_id, events_of
from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.api import schemas
from oathbook.views.desk.api.common import ApiAsker, Wanted, api_router, listed
from oathbook.views.desk.asked import claim_filters
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.index import Place
from oathbook.views.desk.visitors import desk_of
from oathbook.views.events import guarded

router = api_router("events")
Name = Annotated[str, Query(max_length=300)]
Day = Annotated[str, Query(max_length=40)]
EVERY = 100_000_000
CHOOSING = ("actor", "status", "source", "report", "since", "until")


@router.get(
    "/events", response_model=schemas.Events, summary="Events that several reports tell, in the order of their time"
)
def events(
    request: Request,
    part: Wanted,
    visitor: ApiAsker,
    least: Annotated[int, Query(ge=1, le=100_000, description="told in so many reports or more")] = 2,
    type: Annotated[str, Query(max_length=40, description=f"one of {', '.join(TYPES)}")] = "",
    actor: Name = "",
    status: Annotated[str, Query(max_length=40, description=f"one of {', '.join(STATUSES)}")] = "",
    source: Name = "",
    report: Name = "",
    since: Day = "",
    until: Day = "",
    known_by: Day = "",
    min_score: Annotated[str, Query(max_length=20, description="from 0 to 1")] = "",
) -> Response:
    """The records of ``oathbook events --json``: an event is given where one of its claims fits all that is asked."""
    desk, guard = desk_of(request), desk_of(request).guard(visitor)
    asked = {
        "type": type, "actor": actor, "status": status, "source": source, "report": report, "since": since,
        "until": until, "known_by": known_by,
    }  # fmt: skip
    filters = claim_filters(asked | {"min_score": min_score}, desk, visitor)
    found = [
        event for event in _linked(desk, filters.type, filters.known_by, filters.min_score) if event.reports >= least
    ]
    if any(asked[key].strip() for key in CHOOSING):
        desk.index.catch_up()
        fitting = desk.index.claims(claim_filters(asked, desk, visitor), Place(EVERY), hidden=not visitor.opens).ids
        found = [event for event in found if any(claim.id in fitting for claim in event.claims)]
    records = [guarded(event, guard) for event in found[part.offset : part.offset + part.limit]]
    return listed("events", records, len(found), part)


@router.get("/events/{event}", response_model=schemas.Event, summary="One event with all that is told of it")
def event(request: Request, visitor: ApiAsker, event: str) -> Response:
    """The record of ``oathbook events EVENT --json``. ``event`` is an id or its beginning."""
    desk = desk_of(request)
    found = event_of_id(_linked(desk, None, None, 0.0), event)
    return json_answer(guarded(found, desk.guard(visitor)))


def _linked(desk: Desk, type: str | None, known_by: date | None, min_score: float) -> Sequence[Event]:
    """The events of these claims; kept until the ledger grows."""
    key = (type, known_by, min_score)
    return desk.histories.kept(
        "events", key, lambda: events_of(desk.ledger, type=type, known_by=known_by, min_score=min_score)
    )
