"""The list of claims, and one claim with its words in their paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from starlette.responses import PlainTextResponse, RedirectResponse

from oathbook.errors import OathbookError, UnknownName
from oathbook.ledger.outcomes import counting
from oathbook.records import FIRST, SETTLED, STATUSES, TYPES, Claim
from oathbook.views import exports
from oathbook.views.desk.answers import download
from oathbook.views.desk.asked import CLAIM_KEYS, claim_filters, number
from oathbook.views.desk.blind import claim_in, entries_of
from oathbook.views.desk.citing import cite_report, cite_view
from oathbook.views.desk.errors import Refusal, refusal_of
from oathbook.views.desk.index import Filters, Place
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.paging import DEEPEST, SIZE, Pager
from oathbook.views.desk.showing import guarded, in_paragraph, report_name
from oathbook.views.desk.visitors import Asker, desk_of
from oathbook.views.phrases import clean
from oathbook.views.protect import Protector
from oathbook.views.reviews.shown import review_record
from oathbook.views.showing import facts, published_words

if TYPE_CHECKING:
    from oathbook.views.desk.desk import Desk

NAV = Nav("Claims", "/claims")
AT_ONCE = 1_000
OPEN = (FIRST, SETTLED)
"""The rounds of reviews that a claim's page shows; what is coded blind stays unseen."""
router = APIRouter(include_in_schema=False)


@router.get("/claims")
def listed(request: Request, visitor: Asker) -> Response:
    """Claims that fit, in the order of their time."""
    desk, asked = desk_of(request), request.query_params
    desk.index.freshen()
    filters, problem, page = None, None, 1
    try:
        page = number("page", asked, default=1, least=1, most=DEEPEST)
        filters = claim_filters(asked, desk, visitor)
    except (OathbookError, Refusal) as error:
        problem = desk.shielded(refusal_of(error), visitor)
    found = filters and desk.index.claims(filters, Place(SIZE, (page - 1) * SIZE), hidden=not visitor.opens)
    picked = desk.ledger.pick_claims(found.ids) if found else {}
    return desk.render(
        request,
        "claims.html",
        visitor,
        status=problem.status if problem else 200,
        claims=guarded((picked[id] for id in found.ids if id in picked) if found else (), desk.guard(visitor)),
        pager=Pager(page, found.total if found else 0),
        problem=problem.message if problem else "",
        types=TYPES,
        statuses=STATUSES,
        asked={key: asked[key] for key in CLAIM_KEYS if asked.get(key)},
        words=filters.words if filters else None,
        citation=None if problem else cite_view(desk, "/claims", asked, base=str(request.base_url)),
    )


@router.get("/claims.{form}")
def exported(request: Request, form: str, visitor: Asker) -> Response:
    """The claims that fit as a file: the lines of ``oathbook claims --json`` or ``--csv``."""
    desk = desk_of(request)
    if form not in ("jsonl", "csv"):
        raise UnknownName(f"claims are given as .jsonl or .csv, not as .{form}", ("jsonl", "csv"))
    desk.index.catch_up()
    filters = claim_filters(request.query_params, desk, visitor)
    guard = desk.guard(visitor)
    records = (guard.claim(claim).as_json() for claim in _all(request, filters, hidden=not visitor.opens))
    if form == "jsonl":
        return download(map(exports.json_line, records), name="claims.jsonl", kind="application/jsonl")
    cells = map(exports.claim_cells, records)
    return download(exports.csv_lines(cells, exports.CLAIM_COLUMNS), name="claims.csv", kind="text/csv; charset=utf-8")


@router.get("/claims/{id}.bib")
def bibtex(request: Request, id: str, visitor: Asker) -> Response:
    """The claim as an entry of BibTeX."""
    desk = desk_of(request)
    claim, _ = claim_in(desk.ledger, id, visitor.blind, visitor.name, current=False)
    stored = desk.ledger.report(claim.report)
    cited = cite_report(stored, guard=desk.guard(visitor), claim=claim, base=str(request.base_url))
    return PlainTextResponse(cited.bibtex)


@router.get("/claims/{id}", name="one_claim")
def one(request: Request, id: str, visitor: Asker) -> Response:
    """One claim, also one that counts no more; the beginning of an id leads to its permanent address."""
    desk = desk_of(request)
    claim, is_blind = claim_in(desk.ledger, id, visitor.blind, visitor.name, current=False)
    if claim.id != id:
        return RedirectResponse(f"/claims/{claim.id}", 302)
    past = ""
    try:
        if not is_blind:
            desk.ledger.claim(id)
    except UnknownName as error:
        past = str(error)
    stored, guard = desk.ledger.report(claim.report), desk.guard(visitor)
    entries = desk.ledger.entries(report=claim.report)
    shown = guard.claim(claim)
    return desk.render(
        request,
        "claim.html",
        visitor,
        claim=shown,
        facts=facts(shown),
        is_blind=is_blind,
        read=[] if is_blind else _as_read(desk, claim, guard),
        reviews=[(r, review_record(r, guard)) for r in counting(desk.ledger.reviews(claim=claim.id)) if r.round in OPEN]
        if not is_blind
        else [],
        goes_on=None if is_blind else desk.ledger.goes_on(claim.id),
        past=past,
        stored=stored,
        report_title=guard.text(stored.report.title or "", claim.report) or report_name(stored.report, guard),
        report_name=report_name(stored.report, guard),
        published=published_words(stored.report),
        cuts=in_paragraph(claim, stored.report, guard),
        entries=entries_of(entries) if is_blind else list(entries),
        citation=cite_report(stored, guard=guard, claim=claim, base=str(request.base_url)),
    )


def _as_read(desk: Desk, claim: Claim, guard: Protector) -> list[tuple[str, str]]:
    """What the reader found, where a review corrects it; else nothing."""
    read = desk.ledger.claim(claim.id, current=False, as_read=True)
    if read == claim:
        return []
    shown = guard.claim(read)
    return [("type", read.type), *facts(shown), ("words", clean(shown.evidence))]


def _all(request: Request, filters: Filters, *, hidden: bool) -> Iterator[Claim]:
    """All claims that fit, some at a time."""
    desk, at = desk_of(request), 0
    while True:
        found = desk.index.claims(filters, Place(AT_ONCE, at), hidden=hidden)
        picked = desk.ledger.pick_claims(found.ids)
        yield from (picked[id] for id in found.ids if id in picked)
        at += AT_ONCE
        if at >= found.total:
            return
