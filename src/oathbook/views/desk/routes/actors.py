"""The list of actors, one actor, and one span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from oathbook import history
from oathbook.actors import fold
from oathbook.actors.records import KnownActor
from oathbook.errors import UnknownName
from oathbook.history.kept import Kept
from oathbook.history.source import Knowing
from oathbook.history.standing import standing_of
from oathbook.views.answering import naming
from oathbook.views.desk.actor_lines import actor_path, ended, sections, standing
from oathbook.views.desk.asked import day, number, one_of
from oathbook.views.desk.citing import cite_actor, cite_view
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.drawn import ToldOf, inline, picture_of, told_of
from oathbook.views.desk.finding import open_parties
from oathbook.views.desk.lasting import actor_key
from oathbook.views.desk.navigation import Nav
from oathbook.views.desk.paging import DEEPEST, SIZE, Pager
from oathbook.views.desk.templating import with_query
from oathbook.views.desk.visitors import Asker, Visitor, desk_of
from oathbook.views.desk.wanted import Wanted
from oathbook.views.phrases import interval_words

NAV = Nav("Actors", "/actors", under=("/names", "/spans"))
KINDS = ("group", "coalition", "state", "person", "people", "medium", "place", "other")
WATCHED = 92
"""Days in which something in the balance was heard of."""
router = APIRouter(include_in_schema=False)


@router.get("/actors")
def listed(request: Request, visitor: Asker) -> Response:
    """Actors that fit, most claims first."""
    desk, asked = desk_of(request), request.query_params
    kind = one_of("kind", asked, KINDS)
    page = number("page", asked, default=1, least=1, most=DEEPEST)
    words = fold(asked.get("q", "")).split()
    known = open_parties(desk, visitor)
    found = [
        party
        for party, folded in known
        if kind in (None, party.kind) and all(any(word in name for name in folded) for word in words)
    ]
    pager = Pager(page, len(found))
    return desk.render(
        request,
        "actors.html",
        visitor,
        parties=[(party, actor_path(party.names[0])) for party in found[pager.offset : pager.offset + SIZE]],
        pager=pager,
        kinds=KINDS,
        citation=cite_view(desk, "/actors", asked, base=str(request.base_url)),
        hidden=len(desk.parties()) - len(known),
    )


@router.get("/actors/{name:path}")
def one(request: Request, name: str, visitor: Asker) -> Response:
    """One actor, by any of its names."""
    desk, asked = desk_of(request), request.query_params
    on, known_by = day("on", asked, None), day("known_by", asked, "last")
    desk.index.freshen()
    try:
        names = desk.find(name, visitor)
    except UnknownName as error:
        raise _past(desk, visitor, name, error) from error
    key = actor_key(desk, visitor, name)
    if name == fold(name) and desk.ledger.actors()(name) != name and key != name:  # the key of one merged since
        return RedirectResponse(with_query(actor_path(key), asked), 302)
    guard, problem = desk.guard(visitor), ""
    try:
        told = told_of(desk, name, known_by)
    except UnknownName:
        problem = f"no claim that was published by {known_by} names it; all is shown"
        known_by, told = None, told_of(desk, name, None)
    answer = _answer(desk, told, on, known_by)
    whole = answer if on is None else _answer(desk, told, None, known_by)
    lines = (*whole.lines, *whole.ended)
    heard = [line.span.last_heard for line in lines if line.span.last_heard]
    watched = _watched(desk, name, on or max(heard, default=None), known_by)
    shown = guard.record(list(answer.names))
    party = next((p for p in desk.parties() if set(p.names) & set(names)), None)
    pictures = {}
    for kind in ("timeline", "strength"):
        wanted = Wanted(kind, name, on=on, known_by=known_by)
        drawn = picture_of(desk, wanted, visitor)
        pictures[kind] = (inline(desk, wanted, drawn), wanted, len(drawn.marks))
    return desk.render(
        request,
        "actor.html",
        visitor,
        name=name,
        title=shown[0],
        names=list(dict.fromkeys(shown)),
        called=answer.called if answer.called and answer.called not in answer.names else "",
        kind=answer.kind,
        claims=party.claims if party else 0,
        said=party.said if party else 0,
        on=on,
        known_by=known_by,
        problem=problem,
        here=actor_path(name),
        standing=standing(answer, guard),
        ended=ended(answer, guard),
        whole=sections(lines, whole, guard) if on else (),
        timeline=pictures["timeline"],
        strength=pictures["strength"] if any(line.span.kind == "strength" for line in lines) else None,
        tree=Wanted("tree", name, on=on or max(heard, default=None), known_by=known_by),
        known=_known(desk, answer.names),
        citation=cite_actor(desk, key, shown[0], answer.kind, on=on, known_by=known_by, base=str(request.base_url)),
        watched=desk.histories.shield().record(watched) if guard.names else watched,
    )


def _answer(desk: Desk, told: ToldOf, on: date | None, known_by: date | None) -> history.Answer:
    """How the actor stands on the day: the answer of ``oathbook who``."""
    name_on = naming(told.source, desk.histories.lexicon)
    knowing = Knowing(known_by, lambda spans: told.believing(spans, on=on), name_on)
    return standing_of(told.actor, told.spans, knowing, on=on)


@dataclass(frozen=True, slots=True)
class Known:
    """What a knowledge file says of an actor. ``line``: its line of descent, as (name, times, whether it is this)."""

    actor: KnownActor
    names: tuple[tuple[str, str], ...]
    line: tuple[tuple[str, str, bool], ...]
    relations: tuple[tuple[str, str, str, str], ...]


def _known(desk: Desk, names: Sequence[str]) -> list[Known]:
    knowledge = desk.histories.knowledge
    found = {actor.id: actor for name in names for actor in knowledge.find(name)}
    out = []
    for actor in found.values():
        line = [(each.names[0].name, _times(each), each.id == actor.id) for each in knowledge.line_of(actor)]
        relations = []
        for relation in actor.relations:
            other = knowledge.actors.get(relation.other)
            when = interval_words(relation.when) if relation.when else ""
            relations.append((relation.kind, other.names[0].name if other else relation.other, when, relation.source))
        told = tuple((each.name, interval_words(each.when) if each.when else "") for each in actor.names)
        out.append(Known(actor, told, tuple(line), tuple(relations)))
    return out


def _times(actor: KnownActor) -> str:
    """When it came about by its relations, where a file tells."""
    days = [relation.when for relation in actor.relations if relation.when and relation.kind == "successor of"]
    return interval_words(days[0]) if days else ""


@dataclass
class _OfOne(Kept):
    """The ledger as asked about one actor: what hangs in the balance is looked for among its own claims alone."""

    key: str = ""

    def pending(self) -> Any:
        """Those of its claims."""
        return (claim for claim in self.about([self.key]) if claim.status != "actual" or claim.type == "demand")


def _watched(desk: Desk, name: str, on: date | None, known_by: date | None) -> list[dict[str, Any]]:
    source = _OfOne(desk.ledger)
    source.key = source.find(name)
    found = history.watch(source, name=name, on=on, known_by=known_by, days=WATCHED)
    return [entry.as_json() for entry in found.entries]


def _past(desk: Desk, visitor: Visitor, name: str, error: UnknownName) -> UnknownName:
    """The error for a name that no claim gives, which says so where claims once gave it."""
    actors = desk.ledger.actors()
    if desk.name_guard(visitor).hides([name]) or not actors.names(actors(name)):
        return error
    return UnknownName(f"{error}; claims once did, and count no more: withdrawn, rejected or read anew")
