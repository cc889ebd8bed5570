"""Who held what on a day, on a map."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.views.desk.citing import cite_view
from oathbook.views.desk.clocks import read_page
from oathbook.views.desk.drawn import inline, picture_of, spots_of
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, desk_of
from oathbook.views.pictures import Picture
from oathbook.views.pictures.map import LISTED
from oathbook.views.pictures.placed import Spot
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

    def ask() -> tuple[Picture, list[Spot]]:
        return picture_of(desk, wanted, visitor), spots_of(desk, wanted, visitor)

    drawn, found = desk.histories.soon(("map", wanted, visitor.opens), ask)
    return desk.render(
        request,
        "map.html",
        visitor,
        wanted=wanted,
        citation=cite_view(desk, "/map", wanted.query, base=str(request.base_url)),
        svg=inline(desk, wanted, drawn),
        located=[spot for spot in found if spot.located],
        lost=[spot for spot in found if not spot.located],
        most=LISTED,
        held=page.held,
        told=page.told,
        forms=("svg", *(("png",) if can_draw_png() else ()), "html"),
    )
