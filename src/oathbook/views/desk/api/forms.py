"""The forms of the API that are about reviews, as OpenAPI describes them."""

from __future__ import annotations

from typing import Any, get_args

from oathbook.records import FIELDS, Decision

_ROUND = {"type": "string", "maxLength": 40, "description": "first, settled, or the name of a blind round"}
_TOKEN = {"type": "string", "description": "the token of a page's forms, or in the header X-CSRF-Token"}
_DECISIONS = ", ".join(decision for decision in get_args(Decision) if decision != "added")


def _form(required: tuple[str, ...], **fields: dict[str, Any]) -> dict[str, Any]:
    """The body of a request with these fields and the token."""
    schema = {"type": "object", "required": list(required), "properties": {**fields, "csrf": _TOKEN}}
    return {"requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": {"schema": schema}}}}


DECIDE = _form(
    ("claim", "decision"),
    claim={"type": "string", "description": "its id, or the beginning of it"},
    decision={"type": "string", "description": f"one of {_DECISIONS}"},
    corrections={"type": "string", "description": "a JSON object by field"},
    why={"type": "string"},
    round=_ROUND,
)
"""What is sent to decide about a claim."""
ADD = _form(
    ("report", "values"),
    report={"type": "string", "description": "its id or name, or the beginning of it"},
    values={"type": "string", "description": f"a JSON object by field: {', '.join(FIELDS)}"},
    why={"type": "string"},
    round=_ROUND,
)
"""What is sent to add a claim."""
BLIND = _form(
    ("what",),
    what={"type": "string", "description": "begin or end"},
    round={"type": "string", "maxLength": 40, "description": "the name of the blind round to begin"},
    report={"type": "string", "description": "where only one is wanted: its id or name, or the beginning of it"},
)
"""What is sent to begin a blind round, or to end it."""
