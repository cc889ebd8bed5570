"""Entries as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response

from oathbook.views.desk.api import schemas
from oathbook.views.desk.api.common import ApiAsker, Wanted, api_router, listed
from oathbook.views.desk.visitors import desk_of

router = api_router("entries")


@router.get("/entries", response_model=schemas.Entries, summary="What was done with reports: read, withdrawn, restored")
def entries(
    request: Request,
    part: Wanted,
    visitor: ApiAsker,
    report: Annotated[str, Query(max_length=300, description="those of one report, oldest first")] = "",
) -> Response:
    """Entries of the ledger, newest first; those of one report oldest first."""
    ledger = desk_of(request).ledger
    if report:
        found = list(ledger.entries(report=report))
        records, total = found[part.offset : part.offset + part.limit], len(found)
    else:
        records, total = ledger.newest_entries(limit=part.limit, offset=part.offset), ledger.count_entries()
    return listed("entries", [entry.as_json() for entry in records], total, part)
