"""Who stood with whom on a day: drawn, as data for the moving network, and as a table."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.asked import number
from oathbook.views.desk.citing import cite_view
from oathbook.views.desk.clocks import read_page
from oathbook.views.desk.drawn import inline, picture_of
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.networks import Whole, namer, record_of, ties_shown, whole_of
from oathbook.views.desk.paging import DEEPEST, SIZE, Pager
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
from oathbook.views.desk.wanted import TIES, Wanted
from oathbook.views.pictures.netdata import tie_id, words_of
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
    drawn = desk.histories.soon((wanted, visitor.opens), lambda: picture_of(desk, wanted, visitor))
    return desk.render(
        request,
        "network.html",
        visitor,
        wanted=wanted,
        citation=cite_view(desk, "/network", wanted.query, base=str(request.base_url)),
        asked=page.wanted,
        svg=inline(desk, wanted, drawn),
        held=page.held,
        told=page.told,
        ties=[(tie, TIE_WORDS[tie]) for tie in TIES],
        forms=("svg", *(("png",) if can_draw_png() else ()), "html", "gexf", "graphml", "csv"),
    )


@router.get("/pictures/network.json")
def data(request: Request, visitor: Asker) -> Response:
    """The whole network of a day for the browser: ``network_record``, what it was asked for, and how many actors."""
    desk = desk_of(request)
    whole = _whole(request, visitor)
    wanted = whole.wanted
    record = desk.histories.soon(("record", wanted, visitor.opens), lambda: record_of(desk, whole, visitor))
    return json_answer({"asked": wanted.query, "actors": whole.actors, "at": desk.ledger.generation(), **record})


@router.get("/network/ties")
def ties(request: Request, visitor: Asker) -> Response:
    """The same network as a table, a row for each tie."""
    desk = desk_of(request)
    whole = _whole(request, visitor)
    listed, named = ties_shown(whole), namer(desk)
    pager = Pager(number("page", request.query_params, default=1, least=1, most=DEEPEST), len(listed))
    return desk.render(
        request,
        "ties.html",
        visitor,
        wanted=whole.wanted,
        pager=pager,
        rows=[
            (tie, TIE_WORDS[tie.kind].split(" (")[0], tie_id(tie, named), words_of(tie))
            for tie in listed[pager.offset : pager.offset + SIZE]
        ],
        actors=len(whole.blocs.graph.nodes),
    )


def _given(request: Request) -> dict[str, str]:
    """The query; ticked ties as one value."""
    given = {key: value for key, value in request.query_params.items() if key != "tie"}
    if "tie" in request.query_params:
        given["ties"] = " ".join(request.query_params.getlist("tie"))
    return given


def _whole(request: Request, visitor: Visitor) -> Whole:
    desk = desk_of(request)
    page = read_page(desk, "network", _given(request), visitor)
    wanted: Wanted = page.wanted if page.wanted.shown else replace(page.wanted, shown="auto")

    def ask() -> Any:
        return whole_of(desk, wanted, visitor)

    found: Whole = desk.histories.soon(("whole", wanted, visitor.opens), ask)
    return found
