"""Fills the named slots of a pattern around its trigger."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from oathbook.claims import frames
from oathbook.claims.kinds import Kinds
from oathbook.claims.tree import Tree

_PLACE_CASES = frozenset(
    "in at near around outside inside across along on throughout over from north-of south-of east-of west-of".split()
)
_TIME_CASES = frozenset("in on at since until during after before by from over within for".split())
_NO_NATION = frozenset({"terrorist", "guerrilla", "military", "armed"})
_STRIKING = frozenset({"hit", "kill", "target", "destroy", "strike", "wound", "injure", "murder", "damage", "attack"})
_BLAMED = frozenset(
    {"responsible", "responsibility", "credit", "blame", "behind", "accuse", "charge", "suspect", "convict"}
)
_HYPHENS = ("-", "–", "‑")


class Anchor:
    """A trigger and the words that belong to it: those that its pattern asked for and the verb that carries it.

    ``asked`` are tokens that a condition asked for by their words, ``matched`` those of conditions that any word meets.
    """

    __slots__ = ("asked", "i", "kinds", "light", "matched", "tree", "verbs", "words")

    def __init__(
        self,
        tree: Tree,
        kinds: Kinds,
        i: int,
        light: frozenset[str] | None = None,
        asked: tuple[int, ...] = (),
        matched: tuple[int, ...] = (),
    ) -> None:
        self.tree, self.kinds, self.i, self.light = tree, kinds, i, light
        self.asked, self.matched = asked, matched
        carriers = light if light is not None else kinds.lists["light"]
        self.verbs: tuple[int, ...] = ()
        if tree.pos[i] not in ("VERB", "AUX"):
            self.verbs = tuple(v for v in frames.governors(tree, i) if tree.lemma[v] in carriers)
        self.words = (i, *asked, *self.verbs)

    def joined(self, matched: Iterable[int], *, by_word: bool) -> Anchor:
        """The same trigger with what a condition found: ``asked`` if by its words, else ``matched``."""
        asked, free = (*self.asked, *(matched if by_word else ())), (*self.matched, *(() if by_word else matched))
        return Anchor(self.tree, self.kinds, self.i, self.light, asked, free)


def fill(anchor: Anchor, slot: str) -> list[int]:
    """The head tokens that fill a slot, coordination included, in text order of the first. Unknown slot: a preposition."""
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
    return frames.expand(tree, sorted(set(found), key=lambda k: (k < i, k)))


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


def doers(anchor: Anchor) -> list[int]:
    """Who does what a noun names: "by X", "launched by X", "X's", "X attack", "Israeli attack", in that order."""
    tree, i = anchor.tree, anchor.i
    by = frames.hanging(tree, i, "by")
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
    if up >= 0 and tree.lemma[up] in ("claim", "take") and "for" in tree.case(i):
        if any(tree.lemma[o] in ("responsibility", "credit") for o in tree.children(up, "obj")):
            return frames.subjects(tree, up)
    for k in tree.kids[i]:
        if tree.dep[k] == "acl:relcl" and any(
            tree.lemma[o] in ("responsibility", "credit") for o in tree.children(k, "obj")
        ):
            return frames.subjects(tree, k)
    return []


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
        near += [v for v in frames.governors(tree, i)]
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


def _means_doers(anchor: Anchor) -> list[int]:
    """For "killed IN AN ATTACK by X": who made the attack."""
    tree, i = anchor.tree, anchor.i
    for k in tree.children(i, "obl"):
        if {"in", "by", "during"} & set(tree.case(k)) and tree.lemma[k] in anchor.kinds.lists["attacks"]:
            found = doers(Anchor(tree, anchor.kinds, k))
            if found:
                return frames.expand(tree, found)
    return []


def _effects(anchor: Anchor) -> list[int]:
    """For "a strike that HIT two posts", "killed in a strike": who was struck."""
    tree, i = anchor.tree, anchor.i
    up = tree.head[i]
    verbs = [k for k in tree.children(i, "acl:relcl", "acl") if i in frames.subjects(tree, k)]
    if up >= 0 and tree.dep[i] in ("nsubj", "obl", "obl:agent") and tree.pos[up] == "VERB":
        if tree.dep[i] == "nsubj" or {"in", "by"} & set(tree.case(i)):
            verbs.append(up)
    for verb in verbs:
        if tree.lemma[verb] in _STRIKING:
            return frames.expand(tree, frames.objects(tree, verb))
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
    "means": _means_doers,
    "effect": _effects,
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
