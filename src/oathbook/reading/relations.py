"""Who leads or belongs to which body, as far as the words of the report's names and descriptions say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oathbook.reading.entities import Entities
    from oathbook.reading.facts import Facts
    from oathbook.reading.kinds import ActorWords
    from oathbook.reading.syntax import Syntax

BODIES = frozenset({"group", "coalition", "state", "medium"})
_LEADING = frozenset({"lead", "command", "head", "found", "run", "chair", "direct", "govern"})
_BELONGING = frozenset({"join", "serve", "belong", "represent", "desert", "defect", "leave", "fight"})
_FOLLOWERS = frozenset(
    {"man", "men", "fighter", "follower", "troop", "force", "soldier", "guerrilla", "gunman", "loyalist", "supporter"}
)


@dataclass(frozen=True, slots=True)
class Tie:
    """A person (index of a mention) who leads, or belongs to, a body (index of a mention)."""

    person: int
    body: int
    kind: Literal["leads", "belongs"]


def find_ties(tree: Syntax, entities: Entities, words: ActorWords) -> list[Tie]:
    """All ties of a report in the order of their persons."""
    facts = entities.facts
    by_head = {f.head: f for f in facts}
    ties = [*_inside_phrases(tree, facts, by_head, words), *_verbs(tree, facts, by_head)]
    return sorted(ties, key=lambda t: (t.kind == "belongs", facts[t.person].head))


def _inside_phrases(tree: Syntax, facts: Sequence[Facts], by_head: dict[int, Facts], words: ActorWords) -> list[Tie]:
    """ "the leader of X", "its commander", "an X spokesman", "X commander Abu Y"."""
    ties = []
    for body in facts:
        if body.form != "pronoun" and body.kind not in BODIES:
            continue
        if body.form == "pronoun" and not (body.possessive and body.word in ("its", "their", "our", "whose")):
            continue
        whole = facts[body.parent] if body.parent >= 0 else by_head.get(tree.head[body.head])
        if whole is None or whole.kind != "person":
            continue
        rel = tree.rel[body.head]
        if rel not in ("nmod", "nmod:poss", "compound", "nmod:desc", "amod", "flat", "nmod:unmarked", "obl"):
            continue
        if rel == "amod" and body.kind != "state":
            continue
        noun = whole.lemma if whole.form == "description" else _office(tree, whole, words)
        leads = words.has("lead_nouns", noun.rpartition("-")[2])
        ties.append(Tie(whole.index, body.index, "leads" if leads else "belongs"))
    return ties


def _office(tree: Syntax, whole: Facts, words: ActorWords) -> str:
    """The noun of office in a named person's phrase: "commander" in "FSA commander Abu Yazan"."""
    return next(
        (tree.lower[i] for i in range(whole.first, whole.head + 1) if words.has("lead_nouns", tree.lower[i])), ""
    )


def _verbs(tree: Syntax, facts: Sequence[Facts], by_head: dict[int, Facts]) -> list[Tie]:
    ties = []
    for verb in range(len(tree)):
        lemma = tree.lemma[verb].lower()
        if tree.pos[verb] != "VERB" or (lemma not in _LEADING and lemma not in _BELONGING):
            continue
        kind: Literal["leads", "belongs"] = "leads" if lemma in _LEADING else "belongs"
        subject = object_ = agent = -1
        for c in tree.children[verb]:
            if tree.rel[c] == "nsubj":
                subject = c
            elif tree.rel[c] == "nsubj:pass" or tree.dep[c] == "obj":
                object_ = c
            elif tree.rel[c] == "obl:agent":
                agent = c
            elif tree.dep[c] == "obl" and object_ < 0 and kind == "belongs":
                object_ = c
        if tree.dep[verb] in ("acl",) and tree.rel[verb] != "acl:relcl":
            if tree.tag[verb] == "VBN":
                object_ = tree.head[verb]
            else:
                subject = tree.head[verb]
        person = by_head.get(agent if agent >= 0 else subject)
        body = by_head.get(object_)
        if person and body and person.kind == "person" and body.kind in BODIES:
            ties.append(Tie(person.index, body.index, kind))
    return ties


def bodies_of(entities: Entities, ties: Sequence[Tie], person: int, *, leads_only: bool = False) -> list[int]:
    """The mentions of the bodies that a person (by any mention) leads or belongs to, leading first."""
    root = entities.root(person)
    return [t.body for t in ties if entities.root(t.person) == root and (t.kind == "leads" or not leads_only)]


def leaders_of(entities: Entities, ties: Sequence[Tie], body: int) -> list[int]:
    """The mentions of the persons who lead a body (by any mention)."""
    root = entities.root(body)
    return [t.person for t in ties if t.kind == "leads" and entities.root(t.body) == root]


def is_following(f: Facts) -> bool:
    """True for "his men", "Sweidan's fighters": people who are somebody's."""
    return f.lemma in _FOLLOWERS or f.word in _FOLLOWERS
