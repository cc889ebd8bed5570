"""UCDP's relations between actors: splits, alliances, joinings, new names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from oathbook.actors import fold
from oathbook.imports.cells import text_of
from oathbook.imports.composing import Telling, told_by
from oathbook.imports.records import Item, Items
from oathbook.imports.sides import kind_of
from oathbook.imports.tables import Row, each_taken, read_table

NAME = "ucdp-relations"


def import_ucdp_relations(path: Path, published: date | None = None) -> Items:
    """A report for each relation, with the claims that say it; they tell no time, since the file has none.

    Args:
        path: a table with the columns actor_id, actor, relation, other_id, other, and perhaps location.
        published: the day the table was published.

    A name that several actors of the table have is told with the number of its actor. The table is held in memory.
    Raises SourceError where the file cannot be read; a row that cannot be taken is a SourceError among the items.
    """
    told = told_by(NAME)
    rows = list(read_table(path, columns=told["columns"], needed=told["needed"], what=NAME))
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if isinstance(row, Row):
            for id, name in (("actor_id", "actor"), ("other_id", "other")):
                owners[fold(row.cells[name])].add(row.cells[id])
    yield from each_taken(rows, lambda row: _item(row, told, owners, published))


def _item(row: Row, told: Mapping[str, Any], owners: Mapping[str, set[str]], published: date | None) -> Item:
    relation = row.cells["relation"]
    if relation not in told["relations"]:
        raise row.wrong("relation", f"allowed: {', '.join(told['relations'])}")
    ids = {key: text_of(row, key) for key in ("actor_id", "other_id")}
    actor, other = (_named(text_of(row, key), row.cells[f"{key}_id"], told, owners) for key in ("actor", "other"))
    says = told["relations"][relation]
    kinds = {other: kind_of(other, told, other=says["other"])}
    kinds[actor] = kind_of(actor, told)
    telling = Telling(f"import/{NAME}", kinds)
    names = {"actor": actor, "other": other}
    for claim in says["claims"]:
        telling.claim(
            claim["type"],
            claim["says"].format(**names),
            agent=[names[claim["agent"]]] if "agent" in claim else [],
            object=[names[claim["object"]]],
            what=claim.get("what"),
        )
    where = told["where"].format(relation=relation, **ids)
    location = row.cells.get("location")
    telling.say(f"{where}.{told['location'].format(location=location) if location else ''}")
    return telling.made(
        row.where,
        name=f"{NAME}-{ids['actor_id']}-{relation}-{ids['other_id']}-{fold(row.cells['other']).replace(' ', '-')}",
        publisher=told["publisher"],
        published=published,
        published_from="given",
    )


def _named(name: str, id: str, told: Mapping[str, Any], owners: Mapping[str, set[str]]) -> str:
    if len(owners[fold(name)]) < 2:
        return name
    qualified: str = told["namesake"].format(name=name, id=id)
    return qualified
