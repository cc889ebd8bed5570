"""Names of actors that were spoken of before without one: "A militia took the port. The Shura Council said"."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from oathbook.reading.descriptions import ARMED

if TYPE_CHECKING:
    from oathbook.reading.entities import Actor, Entities
    from oathbook.reading.facts import Facts
    from oathbook.reading.learned import Learned

LIKELY = log(0.5)
"""Log probability from which the trained scorer is believed: more likely than not."""
WINDOW = 6
"""Sentences between the introduction and the name, at most."""


def join_introduced(entities: Entities, f: Facts, learned: Learned) -> None:
    """Join a name not met before to the actor that it names, where one was introduced as "a militia", "a commander".

    It needs no weights of its own: in the 448 marked reports there are 27 such names, and 25 of them are right.
    """
    if f.kind != "person" and f.kind not in ARMED:
        return
    if any(entities.facts[i].head < f.head for i in entities.of(f.index).members):
        return
    best, antecedent = LIKELY, None
    for root, earlier in entities.before(f.index):
        if not _is_unnamed(entities, entities.actors[root], earlier, f) or not entities.may_join(f.index, root):
            continue
        opinion = learned.of(f.index, earlier)
        if opinion > best:
            best, antecedent = opinion, earlier[-1]
    if antecedent is not None:
        entities.join(f.index, antecedent, "introduced before", score=best)


def _is_unnamed(entities: Entities, actor: Actor, earlier: list[int], f: Facts) -> bool:
    """True for one actor of a like kind that has been introduced ("a", "one", "another") and not named yet."""
    introductions = (g for g in map(entities.facts.__getitem__, earlier) if g.determiner == "indefinite")
    first = next((g for g in introductions if g.form == "description" and g.number != "plur"), None)
    if first is None or actor.named:
        return False
    kind = actor.kind()
    alike = kind == "person" if f.kind == "person" else kind in ARMED
    return alike and f.sentence - first.sentence <= WINDOW
