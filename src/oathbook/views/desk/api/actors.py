"""Actors as JSON."""

from __future__ import annotations

from itertools import islice
from typing import Annotated

from fastapi import Query, Request, Response

from oathbook.actors.parties import parties
from oathbook.actors.suggestions import REVIEW, suggest
from oathbook.views import judging
from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.api import schemas
from oathbook.views.desk.api.common import ApiAsker, Wanted, api_router, listed
from oathbook.views.desk.asked import one_of
from oathbook.views.desk.visitors import desk_of

KINDS = ("group", "coalition", "state", "person", "people", "medium", "place", "other")
router = api_router("actors")


@router.get("/actors", response_model=schemas.Actors, summary="The actors that claims name, most claims first")
def actors(
    request: Request,
    part: Wanted,
    visitor: ApiAsker,
    kind: Annotated[str, Query(max_length=40, description=f"one of {', '.join(KINDS)}")] = "",
) -> Response:
    """The records of ``oathbook actors --json``."""
    desk = desk_of(request)
    wanted = one_of("kind", {"kind": kind}, KINDS)
    found = [party for party in desk.parties() if wanted in (None, party.kind)]
    guard = desk.name_guard(visitor)
    records = [guard.party(party.as_json()) for party in found[part.offset : part.offset + part.limit]]
    return listed("actors", records, len(found), part)


@router.get(
    "/actors/review",
    response_model=schemas.Pairs,
    summary="Pairs of names that may mean one actor, those with most claims first",
)
def review(
    request: Request,
    visitor: ApiAsker,
    limit: Annotated[int, Query(ge=1, le=200, description="how many at most")] = 20,
    above: Annotated[float, Query(ge=0, le=1, description="the least score")] = REVIEW,
    unsure: Annotated[bool, Query(description="also pairs that were judged unsure")] = False,
) -> Response:
    """The records of ``oathbook actors review --json``."""
    desk, guard = desk_of(request), desk_of(request).name_guard(visitor)
    known = parties(desk.ledger.names(), desk.ledger.actors())
    found = islice(suggest(known, desk.ledger.actors(), above=above, unsure=unsure), limit)
    return json_answer({"pairs": [judging.suggestion_record(desk.ledger, each, guard) for each in found]})


@router.get("/actors/why", response_model=schemas.Pair, summary="What is held of two names, and why")
def why(
    request: Request,
    visitor: ApiAsker,
    one: Annotated[str, Query(min_length=1, max_length=300)],
    other: Annotated[str, Query(min_length=1, max_length=300)],
) -> Response:
    """The record of ``oathbook actors why --json``."""
    desk, guard = desk_of(request), desk_of(request).name_guard(visitor)
    for name in (one, other):
        if guard.hides([name]):
            desk.find(name, visitor)
    return json_answer(judging.pair_record(desk.ledger, one, other, guard))


@router.get("/actors/log", response_model=schemas.Judgements, summary="What was judged of names, oldest first")
def log(request: Request, part: Wanted, visitor: ApiAsker) -> Response:
    """The records of ``oathbook actors log --json``."""
    desk = desk_of(request)
    records = list(judging.judgement_records(desk.ledger, desk.name_guard(visitor)))
    return listed("judgements", records[part.offset : part.offset + part.limit], len(records), part)
