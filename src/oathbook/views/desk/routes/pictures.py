"""Pictures as files, the claims behind a mark of one, and the style sheet of all."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request, Response

from oathbook.errors import UnknownName
from oathbook.views import exports
from oathbook.views.desk.answers import download
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.drawn import graph_of, picture_of
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.networks import mark_of, whole_of
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
from oathbook.views.desk.wanted import Wanted, read_wanted
from oathbook.views.pictures.canvas import Mark
from oathbook.views.pictures.graphfiles import EDGE_FIELDS, edge_rows, gexf, graphml
from oathbook.views.pictures.html import page
from oathbook.views.pictures.save import png
from oathbook.views.pictures.style import scoped_css

DRAWN = ("svg", "png", "html")
GRAPHS = ("gexf", "graphml", "csv")
TYPES = {"svg": "image/svg+xml", "png": "image/png", "html": "text/html; charset=utf-8", "gexf": "application/xml",
         "graphml": "application/xml"}  # fmt: skip
COLUMNS = ("source", "target", *(name for name, _ in EDGE_FIELDS))
SHOWN = 50
"""Claims of a mark that are shown."""
router = APIRouter(include_in_schema=False)


@router.get("/pictures/style.css")
def style() -> Response:
    """The colours and letters of all pictures."""
    return Response(scoped_css(), media_type="text/css", headers={"Cache-Control": "no-cache"})


@router.get("/pictures/{kind}/evidence")
def evidence(request: Request, kind: str, visitor: Asker) -> Response:
    """The claims behind one mark of a picture, or behind a tie (``of``) of a whole network."""
    desk, asked = desk_of(request), request.query_params
    wanted = read_wanted(kind, asked)
    stale = asked.get("at", "") not in ("", desk.ledger.generation())
    title, mark = _mark(desk, wanted, visitor, asked)
    return desk.render(
        request,
        "evidence.html",
        visitor,
        words=mark.words,
        groups=[
            (heading, claims[:SHOWN], len(claims) - SHOWN)
            for heading, claims in (("For it", mark.supporting), ("Against it, or ending it", mark.against))
            if claims
        ],
        stale=stale,
        back=_page(wanted),
        back_query=wanted.query,
        picture=title,
    )


@router.get("/pictures/{kind}.{form}")
def exported(request: Request, kind: str, form: str, visitor: Asker) -> Response:
    """Exactly what the page shows, as a file."""
    return file_of(desk_of(request), visitor, read_wanted(kind, request.query_params), form)


def forms_of(kind: str) -> tuple[str, ...]:
    """The forms in which a picture of this kind is given as a file."""
    return (*DRAWN, *(GRAPHS if kind == "network" else ()))


def file_of(desk: Desk, visitor: Visitor, wanted: Wanted, form: str) -> Response:
    """The picture as a file. UnknownName where it is not given in that form."""
    kind, allowed = wanted.kind, forms_of(wanted.kind)
    if form not in allowed:
        raise UnknownName(f"a {kind} is given as {', '.join(allowed)}, not as {form!a}", allowed)
    name = f"{kind}{f'-{wanted.on}' if wanted.on else ''}.{form}"
    if form in GRAPHS:
        graph = whole_of(desk, wanted, visitor).blocs.graph if wanted.shown else graph_of(desk, wanted, visitor)
        if form == "csv":
            return download(exports.csv_lines(edge_rows(graph), COLUMNS), name=name, kind="text/csv; charset=utf-8")
        title = f"Who stands under, with and against whom{f' on {wanted.on}' if wanted.on else ''}"
        text = gexf(graph, title=title) if form == "gexf" else graphml(graph, title=title)
        return _file(text.encode(), form, name)
    if wanted.shown:
        message = f"a whole network is drawn by its page, not as {form}; open the page and export from there"
        raise Refusal(400, "not_allowed", message, wanted.shown, list(GRAPHS))
    drawn = picture_of(desk, wanted, visitor)
    content = {"svg": lambda: drawn.svg().encode(), "html": lambda: page(drawn).encode(), "png": lambda: png(drawn)}
    return _file(content[form](), form, name)


def _file(content: bytes, form: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=TYPES[form], headers=headers)


def _mark(desk: Desk, wanted: Wanted, visitor: Visitor, asked: Mapping[str, str]) -> tuple[str, Mark]:
    """The title of the picture and the mark asked for."""
    histories = desk.histories
    if wanted.shown:
        whole = histories.soon(("whole", wanted, visitor.opens), lambda: whole_of(desk, wanted, visitor))
        return "Network", mark_of(desk, whole, asked.get("of", ""))
    drawn = histories.soon((wanted, visitor.opens), lambda: picture_of(desk, wanted, visitor))
    number = asked.get("mark", "")
    marks = {str(mark.number): mark for mark in drawn.marks}
    if number not in marks:
        raise UnknownName(f"the picture has no mark {number!a}; click on one of it")
    return drawn.title, marks[number]


def _page(wanted: Wanted) -> str:
    """The page that shows the picture."""
    return f"/{wanted.kind}" if wanted.kind in ("network", "map", "tree") else "/actors"
