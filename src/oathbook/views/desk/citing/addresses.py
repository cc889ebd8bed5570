"""The citation of whatever an address of the desk shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from oathbook.errors import OptionError, UnknownName
from oathbook.views.desk.asked import day
from oathbook.views.desk.blind import check_open, claim_in
from oathbook.views.desk.citing.formats import Citation
from oathbook.views.desk.citing.records import cite_actor, cite_report, cite_span
from oathbook.views.desk.citing.views import VIEWS, cite_view
from oathbook.views.desk.drawn import told_of
from oathbook.views.desk.lasting import actor_key, find_span, span_address
from oathbook.views.pictures import mended

if TYPE_CHECKING:
    from oathbook.views.desk.desk import Desk
    from oathbook.views.desk.visitors import Visitor

FORMS = {"bib": "application/x-bibtex", "ris": "application/x-research-info-systems"}
"""The files of a citation, with their media types."""
DAYS = ("on", "known_by", "since", "until", "published_since", "from", "to")
"""Parameters of views that are days."""


def cite_address(desk: Desk, visitor: Visitor, address: str, *, base: str) -> Citation:
    """Cite the page of an address: a path with its query, or the whole address.

    UnknownName where the desk has no such page or record, OptionError where it has nothing to cite, Refusal where a day
    in it is none, or the page is shut to who codes blind.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        raise OptionError(f"{address!a} is no address; give the path of a page, as /claims?type=leave") from None
    path = parts.path if parts.path.startswith("/") else f"/{parts.path}"
    check_open(path, "GET", visitor.blind)
    pairs = parse_qsl(parts.query)
    query = dict(pairs)
    if ties := [value for key, value in pairs if key == "tie"]:
        query["ties"] = " ".join(ties)
    if path in VIEWS:
        for key in DAYS:
            day(key, query, "last")
        found = cite_view(desk, path, query, base=base)
        if found is None:
            raise OptionError("changes since a visit are nobody else's; give two days, from and to, and cite those")
        return found
    group, _, rest = path[1:].partition("/")
    what = unquote(rest).replace("\x00", "")
    guard = desk.guard(visitor)
    if group == "claims" and what:
        claim, _ = claim_in(desk.ledger, what, visitor.blind, visitor.name, current=False)
        return cite_report(desk.ledger.report(claim.report), guard=guard, base=base, claim=claim)
    if group == "reports" and what:
        return cite_report(desk.ledger.report(what), guard=guard, base=base)
    if group == "actors" and what:
        desk.find(what, visitor)
        on, known_by = day("on", query, None), day("known_by", query, "last")
        told = told_of(desk, what, known_by)
        name = guard.record(told.actor.names[0])
        key = actor_key(desk, visitor, what)
        return cite_actor(desk, key, name, told.actor.kind, base=base, on=on, known_by=known_by)
    if group == "spans" and what.count("/") == 1:
        kind, claim_id = what.split("/")
        known_by = day("known_by", query, "last")
        span = find_span(desk, visitor, kind, claim_id, query.get("of", ""), query.get("to", ""), known_by).span
        if span is not None:
            return cite_span(desk, mended(span, guard), span_address(desk, visitor, span, known_by), base=base)
    raise UnknownName(f"the desk shows nothing at {address!a} that could be cited; give the address of a page")
