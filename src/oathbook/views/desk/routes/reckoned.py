"""The line that says how far a page is behind the ledger, asked for by that line itself."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response

from oathbook.views.desk.visitors import Asker, desk_of

router = APIRouter(include_in_schema=False)


@router.get("/reckoned")
def reckoned(request: Request, visitor: Asker) -> Response:
    """The line as it is now; where nothing is missing any more, one that has the page's results renewed."""
    desk = desk_of(request)
    desk.index.freshen()
    return desk.render(request, "reckoned.html", visitor, behind=desk.answers.behind(), address=_page(request))


def _page(request: Request) -> str:
    """The page on which the line stands, as htmx tells; never one of another site."""
    told = urlsplit(request.headers.get("hx-current-url", "/"))
    path = "/" + told.path.lstrip("/\\")
    return f"{path}?{told.query}" if told.query else path
