"""Search over actors, claims and the words of reports."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from oathbook.errors import OathbookError
from oathbook.records import TYPES
from oathbook.views.desk.actor_lines import actor_path
from oathbook.views.desk.asked import SEARCH_KEYS, search_filters
from oathbook.views.desk.citing import cite_view
from oathbook.views.desk.errors import Refusal, refusal_of
from oathbook.views.desk.finding import FoundActor, find_actors
from oathbook.views.desk.index import Filters, Found, Place
from oathbook.views.desk.showing import guarded, report_line
from oathbook.views.desk.visitors import Asker, desk_of

SHOWN = 10
"""Claims, and reports, that the page shows; links lead to all."""
ACTORS = 6
router = APIRouter(include_in_schema=False)


@router.get("/search")
def search(request: Request, visitor: Asker) -> Response:
    """Actors of such a name, and the best claims and reports for some words."""
    desk, asked = desk_of(request), request.query_params
    desk.index.freshen()
    guard, problem = desk.guard(visitor), None
    wanted, told = Filters(), Filters()
    try:
        wanted, told = search_filters(asked, visitor)
    except (OathbookError, Refusal) as error:
        problem = desk.shielded(refusal_of(error), visitor)
    words, waits = wanted.words, None
    claims, reports = Found({}, 0), Found({}, 0)
    found: list[FoundActor] = []
    if words:
        place, hidden = Place(SHOWN, 0, "best"), not visitor.opens
        claims, reports = (
            desk.index.claims(wanted, place, hidden=hidden),
            desk.index.reports(told, place, hidden=hidden),
        )
        actors, waits = desk.answers.soon(find_actors, visitor, asked.get("q", ""), limit=ACTORS)
        found = actors or []
    picked, stored = desk.ledger.pick_claims(claims.ids), desk.ledger.pick_reports(list(reports.ids))
    return desk.render(
        request,
        "search.html",
        visitor,
        status=problem.status if problem else 200,
        actors=[(each, actor_path(each.name)) for each in found],
        actors_wait=waits is not None,
        claims=guarded((picked[id] for id in claims.ids if id in picked), guard),
        reports=[report_line(stored[id], guard, words) for id in reports.ids if id in stored],
        totals={"claims": claims.total, "reports": reports.total},
        problem=problem.message if problem else "",
        words=words,
        types=TYPES,
        asked={key: value for key in SEARCH_KEYS if (value := asked.get(key, "").strip())},
        citation=cite_view(desk, "/search", asked, base=str(request.base_url)) if words else None,
    )
