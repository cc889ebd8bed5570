"""The files of known actors: what they may hold, checked, and a user's files laid over ours."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, get_args

from oathbook.actors.records import KnownActor, KnownName, KnownRelation, KnownTie
from oathbook.errors import DataError
from oathbook.lexicon import overlay
from oathbook.records import Interval

KINDS = ("group", "coalition", "state", "medium")
TIES: dict[str, KnownTie] = {tie.replace(" ", "_"): tie for tie in get_args(KnownTie)}
"""How a file writes each relation: "renamed_to" and so on."""
_FILE_KEYS = ("actors", "conflict", "source")
_ACTOR_KEYS = ("conflict", "kind", "names", "relations", "replace", "source", "ucdp")
_NAME_KEYS = ("name", "since", "until")
_RELATION_KEYS = ("source", "until", "when")
_MONTH = re.compile(r"^(\d{4})-(\d{2})$")
_YEARS = range(1000, 3000)
_Records = dict[str, dict[str, Any]]


def read_actors(
    ours: Iterable[tuple[str, Mapping[str, Any]]], theirs: Iterable[tuple[str, Mapping[str, Any]]]
) -> dict[str, KnownActor]:
    """The actors of our files and the user's, by id; each file is given as its name and what it holds.

    A user's record is laid over ours of the same id: names and relations are added to, the rest is replaced. With
    ``replace: true`` it takes the place of ours; ``ID: null`` takes an actor out, and with it the relations to it.
    DataError, with file and actor, where a file says something that is not known, is missing or cannot be.
    """
    records: _Records = {}
    for file, content in ours:
        for id, record in _records(file, content):
            if id in records:
                raise DataError(f"{file}: {id} is also in {records[id]['file']}; take it out of one")
            records[id] = _filled(file, content, record or {})
    gone: set[str] = set()
    for file, content in theirs:
        for id, record in _records(file, content):
            if record is None:
                gone.add(id)
                records.pop(id, None)
            elif id in records and not record.get("replace"):
                records[id] = {**overlay(records[id], record), "file": file}
            else:
                records[id] = _filled(file, content, record)
    actors = {id: _actor(id, record, gone - set(records)) for id, record in records.items()}
    for actor in actors.values():
        for relation in actor.relations:
            if relation.other not in actors or relation.other == actor.id:
                what = "itself" if relation.other == actor.id else f"{relation.other!r}, which no file has"
                raise DataError(f"{records[actor.id]['file']}: {actor.id} is {relation.kind} {what}; mend the id")
    return actors


def _records(file: str, content: Mapping[str, Any]) -> Iterable[tuple[str, dict[str, Any] | None]]:
    """The records of one file by id, each a mapping with known keys, or None."""
    _check_keys(file, content, _FILE_KEYS)
    actors = content.get("actors")
    if not isinstance(actors, dict) or not actors:
        raise DataError(f"{file}: has no actors; give a mapping of ids under the key 'actors'")
    for id, record in actors.items():
        if record is not None and not isinstance(record, dict):
            raise DataError(f"{file}: {id} is a {type(record).__name__}; an actor is a mapping with 'names'")
        _check_keys(f"{file}: {id}", record or {}, _ACTOR_KEYS)
        yield str(id), record


def _filled(file: str, content: Mapping[str, Any], record: dict[str, Any]) -> dict[str, Any]:
    """A record with what its file says for all of its actors."""
    return {"conflict": content.get("conflict"), "source": content.get("source"), **record, "file": file}


def _actor(id: str, record: Mapping[str, Any], gone: set[str]) -> KnownActor:
    where = f"{record['file']}: {id}"
    kind = record.get("kind", "group")
    if kind not in KINDS:
        raise DataError(f"{where}: unknown kind {kind!r}; kinds are {', '.join(KINDS)}")
    for key in ("names", "source"):
        if not record.get(key):
            raise DataError(f"{where}: has no {key!r}; add it")
    ucdp = record.get("ucdp")
    if ucdp is not None and not isinstance(ucdp, int):
        raise DataError(f"{where}: the UCDP number {ucdp!r} is no number; give the actor's id in the UCDP list")
    names, relations = (_list(where, key, record.get(key) or []) for key in ("names", "relations"))
    ties = (_relation(where, told, record["source"]) for told in relations)
    return KnownActor(
        id=id,
        kind=kind,
        names=tuple(_name(where, told) for told in names),
        conflict=record.get("conflict"),
        relations=tuple(tie for tie in ties if tie.other not in gone),
        source=str(record["source"]),
        ucdp=ucdp,
    )


def _name(where: str, told: Any) -> KnownName:
    if isinstance(told, dict):
        _check_keys(where, told, _NAME_KEYS)
        name = told.get("name")
    else:
        name, told = told, {}
    if not isinstance(name, str) or not name.strip():
        raise DataError(f"{where}: the name {name!r} is no text; put it in quotes")
    return KnownName(name, _between(where, _time(where, told.get("since")), _time(where, told.get("until"))))


def _relation(where: str, told: Any, source: str) -> KnownRelation:
    if not isinstance(told, dict):
        raise DataError(f"{where}: the relation {told!r} is no mapping; write {{renamed_to: ID, when: 2016-07-28}}")
    kinds = [key for key in told if key not in _RELATION_KEYS]
    unknown = [key for key in kinds if key not in TIES]
    if unknown or len(kinds) != 1:
        said = f"unknown relation {unknown[0]!r}" if unknown else f"a relation with {len(kinds)} kinds"
        raise DataError(f"{where}: {said}; give one of {', '.join(TIES)}, and {', '.join(_RELATION_KEYS)} if known")
    when, until = _time(where, told.get("when")), _time(where, told.get("until"))
    _between(where, when, until)
    return KnownRelation(TIES[kinds[0]], str(told[kinds[0]]), when, str(told.get("source") or source), until)


def _between(where: str, since: Interval | None, until: Interval | None) -> Interval | None:
    """From the first day of one time to the last of the other; either may be open."""
    first, last = since.earliest if since else None, until.latest if until else None
    if first and last and first > last:
        raise DataError(f"{where}: a time cannot end ({last}) before it begins ({first}); mend the dates")
    return Interval(first, last) if first or last else None


def _time(where: str, told: Any) -> Interval | None:
    """A day, a month, a year, or two of them: from the first day of the one to the last day of the other."""
    if told is None:
        return None
    if isinstance(told, list) and len(told) == 2:
        since, until = (_time(where, each) for each in told)
        return _between(where, since, until)
    if isinstance(told, date):
        return Interval(told, told)
    if isinstance(told, int) and told in _YEARS:
        return Interval(date(told, 1, 1), date(told, 12, 31))
    if isinstance(told, str):
        try:
            if month := _MONTH.match(told):
                year, number = int(month[1]), int(month[2])
                return Interval(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))
            day = date.fromisoformat(told)
            return Interval(day, day)
        except ValueError:
            pass
    raise DataError(
        f"{where}: {told!r} is no time; give a day (2016-07-28), a month (2016-07), a year (2016) or two of them in []"
    )


def _list(where: str, key: str, told: Any) -> list[Any]:
    if not isinstance(told, list):
        raise DataError(f"{where}: {key!r} is a {type(told).__name__}; give a list")
    return told


def _check_keys(where: str, told: Mapping[str, Any], allowed: tuple[str, ...]) -> None:
    unknown = sorted(str(key) for key in told if key not in allowed)
    if unknown:
        raise DataError(f"{where}: unknown key {unknown[0]!r}; allowed are {', '.join(allowed)}")
