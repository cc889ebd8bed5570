"""What is asked for, where, when and how many."""

from __future__ import annotations

from oathbook.claims import frames
from oathbook.claims.anchors import Anchor
from oathbook.claims.kinds import Kinds
from oathbook.claims.tree import Tree

_PLACE_CASES = frozenset(
    "in at near around outside inside across along on throughout over from north-of south-of east-of west-of".split()
)
_TIME_CASES = frozenset("in on at since until during after before by from over within for".split())


def contents(anchor: Anchor) -> list[int]:
    """What is asked for: the infinitive or clause governed, or the noun after "for"."""
    tree = anchor.tree
    clauses = [k for w in anchor.words for k in tree.children(w, "xcomp", "ccomp", "advcl", "acl") if k > anchor.i]
    if clauses:
        return frames.expand(tree, clauses)
    nouns = [k for w in anchor.words for k in frames.hanging(tree, w, "for")]
    if not nouns and tree.pos[anchor.i] == "VERB":
        nouns = frames.objects(tree, anchor.i)
    return frames.expand(tree, nouns)


def places(anchor: Anchor) -> list[int]:
    """Where it took place: what hangs on the trigger, its carrier verb or its object by a preposition of place."""
    tree, kinds, i = anchor.tree, anchor.kinds, anchor.i
    first = tree.first_conjunct(i) if tree.dep[i] == "conj" else i
    near = [*anchor.words]
    if tree.pos[i] == "VERB":
        near += tree.children(i, "obj", "nsubj:pass")
    if first != i:
        near.append(first)
    up = tree.head[i]
    if up >= 0 and tree.dep[i] in ("xcomp", "obj", "nsubj", "nsubj:pass", "obl") and tree.pos[up] == "VERB":
        near.append(up)
    for word in near:
        found = [
            k
            for k in tree.kids[word]
            if tree.dep[k] in ("obl", "nmod") and _PLACE_CASES & set(tree.case(k)) and kinds.place(tree, k)
        ]
        found += [k for k in tree.children(word, "advmod") if tree.lower[k] in ("there", "here")]
        if found:
            return found[:1]
    return []


def times(anchor: Anchor) -> list[int]:
    """When: what hangs on the trigger or on the verb that carries it and names a time."""
    tree, kinds, i = anchor.tree, anchor.kinds, anchor.i
    near = [*anchor.words]
    if tree.pos[i] == "VERB":
        near += [o for o in frames.objects(tree, i) if o > i]
        if tree.dep[i] in ("xcomp", "conj", "advcl") and tree.head[i] >= 0:
            near.append(tree.head[i])
    else:
        near += frames.governors(tree, i)
        if tree.dep[i] in ("nsubj", "nsubj:pass") and tree.pos[tree.head[i]] == "VERB":
            near.append(tree.head[i])
    for word in near:
        found = [
            k
            for k in tree.kids[word]
            if tree.dep[k] in ("obl", "nmod", "obl:unmarked", "nmod:unmarked", "advmod", "nmod:poss")
            and kinds.time(tree, k)
            and (tree.dep[k] not in ("obl", "nmod") or _TIME_CASES & set(tree.case(k)))
        ]
        if found:
            return found[:1]
    return []


def number_of(tree: Tree, i: int, kinds: Kinds) -> int:
    """The number token that counts a noun, or the token itself where it is a number; -1 for none."""
    if tree.pos[i] == "NUM":
        return i
    counted = tree.children(i, "nummod")
    if counted:
        return counted[0]
    if (
        tree.lemma[i] in kinds.lists["people"]
        and tree.pos[i] == "NOUN"
        and tree.lemma[i] not in ("part", "rest", "number")
    ):
        return i
    of = [k for k in tree.kids[i] if tree.dep[k] in ("nmod", "obl") and "of" in tree.case(k)]
    for k in of:
        if tree.pos[k] == "NUM":
            return k
        if tree.lemma[i] in (
            "group",
            "band",
            "force",
            "total",
            "number",
            "unit",
            "column",
            "contingent",
            "team",
        ) and tree.has(k, "nummod"):
            return tree.children(k, "nummod")[0]
    for k in tree.kids[i]:
        if tree.dep[k] in ("amod", "compound") and (tree.pos[k] == "NUM" or tree.lemma[k] in ("several", "dozen")):
            return k
    return -1
