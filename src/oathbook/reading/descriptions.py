"""Descriptions ("the battalion", "its leader", "his brigade"): which actor before them they mean, if any.

The noun itself again (or in the name), or a noun that may stand for such a body, makes a candidate; weights fitted on
marked reports (scoring/fit_descriptions.py) decide between the candidates and an actor not spoken of before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.reading.relations import Tie, bodies_of, is_following, leaders_of
from oathbook.reading.salience import LEAST_LIKELY, Candidate, Features, description_features, total

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from oathbook.reading.entities import Actor, Entities
    from oathbook.reading.facts import Facts
    from oathbook.reading.kinds import ActorWords
    from oathbook.reading.learned import Learned
    from oathbook.reading.syntax import Syntax

ARMED = frozenset({"group", "coalition"})
"""Kinds of actors that a noun for an armed body may mean."""
ANY_BODY = frozenset(
    {"group", "movement", "organisation", "organization", "unit", "force", "faction", "militia", "band", "outfit"}
)
"""Nouns that may mean any armed body, whatever it calls itself."""


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
    threshold = total(new_features(f, words, learned), words.description_weights)
    for root, earlier, match in description_candidates(entities, f, words):
        features = description_features(tree, entities, f, entities.actors[root], earlier, match=match)
        if learned is not None:
            features["learned"] = max(learned.of(f.index, earlier), LEAST_LIKELY)
        score = total(features, words.description_weights) - threshold
        if score > 0.0 and (best is None or score > best.score):
            best = Candidate(root, earlier[-1], score)
    if best is not None:
        entities.join(f.index, best.nearest, "description", score=best.score)


def description_candidates(entities: Entities, f: Facts, words: ActorWords) -> Iterator[tuple[int, list[int], str]]:
    """The actors that a description may mean, with their earlier mentions and how its noun suits them."""
    stands_for = frozenset(kind for kind, nouns in words.stands_for.items() if f.lemma in nouns or f.word in nouns)
    for root, earlier in entities.before(f.index):
        actor = entities.actors[root]
        if not (_may_suit(f, actor, stands_for) and entities.may_join(f.index, root)):
            continue
        match = _match(f, actor, [entities.facts[i] for i in earlier if entities.facts[i].form != "pronoun"], words)
        if match:
            yield root, earlier, match


def new_features(f: Facts, words: ActorWords, learned: Learned | None) -> Features:
    """What speaks for a description being an actor not spoken of before."""
    institution = words.has("institution_nouns", f.lemma) or words.has("institution_nouns", f.word)
    out: Features = {"new": 1.0, f"new {f.determiner or 'bare'}": 1.0, f"new {f.kind}": 1.0, f"new {f.number}": 1.0}
    out[f"new word {f.lemma}"] = 1.0
    if institution:
        out["new institution"] = 1.0
    if f.restricted:
        out["new restricted"] = 1.0
    if f.modifiers:
        out["new modified"] = 1.0
        if _general(f, words):
            out["new modified in general"] = 1.0
    if f.counted:
        out["new counted"] = 1.0
    if f.sentence == 0:
        out["new in the first sentence"] = 1.0
    if learned is None:
        out["new unlearned"] = 1.0
    else:
        out["new learned"] = max(learned.new[f.index], LEAST_LIKELY)
    return out


def _general(f: Facts, words: ActorWords) -> bool:
    """True if the modifiers say nothing that tells one body from another: "terrorist", "rebel", "new"."""
    return all(words.has("general_modifiers", m) for m in f.modifiers)


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


def _may_suit(f: Facts, actor: Actor, stands_for: Container[str]) -> bool:
    """A quick look, before all is weighed: the noun itself, a rank, or a noun that may stand for such a body.

    ``stands_for`` are the kinds of actor that the noun may stand for.
    """
    if f.kind == "person" or f.lemma in actor.words or f.word in actor.words:
        return True
    return bool(stands_for) and actor.kind() in stands_for


def _match(f: Facts, actor: Actor, nouns: list[Facts], words: ActorWords) -> str:
    """How the description's noun suits the actor: "head" (its own noun), "other" (a noun that may stand for it), each
    with what the modifiers do; "" where it does not."""
    if not nouns:
        return ""
    kind = actor.kind()
    institution = words.has("institution_nouns", f.lemma) or words.has("institution_nouns", f.word)
    heads = {g.lemma for g in nouns if g.form == "description"}
    named = [g for g in nouns if g.form == "name" and not (institution and not _national(g, words))]
    heads |= {w for g in named for w in g.key} | {words.rank(t) for g in nouns for t in g.title.lower().split()}
    known = heads | {w for g in nouns for w in (*g.modifiers, *g.key)}
    manner = "" if not f.modifiers else " known" if f.modifiers <= known else " general" if _general(f, words) else "no"
    if manner == "no":
        return ""
    if f.lemma in heads or f.word in heads:
        number = {g.number for g in nouns if g.number and g.lemma == f.lemma}
        if (f.number and number and f.number not in number) or (kind == "person" and f.kind == "people"):
            return ""
        return ("name" if not any(g.lemma == f.lemma and g.form == "description" for g in nouns) else "head") + manner
    if f.determiner == "" or f.restricted or institution:
        return ""
    if kind == "person":
        if f.kind != "person" or f.number == "plur" or f.lemma not in words.stands_for.get("person", ()):
            return ""
        return (
            "person introduced"
            if any(g.determiner == "indefinite" for g in nouns) and not actor.named
            else "person" + manner
        )
    table = words.stands_for.get(kind, frozenset())
    if f.word not in table and f.lemma not in table:
        return ""
    return ("others" if f.number == "plur" else "other") + manner


def _national(g: Facts, words: ActorWords) -> bool:
    """True for the name of a country's own force ("Somali National Army"), false for a band that calls itself one."""
    return any(
        w in words.demonyms or w in words.countries or w in ("armed", "royal", "national", "red")
        for w in g.name.lower().split()
    )


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
        if (f.lemma in known or (general and f.lemma in ANY_BODY)) and _join_owned(entities, f, body, owner):
            return


def _join_owned(entities: Entities, f: Facts, body: int, owner: Facts) -> bool:
    return entities.join(f.index, body, "the possessor's body", force=owner.person in (1, 2))
