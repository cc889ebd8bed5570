"""How likely an actor is what a pronoun or a description refers back to: named features, weighed and summed.

The weights are in ``data/words/antecedents.yaml`` and were fitted on marked reports by ``scoring/fit_antecedents.py``
(a conditional logit over the candidates of each mention); the features follow Lappin and Leass (1994) and the
mention-ranking models since Denis and Baldridge (2008).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oathbook.reading.entities import Actor, Entities
    from oathbook.reading.facts import Facts
    from oathbook.reading.syntax import Syntax

Features = dict[str, float]
LEAST_LIKELY = -6.0
"""Where the trained scorer's log likelihood is cut off."""
_ROLES = frozenset(
    ["nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "compound", "amod", "root", "appos", "iobj"]
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor that a mention may mean: its root, the nearest earlier mention, and how well it does."""

    root: int
    nearest: int
    score: float


def total(features: Features, weights: Mapping[str, float]) -> float:
    """The weighed sum; features without a weight count nothing."""
    out = 0.0
    for name, value in features.items():
        if name in weights:
            out += weights[name] * value
    return out


def pronoun_type(f: Facts) -> str:
    """Which pronouns share weights: "he", "it" or "they"."""
    if f.gender:
        return "he"
    return "it" if f.number == "sing" else "they"


def shared(tree: Syntax, entities: Entities, f: Facts, actor: Actor, earlier: list[int], kind: str) -> Features:
    """Features of recency, syntax and salience, for pronouns (``kind`` "he", "it", "they") and descriptions."""
    facts = entities.facts
    nearest = facts[earlier[-1]]
    distance = f.sentence - nearest.sentence
    same = []
    for i in reversed(earlier):
        if facts[i].sentence != nearest.sentence:
            break
        same.append(facts[i])
    out: Features = {
        f"distance {min(distance, 4)}": 1.0,
        f"distance {min(distance, 3)} {kind}": 1.0,
        "mentions": log(len(earlier)),
        f"mentions {kind}": log(len(earlier)),
    }
    role = nearest.role if nearest.role in _ROLES else "other"
    out[f"role {role}"] = 1.0
    if any(g.role.startswith("nsubj") for g in same):
        out[f"subject {min(distance, 2)}"] = 1.0
        if f.role.startswith("nsubj"):
            out[f"subject for subject {min(distance, 2)}"] = 1.0
    if any(tree.dep[tree.head[g.head]] == "root" and g.role.startswith("nsubj") for g in same):
        out[f"main subject {min(distance, 2)}"] = 1.0
    if any(g.role == f.role for g in same):
        out["same role"] = 1.0
    if distance == 0:
        gap = min(f.head - nearest.head, 40)
        out["gap"] = gap / 10
        if any(g.clause == f.clause for g in same):
            out["same clause"] = 1.0
            if f.possessive and any(g.clause == f.clause and g.role.startswith("nsubj") for g in same):
                out["own subject's"] = 1.0
        if any(g.clause == nearest.clause and g.index != nearest.index for g in same):
            out["twice there"] = 1.0
    if actor.named:
        out[f"named {kind}"] = 1.0
    if bool(f.quote) != bool(nearest.quote):
        out["across quotes"] = 1.0
    if any(g.form == "pronoun" for g in same):
        out["pronoun there"] = 1.0
        if any(g.form == "pronoun" and g.person == f.person and g.number == f.number for g in same):
            out["same pronoun there"] = 1.0
    if nearest.determiner == "indefinite":
        out["just introduced"] = 1.0
    if facts[earlier[0]].sentence == 0:
        out["in the first sentence"] = 1.0
    if nearest.parent >= 0:
        out["inside a phrase"] = 1.0
    return out


def pronoun_features(tree: Syntax, entities: Entities, f: Facts, actor: Actor, earlier: list[int]) -> Features:
    """All features of a candidate for a third-person pronoun."""
    kind = pronoun_type(f)
    out = shared(tree, entities, f, actor, earlier, kind)
    nouns = [entities.facts[i] for i in actor.members if entities.facts[i].form != "pronoun"]
    number = next((g.number for g in nouns if g.number), "none") if nouns else "pronoun"
    out[f"{kind} kind {actor.kind() if nouns else 'pronoun'}"] = 1.0
    out[f"{kind} number {number}"] = 1.0
    if any(g.form == "name" for g in nouns):
        out[f"{kind} number {number} name"] = 1.0
    if f.possessive:
        out[f"possessive {'subject' if entities.facts[earlier[-1]].role.startswith('nsubj') else 'other'}"] = 1.0
    return out


def description_features(
    tree: Syntax, entities: Entities, f: Facts, actor: Actor, earlier: list[int], *, match: str
) -> Features:
    """All features of a candidate for a description; ``match`` is how its noun suits the actor."""
    out = shared(tree, entities, f, actor, earlier, "the")
    out[f"match {match}"] = 1.0
    out[f"match {match} {actor.kind()}"] = 1.0
    if actor.named:
        out[f"named {match}"] = 1.0
    out[f"word {f.lemma} {match.split()[0]}"] = 1.0
    if f.determiner == "demonstrative":
        out["demonstrative"] = 1.0
    if f.determiner == "":
        out["bare"] = 1.0
        out[f"bare {match}"] = 1.0
    if f.restricted:
        out["restricted"] = 1.0
    if f.modifiers:
        out[f"modified {match}"] = 1.0
    if f.number == "plur":
        out[f"plural {match}"] = 1.0
    last = entities.facts[earlier[-1]]
    if f.sentence - last.sentence > 4:
        out["far"] = min(f.sentence - last.sentence, 20) / 10
    return out
