"""What changed: since the visitor's last visit, or between two days of publication."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request, Response

from oathbook.errors import UnknownName
from oathbook.history.learned import Change
from oathbook.views.desk.actor_lines import actor_path
from oathbook.views.desk.asked import day, number
from oathbook.views.desk.citing import cite_view
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.history_asked import changes_about
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.paging import DEEPEST, SIZE, Pager
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
from oathbook.views.desk.visits import Visit, look
from oathbook.views.disputes import HEADINGS, what_changed
from oathbook.views.protect import PROTECTED

NAV = Nav("Changes", "/changes")
SHOWN = 2
router = APIRouter(include_in_schema=False)


@router.get("/changes")
def changes(request: Request, visitor: Asker) -> Response:
    """What is known otherwise than before."""
    desk, asked = desk_of(request), request.query_params
    desk.index.freshen()
    page = number("page", asked, default=1, least=1, most=DEEPEST)
    first, second = days_of(asked)
    name, problem = asked.get("name", "").strip(), ""
    newest = desk.ledger.newest_entries(limit=1)
    before = look(desk.store, visitor.name, newest[0].number if newest else 0)
    found: Sequence[Change] = ()

    def ask() -> Sequence[Change]:
        if first and second:
            every: Sequence[Change] = desk.histories.published_between(first, second)
        else:
            every = desk.histories.read_since(before.number) if before else ()
        return changes_about(desk, visitor, every, name)

    try:
        since = before.number if before else None
        found = desk.histories.soon(("changes", first, second, since, name, visitor.opens), ask)
    except UnknownName as error:
        problem = str(error) if visitor.opens else desk.histories.shield().text(str(error))
    pager = Pager(page, len(found))
    shown = [_shown(desk, visitor, each) for each in found[pager.offset : pager.offset + SIZE]]
    return desk.render(
        request,
        "changes.html",
        visitor,
        groups=[(HEADINGS[kind], list(group)) for kind, group in groupby(shown, key=lambda each: each["kind"])],
        pager=pager,
        first=first,
        second=second,
        before=before,
        problem=problem,
        citation=None if problem else cite_view(desk, "/changes", asked, base=str(request.base_url)),
        new=_new_reports(desk, before) if before and not first else None,
        published=desk.index.days(),
    )


def days_of(asked: Any) -> tuple[date | None, date | None]:
    """The two days; both or none. Refusal where one is missing or they stand the wrong way round."""
    first, second = day("from", asked, "last"), day("to", asked, "last")
    if (first is None) != (second is None):
        missing = "from" if first is None else "to"
        raise Refusal(400, "not_allowed", f"{missing} is missing; give two days, or none for your last visit")
    if first and second and first > second:
        raise Refusal(400, "not_allowed", f"from: {first} is after {second}; give the earlier day first", str(first))
    return first, second


def _new_reports(desk: Desk, before: Visit) -> int:
    return len({report for _, report in desk.ledger.numbers(after=before.number)})


def _shown(desk: Desk, visitor: Visitor, change: Change) -> dict[str, Any]:
    histories, shield = desk.histories, desk.histories.shield()

    def text(words: str) -> str:
        return words if visitor.opens else shield.text(words)

    subject = text(change.span.subject_name)
    return {
        "kind": change.kind,
        "what": text(what_changed(change)),
        "link": actor_path(subject) if PROTECTED not in subject else "",
        "subject": subject,
        "says": [text(says) for says in change.says],
        "claims": [histories.shielded(claim, opens=visitor.opens) for claim in change.claims[:SHOWN]],
        "more": max(len(change.claims) - SHOWN, 0),
    }
