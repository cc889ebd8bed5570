"""Answers as JSON and as files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.responses import Response, StreamingResponse


def json_answer(record: Mapping[str, Any], *, status: int = 200) -> Response:
    """One JSON object; keys as they come, letters as they are."""
    return Response(json_bytes(record), status, media_type="application/json")


def json_bytes(record: Mapping[str, Any]) -> bytes:
    """One JSON object as it is sent."""
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")


def download(lines: Iterable[str], *, name: str, kind: str) -> Response:
    """Lines as a file that the browser keeps under that name, sent as they come."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse((f"{line}\n" for line in lines), media_type=kind, headers=headers)
