"""Descriptions ("the battalion", "its leader", "his brigade"): which actor before them they mean, if any.

The noun itself again (or in the name) is best, then a noun that may stand for such a body; recency, role and number
of mentions decide between several, in the manner of Lappin and Leass (1994).
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from oathbook.reading.relations import Tie, bodies_of, is_following, leaders_of
from oathbook.reading.salience import LEAST_LIKELY, Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oathbook.reading.entities import Actor, Entities
    from oathbook.reading.facts import Facts
    from oathbook.reading.kinds import ActorWords
    from oathbook.reading.learned import Learned
    from oathbook.reading.syntax import Syntax

LEAST_DESCRIPTION = 0.0
LEARNED_DESCRIPTION = 0.5
"""What a description needs to be joined, and what the trained scorer's log likelihood counts for."""

_ROLE = {
    "nsubj": 1.0, "nsubj:pass": 0.8, "obj": 0.35, "obl:agent": 0.5, "iobj": 0.3, "root": 0.6, "appos": 0.1, "obl": 0.0,
    "nmod": -0.1, "nmod:poss": 0.3, "compound": -0.9, "amod": -2.0, "obl:unmarked": -0.5, "nmod:unmarked": -0.5,
}  # fmt: skip
_ANY_BODY = frozenset(
    {"group", "movement", "organisation", "organization", "unit", "force", "faction", "militia", "band", "outfit"}
)


def resolve_description(
    tree: Syntax, entities: Entities, f: Facts, words: ActorWords, ties: Sequence[Tie], learned: Learned | None
) -> None:
    """Join a description to the actor it means, if one before it suits; else it stays an actor of its own."""
    if f.determiner == "possessive":
        _possessed(tree, entities, f, words, ties)
        return
    if f.determiner == "indefinite" and not (f.counted and tree.lower[f.first] == "the"):
        return
    if f.lemma in ("latter", "former") and f.determiner == "definite":
        _of_two(entities, f)
        return
    bare_plural = not f.determiner and f.number == "plur"
    if not f.determiner and not bare_plural and (f.kind != "group" or f.modifiers):
        return
    best: Candidate | None = None
    for root, earlier in entities.before(f.index):
        actor = entities.actors[root]
        if not (_may_suit(f, actor, words) and entities.may_join(f.index, root)):
            continue
        fit = _description_fit(tree, entities, f, actor, earlier, words, bare_plural=bare_plural)
        if fit is None:
            continue
        nearest = entities.facts[earlier[-1]]
        distance = f.sentence - nearest.sentence
        score = (
            fit
            - 0.35 * min(distance, 8)
            + 0.3 * log(len(earlier))
            + 0.3
            * max(
                _ROLE.get(entities.facts[i].role, 0.0)
                for i in earlier
                if entities.facts[i].sentence == nearest.sentence
            )
        )
        if learned is not None:
            score += LEARNED_DESCRIPTION * max(learned.of(f.index, earlier), LEAST_LIKELY)
        if best is None or score > best.score:
            best = Candidate(root, earlier[-1], score)
    if best is not None and best.score >= LEAST_DESCRIPTION:
        entities.join(f.index, best.nearest, "description", score=best.score)


def _of_two(entities: Entities, f: Facts) -> None:
    """ "the latter" is the actor named last before it, "the former" the one before that."""
    roots: list[int] = []
    for g in reversed(entities.facts[: f.index]):
        if g.form == "name" and g.kind in ("group", "coalition", "state", "person") and f.sentence - g.sentence <= 1:
            root = entities.root(g.index)
            if root not in roots and entities.may_join(f.index, root):
                roots.append(root)
    wanted = 0 if f.lemma == "latter" else 1
    if len(roots) > wanted:
        entities.join(f.index, roots[wanted], f.lemma)


def _may_suit(f: Facts, actor: Actor, words: ActorWords) -> bool:
    """A quick look, before all is weighed: the noun itself, a rank, or a noun that may stand for such a body."""
    if f.lemma in actor.words or f.word in actor.words or f.kind == "person":
        return True
    table = words.stands_for.get(actor.kind(), frozenset())
    return f.lemma in table or f.word in table


def _description_fit(
    tree: Syntax,
    entities: Entities,
    f: Facts,
    actor: Actor,
    earlier: list[int],
    words: ActorWords,
    *,
    bare_plural: bool,
) -> float | None:
    facts = entities.facts
    nouns = [facts[i] for i in earlier if facts[i].form != "pronoun"]
    if not nouns:
        return None
    kind = actor.kind()
    institution = words.has("institution_nouns", f.lemma) or words.has("institution_nouns", f.word)
    heads = {g.lemma for g in nouns if g.form == "description"}
    named = [g for g in nouns if g.form == "name" and not (institution and not _national(g, words))]
    heads |= {w for g in named for w in g.key} | {words.rank(t) for g in nouns for t in g.title.lower().split()}
    known = heads | {w for g in nouns for w in (*g.modifiers, *g.key)}
    if f.modifiers - known:
        return None
    if f.lemma in heads or f.word in heads:
        number = {g.number for g in nouns if g.number and g.lemma == f.lemma}
        if f.number and number and f.number not in number:
            return None
        if kind == "person" and f.kind == "people":
            return None
        return 2.6 + (0.6 if f.modifiers else 0.0) - (0.6 if bare_plural else 0.0) - (0.8 if f.restricted else 0.0)
    if bare_plural or f.determiner == "" or f.restricted or institution or f.modifiers:
        return None
    if kind == "person":
        return _person_fit(f, actor, nouns, words)
    table = words.stands_for.get(kind, frozenset())
    if f.word not in table and f.lemma not in table:
        return None
    if f.number == "plur":
        return 0.7 if f.kind == "people" and kind == "group" and actor.named and len(earlier) > 1 else None
    return 1.3 if actor.named else 0.9


def _national(g: Facts, words: ActorWords) -> bool:
    """True for the name of a country's own force ("Somali National Army"), false for a band that calls itself one."""
    return any(
        w in words.demonyms or w in words.countries or w in ("armed", "royal", "national", "red")
        for w in g.name.lower().split()
    )


def _person_fit(f: Facts, actor: Actor, nouns: list[Facts], words: ActorWords) -> float | None:
    """How well "the leader", "the man" suit a person who was not called so before."""
    if f.kind != "person" or f.number == "plur" or f.lemma not in words.stands_for.get("person", ()):
        return None
    if not actor.named and any(g.determiner == "indefinite" for g in nouns):
        return 0.2 if f.lemma in ("man", "woman") else None
    return 1.0 if f.lemma in ("man", "woman", "leader", "commander") else 0.6


def _possessed(tree: Syntax, entities: Entities, f: Facts, words: ActorWords, ties: Sequence[Tie]) -> None:
    """ "its leader": the person said to lead that body. "his brigade", "our movement": the body that the possessor
    leads, belongs to or speaks for."""
    facts = entities.facts
    owner = next((g for g in facts if g.parent == f.index and tree.rel[g.head] == "nmod:poss"), None)
    if owner is None or is_following(f):
        return
    if f.kind == "person" and words.has("lead_nouns", f.lemma):
        for person in leaders_of(entities, ties, owner.index):
            if (
                facts[person].head < f.head
                and entities.of(person).named
                and entities.join(f.index, person, "leads that body")
            ):
                return
        return
    if f.kind not in ("group", "coalition"):
        return
    bodies = [owner.index] if owner.person in (1, 2) else bodies_of(entities, ties, owner.index)
    for body in bodies:
        actor = entities.of(body)
        if body == f.index or facts[body].head >= f.head or actor.kind() not in ("group", "coalition"):
            continue
        nouns = [facts[i] for i in actor.members if facts[i].form != "pronoun"]
        known = {g.lemma for g in nouns} | {w for g in nouns for w in g.key}
        general = f.lemma in words.stands_for.get("group", ()) and not f.modifiers
        if (f.lemma in known or (general and f.lemma in _ANY_BODY)) and _join_owned(entities, f, body, owner):
            return


def _join_owned(entities: Entities, f: Facts, body: int, owner: Facts) -> bool:
    return entities.join(f.index, body, "the possessor's body", force=owner.person in (1, 2))
