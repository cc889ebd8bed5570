"""Who stood with whom on a day."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.views.desk.citing import cite_view
from oathbook.views.desk.drawn import (
    TIES,
    days_of,
    inline,
    on_last_day,
    picture_of,
    published_days,
    read_clocks,
    read_wanted,
)  # fmt: skip
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, desk_of
from oathbook.views.pictures.network import TIE_WORDS
from oathbook.views.pictures.save import can_draw_png

NAV = Nav("Network", "/network")
router = APIRouter(include_in_schema=False)


@router.get("/network")
def network(request: Request, visitor: Asker) -> Response:
    """The network, drawn; sliders for the day and for what was known."""
    desk, histories = desk_of(request), desk_of(request).histories
    asked = {key: value for key, value in request.query_params.items() if key != "tie"}
    if "tie" in request.query_params:
        asked["ties"] = " ".join(request.query_params.getlist("tie"))
    desk.index.freshen()
    held = histories.soon(("days", visitor.opens), lambda: days_of(desk, opens=visitor.opens))
    told = published_days(desk)
    query, moved = read_clocks(asked, held, told)
    wanted = read_wanted("network", query)
    if moved or "tie" in request.query_params:
        return RedirectResponse(with_query("/network", wanted.query), 302)
    wanted = on_last_day(wanted, held)
    drawn = histories.soon((wanted, visitor.opens), lambda: picture_of(desk, wanted, visitor))
    return desk.render(
        request,
        "network.html",
        visitor,
        wanted=wanted,
        citation=cite_view(desk, "/network", wanted.query, base=str(request.base_url)),
        svg=inline(desk, wanted, drawn),
        marks=len(drawn.marks),
        held=held,
        told=told,
        ties=[(tie, TIE_WORDS[tie]) for tie in TIES],
        forms=("svg", *(("png",) if can_draw_png() else ()), "html", "gexf", "graphml", "csv"),
    )
