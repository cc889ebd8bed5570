"""Search over claims and the words of reports."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from oathbook.errors import OptionError
from oathbook.views.desk.index import Filters, Place, read_words
from oathbook.views.desk.showing import guarded, report_line
from oathbook.views.desk.visitors import Asker, desk_of

SHOWN = 10
"""Claims, and reports, that the page shows; links lead to all."""
router = APIRouter(include_in_schema=False)


@router.get("/search")
def search(request: Request, visitor: Asker) -> Response:
    """The best claims and reports for some words."""
    desk = desk_of(request)
    desk.index.freshen()
    guard, problem, words = desk.guard(visitor), "", None
    try:
        words = read_words(request.query_params.get("q", ""))
    except OptionError as error:
        problem = str(error)
    claims, reports, totals = [], [], {"claims": 0, "reports": 0}
    if words:
        place, hidden = Place(SHOWN, 0, "best"), not visitor.opens
        found = desk.index.claims(Filters(words=words, without=visitor.blind.reports), place, hidden=hidden)
        picked = desk.ledger.pick_claims(found.ids)
        claims = guarded((picked[id] for id in found.ids if id in picked), guard)
        told = desk.index.reports(Filters(words=words), place, hidden=hidden)
        stored = desk.ledger.pick_reports(list(told.ids))
        reports = [report_line(stored[id], guard, words) for id in told.ids if id in stored]
        totals = {"claims": found.total, "reports": told.total}
    return desk.render(
        request, "search.html", visitor, claims=claims, reports=reports, totals=totals, problem=problem,
        q=request.query_params.get("q", ""),
    )  # fmt: skip
