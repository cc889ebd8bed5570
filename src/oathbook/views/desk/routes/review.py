"""Reviewing: one claim at a time with its paragraph, a key for each decision."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.errors import OptionError
from oathbook.ledger.outcomes import counting
from oathbook.records import FIRST, SETTLED, STATUSES, TYPES, Claim, Decision, Review
from oathbook.views.desk.asked import number
from oathbook.views.desk.correcting import corrections_in, form_of
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.handing import KEYS
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.passages import passages
from oathbook.views.desk.showing import report_name
from oathbook.views.desk.visitors import Asker, ByReviewer, Visitor, desk_of, session_of
from oathbook.views.protect import Protector
from oathbook.views.reviews.shown import review_record
from oathbook.views.showing import facts, published_words

NAV = Nav("Review", "/review", role="reviewer")
DECISIONS: dict[str, Decision] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "unsure": "unsure",
}
LABELS = {
    "accept": "Accept", "correct": "Correct", "reject": "Reject", "unsure": "Unsure", "skip": "Skip", "undo": "Undo",
}  # fmt: skip
BLIND = "second"
"""The blind round that the page offers."""
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which queue: the round, and the report where only one is wanted."""

    round: str
    report: str

    def address(self, **more: Any) -> str:
        """The page of this queue."""
        given = {"round": self.round if self.round != FIRST else "", "report": self.report, **more}
        query = urlencode({key: value for key, value in given.items() if value not in ("", None)})
        return f"/review?{query}" if query else "/review"


@router.get("/review")
def page(request: Request, visitor: Asker) -> Response:
    """The claim that comes next, or the one that is asked for."""
    return _page(request, visitor, _asked(request.query_params), claim=request.query_params.get("claim", ""))


@router.post("/review/undo")
def undo(request: Request, change: ByReviewer) -> Response:
    """Take back the newest decision of this person in the round; it comes before them again."""
    desk, asked, who = desk_of(request), _asked(_texts(change.form)), change.visitor.name
    found = undo_last(desk, who, asked.round)
    if found is None:
        raise Refusal(400, "not_possible", "there is no decision of yours in this round to take back")
    desk.store.note(who, "review undone", found.claim, address=change.address)
    return RedirectResponse(asked.address(claim=found.claim, undone=found.number), 303)


@router.post("/review/keys")
def choose_keys(request: Request, change: ByReviewer) -> Response:
    """Keep the keys that this person chose."""
    desk_of(request).handing.choose(change.visitor.name, {what: change.text(what) for what in KEYS})
    return RedirectResponse(_asked(_texts(change.form)).address(), 303)


@router.post("/review/{claim}/{what}")
def decide(request: Request, claim: str, what: str, change: ByReviewer) -> Response:
    """Keep a decision, and go on to the next claim."""
    desk, form = desk_of(request), _texts(change.form)
    asked = _asked(form)
    read = desk.ledger.claim(claim, current=False, as_read=True)
    if what == "skip":
        desk.handing.skip(read.id, session_of(request).id)
        return RedirectResponse(asked.address(), 303)
    if what not in DECISIONS:
        allowed = [*DECISIONS, "skip"]
        raise Refusal(404, "unknown", f"{what!r} is no decision; there are {', '.join(allowed)}", what, allowed)
    if asked.round == SETTLED:
        raise Refusal(400, "not_allowed", "differences are settled at /review/differences", asked.round)
    given: dict[str, Any] = {}
    try:
        if what == "correct":
            report = desk.ledger.report(read.report).report
            given["corrections"] = corrections_in(form, read, report, desk.guard(change.visitor))
        kept = desk.ledger.review(
            read.id, DECISIONS[what], who=change.visitor.name, why=change.text("why") or None, round=asked.round,
            **given,
        )  # fmt: skip
    except OptionError as error:
        return _page(request, change.visitor, asked, claim=read.id, form=form, problem=str(error))
    desk.store.note(change.visitor.name, f"review {kept.decision}", read.id, address=change.address)
    seen = number("seen", form, default=0, least=0, most=10**11)
    others = [] if asked.round != FIRST else _others(desk, kept, after=seen)
    return RedirectResponse(asked.address(done=kept.number, beside=len(others) or ""), 303)


def undo_last(desk: Any, who: str, round: str) -> Review | None:
    """Undo the newest decision of a person in a round; the review that was taken back, None where there is none."""
    held: dict[str, Review] = {}
    for review in desk.ledger.reviews(who=who, round=round):
        held.pop(review.claim, None)
        if review.decision != "undone":
            held[review.claim] = review
    if not held:
        return None
    last = max(held.values(), key=lambda review: review.number)
    desk.ledger.review(last.claim, "undone", who=who, round=round)
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
    problem: str = "",
) -> Response:
    desk = desk_of(request)
    if not visitor.may("reviewer"):
        raise Refusal(403, "role", f"a {visitor.role} may not review; it takes a reviewer", visitor.role)
    desk.index.freshen()
    session = session_of(request)
    session.fresh = True
    report = desk.ledger.report(asked.report).report.id if asked.report else None
    id = claim or desk.queue.next(visitor.name, session.id, round=asked.round, report=report)
    blind = asked.round != FIRST
    values: dict[str, Any] = {
        "asked": asked, "blind": blind, "blind_round": BLIND, "problem": problem,
        "done": _done(request, visitor, asked),
        "keys": desk.handing.keys(visitor.name), "labels": LABELS, "claim": None, "first_round": FIRST,
        "left": desk.queue.blind_left(visitor.name, report) if blind else desk.queue.left(),
        "others_left": 0 if blind else desk.queue.blind_left(visitor.name, report),
        "keys_json": json.dumps(desk.handing.keys(visitor.name)),
    }  # fmt: skip
    if id:
        values |= _of_claim(desk, visitor, desk.ledger.claim(id, current=False, as_read=True), blind=blind, form=form)
    return desk.render(request, "review.html", visitor, status=400 if problem else 200, **values)


def _of_claim(
    desk: Any, visitor: Visitor, claim: Claim, *, blind: bool, form: Mapping[str, str] | None
) -> dict[str, Any]:
    guard: Protector = desk.guard(visitor)
    shown = guard.claim(claim)
    stored = desk.ledger.report(claim.report)
    held = [r for r in counting(desk.ledger.reviews(claim=claim.id)) if r.round in (FIRST, SETTLED)]
    told = form_of(shown)
    return {
        "claim": shown,
        "facts": facts(shown),
        "passages": passages(claim, stored.report, guard),
        "stored": stored,
        "report_title": guard.text(stored.report.title or "", claim.report) or report_name(stored.report, guard),
        "published": published_words(stored.report),
        "reasons": desk.queue.reasons(claim.id),
        "reviews": [] if blind else [(r, review_record(r, guard)) for r in held],
        "seen": max((review.number for review in held), default=0),
        "form": told | ({key: form[key] for key in told if key in form} if form else {}),
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


def _asked(given: Mapping[str, str]) -> Asked:
    round = given.get("round", "").strip() or FIRST
    if len(round) > 40 or not round.isprintable():
        raise Refusal(400, "not_allowed", f"{round[:60]!a} is no name of a round; give 1 to 40 letters", round)
    return Asked(round, given.get("report", "").strip())


def _texts(form: Any) -> dict[str, str]:
    """The fields of a form that are texts."""
    return {key: value.replace("\x00", "") for key, value in form.items() if isinstance(value, str)}
