"""The list of reports, and one report with its claims marked on its words."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.errors import OathbookError
from oathbook.views.desk.asked import NO_LANGUAGE, REPORT_KEYS, number, one_of, report_filters, report_order
from oathbook.views.desk.blind import claims_of, entries_of
from oathbook.views.desk.citing import cite_report, cite_view
from oathbook.views.desk.errors import Refusal, refusal_of
from oathbook.views.desk.index import Filters, Found, Order, Place
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.paging import DEEPEST, SIZE, Pager
from oathbook.views.desk.showing import report_line, report_name
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, ByEditor, desk_of
from oathbook.views.marked import fit, is_link, marked
from oathbook.views.phrases import wording
from oathbook.views.showing import published_words

NAV = Nav("Reports", "/reports")
router = APIRouter(include_in_schema=False)


@router.get("/reports")
def listed(request: Request, visitor: Asker) -> Response:
    """Reports that fit, newest first."""
    desk, asked = desk_of(request), request.query_params
    desk.index.freshen()
    filters, problem, page = Filters(), None, 1
    order: Order = "last"
    try:
        filters = report_filters(asked)
        page = number("page", asked, default=1, least=1, most=DEEPEST)
        order = report_order(asked)
    except (OathbookError, Refusal) as error:
        problem = desk.shielded(refusal_of(error), visitor)
    place = Place(SIZE, (page - 1) * SIZE, order)
    found = Found({}, 0) if problem else desk.index.reports(filters, place, hidden=not visitor.opens)
    stored, guard = desk.ledger.pick_reports(list(found.ids)), desk.guard(visitor)
    return desk.render(
        request,
        "reports.html",
        visitor,
        status=problem.status if problem else 200,
        problem=problem.message if problem else "",
        reports=[report_line(stored[id], guard, filters.words) for id in found.ids if id in stored],
        pager=Pager(page, found.total),
        publishers=desk.index.publishers(),
        languages=[language or NO_LANGUAGE for language in desk.index.languages()],
        asked={key: asked[key] for key in REPORT_KEYS if asked.get(key)},
        citation=None if problem else cite_view(desk, "/reports", asked, base=str(request.base_url)),
    )


@router.get("/reports/{report}")
def one(request: Request, report: str, visitor: Asker) -> Response:
    """One report; by its id, its name or their beginning, which lead to its permanent address."""
    desk = desk_of(request)
    stored = desk.ledger.report(report)
    asked = {key: value for key in REPORT_KEYS if (value := request.query_params.get(key))}
    if stored.report.id != report:
        return RedirectResponse(with_query(f"/reports/{stored.report.id}", asked), 302)
    guard = desk.guard(visitor)
    desk.index.freshen()
    before, after = desk.index.beside(report, report_filters(asked), report_order(asked), hidden=not visitor.opens)
    is_blind = report in visitor.blind.reports
    if is_blind:
        claims = claims_of(desk.ledger, report, visitor.blind, visitor.name)
    else:
        claims = list({claim.id: claim for _, claim in desk.ledger.readings_of([report])}.values())
    entries = desk.ledger.entries(report=report)
    cards, rows = marked(stored.report, claims, protector=guard)
    present = {card.family for card in cards}
    return desk.render(
        request,
        "report.html",
        visitor,
        stored=stored,
        report=stored.report,
        title=guard.text(stored.report.title or "", report) or report_name(stored.report, guard),
        about=_about(stored, guard),
        link=stored.report.url if is_link(stored.report, guard) else None,
        warnings=[fit(guard.text(warning, report)) for warning in stored.report.warnings],
        cards=cards,
        rows=rows,
        families=[(key, label) for key, label in wording()["families"].items() if key in present],
        entries=entries_of(entries) if is_blind else list(entries),
        protected=bool(guard.names.get(report)),
        citation=cite_report(stored, guard=guard, base=str(request.base_url)),
        asked=asked,
        before=before,
        after=after,
    )


@router.post("/reports/{report}/{what}")
def decide(request: Request, report: str, what: str, change: ByEditor) -> Response:
    """Withdraw a report, or restore it, with a reason."""
    desk = desk_of(request)
    act = {"withdraw": desk.ledger.withdraw, "restore": desk.ledger.restore}[_act(what)]
    act(report, who=change.visitor.name, why=change.text("why"))
    desk.store.note(change.visitor.name, what, report, address=change.address)
    desk.index.catch_up()
    return RedirectResponse(f"/reports/{desk.ledger.report(report).report.id}", 303)


def _act(what: str) -> str:
    return one_of("what", {"what": what}, ("withdraw", "restore")) or "withdraw"


def _about(stored: Any, guard: Any) -> list[tuple[str, str]]:
    report = stored.report
    rows = [
        ("Published", published_words(report)),
        ("Publisher", report.publisher or ""),
        ("By", guard.text(", ".join(report.authors), report.id)),
        ("Name", report_name(report, guard)),
        ("Read", f"{stored.read_at:%Y-%m-%d %H:%M} UTC by {stored.reader}"),
    ]
    return [(label, fit(value)) for label, value in rows if value]
