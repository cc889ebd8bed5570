"""The name by which a claim calls an actor."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from oathbook.reading.names import is_acronym
from oathbook.records import Cluster

if TYPE_CHECKING:
    from oathbook.reading.entities import Actor, Entities
    from oathbook.reading.facts import Facts
    from oathbook.reading.kinds import ActorWords
    from oathbook.reading.syntax import Syntax


def name_clusters(tree: Syntax, entities: Entities, words: ActorWords) -> tuple[list[int], tuple[Cluster, ...]]:
    """The clusters in the order of their first mention, and the cluster of each mention."""
    of = [0] * len(entities.facts)
    clusters = []
    for index, (_, actor) in enumerate(sorted(entities.actors.items(), key=lambda item: item[1].members[0])):
        for i in actor.members:
            of[i] = index
        names = _names(tree, entities, actor)
        clusters.append(
            Cluster(
                index=index,
                kind=actor.kind(),
                best=_best(tree, entities, actor, words),
                names=tuple(names),
                mentions=tuple(actor.members),
            )
        )
    return of, tuple(clusters)


def _called(f: Facts) -> str:
    return f"{f.title} {f.name}".strip()


def _names(tree: Syntax, entities: Entities, actor: Actor) -> list[str]:
    """Proper names as used, most used first, then full descriptions."""
    facts = [entities.facts[i] for i in actor.members]
    names = Counter(_called(f) for f in facts if f.name)
    out = sorted(names, key=lambda n: -names[n])
    for f in facts:
        if f.form == "description":
            words = phrase(tree, f, entities)
            if words not in out and (f.modifiers or f.determiner not in ("definite", "demonstrative")):
                out.append(words)
    return out


def phrase(tree: Syntax, f: Facts, entities: Entities) -> str:
    """The words of a description without its leading article.

    "the leader of another coalition, Feilaq al-Homs": a description at its end that is named right behind gives way
    to the name.
    """
    first = f.first
    if tree.lower[first] in ("the", "a", "an", "whose") and first < f.last:
        first += 1
    for g in entities.facts[f.index + 1 :]:
        if g.first > f.last + 2:
            break
        inner = g.form == "description" and first < g.first and g.last == f.last and tree.pos[g.first - 1] == "ADP"
        named = _named_behind(entities, g) if inner else None
        if named is not None:
            return f"{tree.text(first, g.first - 1)} {_called(named)}"
    return tree.text(first, f.last)


def _named_behind(entities: Entities, g: Facts) -> Facts | None:
    """The name of the same actor that stands right behind a description, a comma between them at most."""
    for h in entities.facts[g.index + 1 :]:
        if h.first > g.last + 2:
            return None
        if h.form == "name" and h.first > g.last and entities.root(h.index) == entities.root(g.index):
            return h
    return None


def _aside(tree: Syntax, f: Facts) -> bool:
    """True for another name right behind a name: "the Special Corps [Cuerpo Especial]"."""
    return f.first > 0 and tree.words[f.first - 1] in ("[", "(")


def _best(tree: Syntax, entities: Entities, actor: Actor, words: ActorWords) -> str:
    facts = [entities.facts[i] for i in actor.members]
    called = [f for f in facts if f.name]
    if called:
        used = Counter(_called(f) for f in called)
        by_name = {_called(f): f for f in reversed(called)}

        def rank(name: str) -> tuple[float, ...]:
            f = by_name[name]
            proper = 0.0 if name.islower() or (f.kind == "place" and actor.kind() != "place") else 1.0
            full = 0.0 if is_acronym(f.name) else 1.0
            return (proper, full, float(not _aside(tree, f)), float(len(f.key)), float(used[name]), -float(f.head))

        return max(used, key=rank)
    described = [f for f in facts if f.form == "description"]
    if described:

        def telling(f: Facts) -> tuple[float, ...]:
            said = sum(not words.has("pointing_modifiers", m) for m in f.modifiers)
            return (min(said, 4), f.determiner != "demonstrative", -f.head)

        fullest = max(described, key=telling)
        return phrase(tree, fullest, entities)
    return tree.text(facts[0].first, facts[0].last)
