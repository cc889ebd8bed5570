"""Pictures as JSON and as files."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response

from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.api import schemas
from oathbook.views.desk.api.common import ApiAsker, api_router
from oathbook.views.desk.drawn import picture_of
from oathbook.views.desk.routes.pictures import file_of, forms_of
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import desk_of
from oathbook.views.desk.wanted import KINDS, read_wanted

router = api_router("pictures")
Name = Annotated[str, Query(max_length=300, description="of this actor alone; a timeline and a strength need one")]
Day = Annotated[str, Query(max_length=40)]
Ties = Annotated[str, Query(max_length=300, description="kinds of ties of a network, apart by blanks; all if empty")]


@router.get("/pictures/{kind}", response_model=schemas.Picture, summary=f"The marks of a picture: {', '.join(KINDS)}")
def picture(
    request: Request, visitor: ApiAsker, kind: str, name: Name = "", on: Day = "", known_by: Day = "", ties: Ties = ""
) -> Response:
    """What can be pointed at, each with its claims, and the addresses of the picture's files."""
    desk = desk_of(request)
    wanted = read_wanted(kind, {"name": name, "on": on, "known_by": known_by, "ties": ties})
    drawn = desk.histories.soon((wanted, visitor.opens), lambda: picture_of(desk, wanted, visitor))
    marks: list[dict[str, Any]] = [
        {
            "number": mark.number,
            "words": mark.words,
            "supporting": [claim.id for claim in mark.supporting],
            "against": [claim.id for claim in mark.against],
        }
        for mark in drawn.marks
    ]
    files = {form: with_query(f"/api/v1/pictures/{kind}/{form}", wanted.query) for form in forms_of(kind)}
    told = {"kind": kind, "title": drawn.title, "caption": list(drawn.caption), "marks": marks, "files": files}
    return json_answer(told)


@router.get(
    "/pictures/{kind}/{form}",
    summary="A picture as a file: svg, png, html; a network also gexf, graphml, csv",
    responses={200: {"content": {"image/svg+xml": {}, "image/png": {}, "text/html": {}, "application/xml": {},
                                 "text/csv": {}}, "description": "the file"}},
)  # fmt: skip
def file(
    request: Request,
    visitor: ApiAsker,
    kind: str,
    form: str,
    name: Name = "",
    on: Day = "",
    known_by: Day = "",
    ties: Ties = "",
) -> Response:
    """The same files as the desk's pages export."""
    wanted = read_wanted(kind, {"name": name, "on": on, "known_by": known_by, "ties": ties})
    return file_of(desk_of(request), visitor, wanted, form)
