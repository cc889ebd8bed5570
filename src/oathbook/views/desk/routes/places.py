"""Who held what on a day, on a map."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.views.desk.book import Book
from oathbook.views.desk.drawn import (
    Shown,
    Wanted,
    days_of,
    on_last_day,
    published_days,
    read_clocks,
    read_wanted,
    shown,
    spots_of,
)  # fmt: skip
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
from oathbook.views.pictures.placed import Spot
from oathbook.views.pictures.save import can_draw_png

NAV = Nav("Map", "/map")
router = APIRouter(include_in_schema=False)


@router.get("/map")
def map(request: Request, visitor: Asker) -> Response:
    """The map, and the places that could not be put on it."""
    desk = desk_of(request)
    desk.index.freshen()
    held = desk.answers.ask(days_of, opens=visitor.opens)
    told = published_days(desk)
    query, moved = read_clocks(request.query_params, held, told)
    wanted = read_wanted("map", query)
    if moved:
        return RedirectResponse(with_query("/map", wanted.query), 302)
    wanted = on_last_day(wanted, held)
    drawn, found = desk.answers.ask(seen, wanted, visitor)
    return desk.render(
        request,
        "map.html",
        visitor,
        wanted=wanted,
        svg=drawn.svg,
        behind=desk.answers.behind(),
        located=[spot for spot in found if spot.located],
        lost=[spot for spot in found if not spot.located],
        held=held,
        told=told,
        forms=("svg", *(("png",) if can_draw_png() else ()), "html"),
    )


def seen(desk: Book, wanted: Wanted, visitor: Visitor) -> tuple[Shown, list[Spot]]:
    """The map, and its places."""
    return shown(desk, wanted, visitor), spots_of(desk, wanted, visitor)
