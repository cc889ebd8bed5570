"""What knowledge files and claims tell of the actors of a picture: who came of whom, and the name of a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Protocol

from oathbook.actors.records import KnownActor
from oathbook.history.span import Span
from oathbook.records import Claim
from oathbook.views.pictures.asked import Descent
from oathbook.views.pictures.cast import BODIES, Player

_WAYS = {
    "renamed to": ("renamed", False),
    "successor of": ("followed by", True),
    "splinter of": ("split off", True),
    "merged into": ("merged into", False),
}
"""For each tie the way of the descent, and whether the actor that the file tells it of is the newer one."""

MADE = {"merged": "merged into", "formed": "founded"}
"""For the way of a span under a banner, what it tells of descent."""


class KnowledgeLike(Protocol):
    """What is asked of the knowledge files."""

    @property
    def actors(self) -> Mapping[str, KnownActor]:
        """All actors by id."""

    def find(self, name: str) -> tuple[KnownActor, ...]:
        """The actors of that name."""

    def name_on(self, actor: KnownActor, day: date) -> str:
        """Its name on a day."""


def find_known(knowledge: KnowledgeLike, players: Mapping[str, Player]) -> dict[str, KnownActor]:
    """The known actor of each body in the picture, by key; none where a name is shared by several."""
    found = {}
    for key, player in sorted(players.items()):
        if player.kind in BODIES:
            actors = {actor.id: actor for name in player.names for actor in knowledge.find(name)}
            if len(actors) == 1:
                found[key] = next(iter(actors.values()))
    return found


def find_descents(knowledge: KnowledgeLike, known: Mapping[str, KnownActor]) -> list[Descent]:
    """Renames, splits, mergers and successions of the actors in the picture, also with actors that are not in it."""
    keys = {actor.id: key for key, actor in sorted(known.items(), reverse=True)}

    def key_of(id: str) -> str:
        return keys.get(id) or (knowledge.actors[id].names[0].name if id in knowledge.actors else id)

    found: dict[tuple[str, str], Descent] = {}
    for actor in knowledge.actors.values():
        for relation in actor.relations:
            if relation.kind not in _WAYS or not {actor.id, relation.other} & set(keys):
                continue
            way, newer = _WAYS[relation.kind]
            old, new = key_of(relation.other), key_of(actor.id)
            old, new = (old, new) if newer else (new, old)
            when = (relation.when.earliest or relation.when.latest) if relation.when else None
            if old != new and ((old, new) not in found or found[(old, new)].when is None):
                found[(old, new)] = Descent(old, new, way, when, relation.source)
    return [found[pair] for pair in sorted(found)]


def names_on(knowledge: KnowledgeLike, known: Mapping[str, KnownActor], day: date | None) -> dict[str, str]:
    """The names of the day by key, where the files give another than the best known one."""
    if day is None:
        return {}
    return {key: name for key, actor in known.items() if (name := knowledge.name_on(actor, day)) != actor.names[0].name}


def told_descents(spans: Iterable[Span], descents: Iterable[Descent]) -> list[Descent]:
    """The descents of the knowledge files, and those that claims tell: who merged into whom, who founded whom.

    Where both tell one, it has the day and source of the file and the claims.
    """
    told: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for span in spans:
        if span.kind == "under" and span.way in MADE and span.state == "held" and span.other is not None:
            told[(span.subject, span.other)].append(span)
    found = []
    for descent in descents:
        claims = _claims(told.pop((descent.old, descent.new), []))
        found.append(replace(descent, supporting=claims) if claims else descent)
    for (old, new), made in told.items():
        ends = [span.begin for span in made if span.begin]
        when = min((day for end in ends for day in (end.earliest or end.latest,) if day), default=None)
        claims = _claims(made)
        renamed = any(claim.what == "renamed" for claim in claims)
        way = "renamed" if renamed else MADE[made[0].way or ""]
        found.append(Descent(old, new, way, when, supporting=claims))
    return sorted(found, key=lambda each: (each.old, each.new))


def _claims(spans: Iterable[Span]) -> tuple[Claim, ...]:
    return tuple({claim.id: claim for span in spans for claim in span.supporting}.values())
