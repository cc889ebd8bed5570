"""Pictures as files, the claims behind a mark of one, and the style sheet of all."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from oathbook.errors import UnknownName
from oathbook.views import exports
from oathbook.views.desk.answers import download
from oathbook.views.desk.book import Book
from oathbook.views.desk.drawn import Wanted, graph_of, mark_of, picture_of, read_wanted
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
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
    """The claims behind one mark of a picture."""
    desk, asked = desk_of(request), request.query_params
    wanted = read_wanted(kind, asked)
    mark, title, at = desk.answers.ask(mark_of, wanted, visitor, asked.get("mark", ""))
    stale = asked.get("at", "") not in ("", at)
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
    desk, wanted = desk_of(request), read_wanted(kind, request.query_params)
    allowed = (*DRAWN, *(GRAPHS if kind == "network" else ()))
    if form not in allowed:
        raise UnknownName(f"a {kind} is given as {', '.join(allowed)}, not as {form!a}", allowed)
    name = f"{kind}{f'-{wanted.on}' if wanted.on else ''}.{form}"
    content = desk.answers.ask(made, wanted, visitor, form)
    if isinstance(content, list):
        return download(content, name=name, kind="text/csv; charset=utf-8")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=TYPES[form], headers=headers)


def made(desk: Book, wanted: Wanted, visitor: Visitor, form: str) -> bytes | list[str]:
    """The picture in that form; CSV as lines."""
    if form == "csv":
        return list(exports.csv_lines(edge_rows(graph_of(desk, wanted, visitor)), COLUMNS))
    if form in GRAPHS:
        title = f"Who stands under, with and against whom{f' on {wanted.on}' if wanted.on else ''}"
        write = gexf if form == "gexf" else graphml
        return write(graph_of(desk, wanted, visitor), title=title).encode()
    drawn = picture_of(desk, wanted, visitor)
    if form == "png":
        return png(drawn)
    return (drawn.svg() if form == "svg" else page(drawn)).encode()


def _page(wanted: Wanted) -> str:
    """The page that shows the picture."""
    return f"/{wanted.kind}" if wanted.kind in ("network", "map") else "/actors"
