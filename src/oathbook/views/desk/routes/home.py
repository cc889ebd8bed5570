"""The first page: what is in the ledger, what was read last."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.views.desk.showing import report_line
from oathbook.views.desk.visitors import Asker, desk_of
from oathbook.views.phrases import wording

LATEST = 8
router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request, visitor: Asker) -> Response:
    """What is in the ledger."""
    desk = desk_of(request)
    if visitor.blind:  # the counts of claims tell that some were rejected
        return RedirectResponse(f"/review?{urlencode({'round': visitor.blind.round})}", 302)
    desk.index.freshen()
    guard = desk.guard(visitor)
    ids = desk.index.newest_reports(LATEST)
    stored = desk.ledger.pick_reports(ids)
    types = desk.index.types()
    families: dict[str, list[tuple[str, int]]] = {key: [] for key in wording()["families"]}
    for type, words in wording()["types"].items():
        if types.get(type):
            families[words["family"]].append((type, types[type]))
    return desk.render(
        request,
        "home.html",
        visitor,
        counts=desk.index.counts(),
        days=desk.index.days(),
        latest=[(report_line(stored[id], guard), stored[id].read_at) for id in ids if id in stored],
        families=[
            (wording()["families"][key], sorted(rows, key=lambda r: -r[1])) for key, rows in families.items() if rows
        ],
        ledger=desk.shown.rsplit("/", 1)[-1],  # where it lies is nothing for readers
        jobs=[job for job in desk.jobs.all() if not job.ended],
    )
