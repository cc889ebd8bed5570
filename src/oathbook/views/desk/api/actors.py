"""Actors as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response

from oathbook.views.desk.api.common import ApiAsker, Wanted, api_router, listed
from oathbook.views.desk.asked import one_of
from oathbook.views.desk.visitors import desk_of

KINDS = ("group", "coalition", "state", "person", "people", "medium", "place", "other")
router = api_router("actors")


@router.get("/actors", summary="The actors that claims name, most claims first")
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
