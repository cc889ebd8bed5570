"""Who stands above and below whom on a day, and the lines of descent."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.views.desk.clocks import read_page
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.seen import shown
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, desk_of
from oathbook.views.pictures.save import can_draw_png

NAV = Nav("Tree", "/tree")
router = APIRouter(include_in_schema=False)


@router.get("/tree")
def tree(request: Request, visitor: Asker) -> Response:
    """The trees of a day; of one actor, the chain above it, all below it, and what it came of."""
    desk = desk_of(request)
    page = read_page(desk, "tree", request.query_params, visitor)
    wanted = page.wanted
    if page.moved:
        return RedirectResponse(with_query("/tree", wanted.query), 302)
    drawn, waits = desk.answers.soon(shown, wanted, visitor)
    return desk.render(
        request,
        "tree.html",
        visitor,
        **page.context(desk, "/tree", wanted, str(request.base_url)),
        svg=drawn.svg if drawn else "",
        marks=drawn.marks if drawn else 0,
        waits=waits,
        forms=("svg", *(("png",) if can_draw_png() else ()), "html"),
    )
