"""Actors as JSON."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any

from fastapi import Query, Request, Response

from oathbook.actors.suggestions import REVIEW, suggest
from oathbook.views import judging
from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.api import schemas
from oathbook.views.desk.api.common import ApiAsker, Part, Wanted, api_router, listed
from oathbook.views.desk.asked import one_of
from oathbook.views.desk.book import Book
from oathbook.views.desk.visitors import Visitor, desk_of

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
    wanted = one_of("kind", {"kind": kind}, KINDS)
    records, total = desk_of(request).answers.ask(actors_part, visitor, part, wanted)
    return listed("actors", records, total, part)


def actors_part(desk: Book, visitor: Visitor, part: Part, kind: str | None) -> tuple[list[Any], int]:
    """Some of the records, and how many there are in all."""
    found = [party for party in desk.parties() if kind in (None, party.kind)]
    guard = desk.name_guard(visitor)
    return [guard.party(party.as_json()) for party in found[part.offset : part.offset + part.limit]], len(found)


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
    return json_answer({"pairs": desk_of(request).answers.ask(pairs, visitor, limit, above=above, unsure=unsure)})


def pairs(desk: Book, visitor: Visitor, limit: int, *, above: float, unsure: bool) -> list[Any]:
    """The first pairs of names that may mean one actor."""
    guard = desk.name_guard(visitor)
    found = islice(suggest(desk.parties(), desk.ledger.actors(), above=above, unsure=unsure), limit)
    return [judging.suggestion_record(desk.ledger, each, guard) for each in found]


@router.get("/actors/why", response_model=schemas.Pair, summary="What is held of two names, and why")
def why(
    request: Request,
    visitor: ApiAsker,
    one: Annotated[str, Query(min_length=1, max_length=300)],
    other: Annotated[str, Query(min_length=1, max_length=300)],
) -> Response:
    """The record of ``oathbook actors why --json``."""
    return json_answer(desk_of(request).answers.ask(why_record, visitor, one, other))


def why_record(desk: Book, visitor: Visitor, one: str, other: str) -> dict[str, Any]:
    """What is held of two names. UnknownName for one that the visitor may not see."""
    guard = desk.name_guard(visitor)
    for name in (one, other):
        if guard.hides([name]):
            desk.find(name, visitor)
    return judging.pair_record(desk.ledger, one, other, guard, known=desk.parties())


@router.get("/actors/log", response_model=schemas.Judgements, summary="What was judged of names, oldest first")
def log(request: Request, part: Wanted, visitor: ApiAsker) -> Response:
    """The records of ``oathbook actors log --json``."""
    desk = desk_of(request)
    records = list(judging.judgement_records(desk.ledger, desk.name_guard(visitor)))
    return listed("judgements", records[part.offset : part.offset + part.limit], len(records), part)
