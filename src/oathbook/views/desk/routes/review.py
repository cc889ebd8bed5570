"""Reviewing: one claim at a time with its paragraph, a key for each decision."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.errors import OptionError
from oathbook.ledger.outcomes import counting
from oathbook.records import ADDED, FIRST, SETTLED, STATUSES, TYPES, Claim, Decision, Review
from oathbook.views.desk.asked import number
from oathbook.views.desk.blind import claim_in
from oathbook.views.desk.correcting import corrections_in, form_of, problems_of
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.handing import KEYS, LABELS
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.offering import offers
from oathbook.views.desk.passages import passages
from oathbook.views.desk.review_asked import Asked, asked_of, check_reviewer, check_round, texts
from oathbook.views.desk.showing import report_name
from oathbook.views.desk.visitors import Asker, ByReviewer, Visitor, desk_of, session_of
from oathbook.views.protect import Protector
from oathbook.views.reviews.shown import review_record
from oathbook.views.showing import facts, paragraph, published_words

NAV = Nav("Review", "/review", role="reviewer")
DECISIONS: dict[str, Decision] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "unsure": "unsure",
}
BLIND = "second"
"""The blind round that the page offers."""
router = APIRouter(include_in_schema=False)


@router.get("/review")
def page(request: Request, visitor: Asker) -> Response:
    """The claim that comes next, or the one that is asked for."""
    asked, claim = asked_of(request.query_params), request.query_params.get("claim", "")
    check_reviewer(visitor)
    if claim and visitor.blind:
        found, is_blind = claim_in(desk_of(request).ledger, claim, visitor.blind, visitor.name, current=False)
        if is_blind and asked.round != visitor.blind.round:
            return RedirectResponse(Asked(visitor.blind.round, asked.report).address(claim=found.id), 302)
    return _page(request, visitor, asked, claim=claim)


@router.post("/review/undo")
def undo(request: Request, change: ByReviewer) -> Response:
    """Take back the newest decision of this person in the round; it comes before them again."""
    desk, asked, who = desk_of(request), asked_of(texts(change.form)), change.visitor.name
    found = undo_last(desk, change.visitor, asked.round)
    if found is None:
        raise Refusal(400, "not_possible", "there is no decision of yours in this round to take back")
    desk.store.note(who, "review undone", found.claim, address=change.address)
    claim = found.claim if found.decision != "added" else ""
    return RedirectResponse(asked.address(claim=claim, undone=found.number), 303)


@router.post("/review/keys")
def choose_keys(request: Request, change: ByReviewer) -> Response:
    """Keep the keys that this person chose."""
    asked, chosen = asked_of(texts(change.form)), {what: change.text(what) for what in KEYS}
    try:
        desk_of(request).handing.choose(change.visitor.name, chosen)
    except OptionError as error:
        return _page(request, change.visitor, asked, claim="", keys_problem=str(error), chosen=chosen)
    return RedirectResponse(asked.address(), 303)


@router.post("/review/{claim}/{what}")
def decide(request: Request, claim: str, what: str, change: ByReviewer) -> Response:
    """Keep a decision, and go on to the next claim."""
    desk, form, visitor = desk_of(request), texts(change.form), change.visitor
    asked = asked_of(form)
    read = desk.ledger.claim(claim, current=False, as_read=True)
    if what == "skip":
        desk.handing.skip(read.id, session_of(request).id)
        return RedirectResponse(asked.address(), 303)
    if what not in DECISIONS:
        allowed = [*DECISIONS, "skip"]
        raise Refusal(404, "unknown", f"{what!r} is no decision; there are {', '.join(allowed)}", what, allowed)
    check_round(visitor, asked.round, read.report)
    given: dict[str, Any] = {}
    try:
        if what == "correct":
            report = desk.ledger.report(read.report).report
            given["corrections"] = corrections_in(form, read, report, desk.guard(visitor))
        kept = desk.ledger.review(
            read.id, DECISIONS[what], who=visitor.name, why=change.text("why") or None, round=asked.round, **given
        )
    except OptionError as error:
        return _page(request, visitor, asked, claim=read.id, form=form, problems=problems_of(error))
    desk.store.note(visitor.name, f"review {kept.decision}", read.id, address=change.address)
    seen = number("seen", form, default=0, least=0, most=10**11)
    others = [] if asked.round != FIRST else _others(desk, kept, after=seen)
    return RedirectResponse(asked.address(done=kept.number, beside=len(others) or ""), 303)


def undo_last(desk: Any, visitor: Visitor, round: str) -> Review | None:
    """Undo the newest decision of a person in a round; the review that was taken back, None where there is none.

    What a newer reading carried on is taken back of that reading's claim. Who corrected a claim that they added takes
    back the correction, then the claim. What was decided in a blind round that ended stays.
    """
    held: dict[str, Review] = {}
    added: set[str] = set()
    for review in desk.ledger.reviews(who=visitor.name, round=round):
        if review.carried is not None or (round != FIRST and review.report not in visitor.blind.reports):
            continue
        held.pop(review.claim, None)
        if review.decision == "added":
            added.add(review.claim)
        if review.decision != "undone":
            held[review.claim] = review
    if not held:
        return None
    last = max(held.values(), key=lambda review: review.number)
    again = last.claim in added and last.decision not in ("added", "accepted")
    claim = desk.ledger.goes_on(last.claim) or last.claim
    desk.ledger.review(claim, "accepted" if again else "undone", who=visitor.name, round=round)
    return last


def _others(desk: Any, kept: Review, *, after: int) -> list[Review]:
    """What others decided of the claim since the page was made."""
    found = counting(desk.ledger.reviews(claim=kept.claim))
    return [r for r in found if r.round == kept.round and r.who != kept.who and after < r.number < kept.number]


def _page(
    request: Request,
    visitor: Visitor,
    asked: Asked,
    *,
    claim: str,
    form: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    keys_problem: str = "",
    chosen: Mapping[str, str] | None = None,
) -> Response:
    desk = desk_of(request)
    check_reviewer(visitor)
    desk.index.freshen()
    session = session_of(request)
    session.fresh = True
    report = desk.ledger.report(asked.report).report.id if asked.report else None
    blind, hand = asked.round != FIRST, visitor.blind
    begun = not blind or hand.round == asked.round
    id = claim
    if not id and begun:
        id = desk.queue.next(visitor.name, session.id, round=asked.round, report=report, hand=hand.reports) or ""
    keys = desk.handing.keys(visitor.name)
    there = desk.queue.blind_reports(visitor.name) - desk.blind.past(visitor.name)
    values: dict[str, Any] = {
        "asked": asked, "blind": blind, "begun": begun, "blind_round": BLIND, "problems": problems or {},
        "done": _done(request, visitor, asked), "keys": keys, "labels": LABELS, "claim": None, "first_round": FIRST,
        "chosen": chosen or keys, "keys_problem": keys_problem, "keys_json": json.dumps(keys),
        "left": _left(desk, visitor, asked, report, begun=begun), "there": len(there),
        "others_left": desk.queue.blind_left(visitor.name, there) if there else 0,
        "lost": 0 if hand else len(desk.lost()),
    }  # fmt: skip
    if id and begun:
        found = desk.ledger.claim(id, current=False, as_read=True)
        values |= _of_claim(desk, visitor, found, blind=blind, form=form)
    status = 400 if problems or keys_problem else 200
    return desk.render(request, "review.html", visitor, status=status, **values)


def _left(desk: Any, visitor: Visitor, asked: Asked, report: str | None, *, begun: bool) -> int:
    if asked.round == FIRST:
        return int(desk.queue.left())
    hand = visitor.blind.reports if begun else frozenset()
    return int(desk.queue.blind_left(visitor.name, hand if report is None else hand & {report}))


def _of_claim(
    desk: Any, visitor: Visitor, claim: Claim, *, blind: bool, form: Mapping[str, str] | None
) -> dict[str, Any]:
    guard: Protector = desk.guard(visitor)
    shown = guard.claim(claim)
    stored = desk.ledger.report(claim.report)
    hidden = blind or claim.report in visitor.blind.reports
    held = [r for r in counting(desk.ledger.reviews(claim=claim.id)) if r.round in (FIRST, SETTLED)]
    told = form_of(shown) | {"start": "", "end": "", "why": ""}
    as_read = [each for _, each in desk.ledger.readings_of([claim.report], as_read=True)]
    return {
        "claim": shown,
        "added": claim.rule == ADDED,
        "facts": facts(shown),
        "passages": passages(claim, stored.report, guard),
        "bounds": (claim.start, claim.end),
        "stored": stored,
        "report_title": guard.text(stored.report.title or "", claim.report) or report_name(stored.report, guard),
        "published": published_words(stored.report),
        "reasons": None if hidden else desk.queue.reasons(claim.id),
        "reviews": [] if hidden else [(r, review_record(r, guard)) for r in held],
        "goes_on": None if hidden else desk.ledger.goes_on(claim.id),
        "seen": max((review.number for review in held), default=0),
        "form": told | ({key: form[key] for key in told if key in form} if form else {}),
        "offers": offers(as_read, stored.report, paragraph(stored.report, claim.start, claim.end), guard, told=claim),
        "types": TYPES,
        "statuses": STATUSES,
    }


def _done(request: Request, visitor: Visitor, asked: Asked) -> dict[str, Any] | None:
    """What was decided a moment ago, to be told above the next claim."""
    params = request.query_params
    wanted = params.get("done") or params.get("undone") or ""
    if not wanted.isdecimal() or len(wanted) > 11:
        return None
    desk = desk_of(request)
    found = next(desk.ledger.reviews(who=visitor.name, round=asked.round, after=int(wanted) - 1), None)
    if found is None or found.number != int(wanted):
        return None
    claim = desk.guard(visitor).claim(desk.ledger.claim(found.claim, current=False, as_read=True))
    return {"review": found, "claim": claim, "undone": "undone" in params, "beside": bool(params.get("beside"))}
