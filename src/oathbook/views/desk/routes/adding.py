"""Claims that the reader missed and a person adds, and claims that are no longer read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.errors import OptionError
from oathbook.records import FIRST, STATUSES, TYPES
from oathbook.views.desk.asked import number, one_of
from oathbook.views.desk.blind import claim_in, claims_of
from oathbook.views.desk.correcting import EMPTY, problems_of, values_in
from oathbook.views.desk.handing import LABELS
from oathbook.views.desk.offering import offers
from oathbook.views.desk.paging import DEEPEST, Pager
from oathbook.views.desk.passages import passages, plain_passages
from oathbook.views.desk.review_asked import Asked, asked_of, check_reviewer, check_round, texts
from oathbook.views.desk.showing import report_name
from oathbook.views.desk.visitors import Asker, ByReviewer, Visitor, desk_of
from oathbook.views.showing import paragraph, published_words

SHOWN = 20
LONGEST = 10**9
router = APIRouter(include_in_schema=False)


@router.get("/review/add")
def page(request: Request, visitor: Asker) -> Response:
    """The form for a claim that the reader missed: in the paragraph of a claim, or at a place of a report."""
    check_reviewer(visitor, "add claims")
    asked, given = asked_of(request.query_params), request.query_params
    if given.get("claim"):
        desk = desk_of(request)
        claim, _ = claim_in(desk.ledger, given["claim"], visitor.blind, visitor.name, current=False)
        return _page(request, visitor, asked, report=claim.report, at=claim.start, back="review")
    at = number("at", given, default=0, least=0, most=LONGEST)
    return _page(request, visitor, asked, report=given.get("in", asked.report), at=at, back="report")


@router.post("/review/add")
def add(request: Request, change: ByReviewer) -> Response:
    """Keep a claim that a person found in a report."""
    desk, form, visitor = desk_of(request), texts(change.form), change.visitor
    report = desk.ledger.report(form.get("in", "")).report
    asked = _in_round(asked_of(form), visitor, report.id)
    check_round(visitor, asked.round, report.id)
    at, back = number("at", form, default=0, least=0, most=LONGEST), form.get("back", "")
    try:
        values = values_in(form, report, min(at, len(report.text)), desk.guard(visitor))
        kept = desk.ledger.add(report.id, values, who=visitor.name, why=change.text("why") or None, round=asked.round)
    except OptionError as error:
        problems = problems_of(error)
        return _page(request, visitor, asked, report=report.id, at=at, back=back, form=form, problems=problems)
    desk.store.note(visitor.name, "claim added", kept.claim, address=change.address)
    desk.index.catch_up()
    if back == "report":
        return RedirectResponse(f"/reports/{report.id}#{kept.claim}", 303)
    return RedirectResponse(asked.address(done=kept.number), 303)


@router.get("/review/unread")
def unread(request: Request, visitor: Asker) -> Response:
    """Claims that people hold right and the newest reading of their report does not find."""
    check_reviewer(visitor)
    desk, guard = desk_of(request), desk_of(request).guard(visitor)
    at = number("page", request.query_params, default=1, least=1, most=DEEPEST)
    found = desk.lost()
    here = found[(at - 1) * SHOWN : at * SHOWN]
    stored = desk.ledger.pick_reports(list({each.claim.report for each in here}))
    rows = [
        {
            "claim": guard.claim(each.claim), "lost": each,
            "passages": passages(each.claim, stored[each.claim.report].report, guard),
            "reader": stored[each.claim.report].reader,
        }
        for each in here
    ]  # fmt: skip
    return desk.render(request, "unread.html", visitor, rows=rows, pager=Pager(at, len(found), SHOWN))


@router.post("/review/unread/{claim}/{what}")
def settle_unread(request: Request, claim: str, what: str, change: ByReviewer) -> Response:
    """Keep a claim that is no longer read as one that a person added, or let it go."""
    desk, who, why = desk_of(request), change.visitor.name, change.text("why") or None
    if one_of("what", {"what": what}, ("keep", "drop")) == "keep":
        kept = desk.ledger.keep(claim, who=who, why=why)
    else:
        kept = desk.ledger.review(claim, "rejected", who=who, why=why)
    desk.store.note(who, f"review {kept.decision}", kept.claim, address=change.address)
    desk.index.catch_up()
    return RedirectResponse("/review/unread", 303)


def _in_round(asked: Asked, visitor: Visitor, report: str) -> Asked:
    """In the report that somebody codes blind, claims are added in that round."""
    if asked.round == FIRST and report in visitor.blind.reports:
        return Asked(visitor.blind.round, asked.report)
    return asked


def _page(
    request: Request,
    visitor: Visitor,
    asked: Asked,
    *,
    report: str,
    at: int,
    back: str,
    form: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> Response:
    desk, guard = desk_of(request), desk_of(request).guard(visitor)
    stored = desk.ledger.report(report)
    text_of, at = stored.report, min(at, max(len(stored.report.text) - 1, 0))
    asked = _in_round(asked, visitor, text_of.id)
    bounds = paragraph(text_of, at, at)
    told: dict[str, str] = EMPTY | {"start": "", "end": "", "why": ""}
    filled = told | ({key: form[key] for key in told if key in form} if form else {})
    chosen = (int(filled["start"] or at), int(filled["end"] or at)) if _are_offsets(filled) else (at, at)
    if text_of.id in visitor.blind.reports:
        claims = claims_of(desk.ledger, text_of.id, visitor.blind, visitor.name)
    else:
        claims = [claim for _, claim in desk.ledger.readings_of([text_of.id])]
    here = sorted((c for c in claims if bounds[0] <= c.start < bounds[1]), key=lambda c: (c.start, c.id))
    values: dict[str, Any] = {
        "asked": asked, "blind": asked.round != FIRST, "back": back, "at": at, "stored": stored,
        "report_title": guard.text(text_of.title or "", text_of.id) or report_name(text_of, guard),
        "published": published_words(text_of), "passages": plain_passages(text_of, bounds, chosen, guard),
        "claims": [guard.claim(claim) for claim in here], "form": filled, "problems": problems or {},
        "offers": offers(claims, text_of, bounds, guard), "types": TYPES, "statuses": STATUSES, "labels": LABELS,
        "keys": desk.handing.keys(visitor.name),
    }  # fmt: skip
    return desk.render(request, "adding.html", visitor, status=400 if problems else 200, **values)


def _are_offsets(form: Mapping[str, str]) -> bool:
    return all(form[key].isascii() and form[key].isdecimal() and len(form[key]) < 11 for key in ("start", "end"))
