"""What held when, as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query, Request, Response

from oathbook import history
from oathbook.history.kept import Kept
from oathbook.views.desk.answers import json_answer
from oathbook.views.desk.api import schemas
from oathbook.views.desk.api.common import ApiAsker, Wanted, api_router, listed
from oathbook.views.desk.asked import day, one_of
from oathbook.views.desk.desk import Desk
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.history_asked import (
    DISPUTE_KINDS,
    RULES,
    asked_between,
    asked_of_one,
    asked_watch,
    changes_about,
    disputes_asked,
)
from oathbook.views.desk.visitors import Visitor, desk_of
from oathbook.views.shield import Shield

router = api_router("history")
Name = Annotated[str, Query(min_length=1, max_length=300)]
AnyName = Annotated[str, Query(max_length=300, description="only about this actor or place")]
On = Annotated[str, Query(max_length=40, description="the day asked for; all that is told where not given")]
KnownBy = Annotated[str, Query(max_length=40, description="only what was published on or before this date")]
Rule = Annotated[str, Query(max_length=40, description=f"the rule of belief: {', '.join(RULES)}")]


@router.get("/who", response_model=schemas.Who, summary="How an actor stands on a day")
def who(
    request: Request, visitor: ApiAsker, name: Name, on: On = "", known_by: KnownBy = "", rule: Rule = ""
) -> Response:
    """The record of ``oathbook who --json``."""
    return _of_one(request, visitor, "who", name, on, known_by, rule)


@router.get("/under", response_model=schemas.Under, summary="All that stand under a banner")
def under(
    request: Request, visitor: ApiAsker, name: Name, on: On = "", known_by: KnownBy = "", rule: Rule = ""
) -> Response:
    """The record of ``oathbook under --json``."""
    return _of_one(request, visitor, "under", name, on, known_by, rule)


@router.get("/strength", response_model=schemas.Series, summary="How many an actor had, in time")
def strength(
    request: Request, visitor: ApiAsker, name: Name, on: On = "", known_by: KnownBy = "", rule: Rule = ""
) -> Response:
    """The record of ``oathbook strength --json``."""
    return _of_one(request, visitor, "strength", name, on, known_by, rule)


@router.get("/places", response_model=schemas.Series, summary="The places that an actor held or was based in")
def places(
    request: Request, visitor: ApiAsker, name: Name, on: On = "", known_by: KnownBy = "", rule: Rule = ""
) -> Response:
    """The record of ``oathbook places --json``."""
    return _of_one(request, visitor, "places", name, on, known_by, rule)


@router.get("/story", response_model=schemas.Story, summary="Everything that is said of an actor, in the order of time")
def story(request: Request, visitor: ApiAsker, name: Name, on: On = "", known_by: KnownBy = "") -> Response:
    """The record of ``oathbook story --json``."""
    desk = desk_of(request)
    desk.find(name, visitor)
    clocks = _clocks(on, known_by)
    return _guarded(desk, visitor, history.story(Kept(desk.ledger), name, **clocks))


@router.get("/between", response_model=schemas.Between, summary="The ties of two actors in time")
def between(
    request: Request, visitor: ApiAsker, name: Name, other: Name, on: On = "", known_by: KnownBy = "", rule: Rule = ""
) -> Response:
    """The record of ``oathbook between --json``."""
    desk = desk_of(request)
    return _guarded(desk, visitor, asked_between(desk, visitor, name, other, **_clocks(on, known_by), rule=_rule(rule)))


@router.get("/watch", response_model=schemas.Watchlist, summary="What hangs in the balance")
def watch(
    request: Request,
    visitor: ApiAsker,
    name: AnyName = "",
    on: On = "",
    known_by: KnownBy = "",
    rule: Rule = "",
    days: Annotated[int, Query(ge=1, le=40_000, description="only what was heard of in so many days before")] = 92,
) -> Response:
    """The record of ``oathbook watch --json``."""
    desk = desk_of(request)
    return _guarded(
        desk, visitor, asked_watch(desk, visitor, name=name, **_clocks(on, known_by), days=days, rule=_rule(rule))
    )


@router.get("/disputes", response_model=schemas.Disputes, summary="What cannot both be true, worst first")
def disputes(
    request: Request,
    visitor: ApiAsker,
    part: Wanted,
    name: AnyName = "",
    kind: Annotated[str, Query(max_length=40, description=f"one of {', '.join(DISPUTE_KINDS)}")] = "",
    on: On = "",
    known_by: KnownBy = "",
    rule: Rule = "",
) -> Response:
    """The records of ``oathbook disputes --json``."""
    desk = desk_of(request)
    wanted = one_of("kind", {"kind": kind}, DISPUTE_KINDS)
    found = disputes_asked(desk, visitor, name=name, kind=wanted, rule=_rule(rule), **_clocks(on, known_by))
    shield = Shield(desk.guard(visitor))
    records = [shield.record(each.as_json()) for each in found[part.offset : part.offset + part.limit]]
    return listed("disputes", records, len(found), part)


@router.get(
    "/diff", response_model=schemas.Changes, summary="What was learned, corrected and withdrawn between two days"
)
def diff(
    request: Request,
    visitor: ApiAsker,
    part: Wanted,
    first: Annotated[str, Query(min_length=1, max_length=40, description="known by this day")],
    second: Annotated[str, Query(min_length=1, max_length=40, description="and by this one")],
    name: AnyName = "",
    rule: Rule = "",
) -> Response:
    """The records of ``oathbook diff --json --between FIRST SECOND``."""
    desk, given = desk_of(request), {"first": first, "second": second}
    before, after = day("first", given, "last"), day("second", given, "last")
    if before is None or after is None or before > after:
        raise Refusal(400, "not_allowed", f"first: {before} is no day before second: {after}; give both", first)
    found = desk.histories.published_between(before, after, rule=_rule(rule))
    found_about = changes_about(desk, visitor, found, name)
    shield = Shield(desk.guard(visitor))
    records = [shield.record(each.as_json()) for each in found_about[part.offset : part.offset + part.limit]]
    return listed("changes", records, len(found_about), part)


def _of_one(
    request: Request, visitor: Visitor, question: str, name: str, on: str, known_by: str, rule: str
) -> Response:
    desk = desk_of(request)
    found = asked_of_one(desk, visitor, question, name, **_clocks(on, known_by), rule=_rule(rule))
    return _guarded(desk, visitor, found)


def _clocks(on: str, known_by: str) -> dict[str, Any]:
    return {"on": day("on", {"on": on}, None), "known_by": day("known_by", {"known_by": known_by}, "last")}


def _rule(rule: str) -> str:
    return one_of("rule", {"rule": rule}, RULES) or "default"


def _guarded(desk: Desk, visitor: Visitor, found: Any) -> Response:
    return json_answer(desk.guard(visitor).record(found.as_json()))
