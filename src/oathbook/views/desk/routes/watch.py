"""What hangs in the balance."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from oathbook.errors import UnknownName
from oathbook.history import Watched, Watchlist
from oathbook.views.desk.actor_lines import actor_path
from oathbook.views.desk.asked import day, number
from oathbook.views.desk.citing import cite_view
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.history_asked import asked_watch
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.paging import DEEPEST, SIZE, Pager
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
from oathbook.views.phrases import wording
from oathbook.views.protect import PROTECTED

NAV = Nav("Watch", "/watch")
DAYS = 92
SHOWN = 2
router = APIRouter(include_in_schema=False)


@router.get("/watch")
def watch(request: Request, visitor: Asker) -> Response:
    """Who is considering an oath, under ultimatum, threatened, negotiating, leaving, or has refused."""
    desk, asked = desk_of(request), request.query_params
    desk.index.freshen()
    page = number("page", asked, default=1, least=1, most=DEEPEST)
    days = number("days", asked, default=DAYS, least=1, most=40_000)
    name, on, known_by = asked.get("name", "").strip(), day("on", asked, None), day("known_by", asked, "last")
    problem = ""
    found: Watchlist | None = None

    def ask() -> Watchlist:
        return desk.histories.kept(
            "watch",
            (name, on, known_by, days, visitor.opens),
            lambda: asked_watch(desk, visitor, name=name, on=on, known_by=known_by, days=days, rule="default"),
        )

    try:
        found = desk.histories.soon(("watch", name, on, known_by, days, visitor.opens), ask)
    except UnknownName as error:
        problem = str(error)
    entries = found.entries if found else ()
    pager = Pager(page, len(entries))
    return desk.render(
        request,
        "watch.html",
        visitor,
        entries=[_shown(desk, visitor, each) for each in entries[pager.offset : pager.offset + SIZE]],
        pager=pager,
        on=found.on if found else on,
        days=days,
        problem=problem,
        citation=None if problem else cite_view(desk, "/watch", asked, base=str(request.base_url)),
    )


def _shown(desk: Desk, visitor: Visitor, entry: Watched) -> dict[str, Any]:
    histories, shield = desk.histories, desk.histories.shield()

    def text(words: str | None) -> str:
        return (words or "") if visitor.opens else shield.text(words or "")

    name, other = text(entry.name), text(entry.other)
    return {
        "state": entry.state,
        "name": name,
        "link": actor_path(name) if PROTECTED not in name else "",
        "other": other,
        "place": text(entry.place),
        "what": wording()["demands"].get(entry.what, entry.what) if entry.what else "",
        "heard": entry.heard.isoformat() if entry.heard else "",
        "claims": [histories.shielded(claim, opens=visitor.opens) for claim in entry.claims[:SHOWN]],
        "more": max(len(entry.claims) - SHOWN, 0),
    }
