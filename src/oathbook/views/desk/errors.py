"""How the desk says that something cannot be: a page for people, one shape of JSON for programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from oathbook.errors import LedgerError, OathbookError, OptionError, SourceError, UnknownName
from oathbook.views.desk.answers import json_answer


@dataclass
class Refusal(Exception):  # noqa: N818 (named for what the visitor gets)
    """A request that is answered with an error.

    Attributes:
        status: of HTTP.
        code: a word for programs, that does not change.
        message: one line for people: what happened, what is allowed, what to do.
        value: the offending value.
        allowed: the values there are, where they can be counted.
    """

    status: int
    code: str
    message: str
    value: Any = None
    allowed: list[str] | None = None

    def as_json(self) -> dict[str, Any]:
        """The one shape of errors."""
        error = {"code": self.code, "message": self.message, "value": self.value, "allowed": self.allowed}
        return {"error": error}


def is_of_api(path: str) -> bool:
    """Whether what is at this path answers programs, in JSON; also where nothing is there."""
    return path == "/api" or path.startswith("/api/")


def answer(refusal: Refusal, *, api: bool) -> Response:
    """The refusal as an answer: JSON, or (where no page can be made) a line of plain text."""
    if api:
        return json_answer(refusal.as_json(), status=refusal.status)
    return Response(refusal.message, refusal.status, media_type="text/plain; charset=utf-8")


def refusal_of(error: Exception) -> Refusal:
    """An error of the library as a refusal."""
    if isinstance(error, Refusal):
        return error
    message = str(error)
    if isinstance(error, UnknownName):
        return Refusal(404, "unknown", message, allowed=list(error.nearest) or None)
    if isinstance(error, OptionError | SourceError):
        return Refusal(400, "not_allowed", message)
    if isinstance(error, LedgerError):
        return Refusal(503, "ledger", message)
    if isinstance(error, OathbookError):
        return Refusal(400, "not_possible", message)
    return Refusal(500, "fault", "the desk could not answer this; that is a fault of oathbook, please report it")
