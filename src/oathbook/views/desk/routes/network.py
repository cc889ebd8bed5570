"""Who stood with whom on a day: drawn, as data for the moving network, and as a table."""

from __future__ import annotations

from dataclasses import replace

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.views.desk.asked import number
from oathbook.views.desk.clocks import read_page
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.networks import network_data, ties_part
from oathbook.views.desk.paging import DEEPEST, Pager
from oathbook.views.desk.seen import shown
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
from oathbook.views.desk.wanted import TIES, Wanted
from oathbook.views.pictures.save import can_draw_png
from oathbook.views.pictures.ties import TIE_WORDS

NAV = Nav("Network", "/network")
router = APIRouter(include_in_schema=False)


@router.get("/network")
def network(request: Request, visitor: Asker) -> Response:
    """The network, drawn; sliders for the day and for what was known."""
    desk = desk_of(request)
    page = read_page(desk, "network", _given(request), visitor)
    if page.moved or "tie" in request.query_params:
        return RedirectResponse(with_query("/network", page.wanted.query), 302)
    wanted = replace(page.wanted, shown="", opened=())
    drawn, waits = desk.answers.soon(shown, wanted, visitor)
    return desk.render(
        request,
        "network.html",
        visitor,
        **page.context(desk, "/network", wanted, str(request.base_url)),
        asked=page.wanted,
        svg=drawn.svg if drawn else "",
        waits=waits,
        ties=[(tie, TIE_WORDS[tie]) for tie in TIES],
        forms=("svg", *(("png",) if can_draw_png() else ()), "html", "gexf", "graphml", "csv"),
    )


@router.get("/pictures/network.json")
def data(request: Request, visitor: Asker) -> Response:
    """The whole network of a day for the browser; see ``network_data``."""
    content = desk_of(request).answers.ask_long(network_data, _whole(request, visitor), visitor)
    return Response(content, media_type="application/json")


@router.get("/network/ties")
def ties(request: Request, visitor: Asker) -> Response:
    """The same network as a table, a row for each tie."""
    desk = desk_of(request)
    page = number("page", request.query_params, default=1, least=1, most=DEEPEST)
    rows, total, actors, wanted = desk.answers.ask_long(ties_part, _whole(request, visitor), visitor, page)
    return desk.render(request, "ties.html", visitor, wanted=wanted, pager=Pager(page, total), rows=rows, actors=actors)


def _given(request: Request) -> dict[str, str]:
    """The query; ticked ties as one value."""
    given = {key: value for key, value in request.query_params.items() if key != "tie"}
    if "tie" in request.query_params:
        given["ties"] = " ".join(request.query_params.getlist("tie"))
    return given


def _whole(request: Request, visitor: Visitor) -> Wanted:
    """What is asked for, of a whole network."""
    wanted = read_page(desk_of(request), "network", _given(request), visitor).wanted
    return wanted if wanted.shown else replace(wanted, shown="auto")
