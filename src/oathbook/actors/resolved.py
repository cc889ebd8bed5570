"""What was resolved: which actor a name means, under which names it goes, what is held of two names and why."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, runtime_checkable

from oathbook.actors.edges import Folds, Pair, pair_of
from oathbook.actors.kin import Kin
from oathbook.actors.rulings import NOTHING, Conflict, Ruling, Step
from oathbook.records import Judgement, Verdict


@runtime_checkable
class Names(Protocol):
    """Where names are looked up by what they fold to."""

    def of(self, folded: Iterable[str]) -> tuple[str, ...]:
        """The names that fold to one of these, sorted."""

    def folded(self) -> Iterable[str]:
        """What the names fold to, each once."""


@dataclass(frozen=True, slots=True)
class Actors:
    """Which actor a name means. Made by ``resolve``; ``actors(name)`` is the actor's key.

    A key is a folded name of the actor: that of the known names where it has one, else the one that comes first in
    the alphabet. It depends on judgements and known names alone. A key given as a name gives itself.

    Attributes:
        conflicts: judgements "same" that are not followed, in the order in which they were made.
    """

    conflicts: tuple[Conflict, ...]
    _names: Names
    _folds: Folds
    _kin: Kin
    _keys: Mapping[str, str]
    _members: Mapping[str, tuple[str, ...]]
    _ties: Mapping[str, list[tuple[str, Judgement | None]]]
    _barred: Mapping[str, Mapping[str, Judgement]]
    _judged: Mapping[Pair, Judgement]
    _found: dict[str, str] = field(init=False, repr=False, compare=False, default_factory=dict)
    """Keys of the names asked for so far: histories ask for the same ones again and again."""

    def __call__(self, name: str) -> str:
        """The key of the actor that the name means; a name that nobody judged and no list knows is its own."""
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._key(self._folds[name])
        return found

    def all(self, names: Iterable[str]) -> frozenset[str]:
        """The keys of several names."""
        return frozenset([self(name) for name in names])

    def names(self, key: str) -> tuple[str, ...]:
        """The names given for the actor of that key, sorted; empty where none is."""
        return self._names.of(self.folded(key))

    def folded(self, key: str) -> tuple[str, ...]:
        """The folded names of the actor of that key, whether given or only judged or known."""
        return self._members.get(key) or self._kin.members.get(key) or (key,)

    def keys(self) -> frozenset[str]:
        """The keys of all names given."""
        return frozenset(map(self._key, self._names.folded()))

    def known(self, name: str) -> frozenset[str]:
        """Ids of the actors of the knowledge files that the name, or another of its actor, can mean."""
        return frozenset().union(*self.meanings(name))

    def meanings(self, name: str) -> frozenset[frozenset[str]]:
        """As ``known``, for each of the actor's folded names that the knowledge files have."""
        found = (self._kin.actors.get(each) for each in self.folded(self(name)))
        return frozenset(filter(None, found))

    def judged(self, one: str, other: str) -> Judgement | None:
        """The judgement that counts of these two names themselves, "undone" included; None where there is none."""
        return self._judged.get(pair_of(self._folds[one], self._folds[other]))

    def verdict(self, one: str, other: str) -> Ruling:
        """What is held of two names, with the steps that lead from the one to the other.

        "Different" passes through clusters: where A is B, and B was judged different from C, A is different from C.
        """
        first, last = self._folds[one], self._folds[other]
        ours, theirs = self._key(first), self._key(last)
        if ours == theirs:
            return Ruling("same", self._path(first, last))
        for mine in self.folded(ours):
            for your, judgement in self._barred.get(mine, {}).items():
                if self._key(your) == theirs:
                    through = Step(mine, your, "different", judgement)
                    return Ruling("different", (*self._path(first, mine), through, *self._path(your, last)))
        judged = self.judged(one, other)
        if judged is not None and judged.verdict == "unsure":
            return Ruling("unsure", (Step(first, last, "unsure", judged),))
        return NOTHING

    def steps(self) -> Iterator[tuple[str, str, Judgement]]:
        """Pairs of folded names that are joined, each with the judgement that joins them."""
        for one, ties in self._ties.items():
            for other, judgement in ties:
                if judgement is not None and one < other:
                    yield one, other, judgement

    def pairs(self, *verdicts: Verdict) -> frozenset[Pair]:
        """Pairs of keys of actors some of whose names were judged so; each pair in the order of the alphabet."""
        found = (
            (self._key(one), self._key(other))
            for (one, other), judgement in self._judged.items()
            if judgement.verdict in verdicts
        )
        return frozenset(pair_of(*pair) for pair in found)

    def with_conflicts(self, conflicts: Iterable[Conflict]) -> Actors:
        """The same with these conflicts."""
        return replace(self, conflicts=tuple(conflicts))

    def known_apart(self, one: str, other: str) -> Ruling:
        """That a name of the one actor and a name of the other are known for two actors; nothing where none are."""
        for mine in self.folded(self(one)):
            for your in self.folded(self(other)):
                if self._kin.apart(mine, your):
                    return Ruling("different", (Step(mine, your, "different"),))
        return NOTHING

    def _key(self, folded: str) -> str:
        return self._keys.get(folded) or self._kin.first.get(folded, folded)

    def _path(self, first: str, last: str) -> tuple[Step, ...]:
        """The fewest steps between two folded names of one cluster."""
        if first == last:
            return ()
        if first not in self._ties:  # no judgement touches this actor: the known names alone make it one
            return (Step(first, last, "same"),)
        came: dict[str, Step | None] = {first: None}
        waiting = deque([first])
        while waiting and last not in came:
            here = waiting.popleft()
            for there, judgement in self._ties[here]:
                if there not in came:
                    came[there] = Step(here, there, "same", judgement)
                    waiting.append(there)
        steps = []
        while (step := came[last]) is not None:
            steps.append(step)
            last = step.one
        return tuple(reversed(steps))
