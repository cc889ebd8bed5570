"""Who held what on a day, on a map."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.views.desk.citing import cite_view
from oathbook.views.desk.drawn import (
    days_of,
    inline,
    on_last_day,
    picture_of,
    published_days,
    read_clocks,
    read_wanted,
    spots_of,
)  # fmt: skip
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, desk_of
from oathbook.views.pictures import Picture
from oathbook.views.pictures.placed import Spot
from oathbook.views.pictures.save import can_draw_png

NAV = Nav("Map", "/map")
router = APIRouter(include_in_schema=False)


@router.get("/map")
def map(request: Request, visitor: Asker) -> Response:
    """The map, and the places that could not be put on it."""
    desk, histories = desk_of(request), desk_of(request).histories
    desk.index.freshen()
    held = histories.soon(("days", visitor.opens), lambda: days_of(desk, opens=visitor.opens))
    told = published_days(desk)
    query, moved = read_clocks(request.query_params, held, told)
    wanted = read_wanted("map", query)
    if moved:
        return RedirectResponse(with_query("/map", wanted.query), 302)
    wanted = on_last_day(wanted, held)

    def ask() -> tuple[Picture, list[Spot]]:
        return picture_of(desk, wanted, visitor), spots_of(desk, wanted, visitor)

    drawn, found = histories.soon(("map", wanted, visitor.opens), ask)
    return desk.render(
        request,
        "map.html",
        visitor,
        wanted=wanted,
        citation=cite_view(desk, "/map", wanted.query, base=str(request.base_url)),
        svg=inline(desk, wanted, drawn),
        located=[spot for spot in found if spot.located],
        lost=[spot for spot in found if not spot.located],
        held=held,
        told=told,
        forms=("svg", *(("png",) if can_draw_png() else ()), "html"),
    )
