"""Who fills which place around a verb or noun, whatever the sentence makes of it.

A slot is a logical place: ``subject`` is the doer, be the verb active, passive, a participle, an infinitive whose
subject is understood, a relative clause or the second of two coordinated verbs. So one line of a claim type covers
them all. Slots of a word:

subject, object, indirect      logical roles of a verb; ``subject`` of a noun is who does it (see ``doer``)
to, from, with, out-of, ...    what hangs on it by that preposition ("out-of" for "out of")
possessive, compound, adjective, modifier   what stands before a noun: "X's", "X attack", "Israeli attack", any
hyphen                         X in "X-led", "X-based"
head                           the noun that the word modifies ("fighters" for "loyal" in "fighters loyal to X")
itself                         the word
holder                         the person that a title noun is said of ("Taha" for "leader" in "Taha, its leader")
content                        the clause it governs ("urged them to LEAVE"), or the noun demanded
"""

from __future__ import annotations

from collections.abc import Iterable

from oathbook.claims.tree import Tree

_OBJECT_CONTROL_ONLY_SUBJECT = frozenset({"promise", "vow", "threaten", "pledge", "swear"})
_CLAUSES = ("xcomp", "ccomp", "advcl")


def subjects(tree: Tree, v: int, depth: int = 0) -> list[int]:
    """The doers of a verb or predicate, unexpanded coordination. Empty where none is said."""
    if tree.passive(v):
        agents = tree.children(v, "obl:agent")
        agents = agents or [k for k in tree.children(v, "obl") if "by" in tree.case(k)] or following(tree, v, "by")
        if not agents:  # "equipped and trained by X"
            for k in tree.children(v, "conj"):
                if tree.tag[k] == "VBN":
                    agents = agents or tree.children(k, "obl:agent")
        return [tree.antecedent(a) for a in agents]
    return surface_subjects(tree, v, depth)


def surface_subjects(tree: Tree, v: int, depth: int = 0) -> list[int]:
    """The grammatical subject of a verb or predicate, said or understood."""
    said = tree.children(v, "nsubj", "nsubj:pass", "nsubj:outer")
    if said:
        return [tree.antecedent(([s for s in said if s < v] or said)[-1])]
    dep, up = tree.dep[v], tree.head[v]
    if up < 0 or depth > 5:
        return []
    if dep == "conj":
        return surface_subjects(tree, up, depth + 1)
    if dep == "acl:relcl":
        return [] if tree.has(v, "csubj") else [up]
    if dep == "acl":
        if tree.tag[v] in ("VBG", "VBN"):
            return [up]
        return _doer_of_plan(tree, up, depth)
    if dep in _CLAUSES:
        return _controllers(tree, v, up, depth)
    return []


def _controllers(tree: Tree, v: int, up: int, depth: int) -> list[int]:
    """Who is understood as subject of a clause without one: what the governing verb says."""
    if tree.dep[v] == "ccomp" and tree.tag[v] not in ("VB", "VBG", "VBN"):
        return []
    infinitive = any(tree.lower[k] == "to" and tree.dep[k] == "mark" for k in tree.kids[v])
    bare = tree.dep[v] == "xcomp" and tree.tag[v] in ("VB", "VBG", "VBN")
    if (infinitive or bare) and tree.lemma[up] not in _OBJECT_CONTROL_ONLY_SUBJECT and tree.dep[v] != "advcl":
        told = tree.children(up, "obj", "iobj")
        if told:
            return [tree.antecedent(told[0])]
        if tree.passive(up):
            return objects(tree, up, depth + 1)
    if tree.lemma[up] == "call" and infinitive:
        called = [k for k in tree.children(up, "obl") if {"on", "upon", "for"} & set(tree.case(k))]
        if called:
            return called[:1]
    if tree.clausal(up) or tree.pos[up] in ("VERB", "ADJ"):
        if tree.dep[up] in ("acl", "amod") and tree.pos[up] == "ADJ":
            return [tree.head[up]]
        return surface_subjects(tree, up, depth + 1)
    if tree.pos[up] in ("NOUN", "PROPN"):
        return _doer_of_plan(tree, up, depth)
    return []


def _doer_of_plan(tree: Tree, noun: int, depth: int) -> list[int]:
    """For "its decision to leave" or "announced a plan to leave": who decides."""
    owners = tree.children(noun, "nmod:poss")
    if owners:
        return owners[:1]
    up = tree.head[noun]
    if up >= 0 and tree.dep[noun] in ("obj", "obl", "nsubj:pass") and tree.pos[up] == "VERB" and depth < 5:
        return subjects(tree, up, depth + 1)
    if tree.has(noun, "cop"):
        return surface_subjects(tree, noun, depth + 1)
    return []


def objects(tree: Tree, v: int, depth: int = 0) -> list[int]:
    """What a verb is done to: object, passive subject, or the noun before a reduced or relative clause."""
    if tree.passive(v):
        said = tree.children(v, "nsubj:pass", "nsubj")
        if said:
            return [tree.antecedent(said[0])]
        if tree.dep[v] in ("acl", "amod", "acl:relcl") and tree.head[v] >= 0:
            return [tree.head[v]]
        if depth < 5 and tree.head[v] >= 0 and tree.dep[v] in ("conj", "xcomp", "advcl"):
            return surface_subjects(tree, v, depth + 1)
        return []
    said = tree.children(v, "obj")
    if said:
        return [tree.antecedent(s) for s in said]
    up = tree.head[v]
    if tree.dep[v] == "acl:relcl" and _gap(tree, v):
        return [up]
    if tree.dep[v] == "conj" and tree.pos[up] == "VERB" and depth < 5:
        shared = [o for o in tree.children(up, "obj") if o > v]
        if shared:
            return shared[:1]
        if tree.dep[up] == "acl:relcl" and _gap(tree, up):
            return [tree.head[up]]
    return []


def _gap(tree: Tree, v: int) -> bool:
    """Whether a relative clause has its own subject and no relative pronoun: the noun before it is the object."""
    own = tree.children(v, "nsubj", "nsubj:pass")
    if not own or tree.lower[own[0]] in ("who", "which", "that"):
        return False
    if any(tree.dep[k] in ("obj", "obl", "advmod") and tree.antecedent(k) != k for k in tree.kids[v]):
        return False
    return not _stranded(tree, v)


def _stranded(tree: Tree, v: int) -> list[int]:
    return [
        k
        for k in tree.kids[v]
        if k > v and tree.pos[k] == "ADP" and tree.dep[k] in ("obl", "case", "advmod", "nmod") and not tree.kids[k]
    ]


def hanging(tree: Tree, i: int, preposition: str) -> list[int]:
    """What hangs on a word by a preposition, relative clauses included ("from which they fled", "they fled from")."""
    found = []
    for k in tree.kids[i]:
        dep = tree.dep[k]
        if dep in ("obl", "nmod", "obl:agent", "advcl", "advmod", "xcomp") and preposition in tree.case(k):
            found.append(tree.antecedent(k))
        elif dep == "obl:unmarked" and preposition == "unmarked":
            found.append(k)
    if not found and tree.dep[i] == "acl:relcl" and any(tree.lower[s] == preposition for s in _stranded(tree, i)):
        found.append(tree.head[i])
    return found or following(tree, i, preposition)


def following(tree: Tree, i: int, preposition: str) -> list[int]:
    """The noun of a preposition that comes right after the word, wherever the parse has hung it."""
    for j in (i + 1, i + 2):
        if j < len(tree) and tree.lower[j] == preposition:
            if tree.dep[j] == "case" and tree.head[j] > j:
                return [tree.head[j]]
            if tree.dep[j] == "compound:prt" and tree.head[j] > j:  # hung on a verb further on
                return _phrase_after(tree, j)
        if j >= len(tree) or tree.pos[j] not in ("ADV", "ADP"):
            break
    return []


def _phrase_after(tree: Tree, j: int) -> list[int]:
    """The head of the noun phrase that begins right after token ``j``."""
    for k in range(j + 1, min(j + 5, len(tree))):
        if tree.pos[k] in ("NOUN", "PROPN", "PRON"):
            while tree.head[k] > k and tree.dep[k] in ("compound", "nmod:desc", "nmod:poss"):
                k = tree.head[k]
            return [k]
        if tree.pos[k] not in ("DET", "ADJ", "NUM"):
            break
    return []


def noun_before(tree: Tree, i: int) -> int:
    """The head of the noun phrase that ends right before a token (a comma between is let pass), or -1."""
    j = i - 1
    if j >= 0 and tree.lower[j] == ",":
        j -= 1
    if j < 0 or tree.pos[j] not in ("NOUN", "PROPN", "NUM", "PRON"):
        return -1
    while 0 <= tree.head[j] < i and tree.pos[tree.head[j]] in ("NOUN", "PROPN", "NUM") and tree.dep[j] != "conj":
        j = tree.head[j]
    return j


def governors(tree: Tree, noun: int) -> list[int]:
    """Verbs whose object the noun is ("launched an attack", "an attack was launched", "attacks launched by")."""
    dep, up = tree.dep[noun], tree.head[noun]
    found = []
    if dep == "conj" and up >= 0:
        found.extend(governors(tree, up))
    elif up >= 0 and dep in ("obj", "nsubj:pass") and tree.pos[up] == "VERB":
        found.append(up)
    for k in tree.kids[noun]:
        if tree.dep[k] in ("acl", "acl:relcl") and tree.pos[k] == "VERB" and noun in objects(tree, k):
            found.append(k)
    return found


def holders(tree: Tree, noun: int) -> list[int]:
    """The person a title is said of: by name, apposition, copula, "became", "as", "appointed"; or nobody."""
    dep, up = tree.dep[noun], tree.head[noun]
    if dep in ("nmod:desc", "compound", "flat") and up >= 0 and tree.pos[up] == "PROPN" and up > noun:
        return [up]
    after = [
        k
        for k in tree.kids[noun]
        if tree.dep[k] in ("appos", "flat", "nmod:desc") and k > noun and tree.pos[k] == "PROPN"
    ]
    if after:
        return after[:1]
    if dep == "appos" and up >= 0:
        return [up]
    for k in tree.children(noun, "nmod"):
        if "of" in tree.case(k):
            named = [a for a in tree.children(k, "appos") if tree.name[a] in ("PER", "PERSON")]
            if named:
                return named[:1]
    if tree.has(noun, "cop"):
        return surface_subjects(tree, noun)
    if dep == "conj" and up >= 0:
        shared = holders(tree, up)
        if shared and (tree.has(up, "cop") or tree.dep[up] in ("appos", "nmod:desc", "xcomp", "obl")):
            return shared
    if up >= 0 and dep in ("xcomp", "obl", "obj", "advcl") and tree.pos[up] in ("VERB", "AUX"):
        titled = dep != "obj" or tree.lemma[up] in ("become", "remain", "name", "appoint", "make", "elect", "call")
        if dep == "obl" and "as" not in tree.case(noun):
            titled = False
        if titled:
            if tree.passive(up):
                return objects(tree, up)
            direct = [o for o in tree.children(up, "obj") if o != noun]
            return [tree.antecedent(direct[0])] if direct else surface_subjects(tree, up)
    return []


def expand(tree: Tree, tokens: Iterable[int]) -> list[int]:
    """Fillers with their coordinated partners, each once, in order."""
    out: list[int] = []
    for token in tokens:
        for member in tree.conjuncts(token):
            if member not in out:
                out.append(member)
    return out
