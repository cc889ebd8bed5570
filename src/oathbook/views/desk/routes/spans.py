"""One span: its claims, and where its address leads when claims come or go."""

from __future__ import annotations

from datetime import date
from typing import get_args

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.errors import UnknownName
from oathbook.history import Span
from oathbook.history.span import SpanKind
from oathbook.history.wording import span_says
from oathbook.records import Claim
from oathbook.views.desk.actor_lines import actor_path
from oathbook.views.desk.asked import day, one_of
from oathbook.views.desk.citing import cite_span
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.drawn import told_of
from oathbook.views.desk.lasting import find_span, span_address
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
from oathbook.views.disputes import grade_words
from oathbook.views.pictures import mended
from oathbook.views.protect import PROTECTED
from oathbook.views.spans import begin_words, end_words, state_words

SPAN_KINDS: tuple[str, ...] = get_args(SpanKind)
router = APIRouter(include_in_schema=False)


@router.get("/spans/{id}")
def span_of_id(request: Request, id: str, visitor: Asker) -> Response:
    """Leads from a span's id, as answers give it, to its permanent address."""
    desk, asked = desk_of(request), request.query_params
    known_by = day("known_by", asked, "last")
    found = _span(desk, id, asked.get("of", "").strip(), known_by, visitor)
    return RedirectResponse(span_address(desk, visitor, found, known_by), 302)


@router.get("/spans/{kind}/{claim}", name="span")
def span(request: Request, kind: str, claim: str, visitor: Asker) -> Response:
    """One span with the claims for it, against it, and those that end it; or why it is no longer there."""
    desk, asked = desk_of(request), request.query_params
    kind = one_of("kind", {"kind": kind}, SPAN_KINDS) or kind
    known_by = day("known_by", asked, "last")
    found = find_span(desk, visitor, kind, claim, asked.get("of", "").strip(), asked.get("to", "").strip(), known_by)
    guard, note = desk.guard(visitor), found.note
    note = desk.histories.shield().text(note) if guard.names else note
    if found.span is None:
        others = [(mended(each, guard), span_address(desk, visitor, each, known_by)) for each in found.others]
        return desk.render(
            request,
            "span_gone.html",
            visitor,
            status=404,
            note=note,
            others=[(span_says(each), link) for each, link in others],
            claim=guard.claim(found.claim),
        )
    shown, address = mended(found.span, guard), span_address(desk, visitor, found.span, known_by)
    belief = grade_words(told_of(desk, found.span.subject_name, known_by).believing([found.span])[0])
    return desk.render(
        request,
        "span.html",
        visitor,
        span=shown,
        words=span_says(shown),
        state=state_words(shown.state, "yes"),
        since=begin_words(shown.begin).replace("\n", " "),
        until=end_words(shown.end).replace("\n", " "),
        belief=belief,
        ends=[(each, actor_path(each)) for each in (shown.subject_name, shown.other_name)
              if each and each != PROTECTED],
        groups=_groups(shown),
        known_by=known_by,
        note=note,
        citation=cite_span(desk, shown, address, base=str(request.base_url)),
    )  # fmt: skip


def _span(desk: Desk, id: str, name: str, known_by: date | None, visitor: Visitor) -> Span:
    """The span of that id. UnknownName where there is none."""
    if name:
        desk.find(name, visitor)
        told = told_of(desk, name, known_by)
        for span in told.spans:
            if span.id.startswith(id):
                return span
    histories = desk.histories
    for span in histories.soon(("spans", known_by), lambda: histories.spans(known_by)):
        if span.id.startswith(id):
            return span
    raise UnknownName(
        f"there is no span {id!a}; a span whose claims have changed has another id; its actor's page has those of now"
    )


def _groups(span: Span) -> list[tuple[str, list[Claim]]]:
    given = (
        ("For it", span.supporting),
        ("Against it", span.opposing),
        ("They end it", tuple(claim for claim in span.enders if claim not in span.opposing)),
    )
    return [(heading, list(claims)) for heading, claims in given if claims]
