"""Citations of views: lists, searches and pictures, with all clocks filled in, so that they can be had again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oathbook.views.desk.citing.formats import Citation, citation_of
from oathbook.views.desk.citing.records import view_work
from oathbook.views.desk.templating import with_query
from oathbook.views.phrases import count

if TYPE_CHECKING:
    from oathbook.views.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class View:
    """A page that answers a question.

    Attributes:
        label: what it shows.
        keys: the parameters that make its answer, in the order of a citation.
        known_by: the parameter for what was published up to a day; empty where it has none.
        on: whether its day is filled in where none is asked for.
    """

    label: str
    keys: tuple[str, ...]
    known_by: str = "known_by"
    on: bool = False


VIEWS: Mapping[str, View] = {
    "/claims": View(
        "Claims",
        (
            "q",
            "type",
            "actor",
            "source",
            "status",
            "since",
            "until",
            "min_score",
            "report",
            "published_since",
            "known_by",
        ),
    ),
    "/reports": View(
        "Reports",
        ("q", "publisher", "language", "withdrawn", "least", "most", "order", "since", "until"),
        known_by="until",
    ),
    "/search": View("Search", ("q", "type", "since", "known_by")),
    "/actors": View("Actors", ("q", "kind"), known_by=""),
    "/tree": View("Tree", ("name", "on", "known_by"), on=True),
    "/network": View("Network", ("name", "ties", "on", "known_by"), on=True),
    "/map": View("Map", ("name", "on", "known_by"), on=True),
    "/disputes": View("Disputes", ("name", "kind", "rule", "on", "known_by")),
    "/watch": View("Watch", ("name", "days", "on", "known_by"), on=True),
    "/changes": View("Changes", ("name", "from", "to"), known_by=""),
}
SAID = {"known_by": "as published up to", "on": "on", "q": "words", "least": "claims from", "most": "claims up to"}
"""Parameters that are worded otherwise than they are called."""


def cite_view(desk: Desk, path: str, query: Mapping[str, str], *, base: str) -> Citation | None:
    """Cite a page that answers a question. None where its answer is nobody's but the visitor's: changes since a visit.

    The day of what was known is set to that of the newest publication where none is asked for, and the day asked for
    of a picture likewise; reports without a day of publication are left out by that, which the note says.
    """
    view = VIEWS[path]
    given = {key: query[key].strip() for key in view.keys if query.get(key, "").strip()}
    if path == "/changes" and not ("from" in given and "to" in given):
        return None
    newest = desk.index.days()[1] or ""
    filled = view.known_by and view.known_by not in given and newest
    if filled:
        given[view.known_by] = newest
    if view.on and "on" not in given and newest:
        given["on"] = given.get("known_by", newest)
    query = {key: given[key] for key in view.keys if key in given}
    asked = ", ".join(f"{SAID.get(key, key)} {value}" for key, value in query.items())
    undated = desk.index.undated() if filled else 0
    left = f", without {count(undated, 'report')} of no known day" if undated else ""
    title = f"{view.label}: {asked}" if asked else view.label
    address = with_query(f"{base.rstrip('/')}{path}", query)
    return citation_of(view_work(desk, title, address, f"view{left}", "view"))
