"""Pictures as files, the claims behind a mark of one, and the style sheet of all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response

from oathbook.errors import UnknownName
from oathbook.views import exports
from oathbook.views.desk.answers import download
from oathbook.views.desk.book import Book
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.drawn import graph_of, picture_of
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.networks import mark_in, whole_of
from oathbook.views.desk.seen import mark_of
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
from oathbook.views.desk.wanted import OF_ACTOR, Wanted, read_wanted
from oathbook.views.pictures.graphfiles import EDGE_FIELDS, edge_rows, gexf, graphml
from oathbook.views.pictures.html import page
from oathbook.views.pictures.save import png
from oathbook.views.pictures.style import scoped_css

DRAWN = ("svg", "png", "html")
GRAPHS = ("gexf", "graphml", "csv")
TYPES = {"svg": "image/svg+xml", "png": "image/png", "html": "text/html; charset=utf-8", "gexf": "application/xml",
         "graphml": "application/xml"}  # fmt: skip
COLUMNS = ("source", "target", *(name for name, _ in EDGE_FIELDS))
T = TypeVar("T")
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
    question, key = (mark_in, "of") if wanted.shown else (mark_of, "mark")
    mark, title, at = ask_picture(desk, question, wanted, visitor, asked.get(key, ""))
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
        stale=asked.get("at", "") not in ("", at),
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
    if wanted.shown and form not in GRAPHS:
        message = f"a whole network is drawn by its page, not as {form}; open the page and export from there"
        raise Refusal(400, "not_allowed", message, wanted.shown, list(GRAPHS))
    content = ask_picture(desk, made, wanted, visitor, form)
    name = f"{kind}{f'-{wanted.on}' if wanted.on else ''}.{form}"
    if isinstance(content, list):
        return download(content, name=name, kind="text/csv; charset=utf-8")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=TYPES[form], headers=headers)


def made(desk: Book, wanted: Wanted, visitor: Visitor, form: str) -> bytes | list[str]:
    """The picture in that form; CSV as lines."""
    if form in GRAPHS:
        graph = whole_of(desk, wanted, visitor).blocs.graph if wanted.shown else graph_of(desk, wanted, visitor)
        if form == "csv":
            return list(exports.csv_lines(edge_rows(graph), COLUMNS))
        title = f"Who stands under, with and against whom{f' on {wanted.on}' if wanted.on else ''}"
        return (gexf if form == "gexf" else graphml)(graph, title=title).encode()
    drawn = picture_of(desk, wanted, visitor)
    if form == "png":
        return png(drawn)
    return (drawn.svg() if form == "svg" else page(drawn)).encode()


def ask_picture(desk: Desk, question: Callable[..., T], wanted: Wanted, visitor: Visitor, *args: Any) -> T:
    """The answer to a question about a picture; of one actor it is made at once, of its own claims."""
    if wanted.kind in OF_ACTOR:
        return question(desk, wanted, visitor, *args)
    return desk.answers.ask(question, wanted, visitor, *args)


def _page(wanted: Wanted) -> str:
    """The page that shows the picture."""
    return f"/{wanted.kind}" if wanted.kind in ("network", "map", "tree") else "/actors"
