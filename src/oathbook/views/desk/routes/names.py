"""Names that may mean one actor, side by side with the reasons; what was judged of names, and undoing it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import islice
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook.actors.automatic import reasons_in_words
from oathbook.actors.suggestions import Suggestion, suggest
from oathbook.views import judging
from oathbook.views.desk.actor_lines import actor_path
from oathbook.views.desk.asked import number, one_of
from oathbook.views.desk.book import Book
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.paging import Pager
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, ByReviewer, Visitor, desk_of
from oathbook.views.protect import PROTECTED

MOST = 200
"""Pairs looked for at once; more come when these are judged."""
SIZE = 8
LOGGED = 25
VERDICTS = ("same", "different", "unsure", "undone")
router = APIRouter(include_in_schema=False)


@router.get("/names")
def queue(request: Request, visitor: Asker) -> Response:
    """Pairs of names to judge, those with most claims first, and what was judged last."""
    desk, asked = desk_of(request), request.query_params
    page = number("page", asked, default=1, least=1, most=MOST)
    unsure = one_of("unsure", asked, ("yes",)) == "yes"
    told_cards, waits = desk.answers.soon(cards_of, visitor, page, unsure=unsure)
    pager, cards = told_cards or (Pager(page, 0, SIZE), [])
    log = list(judging.judgement_records(desk.ledger, desk.name_guard(visitor)))
    told = _told(log, asked.get("done", ""))
    return desk.render(
        request, "names.html", visitor, cards=cards, pager=pager, unsure=unsure, log=log[::-1][:LOGGED],
        logged=len(log), done=told, waits=waits, behind=desk.answers.behind(),
    )  # fmt: skip


@router.get("/names/log")
def log(request: Request, visitor: Asker) -> Response:
    """All that was judged, newest first."""
    desk = desk_of(request)
    records = list(judging.judgement_records(desk.ledger, desk.name_guard(visitor)))[::-1]
    page = number("page", request.query_params, default=1, least=1, most=1_000_000)
    pager = Pager(page, len(records))
    shown = records[pager.offset : pager.offset + pager.size]
    return desk.render(request, "names_log.html", visitor, log=shown, pager=pager)


@router.get("/names/pair")
def pair(request: Request, visitor: Asker) -> Response:
    """What is held of two names, why, how alike they are, and a sentence of each."""
    desk, asked = desk_of(request), request.query_params
    one, other = asked.get("one", "").strip(), asked.get("other", "").strip()
    if not one or not other:
        raise Refusal(400, "not_allowed", "two names are needed: one and other")
    told = desk.answers.ask(pair_of, visitor, one, other)
    return desk.render(request, "names_pair.html", visitor, **told)


def pair_of(desk: Book, visitor: Visitor, one: str, other: str) -> dict[str, Any]:
    """What the page of two names shows. UnknownName for one that nobody knows, or that the visitor may not see."""
    guard = desk.name_guard(visitor)
    if guard.hides([one, other]):
        for name in (one, other):
            desk.find(name, visitor)
    judging.check_known(desk.ledger, one, other)
    record = judging.pair_record(desk.ledger, one, other, guard, known=desk.parties())
    steps = [_step(step) for step in (*record["path"], *record["known_apart"])]
    held = desk.ledger.actors().judged(one, other)
    return {
        "card": card(desk, record), "verdict": record["verdict"], "steps": steps, "apart": bool(record["known_apart"]),
        "can_undo": held is not None and held.verdict != "undone",
    }  # fmt: skip


@router.post("/names/judge")
def judge(request: Request, change: ByReviewer) -> Response:
    """Enter what was judged of two names."""
    desk, ledger = desk_of(request), desk_of(request).ledger
    one, other = change.text("one"), change.text("other")
    verdict = one_of("verdict", {"verdict": change.text("verdict")}, VERDICTS)
    if not one or not other or verdict is None:
        raise Refusal(400, "not_allowed", f"one, other and verdict are needed; verdict is {', '.join(VERDICTS)}")
    if desk.name_guard(change.visitor).hides([one, other]):
        for name in (one, other):
            desk.find(name, change.visitor)
    why, who = change.text("why") or desk.answers.ask(reason, one, other), change.visitor.name
    if verdict == "same":
        made = judging.merge(ledger, one, other, who=who, why=why)
    elif verdict == "different":
        made = judging.split(ledger, one, other, who=who, why=why)
    elif verdict == "unsure":
        judging.check_known(ledger, one, other)
        made = ledger.judge(one, other, "unsure", who=who, why=why)
    else:
        judging.undo(ledger, one, other, who=who, why=change.text("why") or "taken back at the desk")
        made = max(ledger.judgements(), key=lambda each: each.number)
    desk.store.note(who, f"judged {verdict}", f"{one} / {other}", address=change.address)
    back = "/names/log" if change.text("back") == "log" else "/names"
    query = {"done": str(made.number), "unsure": "yes" if change.text("unsure") else ""}
    return RedirectResponse(with_query(back, query if back == "/names" else {}), 303)


def cards_of(desk: Book, visitor: Visitor, page: int, *, unsure: bool) -> tuple[Pager, list[dict[str, Any]]]:
    """The pairs of one page."""
    guard = desk.name_guard(visitor)
    found = pairs(desk, unsure=unsure)
    shown = [each for each in found if not guard.hides(name for party in each.parties for name in party.names)]
    pager = Pager(page, len(shown), SIZE)
    here, view = shown[pager.offset : pager.offset + SIZE], desk.histories.view(opens=visitor.opens)

    def made(each: Suggestion) -> dict[str, Any]:
        make = partial(judging.suggestion_record, desk.ledger, each, guard)
        return card(desk, desk.histories.kept("cards", (each.one, each.other, view), make))

    return pager, [made(each) for each in here]


def pairs(desk: Book, *, unsure: bool = False) -> list[Suggestion]:
    """Pairs about which nothing is held yet. Looked for once until reports come in; what was judged is left out."""
    found = looked_for(desk, unsure=unsure)
    actors = desk.ledger.actors()
    still = (None, "unsure") if unsure else (None,)
    return [each for each in found if actors.verdict(each.one, each.other).verdict in still]


def looked_for(desk: Book, *, unsure: bool = False) -> list[Suggestion]:
    """The first pairs of names that may mean one actor."""

    def make() -> list[Suggestion]:
        return list(islice(suggest(desk.parties(), desk.ledger.actors(), unsure=unsure), MOST))

    return desk.histories.kept("pairs", unsure, make)


def card(desk: Book, record: dict[str, Any]) -> dict[str, Any]:
    """A pair as the page shows it."""
    sides = []
    for name, party, quote in zip((record["one"], record["other"]), record["actors"], record["words"], strict=True):
        also = [each for each in party["names"] if each != name] if party else []
        sides.append({"name": name, "link": "" if name == PROTECTED or party is None else actor_path(name),
                      "party": party, "also": also, "quote": quote})  # fmt: skip
    return {"one": record["one"], "other": record["other"], "score": record["score"], "sides": sides,
            "reasons": record["reasons"]}  # fmt: skip


def reason(desk: Book, one: str, other: str) -> str:
    """The reason that is kept where none was written, as ``oathbook actors review`` gives it."""
    for each in looked_for(desk):
        if {each.one, each.other} == {one, other}:
            return f"looked at side by side; {reasons_in_words(each)}"
    return "looked at side by side at the desk"


def _step(step: dict[str, Any]) -> tuple[str, str, str, str]:
    """(one, what is held, other, by whom and why)."""
    judged = step["judgement"]
    by = f"{judged['who']} on {judged['at'][:10]}: {judged['why']}" if judged else "by the known names"
    held = {"same": "is", "different": "is not", "unsure": "may be"}[step["verdict"]]
    told = judged or step
    return told["one"], held, told["other"], by


def _told(log: Sequence[dict[str, Any]], number: str) -> dict[str, Any] | None:
    """The judgement of that number, to be told above the queue."""
    return next((record for record in log if str(record["number"]) == number), None)
