"""Mentions joined step by step into actors, with the reason for every join.

A disjoint-set forest (Galler and Fischer 1964) whose sets also know which other sets they cannot be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oathbook.reading.facts import Facts, Gender
from oathbook.reading.names import alike, shorter_of
from oathbook.records import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Join:
    """Two mentions (by index) taken for the same actor, and why. ``score`` is the sieve's own, if it has one."""

    mention: int
    antecedent: int
    reason: str
    score: float = 0.0


@dataclass(slots=True)
class Actor:
    """What the joined mentions say together. ``words`` are the nouns, name words and titles it goes by."""

    members: list[int]
    kinds: dict[MentionKind, float]
    gender: Gender
    named: bool
    keys: set[tuple[str, ...]]
    words: set[str]
    apart: set[int] = field(default_factory=set)

    def kind(self) -> MentionKind:
        """The kind that most weight stands behind; names and nouns weigh more than pronouns."""
        if len(self.kinds) == 1:
            return next(iter(self.kinds))
        return max(self.kinds.items(), key=lambda item: item[1])[0]


class Entities:
    """The actors of one report while they are being put together."""

    def __init__(self, facts: list[Facts]) -> None:
        self.facts = facts
        self.joins: list[Join] = []
        self._parent = list(range(len(facts)))
        self.actors: dict[int, Actor] = {}
        for f in facts:
            weight = 0.1 if f.form == "pronoun" else 2.0 if f.form == "name" else 1.0
            self.actors[f.index] = Actor(
                members=[f.index],
                kinds={f.kind: weight},
                gender=f.gender,
                named=f.form == "name",
                keys={f.key} if f.key else set(),
                words=set() if f.form == "pronoun" else {f.lemma, f.word, *f.key, *f.title.lower().split()},
            )

    def root(self, i: int) -> int:
        """The index that stands for the actor of mention ``i``."""
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def of(self, i: int) -> Actor:
        """The actor of mention ``i``."""
        return self.actors[self.root(i)]

    def keep_apart(self, i: int, j: int) -> None:
        """Say that two mentions are two actors; later joins across them are refused."""
        a, b = self.root(i), self.root(j)
        if a != b:
            self.actors[a].apart.add(b)
            self.actors[b].apart.add(a)

    def may_join(self, i: int, j: int) -> bool:
        """False if something said before keeps the two apart."""
        a, b = self.root(i), self.root(j)
        if a == b:
            return True
        one, other = self.actors[a], self.actors[b]
        if b in one.apart or _two_people(one, other):
            return False
        return not (one.gender and other.gender and one.gender != other.gender)

    def join(self, mention: int, antecedent: int, reason: str, *, score: float = 0.0, force: bool = False) -> bool:
        """Make two mentions one actor; False if they are kept apart (``force`` overrules)."""
        a, b = self.root(antecedent), self.root(mention)
        if a == b:
            return True
        if not force and not self.may_join(mention, antecedent):
            return False
        if b < a:
            a, b = b, a
        one, other = self.actors[a], self.actors.pop(b)
        self._parent[b] = a
        one.members = sorted(one.members + other.members)
        for kind, weight in other.kinds.items():
            one.kinds[kind] = one.kinds.get(kind, 0.0) + weight
        one.gender = one.gender or other.gender
        one.named = one.named or other.named
        one.keys |= other.keys
        one.words |= other.words
        for c in other.apart:
            if c in self.actors and c != a:
                self.actors[c].apart.discard(b)
                self.actors[c].apart.add(a)
                one.apart.add(c)
        one.apart -= {a, b}
        self.joins.append(Join(mention, antecedent, reason, score))
        return True

    def before(self, i: int) -> Iterable[tuple[int, list[int]]]:
        """Actors that have a mention before ``i``: (root, their earlier mentions), other than the actor of ``i``."""
        facts, head = self.facts, self.facts[i].head
        own = self.root(i)
        for root, actor in self.actors.items():
            if root == own or facts[root].head >= head:
                continue
            members = actor.members
            if facts[members[-1]].head >= head:
                members = [j for j in members if facts[j].head < head]
            yield root, members


def _two_people(one: Actor, other: Actor) -> bool:
    """True for persons whose names cannot be one person's: "Yunis Darwish", "Nabil Sarraf"."""
    if not (one.named and other.named and one.kind() == other.kind() == "person"):
        return False
    return not any(a == b or alike(a, b) or shorter_of(a, b) or shorter_of(b, a) for a in one.keys for b in other.keys)
