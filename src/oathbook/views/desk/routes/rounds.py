"""Beginning and ending a blind round."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.records import FIRST
from oathbook.views.desk.asked import one_of
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.review_asked import Asked, asked_of, texts
from oathbook.views.desk.visitors import ByReviewer, Change, desk_of

router = APIRouter(include_in_schema=False)


@router.post("/review/blind")
def blind(request: Request, change: ByReviewer) -> Response:
    """Begin a blind round on the reports that others decided (or on one of them), or end it."""
    desk, form = desk_of(request), texts(change.form)
    asked = asked_of(form)
    if one_of("what", form, ("begin", "end")) == "end":
        end(desk, change)
        return RedirectResponse("/review/agreement", 303)
    begin(desk, change, asked)
    return RedirectResponse(asked.address(), 303)


def begin(desk: Desk, change: Change, asked: Asked) -> int:
    """Put reports in the hand of who asks; how many they have then."""
    who, round = change.visitor.name, asked.round if asked.round != FIRST else ""
    there = desk.queue.blind_reports(who)
    if asked.report:
        there &= {desk.ledger.report(asked.report).report.id}
    many = desk.blind.begin(who, round, there)
    desk.store.note(who, "blind round begun", f"{round}, {many} reports", address=change.address)
    return many


def end(desk: Desk, change: Change) -> int:
    """End the round of who asks; of how many reports."""
    many = desk.blind.end(change.visitor.name)
    desk.store.note(change.visitor.name, "blind round ended", f"{many} reports", address=change.address)
    return many
