"""Reports as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Query, Request, Response

from oathbook.ledger import StoredReport
from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.api import schemas
from oathbook.views.desk.api.common import ApiAsker, Wanted, api_router, listed
from oathbook.views.desk.asked import report_filters
from oathbook.views.desk.blind import claims_of
from oathbook.views.desk.index import Place
from oathbook.views.desk.visitors import desk_of
from oathbook.views.marked import shows_nobody
from oathbook.views.protect import Protector

router = api_router("reports")
Text = Annotated[str, Query(max_length=300)]


@router.get("/reports", response_model=schemas.Reports, summary="Reports that fit, oldest first")
def reports(
    request: Request,
    part: Wanted,
    visitor: ApiAsker,
    q: Annotated[str, Query(max_length=300, description="words in its title, name, authors or text")] = "",
    publisher: Text = "",
    since: Annotated[str, Query(max_length=40, description="published on or after this date")] = "",
    until: Annotated[str, Query(max_length=40, description="published on or before this date")] = "",
    withdrawn: Annotated[str, Query(max_length=40, description="yes or no")] = "",
    language: Annotated[str, Query(max_length=40, description="its code, or unknown")] = "",
    least: Annotated[str, Query(max_length=20, description="with so many claims or more")] = "",
    most: Annotated[str, Query(max_length=20, description="with so many claims or fewer")] = "",
) -> Response:
    """The records of ``oathbook reports --json``."""
    desk = desk_of(request)
    desk.index.freshen()
    asked = {
        "q": q, "publisher": publisher, "since": since, "until": until, "withdrawn": withdrawn, "language": language,
        "least": least, "most": most,
    }  # fmt: skip
    found = desk.index.reports(report_filters(asked), Place(part.limit, part.offset), hidden=not visitor.opens)
    stored, guard = desk.ledger.pick_reports(list(found.ids)), desk.guard(visitor)
    return listed("reports", [record(stored[id], guard) for id in found.ids if id in stored], found.total, part)


@router.get(
    "/reports/{report}",
    response_model=schemas.WholeReport,
    summary="One report with its text, its parts and its current claims",
)
def report(
    request: Request,
    visitor: ApiAsker,
    report: str,
) -> Response:
    """The record of ``oathbook reports --json`` with ``text``, ``blocks`` and ``claims`` beside.

    ``report`` is an id or a name, or its beginning. Where protected names are left out of the text, offsets still
    point into the text as it is in the ledger.
    """
    desk, guard = desk_of(request), desk_of(request).guard(visitor)
    stored = desk.ledger.report(report)
    if stored.report.id in visitor.blind.reports:
        held = claims_of(desk.ledger, stored.report.id, visitor.blind, visitor.name)
    else:
        held = [claim for _, claim in desk.ledger.readings_of([stored.report.id])]
    claims = sorted(held, key=lambda claim: (claim.start, claim.id))
    beside = {
        "text": guard.text(stored.report.text, stored.report.id),
        "blocks": [asdict(block) for block in stored.report.blocks],
        "claims": [guard.claim(claim).as_json() for claim in claims],
    }
    return json_answer(record(stored, guard) | beside)


def record(stored: StoredReport, guard: Protector) -> dict[str, Any]:
    """A report's record without the protected names of its sources."""
    out, id = stored.as_json(), stored.report.id
    if not guard.names.get(id):
        return out
    out |= {key: guard.text(out[key], id) for key in ("title", "publisher") if out[key]}
    out |= {key: [guard.text(text, id) for text in out[key]] for key in ("authors", "warnings", "published_others")}
    if out["url"] and not shows_nobody(out["url"], id, guard):
        out["url"] = None
    return out
