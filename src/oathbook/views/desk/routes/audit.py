"""Who did what at the desk, and when; for editors."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from oathbook.views.desk.asked import number
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.paging import DEEPEST, SIZE
from oathbook.views.desk.visitors import Asker, desk_of

NAV = Nav("Audit", "/audit", role="editor", place="foot")
router = APIRouter(include_in_schema=False)


@router.get("/audit")
def audit(request: Request, visitor: Asker) -> Response:
    """The audit list, newest first."""
    if not visitor.may("editor"):
        raise Refusal(403, "role", f"a {visitor.role} may not see the audit list; it takes an editor", visitor.role)
    page = number("page", request.query_params, default=1, least=1, most=DEEPEST)
    rows = desk_of(request).store.noted(limit=SIZE + 1, offset=(page - 1) * SIZE)
    return desk_of(request).render(request, "audit.html", visitor, rows=rows[:SIZE], page=page, more=len(rows) > SIZE)
