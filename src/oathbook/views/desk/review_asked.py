"""What the pages of the review are asked: which queue, and the fields of their forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from oathbook.records import FIRST, SETTLED
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.visitors import Visitor


@dataclass(frozen=True, slots=True)
class Asked:
    """Which queue: the round, and the report where only one is wanted."""

    round: str
    report: str

    def address(self, page: str = "/review", **more: Any) -> str:
        """A page of this queue."""
        given = {"round": self.round if self.round != FIRST else "", "report": self.report, **more}
        query = urlencode({key: value for key, value in given.items() if value not in ("", None)})
        return f"{page}?{query}" if query else page


def asked_of(given: Mapping[str, str]) -> Asked:
    """The queue that an address or a form names. Refusal where the round's name is none."""
    round = given.get("round", "").strip() or FIRST
    if len(round) > 40 or not round.isprintable():
        raise Refusal(400, "not_allowed", f"{round[:60]!a} is no name of a round; give 1 to 40 letters", round)
    return Asked(round, given.get("report", "").strip())


def texts(form: Any) -> dict[str, str]:
    """The fields of a form that are texts; those given several times one a line."""
    out: dict[str, str] = {}
    for key, value in form.multi_items():
        if isinstance(value, str):
            bare = value.replace("\x00", "")
            out[key] = f"{out[key]}\n{bare}" if key in out else bare
    return out


def check_round(visitor: Visitor, round: str, report: str) -> None:
    """Refusal where this person cannot decide in the round about claims of the report now.

    In a blind round only about reports that are in hand for it; about those in no other round.
    """
    hand = visitor.blind
    if round == SETTLED:
        raise Refusal(400, "not_allowed", "differences are settled at /review/differences", round)
    if report in hand.reports and round != hand.round:
        message = f"you code this report blind; decide about it in the round {hand.round!r}, or end that round first"
        raise Refusal(409, "blind", message, round, [hand.round])
    if round != FIRST and report not in hand.reports:
        message = f"the round {round!r} is blind, and you have not begun it for this report; begin it at /review"
        raise Refusal(409, "not_begun", message, round)


def check_reviewer(visitor: Visitor, what: str = "review") -> None:
    """Refusal where this person is no reviewer."""
    if not visitor.may("reviewer"):
        raise Refusal(403, "role", f"a {visitor.role} may not {what}; it takes a reviewer", visitor.role)
