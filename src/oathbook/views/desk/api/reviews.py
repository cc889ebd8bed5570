"""Reviews as JSON."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import Query, Request, Response

from oathbook.errors import OptionError
from oathbook.records import FIRST, SETTLED
from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.api import forms, schemas
from oathbook.views.desk.api.common import ApiAsker, Errors, Wanted, api_router, listed
from oathbook.views.desk.asked import one_of
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.review_asked import Asked, check_round
from oathbook.views.desk.routes.agreement import decided
from oathbook.views.desk.routes.rounds import begin, end
from oathbook.views.desk.visitors import ByReviewer, Visitor, desk_of, session_of
from oathbook.views.reviews.coding import compared, differences
from oathbook.views.reviews.shown import review_record

router = api_router("reviews")
Text = Annotated[str, Query(max_length=300)]
CONFLICT: dict[int | str, dict[str, Any]] = {
    409: {"model": Errors, "description": "a blind round is not begun, or goes on for that report"}
}


@router.get("/reviews", response_model=schemas.Reviews, summary="What people decided about claims, oldest first")
def reviews(
    request: Request,
    part: Wanted,
    visitor: ApiAsker,
    claim: Annotated[str, Query(max_length=64, description="those of the claim of this id")] = "",
    report: Text = "",
    who: Text = "",
    round: Annotated[str, Query(max_length=40, description="first, settled, or the name of a blind round")] = "",
) -> Response:
    """The records of ``oathbook reviews --json``."""
    desk, guard = desk_of(request), desk_of(request).guard(visitor)
    found = list(
        desk.ledger.reviews(
            claim=claim or None,
            report=desk.ledger.report(report).report.id if report else None,
            who=who or None,
            round=round or None,
        )
    )
    here = found[part.offset : part.offset + part.limit]
    return listed("reviews", [review_record(review, guard) for review in here], len(found), part)


@router.post(
    "/reviews",
    status_code=201,
    response_model=schemas.Review,
    summary="Decide about a claim",
    responses=CONFLICT,
    openapi_extra=forms.DECIDE,
)
def decide(request: Request, change: ByReviewer) -> Response:
    """A form with ``claim``, ``decision``, and where they are wanted ``corrections`` (a JSON object by field), ``why``
    and ``round``; with the token of a page's forms, as ``csrf`` or in the header ``X-CSRF-Token``. The review as kept.

    To settle takes an editor.
    """
    desk, visitor = desk_of(request), change.visitor
    round, decision = change.text("round") or FIRST, change.text("decision")
    if round == SETTLED and not visitor.may("editor"):
        raise Refusal(403, "role", f"a {visitor.role} may not settle; it takes an editor", visitor.role)
    read = desk.ledger.claim(change.text("claim"), current=False, as_read=True)
    if round != SETTLED:
        check_round(visitor, round, read.report)
    given: Any = decision
    kept = desk.ledger.review(
        read.id, given, who=visitor.name, corrections=_corrections(change.text("corrections")),
        why=change.text("why") or None, round=round,
    )  # fmt: skip
    desk.store.note(visitor.name, f"review {kept.decision}", read.id, address=change.address)
    return json_answer(review_record(kept, desk.guard(visitor)), status=201)


@router.post(
    "/reviews/added",
    status_code=201,
    response_model=schemas.Review,
    summary="Add a claim that the reader missed",
    responses=CONFLICT,
    openapi_extra=forms.ADD,
)
def add(request: Request, change: ByReviewer) -> Response:
    """A form with ``report`` and ``values`` (a JSON object by field, as in a claim's record; ``span`` is the offsets of
    its words), and where they are wanted ``why`` and ``round``. The review as kept; its ``claim`` is the new one's id.
    """
    desk, visitor = desk_of(request), change.visitor
    report, round = desk.ledger.report(change.text("report")).report.id, change.text("round") or FIRST
    check_round(visitor, round, report)
    values = _corrections(change.text("values")) or {}
    kept = desk.ledger.add(report, values, who=visitor.name, why=change.text("why") or None, round=round)
    desk.store.note(visitor.name, "claim added", kept.claim, address=change.address)
    return json_answer(review_record(kept, desk.guard(visitor)), status=201)


@router.post(
    "/reviews/blind",
    status_code=201,
    response_model=schemas.BlindReports,
    summary="Begin a blind round, or end it",
    responses={200: {"model": schemas.BlindReports, "description": "the round ended"}},
    openapi_extra=forms.BLIND,
)
def blind(request: Request, change: ByReviewer) -> Response:
    """A form with ``what`` (begin or end), ``round`` and, where only one is wanted, ``report``. ``reports`` says how
    many are coded blind now (or were, where it ended); what others decided of them is not told until the round ends."""
    desk = desk_of(request)
    if one_of("what", {"what": change.text("what")}, ("begin", "end")) == "end":
        return json_answer({"reports": end(desk, change)})
    return json_answer({"reports": begin(desk, change, Asked(change.text("round"), change.text("report")))}, status=201)


@router.get(
    "/reviews/unread",
    response_model=schemas.UnreadClaims,
    summary="Claims that people hold right and that are no longer read",
)
def unread(request: Request, part: Wanted, visitor: ApiAsker) -> Response:
    """Each with the claim as people left it, what their reviews come to, and whether answers hold it all the same."""
    _reviewer(visitor)
    desk, guard = desk_of(request), desk_of(request).guard(visitor)
    found = desk.lost()
    records = [
        {"claim": guard.claim(each.claim).as_json(), "outcome": each.outcome.kind, "stands": each.stands}
        for each in found[part.offset : part.offset + part.limit]
    ]
    return listed("unread", records, len(found), part)


@router.get(
    "/reviews/next",
    response_model=schemas.NextClaim,
    responses=CONFLICT,
    summary="The claim that comes next for who asks, handed out for some minutes",
)
def upcoming(
    request: Request,
    visitor: ApiAsker,
    round: Annotated[str, Query(max_length=40, description="first, or the name of a blind round")] = FIRST,
    report: Text = "",
) -> Response:
    """``claim`` is its record as it was read, or null where none is left; ``reasons`` say why it comes now."""
    desk = desk_of(request)
    _reviewer(visitor)
    desk.index.freshen()
    session = session_of(request)
    session.fresh = True
    within = desk.ledger.report(report).report.id if report else None
    if round not in ("", FIRST) and round != visitor.blind.round:
        raise Refusal(409, "not_begun", f"the round {round!r} is blind, and you have not begun it", round)
    hand = visitor.blind
    id = desk.queue.next(visitor.name, session.id, round=round or FIRST, report=within, hand=hand.reports)
    claim = desk.ledger.claim(id, current=False, as_read=True) if id else None
    reasons = desk.queue.reasons(id) if id and not hand else None
    told = None if reasons is None else {
        "doubt": reasons.doubt, "disputed": reasons.disputed, "reach": reasons.reach, "weight": reasons.weight
    }  # fmt: skip
    return json_answer({"claim": desk.guard(visitor).claim(claim).as_json() if claim else None, "reasons": told})


@router.get(
    "/reviews/agreement",
    response_model=schemas.AgreementRows,
    summary="Kappa and alpha a field, for each two who decided the same claims",
)
def agreement(request: Request, part: Wanted, visitor: ApiAsker) -> Response:
    """The rows of the CSV of the desk's page."""
    _reviewer(visitor)
    rows = [each.as_json() for table in compared(*decided(desk_of(request))) for each in table]
    return listed("agreement", rows[part.offset : part.offset + part.limit], len(rows), part)


@router.get(
    "/reviews/differences", response_model=schemas.Differences, summary="The claims that people decided differently"
)
def differing(request: Request, part: Wanted, visitor: ApiAsker) -> Response:
    """Each with the claim as it was read, the reviews, the fields in which they differ, and what settled it."""
    _reviewer(visitor)
    desk = desk_of(request)
    guard = desk.guard(visitor)
    found = differences(*decided(desk))
    records = [
        {
            "claim": guard.claim(each.claim).as_json(),
            "reviews": [review_record(review, guard) for review in each.reviews],
            "fields": list(each.fields),
            "settled": review_record(each.settled, guard) if each.settled else None,
        }
        for each in found[part.offset : part.offset + part.limit]
    ]
    return listed("differences", records, len(found), part)


def _reviewer(visitor: Visitor) -> None:
    if not visitor.may("reviewer"):
        raise Refusal(403, "role", f"a {visitor.role} may not see this; it takes a reviewer", visitor.role)


def _corrections(text: str) -> dict[str, Any] | None:
    if not text:
        return None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise OptionError('corrections are a JSON object by field, as {"status": "planned"}')
    return found
