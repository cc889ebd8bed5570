"""Sieves on sentence structure: what cannot be one actor, appositions, predicates, other names, relative pronouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oathbook.reading.entities import Entities
    from oathbook.reading.facts import Facts
    from oathbook.reading.kinds import ActorWords
    from oathbook.reading.syntax import Syntax

NAMING_VERBS = frozenset(
    {"know", "call", "name", "dub", "nickname", "style", "title", "rename", "term", "label", "baptise", "christen"}
)
_SUBJECTS = frozenset({"nsubj", "csubj"})
_OTHERS = frozenset({"obj", "iobj", "obl"})
_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly"})
_MODALS = frozenset({"may", "might", "could", "would", "can", "should"})


def keep_apart(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """A phrase is not what stands inside it; conjuncts are not each other; subject and object are not one without a
    reflexive (binding principle B)."""
    facts = entities.facts
    by_head = {f.head: f for f in facts}
    for f in facts:
        up = f.parent
        while up >= 0:
            entities.keep_apart(f.index, up)
            up = facts[up].parent
        h = tree.head[f.head]
        if tree.dep[f.head] == "conj" and h in by_head:
            entities.keep_apart(f.index, by_head[h].index)
            for c in tree.children[h]:
                if tree.dep[c] == "conj" and c in by_head and c != f.head:
                    entities.keep_apart(f.index, by_head[c].index)
    for predicate in range(len(tree)):
        subjects, others = [], []
        for c in tree.children[predicate]:
            if tree.dep[c] in _SUBJECTS:
                subjects.append(c)
            elif tree.dep[c] in _OTHERS:
                others.append(c)
        if not others:
            continue
        if not subjects and tree.dep[predicate] in ("xcomp", "conj", "advcl"):
            up = tree.head[predicate]
            subjects = [c for c in tree.children[up] if tree.dep[c] in _SUBJECTS]
        for a in subjects:
            for b in others:
                if a in by_head and b in by_head and not by_head[b].reflexive:
                    entities.keep_apart(by_head[a].index, by_head[b].index)
        for n, a in enumerate(others):
            for b in others[n + 1 :]:
                if a in by_head and b in by_head and not by_head[b].reflexive:
                    entities.keep_apart(by_head[a].index, by_head[b].index)


def relative_pronouns(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """ "who", "which", "that", "whose" mean the noun that their clause describes."""
    by_head = {f.head: f for f in entities.facts}
    for f in entities.facts:
        if not f.relative:
            continue
        i = f.head
        while tree.head[i] != i and tree.rel[i] not in ("acl:relcl", "advcl:relcl"):
            i = tree.head[i]
        antecedent = by_head.get(tree.head[i]) if tree.rel[i] == "acl:relcl" else None
        if antecedent is not None and antecedent.head < f.head:
            entities.join(f.index, antecedent.index, "relative pronoun", force=True)


def appositions(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """ "The group, Assoud al-Islam,": an apposition is the same actor, if both can be."""
    by_head = {f.head: f for f in entities.facts}
    for f in entities.facts:
        if tree.dep[f.head] == "appos":
            other = by_head.get(tree.head[f.head])
            if other is None or _is_list(tree, f.head):
                continue
            if (
                tree.has_child(f.head, "cc")
                or f.form == "pronoun"
                or f.word in ("one", "two")
                or _numbered_apart(f, other)
            ):
                continue
            if (
                f.form == other.form == "name"
                and tree.words[f.first - 1] not in ("(", "[", "or")
                and f.kind != "person"
            ):
                continue
            close = (
                f.first == other.head + 1 and f.form == "name" and other.form == "description" and f.kind == "person"
            )
            if not (_one_actor(f, other) or close):
                other = _inner(f, other, entities.facts)
            if other is not None:
                entities.join(f.index, other.index, "apposition")
        elif tree.rel[f.head] in ("nmod:unmarked", "nmod:desc", "compound", "dep", "flat") and f.form == "name":
            other = by_head.get(tree.head[f.head])
            if other is None or other.form != "description" or other.head > f.head:
                continue
            if tree.pos[other.head] == "NOUN" and _one_actor(f, other) and f.kind == "person":
                entities.join(f.index, other.index, "name behind its noun")


def names_behind_nouns(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """ "the militant group Boko Haram": a body's name right behind its noun, whatever the tree makes of it."""
    ends = {f.last: f for f in entities.facts if f.form == "description" and f.kind in ("group", "coalition")}
    for f in entities.facts:
        other = ends.get(f.first - 1)
        if f.form != "name" or other is None or other.head != other.last or other.number == "plur" or f.kind == "place":
            continue
        if tree.sentence[f.head] == other.sentence and other.determiner and f.word not in words.demonyms:
            hangs = tree.head[f.head] == other.head or tree.head[f.head] == tree.head[other.head]
            if hangs and tree.lower[f.first] != "the" and not tree.has_child(f.head, "case"):
                entities.join(f.index, other.index, "name behind its noun", force=True)


def _inner(f: Facts, outer: Facts, facts: list[Facts]) -> Facts | None:
    """ "the leader of another coalition, Feilaq al-Homs": the description inside the outer one that ends before the
    name, where the outer one is no such actor."""
    for g in reversed(facts[outer.index + 1 : f.index]):
        if g.form == "description" and f.first - g.last in (1, 2) and g.number != "plur" and _one_actor(f, g):
            return g
    return None


def _numbered_apart(one: Facts, other: Facts) -> bool:
    """True for "the 7th Brigade" and "the 6th Brigade"."""
    ours, theirs = ({w for w in (*f.modifiers, *f.key) if any(c.isdigit() for c in w)} for f in (one, other))
    return bool(ours and theirs and not ours & theirs)


def _is_list(tree: Syntax, i: int) -> bool:
    return (
        any(tree.dep[c] == "conj" for c in tree.children[i])
        and not any(tree.dep[c] == "conj" for c in tree.children[tree.head[i]])
        and tree.tag[tree.head[i]] not in ("NNS", "NNPS")
    )


def _one_actor(one: Facts, other: Facts) -> bool:
    kinds = {one.kind, other.kind}
    if "place" in kinds:
        return False
    if "other" in kinds:
        return one.form == "name" and other.form == "name"
    if "person" in kinds and len(kinds) > 1:
        return False
    if "people" in kinds and "name" in (one.form, other.form) and len(kinds) == 1:
        return True
    if "people" in kinds and len(kinds) > 1:
        return bool(kinds & {"group", "coalition"}) and "name" in (one.form, other.form)
    return not (kinds == {"person"} and {one.number, other.number} == {"sing", "plur"})


def predicates(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """ "Feilaq a-Homs is a Homs-based militia": what a subject is said to be, unless denied or only possible."""
    by_head = {f.head: f for f in entities.facts}
    for f in entities.facts:
        children = tree.children[f.head]
        if f.form == "pronoun" or not any(tree.dep[c] == "cop" for c in children):
            continue
        if any(
            tree.lower[c] in _NEGATIONS or tree.lower[c] in _MODALS or tree.dep[c] == "case"
            for c in children
            if c < f.head
        ):
            continue
        subject = next((by_head[c] for c in children if tree.rel[c] == "nsubj" and c in by_head), None)
        if subject is None or subject.person in (1, 2) or subject.head > f.head:
            continue
        if subject.form == "pronoun" and (subject.number or "sing") != (f.number or "sing"):
            continue
        if _one_actor(f, subject) or (subject.form == "pronoun" and f.kind != "other"):
            entities.join(f.index, subject.index, "is said to be")


def other_names(tree: Syntax, entities: Entities, words: ActorWords) -> None:
    """ "Magomedrasul Atayev, better known as Abu Salman", "a man called Tempestade"."""
    by_head = {f.head: f for f in entities.facts}
    starts = {f.first: f for f in entities.facts if f.form == "name" and f.parent < 0}
    for i in range(len(tree)):
        if tree.lemma[i].lower() not in NAMING_VERBS or tree.pos[i] not in ("VERB", "ADJ"):
            continue
        bearer = _bearer(tree, i, by_head)
        named = _named_behind(tree, i, starts) if bearer is not None and bearer.form == "description" else None
        if named is not None and bearer is not None and _may_be_called(bearer, named):
            entities.join(named.index, bearer.index, "known as", force=True)
            continue
        named = _named_by(tree, i, by_head)
        if named is None or bearer is None or named.index == bearer.index or named.form != "name":
            continue
        persons = [x.kind == "person" for x in (named, bearer) if x.kind not in ("other", "people")]
        if len(set(persons)) > 1 or (named.kind == "person" and bearer.number == "plur"):
            continue
        if "place" not in (named.kind, bearer.kind):
            entities.join(named.index, bearer.index, "known as", force=True)
    for f in entities.facts:
        if (
            f.form == "name"
            and f.first > 1
            and tree.lower[f.first - 1] in ("alias", "aka", "a.k.a", "a.k.a.", "nickname", "née")
        ):
            before = next(
                (g for g in reversed(entities.facts[: f.index]) if g.last < f.first and g.form == "name"), None
            )
            if before is not None and before.last >= f.first - 4:
                entities.join(f.index, before.index, "alias", force=True)


def _named_behind(tree: Syntax, verb: int, starts: dict[int, Facts]) -> Facts | None:
    """The name right behind "known as", "calling itself", "called"."""
    i = verb + 1
    while i < len(tree) and tree.lower[i] in (
        "as",
        "itself",
        "themselves",
        "himself",
        "only",
        "simply",
        '"',
        "“",
        "also",
    ):
        i += 1
    called = tree.tag[verb] == "VBN" or i > verb + 1
    return starts.get(i) if called and tree.lower[verb + 1 : verb + 2] != ["by"] else None


def _named_by(tree: Syntax, verb: int, by_head: dict[int, Facts]) -> Facts | None:
    for c in tree.children[verb]:
        if c > verb and tree.dep[c] in ("obl", "xcomp", "obj", "advcl", "dep") and c in by_head:
            before = [tree.lower[x] for x in tree.children[c] if tree.dep[x] == "case" or tree.dep[x] == "mark"]
            if not before or "as" in before:
                return by_head[c]
    return None


def _bearer(tree: Syntax, verb: int, by_head: dict[int, Facts]) -> Facts | None:
    if tree.rel[verb] == "acl:relcl":
        own = any(tree.dep[c] == "obj" and c in by_head and by_head[c].reflexive for c in tree.children[verb])
        if own:
            return by_head.get(tree.head[verb])
    if tree.dep[verb] in ("acl", "amod", "appos", "parataxis"):
        return by_head.get(tree.head[verb])
    for c in tree.children[verb]:
        if tree.rel[c] == "nsubj:pass" and c in by_head:
            return by_head[c]
        if tree.dep[c] == "obj" and c in by_head and by_head[c].reflexive:
            subject = tree.child(verb, "nsubj")
            return by_head.get(subject)
    return None


def _may_be_called(bearer: Facts, named: Facts) -> bool:
    """True for bodies, for what is named as of its own kind, and for people with the name of a body."""
    bodies = ("group", "coalition")
    return bearer.kind in (*bodies, named.kind) or (bearer.kind == "people" and named.kind in bodies)
