"""Who does, or suffers, what a noun names: "the attack by X", "X's truce with Y", "claimed the raid"."""

from __future__ import annotations

from oathbook.claims import frames
from oathbook.claims.anchors import Anchor

_NO_NATION = frozenset({"terrorist", "guerrilla", "military", "armed"})
_STRIKING = frozenset({"hit", "kill", "target", "destroy", "strike", "wound", "injure", "murder", "damage", "attack"})


def doers(anchor: Anchor) -> list[int]:
    """Who does what a noun names: "by X", "launched by X", "X's", "X attack", "Israeli attack", in that order."""
    tree, i = anchor.tree, anchor.i
    by = frames.hanging(tree, i, "by")
    if not by:  # "the release of the fishermen by their captors", hung too low
        by = [b for o in frames.hanging(tree, i, "of") for b in frames.hanging(tree, o, "by")]
    if by:
        return by
    for verb in anchor.verbs:
        carried = frames.subjects(tree, verb)
        if carried and i not in carried:
            return carried
    owner = tree.children(i, "nmod:poss")
    if owner:
        return [tree.antecedent(k) for k in owner]
    if tree.has(i, "cop") and {"in", "under", "at"} & set(tree.case(i)):
        return frames.surface_subjects(tree, i)
    before = [
        k
        for k in tree.children(i, "compound", "nmod:desc")
        if k < i and anchor.kinds.actor(tree, k) and tree.lemma[k] not in _NO_NATION
    ]
    if before:
        return before
    nation = [
        k
        for k in tree.children(i, "amod")
        if tree.words[k][:1].isupper() and tree.words[k][1:].islower() and tree.lemma[k] not in _NO_NATION
    ]
    return nation or claimants(anchor)


def claimants(anchor: Anchor) -> list[int]:
    """Who claimed the deed ("claimed responsibility for the attack", "an attack claimed by")."""
    tree, i = anchor.tree, anchor.i
    for verb in frames.governors(tree, i):
        if tree.lemma[verb] == "claim":
            return frames.subjects(tree, verb)
    up = tree.head[i]
    if up >= 0 and tree.lemma[up] in ("responsibility", "credit") and "for" in tree.case(i):
        for verb in frames.governors(tree, up):
            return frames.subjects(tree, verb)
    if up >= 0 and tree.lemma[up] == "responsible" and "for" in tree.case(i):
        return frames.expand(tree, frames.surface_subjects(tree, up))
    if (
        up >= 0
        and tree.lemma[up] in ("blame", "accuse", "suspect", "charge")
        and {"for", "of", "with"} & set(tree.case(i))
    ):
        return frames.expand(tree, frames.objects(tree, up))
    for k in (up, *tree.kids[i]):
        claims = k == up and up >= 0 and tree.lemma[up] in ("claim", "take") and "for" in tree.case(i)
        if claims and any(tree.lemma[o] in ("responsibility", "credit") for o in tree.children(up, "obj")):
            return frames.subjects(tree, up)
        if k == up:
            continue
        if tree.dep[k] == "acl:relcl" and any(
            tree.lemma[o] in ("responsibility", "credit") for o in tree.children(k, "obj")
        ):
            return frames.subjects(tree, k)
    return []


def parties(anchor: Anchor) -> list[int]:
    """The sides of a noun such as "merger" or "truce": "between A and B", whoever makes it, "of A and B"."""
    tree, i = anchor.tree, anchor.i
    for preposition in ("between", "among"):
        found = [k for w in anchor.words for k in frames.hanging(tree, w, preposition)]
        if found:
            return frames.expand(tree, found)
    found = [k for k in doers(anchor) if anchor.kinds.actor(tree, k)]
    if not found:
        found = [k for k in frames.hanging(tree, i, "of") if anchor.kinds.actor(tree, k)]
    return frames.expand(tree, found)


def all_parties(anchor: Anchor) -> list[int]:
    """The sides, with those that follow "with"."""
    tree = anchor.tree
    if tree.pos[anchor.i] == "VERB":
        found = frames.subjects(tree, anchor.i) + frames.objects(tree, anchor.i)
        found = [k for k in found if anchor.kinds.actor(tree, k)]
    else:
        found = parties(anchor)
    with_ = [k for w in anchor.words for k in frames.hanging(tree, w, "with") if anchor.kinds.actor(tree, k)]
    return frames.expand(tree, [*dict.fromkeys([*found, *with_])])


def means_doers(anchor: Anchor) -> list[int]:
    """For "killed IN AN ATTACK by X": who made the attack."""
    tree, i = anchor.tree, anchor.i
    for k in tree.children(i, "obl"):
        if {"in", "by", "during"} & set(tree.case(k)) and tree.lemma[k] in anchor.kinds.lists["attacks"]:
            found = doers(Anchor(tree, anchor.kinds, k))
            if found:
                return frames.expand(tree, found)
    return []


def effects(anchor: Anchor) -> list[int]:
    """For "a strike that HIT two posts", "killed in a strike": who was struck."""
    tree, i = anchor.tree, anchor.i
    up = tree.head[i]
    verbs = [k for k in tree.children(i, "acl:relcl", "acl") if i in frames.subjects(tree, k)]
    hung = tree.dep[i] in ("obl", "obl:agent") and {"in", "by"} & set(tree.case(i))
    if up >= 0 and tree.pos[up] == "VERB" and (tree.dep[i] == "nsubj" or hung):
        verbs.append(up)
    for verb in verbs:
        if tree.lemma[verb] in _STRIKING:
            return frames.expand(tree, frames.objects(tree, verb))
    return []
