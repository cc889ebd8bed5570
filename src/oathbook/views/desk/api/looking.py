"""Search, rules, spans at their addresses and citations as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Request, Response

from oathbook.history.belief import RULES
from oathbook.records import TYPES
from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.api import schemas
from oathbook.views.desk.api.common import ApiAsker, api_router
from oathbook.views.desk.api.reports import record
from oathbook.views.desk.asked import day, search_filters
from oathbook.views.desk.citing import cite_address
from oathbook.views.desk.finding import find_actors
from oathbook.views.desk.index import Place
from oathbook.views.desk.lasting import find_span, span_address
from oathbook.views.desk.visitors import desk_of
from oathbook.views.pictures import mended

router = api_router("looking up")
Day = Annotated[str, Query(max_length=40)]


@router.get(
    "/search", response_model=schemas.Found, summary="Actors of such a name, and the best claims and reports for words"
)
def search(
    request: Request,
    visitor: ApiAsker,
    q: Annotated[str, Query(min_length=1, max_length=300, description="words; all must be there")],
    type: Annotated[str, Query(max_length=40, description=f"of claims: one of {', '.join(TYPES)}")] = "",
    since: Annotated[str, Query(max_length=40, description="published on or after this date")] = "",
    known_by: Annotated[str, Query(max_length=40, description="published on or before this date")] = "",
    limit: Annotated[int, Query(ge=1, le=200, description="of claims, and of reports, at most")] = 10,
) -> Response:
    """What the page Search shows. For who codes blind no actors, and no claims of the reports in hand."""
    desk, guard = desk_of(request), desk_of(request).guard(visitor)
    desk.index.freshen()
    wanted, told = search_filters({"q": q, "type": type, "since": since, "known_by": known_by}, visitor)
    place, hidden = Place(limit, 0, "best"), not visitor.opens
    claims, reports = desk.index.claims(wanted, place, hidden=hidden), desk.index.reports(told, place, hidden=hidden)
    picked, stored = desk.ledger.pick_claims(claims.ids), desk.ledger.pick_reports(list(reports.ids))
    actors = desk.answers.ask(find_actors, visitor, q, limit=min(limit, 20))
    return json_answer(
        {
            "actors": [
                {"name": each.name, "score": round(each.score, 4), "actor": each.party.as_json()} for each in actors
            ],
            "claims": [guard.claim(picked[id]).as_json() for id in claims.ids if id in picked],
            "reports": [record(stored[id], guard) for id in reports.ids if id in stored],
            "total_claims": claims.total,
            "total_reports": reports.total,
        }
    )


@router.get("/rules", response_model=schemas.Rules, summary="The rules of belief")
def rules(request: Request, visitor: ApiAsker) -> Response:
    """The records of ``oathbook rules --json``."""
    return json_answer({"rules": [{"name": rule.name, "says": rule.says} for rule in RULES.values()]})


@router.get(
    "/spans/{kind}/{claim}",
    response_model=schemas.LastingSpan,
    summary="The span that a claim begins, or why it is gone",
)
def span(
    request: Request,
    visitor: ApiAsker,
    kind: str,
    claim: str,
    of: Annotated[str, Query(max_length=300, description="the name of one side, as the claim gives it")] = "",
    to: Annotated[str, Query(max_length=300, description="the name of the other side, or the place")] = "",
    known_by: Day = "",
) -> Response:
    """What the permanent address of a span leads to now."""
    desk, guard = desk_of(request), desk_of(request).guard(visitor)
    published = day("known_by", {"known_by": known_by}, "last")
    found = find_span(desk, visitor, kind, claim, of, to, published)
    shield = desk.histories.shield()
    return json_answer(
        {
            "span": mended(found.span, guard).as_json() if found.span else None,
            "claim": guard.claim(found.claim).as_json(),
            "note": found.note if visitor.opens else shield.text(found.note),
            "address": span_address(desk, visitor, found.span, published) if found.span else None,
        }
    )


@router.get("/cite", response_model=schemas.Citation, summary="How a page of the desk is cited")
def cite(
    request: Request,
    visitor: ApiAsker,
    address: Annotated[str, Query(min_length=1, max_length=3_000, description="its path with its query")],
) -> Response:
    """A line, BibTeX and RIS, with the permanent address: of a view, with all clocks filled in."""
    return json_answer(cite_address(desk_of(request), visitor, address, base=str(request.base_url)).as_json())
