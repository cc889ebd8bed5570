"""What the parts of the API share: parameters, pages, the shape of errors, protected names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel

from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.visitors import Asker, Visitor


class Error(BaseModel):
    """What went wrong."""

    code: str
    message: str
    value: Any = None
    allowed: list[str] | None = None


class Errors(BaseModel):
    """The shape of every error."""

    error: Error


RESPONSES: dict[int | str, dict[str, Any]] = {
    400: {"model": Errors, "description": "a value is not allowed"},
    401: {"model": Errors, "description": "nobody is signed in"},
    403: {"model": Errors, "description": "the role does not allow it"},
    404: {"model": Errors, "description": "there is no such report, claim or name"},
    405: {"model": Errors, "description": "the address does not take that method"},
    413: {"model": Errors, "description": "what was sent is too large"},
    422: {"model": Errors, "description": "a number is not one, or out of its bounds"},
    500: {"model": Errors, "description": "a fault of oathbook"},
    503: {
        "model": Errors,
        "description": "the ledger cannot be used, or the answer is still being reckoned; ask again",
    },
}


def api_router(tag: str) -> APIRouter:
    """A router of the API."""
    return APIRouter(prefix="/api/v1", tags=[tag], responses=RESPONSES)


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list is wanted."""

    limit: int
    offset: int


def part_of(
    limit: Annotated[int, Query(ge=1, le=1_000, description="how many at most")] = 100,
    offset: Annotated[int, Query(ge=0, le=10_000_000, description="how many to leave out before")] = 0,
) -> Part:
    """``limit`` and ``offset``."""
    return Part(limit, offset)


def asking(
    visitor: Asker,
    with_protected_sources: Annotated[
        bool, Query(description="also give the names of protected sources; for editors")
    ] = False,
) -> Visitor:
    """Who asks; protected names are shown where an editor asks for them in this very request."""
    if with_protected_sources and not visitor.may("editor"):
        raise Refusal(
            403,
            "role",
            f"a {visitor.role} may not see protected sources; leave with_protected_sources out",
            visitor.role,
        )
    return replace(visitor, opens=with_protected_sources)


def listed(name: str, records: Sequence[Any], total: int, part: Part) -> Response:
    """A part of a list as an answer: the records under their name, ``total``, ``limit`` and ``offset``."""
    return json_answer({name: list(records), "total": total, "limit": part.limit, "offset": part.offset})


Wanted = Annotated[Part, Depends(part_of)]
ApiAsker = Annotated[Visitor, Depends(asking)]
