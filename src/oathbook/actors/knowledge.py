"""What the knowledge files say of actors: their names, their line of descent, the name of a day.

This is what a file says, never what reports say: an answer shows the two apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from oathbook.actors.folding import fold, has_bracket
from oathbook.actors.known_files import read_actors
from oathbook.actors.records import KnownActor
from oathbook.errors import DataError
from oathbook.lexicon import Lexicon
from oathbook.records import Interval

_Links = Mapping[str, Mapping[str, Interval | None]]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The actors of the knowledge files by id, and what can be asked of them. Made by ``load_knowledge``."""

    actors: Mapping[str, KnownActor]
    _owners: Mapping[str, tuple[str, ...]]
    """The ids of the actors that have a name, by the folded name."""
    _own: Mapping[str, tuple[str, ...]]
    _before: _Links
    """For each actor the ids of those it comes from in its line of descent, with the time of the change."""
    _after: _Links
    _again: _Links
    """For each actor whose name was given up for an older one, the id of the actor of that name."""

    def find(self, name: str) -> tuple[KnownActor, ...]:
        """The actors of that name, in any spelling that folds to the same; several where they share it; may be empty.

        A name that ends in a bracket, as it stands in a file, finds only the actors with just that name.
        """
        found = tuple(self.actors[id] for id in self._owners.get(fold(name), ()))
        if not has_bracket(name):
            return found
        exact = tuple(actor for actor in found if any(each.name == name for each in actor.names))
        return exact or found

    def own_names(self) -> Mapping[str, tuple[str, ...]]:
        """For each actor's id its folded names that no other actor has, best known first.

        A name that a bracket tells apart ("Southern Front (Syria)") is left out: the bare name may be anyone's.
        """
        return self._own

    def line_of(self, actor: KnownActor) -> tuple[KnownActor, ...]:
        """The line of descent of an actor, itself included: what it was before and what became of it, in time order.

        It follows "renamed to" and "successor of" both ways. A splinter or a merger begins no line: those are other
        actors. Where two came before, both are in it; brothers of the actor are not.
        """
        before = self._reach(actor.id, self._before, latest_first=False)
        after = reversed(self._reach(actor.id, self._after, latest_first=True))
        return tuple(self.actors[id] for id in (*before, actor.id, *after))

    def name_on(self, actor: KnownActor, day: date) -> str:
        """The name that the actor, or its line of descent, had on a day.

        Follows the line where the time of the change is known and there is one way to go; a change counts from the
        last day on which it may have come. At its end an old name may have been taken up again. Of the names of the
        actor of that day the one that the file dates so that the day is in it, else the one it is best known by.
        """
        at = actor
        while (link := self._one(at.id, self._before)) and day < link[1]:
            at = self.actors[link[0]]
        if at is actor:
            while (link := self._one(at.id, self._after)) and day >= link[1]:
                at = self.actors[link[0]]
            if (link := self._one(at.id, self._again)) and day >= link[1]:
                at = self.actors[link[0]]
        dated = (each.name for each in at.names if each.when and _covers(each.when, day))
        return next(dated, at.names[0].name)

    def _one(self, id: str, links: _Links) -> tuple[str, date] | None:
        """The one link of an actor in that direction with the last day of its change, if there is just one, dated."""
        given = links.get(id, {})
        if len(given) != 1:
            return None
        other, when = next(iter(given.items()))
        return (other, when.latest) if when and when.latest else None

    def _reach(self, start: str, links: _Links, *, latest_first: bool) -> list[str]:
        """The ids reached from one by those links, each before all that it is reached from; brothers by their time."""
        ordered: list[str] = []
        path: list[str] = []

        def visit(id: str) -> None:
            if id in path:
                raise DataError(f"actors: the line of descent of {start} comes back to {id}; take out one relation")
            path.append(id)
            for other in sorted(links.get(id, {}), key=lambda each: _last(links[id][each]), reverse=latest_first):
                if other not in ordered:
                    visit(other)
            path.pop()
            ordered.append(id)

        visit(start)
        return ordered[:-1]


def load_knowledge(lexicon: Lexicon) -> Knowledge:
    """The knowledge of ``data/actors/*.yaml`` with the user's folder laid over it; read once for a lexicon.

    Without a folder it is read once for all lexicons: it is the same.

    DataError, one line with file and actor, where a file is not as it should be, or a line of descent comes back to
    itself.
    """
    if lexicon.folder is None:
        return _shipped()
    return lexicon.made("actors.knowledge", lambda: _make(lexicon))


@cache
def _shipped() -> Knowledge:
    return _make(Lexicon())


def _make(lexicon: Lexicon) -> Knowledge:
    actors = read_actors(*lexicon.actors())
    owners: dict[str, dict[str, None]] = {}
    plain: dict[str, dict[str, None]] = {}
    before: dict[str, dict[str, Interval | None]] = {}
    after: dict[str, dict[str, Interval | None]] = {}
    again: dict[str, dict[str, Interval | None]] = {}
    for actor in actors.values():
        for each in actor.names:
            folded = fold(each.name)
            owners.setdefault(folded, {})[actor.id] = None
            if not has_bracket(each.name):
                plain.setdefault(actor.id, {})[folded] = None
        for relation in actor.relations:
            if relation.kind == "renamed back to":
                again.setdefault(actor.id, {})[relation.other] = relation.when
            if relation.kind in ("renamed to", "successor of"):
                pair = (actor.id, relation.other)
                old, new = pair if relation.kind == "renamed to" else reversed(pair)
                when = relation.when or after.get(old, {}).get(new)
                after.setdefault(old, {})[new] = when
                before.setdefault(new, {})[old] = when
    known = Knowledge(
        actors,
        {name: tuple(ids) for name, ids in owners.items()},
        {id: tuple(name for name in names if len(owners[name]) == 1) for id, names in plain.items()},
        before,
        after,
        again,
    )
    for id in after:
        known.line_of(actors[id])
    return known


def _covers(when: Interval, day: date) -> bool:
    return (when.earliest is None or when.earliest <= day) and (when.latest is None or day <= when.latest)


def _last(when: Interval | None) -> date:
    return when.latest if when and when.latest else date.max
