"""Fills the named slots of a pattern around its trigger."""

from __future__ import annotations

from collections.abc import Callable

from oathbook.claims import frames
from oathbook.claims.anchors import Anchor
from oathbook.claims.circumstances import contents, places, times
from oathbook.claims.doers import all_parties, claimants, doers, effects, means_doers, parties
from oathbook.claims.tree import Tree

_HYPHENS = ("-", "–", "‑")


def fill(anchor: Anchor, slot: str) -> list[int]:
    """The head tokens that fill a slot, coordination included. A name that is no slot is a preposition."""
    tree, i = anchor.tree, anchor.i
    verb = tree.pos[i] in ("VERB", "AUX") and not tree.has(i, "cop")
    if slot == "subject":
        return frames.expand(tree, frames.subjects(tree, i) if verb else doers(anchor))
    if slot == "object":
        return frames.expand(tree, frames.objects(tree, i) if verb else ())
    if slot == "indirect":
        return frames.expand(tree, tree.children(i, "iobj"))
    if slot == "itself":
        return [i]
    if slot == "matched":
        return list(anchor.matched or anchor.asked)
    if slot == "possessive":
        owners = [k for w in (i, *anchor.asked) for k in tree.children(w, "nmod:poss")]
        return frames.expand(tree, [tree.antecedent(k) for k in owners])
    if slot == "compound":
        return [k for k in tree.children(i, "compound", "nmod:unmarked", "nmod:desc") if k < i]
    if slot == "adjective":
        return [k for k in tree.children(i, "amod") if tree.words[k][:1].isupper()]
    if slot == "modifier":
        return tree.children(i, "amod", "compound", "nmod:poss", "nmod:desc", "advmod")
    if slot == "particle":
        return tree.children(i, "compound:prt", "advmod")
    if slot == "hyphen":
        return _hyphened(tree, i)
    if slot == "head":
        return [tree.head[i]] if tree.head[i] >= 0 else []
    if slot == "holder":
        held = frames.holders(tree, i)
        return frames.expand(tree, held) if tree.tag[i] in ("NNS", "NNPS") or tree.has(i, "cop") else held
    if slot == "predicated":
        return frames.expand(tree, frames.surface_subjects(tree, i)) if tree.has(i, "cop") else []
    if slot == "modified":
        return _modified(tree, i)
    if slot == "content":
        return contents(anchor)
    if slot == "where":
        return places(anchor)
    if slot == "when":
        return times(anchor)
    if slot in _BY_LABEL:
        return [k for w in (i, *anchor.verbs) for k in tree.children(w, *_BY_LABEL[slot])]
    if slot in _DERIVED:
        return _DERIVED[slot](anchor)
    found = [k for w in anchor.words for k in frames.hanging(tree, w, slot)]
    if verb:
        found += [k for o in tree.children(i, "obj") if o not in anchor.words for k in frames.hanging(tree, o, slot)]
    if slot == "between" and found and len(frames.expand(tree, found)) == 1:
        found += [k for k in tree.children(i, "conj") if k > found[0]]  # "clashes between A and B", B hung too high
    return frames.expand(tree, sorted(set(found), key=lambda k: (k < i, k)))


def _hyphened(tree: Tree, i: int) -> list[int]:
    if i < 2 or tree.lower[i - 1] not in _HYPHENS:
        return []
    left = [k for k in tree.kids[i] if k < i and tree.dep[k] not in ("punct", "advmod", "case", "det", "cop", "nsubj")]
    return left[-1:] or [i - 2]


def _modified(tree: Tree, i: int) -> list[int]:
    """The noun that an adjective or participle says something of, by place before or after it, or by copula."""
    up, dep = tree.head[i], tree.dep[i]
    if tree.has(i, "cop") or (tree.has(i, "nsubj", "nsubj:pass")):
        return frames.expand(tree, frames.surface_subjects(tree, i))
    if up >= 0 and dep in ("amod", "acl", "acl:relcl", "appos", "nmod", "compound"):
        return [up]
    if dep == "conj" and up >= 0:
        return _modified(tree, up)
    if dep in ("advcl", "xcomp") and up >= 0:
        return frames.expand(tree, frames.surface_subjects(tree, up))
    return []


def _owners_of_asked(anchor: Anchor) -> list[int]:
    tree = anchor.tree
    return frames.expand(tree, [tree.antecedent(k) for w in anchor.asked for k in tree.children(w, "nmod:poss")])


def _modifiers_of_asked(anchor: Anchor) -> list[int]:
    return [k for w in anchor.asked for k in anchor.tree.children(w, "amod", "compound", "nmod:poss")]


def _objects_of_asked(anchor: Anchor) -> list[int]:
    return frames.expand(anchor.tree, [k for w in anchor.asked for k in frames.objects(anchor.tree, w)])


def _content_subjects(anchor: Anchor) -> list[int]:
    tree = anchor.tree
    said = [k for c in contents(anchor) for k in tree.children(c, "nsubj", "nsubj:pass")]
    return frames.expand(tree, said)


def _governed_subjects(anchor: Anchor) -> list[int]:
    """The subject of the clause in which the noun hangs by a preposition ("The town remains under the CONTROL of")."""
    tree, up = anchor.tree, anchor.tree.head[anchor.i]
    if up < 0 or tree.dep[anchor.i] not in ("obl", "obj", "xcomp") or not tree.clausal(up):
        return []
    return frames.expand(tree, frames.objects(tree, up) if tree.passive(up) else frames.surface_subjects(tree, up))


def _noun_heads(anchor: Anchor) -> list[int]:
    tree, up = anchor.tree, anchor.tree.head[anchor.i]
    return [up] if up >= 0 and tree.dep[anchor.i] == "nmod" else []


def _head_heads(anchor: Anchor) -> list[int]:
    """For a preposition, the noun that its phrase hangs on ("the BRIGADE under Colonel Taha")."""
    tree, up = anchor.tree, anchor.tree.head[anchor.i]
    hung = [tree.head[up]] if up >= 0 and tree.head[up] >= 0 and tree.dep[up] == "nmod" else []
    before = frames.noun_before(tree, anchor.i)
    return [*dict.fromkeys([*hung, *([before] if before >= 0 and before != up else [])])]


_BY_LABEL = {
    "case": ("case",),
    "cop": ("cop",),
    "nummod": ("nummod",),
    "xcomp": ("xcomp",),
    "advcl": ("advcl",),
    "obl": ("obl",),
    "advmod": ("advmod",),
    "unmarked": ("obl:unmarked", "nmod:unmarked"),
}
_DERIVED: dict[str, Callable[[Anchor], list[int]]] = {
    "claimant": claimants,
    "governor": lambda anchor: frames.governors(anchor.tree, anchor.i),
    "parties": parties,
    "all-parties": all_parties,
    "matched-possessive": _owners_of_asked,
    "matched-modifier": _modifiers_of_asked,
    "matched-object": _objects_of_asked,
    "content-subject": _content_subjects,
    "governed-subject": _governed_subjects,
    "noun-head": _noun_heads,
    "head-head": _head_heads,
    "means": means_doers,
    "effect": effects,
}
SLOTS = (
    frozenset(
        "subject object indirect itself matched possessive compound adjective modifier particle hyphen head holder "
        "predicated modified content where when".split()
    )
    | frozenset(_BY_LABEL)
    | frozenset(_DERIVED)
)
"""Slots that are not prepositions."""
