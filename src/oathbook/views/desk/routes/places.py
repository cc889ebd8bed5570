"""Who held what on a day, on a map."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.views.desk.clocks import read_page
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.seen import shown_map
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, desk_of
from oathbook.views.pictures.map import LISTED
from oathbook.views.pictures.save import can_draw_png

NAV = Nav("Map", "/map")
router = APIRouter(include_in_schema=False)


@router.get("/map")
def map(request: Request, visitor: Asker) -> Response:
    """The map, and the places that could not be put on it."""
    desk = desk_of(request)
    page = read_page(desk, "map", request.query_params, visitor)
    wanted = page.wanted
    if page.moved:
        return RedirectResponse(with_query("/map", wanted.query), 302)
    told, waits = desk.answers.soon(shown_map, wanted, visitor)
    drawn, found = told or (None, [])
    return desk.render(
        request,
        "map.html",
        visitor,
        **page.context(desk, "/map", wanted, str(request.base_url)),
        svg=drawn.svg if drawn else "",
        waits=waits,
        located=[spot for spot in found if spot.located],
        lost=[spot for spot in found if not spot.located],
        most=LISTED,
        forms=("svg", *(("png",) if can_draw_png() else ()), "html"),
    )
