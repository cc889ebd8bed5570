"""What cannot both be true, worst first, with the words of each side."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response

from oathbook.errors import UnknownName
from oathbook.history.disputes import Dispute
from oathbook.history.wording import wording
from oathbook.views.desk.asked import day, number, one_of
from oathbook.views.desk.citing import cite_view
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.history_asked import DISPUTE_KINDS, RULES, disputes_asked
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.paging import DEEPEST, Pager
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
from oathbook.views.disputes import grade_words
from oathbook.views.phrases import NO_TIME, interval_words

NAV = Nav("Disputes", "/disputes")
SIZE = 20
SHOWN = 3
"""Claims of a side that are shown at once; the others fold out."""
router = APIRouter(include_in_schema=False)


@router.get("/disputes")
def disputes(request: Request, visitor: Asker) -> Response:
    """Disputes that fit."""
    desk, asked = desk_of(request), request.query_params
    desk.index.freshen()
    page = number("page", asked, default=1, least=1, most=DEEPEST)
    name, kind = asked.get("name", "").strip(), one_of("kind", asked, DISPUTE_KINDS)
    rule = one_of("rule", asked, RULES) or "default"
    on, known_by = day("on", asked, None), day("known_by", asked, "last")
    problem = ""
    found: Sequence[Dispute] = ()
    try:
        found = desk.histories.soon(
            ("disputes", name, kind, rule, on, known_by, visitor.opens),
            lambda: disputes_asked(desk, visitor, name=name, kind=kind, rule=rule, on=on, known_by=known_by),
        )
    except UnknownName as error:
        problem = _hidden(desk, visitor, str(error))
    pager = Pager(page, len(found), SIZE)
    return desk.render(
        request,
        "disputes.html",
        visitor,
        disputes=[shown(desk, visitor, each) for each in found[pager.offset : pager.offset + SIZE]],
        pager=pager,
        problem=problem,
        citation=None if problem else cite_view(desk, "/disputes", asked, base=str(request.base_url)),
        kinds=[(key, wording()["kinds"][key]["says"]) for key in DISPUTE_KINDS],
        rules=RULES,
    )


def shown(desk: Desk, visitor: Visitor, dispute: Dispute) -> dict[str, object]:
    """A dispute as the page shows it, without names that the visitor may not see."""
    histories, shield = desk.histories, desk.histories.shield()

    def text(words: str) -> str:
        return words if visitor.opens else shield.text(words)

    return {
        "id": dispute.id,
        "about": text(dispute.about),
        "kind": wording()["kinds"][dispute.kind]["says"],
        "gravity": dispute.gravity,
        "reasons": [text(reason) for reason in dispute.reasons],
        "when": interval_words(dispute.when) if interval_words(dispute.when) != NO_TIME else "",
        "sides": [
            {
                "says": text(side.says),
                "grade": grade_words(side.belief),
                "total": len(side.claims),
                "claims": [histories.shielded(claim, opens=visitor.opens) for claim in side.claims[:SHOWN]],
                "more": [histories.shielded(claim, opens=visitor.opens) for claim in side.claims[SHOWN:50]],
            }
            for side in dispute.sides
        ],
    }


def _hidden(desk: Desk, visitor: Visitor, message: str) -> str:
    return message if visitor.opens else desk.histories.shield().text(message)
