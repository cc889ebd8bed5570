"""Clusters: which names mean one actor, computed from judgements and known names.

Two names are one where a chain of "same" leads from one to the other and no "different" stands between. Where "same"
would join what was judged different, "different" holds, and of the "same" the least firm is not followed: judgements
are taken in an order that the time of their making settles, not that of their arrival (``edges.in_order``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from oathbook.actors.edges import Folds, Pair, in_order, made, newest
from oathbook.actors.joining import Joining
from oathbook.actors.kin import Kin, Known, find_kin
from oathbook.actors.names import Aliases
from oathbook.actors.resolved import Actors, Names
from oathbook.actors.rulings import Conflict
from oathbook.records import Judgement

__all__ = ["Actors", "Folds", "Names", "resolve"]


def resolve(
    names: Iterable[str] | Names,
    judgements: Iterable[Judgement],
    knowledge: Known | None = None,
    *,
    aliases: Aliases | None = None,
    kin: Kin | None = None,
    folds: Folds | None = None,
) -> Actors:
    """Which names mean one actor.

    Args:
        names: the names that claims give, or where to look them up.
        judgements: all that were made, in any order: the newest of a pair counts, and a person's goes before the
            program's.
        knowledge: the knowledge files; they and the aliases join names less firmly than a person does.
        aliases: known aliases; those shipped with oathbook where not given.
        kin: what ``find_kin`` makes of ``knowledge`` and ``aliases``, where it is at hand already.
        folds: what names fold to, where some of it is at hand already; it is added to.
    """
    folds = Folds() if folds is None else folds
    kin = kin or find_kin(knowledge, aliases=aliases)
    judged = newest(judgements, folds=folds)
    work = _Work(judged, kin)
    work.follow()
    members = work.clusters()
    keys = {each: key for key, own in members.items() for each in own}
    kept = names if isinstance(names, Names) else _GivenNames(tuple(names), folds)
    actors = Actors((), kept, folds, kin, keys, members, work.ties, work.barred, judged)
    refused = sorted(work.refused, key=lambda each: made(each[1]))
    return actors.with_conflicts(_conflict(actors, pair, judgement) for pair, judgement in refused)


@dataclass(slots=True)
class _Work:
    """Follows judgements until each is followed or refused."""

    judged: Mapping[Pair, Judgement]
    kin: Kin
    nodes: list[str] = field(default_factory=list)
    ties: dict[str, list[tuple[str, Judgement | None]]] = field(default_factory=dict)
    barred: dict[str, dict[str, Judgement]] = field(default_factory=dict)
    refused: list[tuple[Pair, Judgement]] = field(default_factory=list)
    joining: Joining = field(default_factory=Joining)

    def follow(self) -> None:
        """Join what is the same, firmest first, but for what is kept apart."""
        apart = {pair: judgement for pair, judgement in self.judged.items() if judgement.verdict == "different"}
        for (one, other), judgement in sorted(apart.items()):
            self.barred.setdefault(one, {})[other] = judgement
            self.barred.setdefault(other, {})[one] = judgement
        self.joining = Joining(apart)
        seen = {each for pair in self.judged for each in pair}
        touched = sorted({self.kin.first[each] for each in seen if each in self.kin.first})
        self.nodes = sorted(seen.union(*(self.kin.members[first] for first in touched)))
        for each in self.nodes:
            self.ties[each] = []
            self.joining.label(each, self.kin.actors.get(each, frozenset()))
        for one, other, given in in_order(self.judged, touched, self.kin):
            if self._bars(one, other, given):
                self.refused += [((one, other), given)] if given is not None else []
            else:
                self.joining.join(one, other)
                self.ties[one].append((other, given))
                self.ties[other].append((one, given))

    def clusters(self) -> dict[str, tuple[str, ...]]:
        """The members of each cluster by its key."""
        members: dict[str, list[str]] = {}
        for each in self.nodes:
            members.setdefault(self.joining.root(each), []).append(each)
        return {min(own, key=lambda each: (each not in self.kin.members, each)): tuple(own) for own in members.values()}

    def _bars(self, one: str, other: str, judgement: Judgement | None) -> bool:
        if self.joining.kept_apart(one, other):
            return True
        return judgement is not None and judgement.by_program and self.joining.known_apart(one, other)


def _conflict(actors: Actors, pair: Pair, judgement: Judgement) -> Conflict:
    ruling = actors.verdict(*pair)
    return Conflict(judgement, ruling if ruling.verdict == "different" else actors.known_apart(*pair))


@dataclass(slots=True)
class _GivenNames:
    """Names in memory, folded when first asked for."""

    given: tuple[str, ...]
    folds: Folds
    _by_fold: dict[str, list[str]] | None = None

    def of(self, folded: Iterable[str]) -> tuple[str, ...]:
        kept = self._kept()
        return tuple(sorted(name for each in folded for name in kept.get(each, ())))

    def folded(self) -> Iterable[str]:
        return self._kept()

    def _kept(self) -> Mapping[str, list[str]]:
        if self._by_fold is None:
            self._by_fold = {}
            for name in dict.fromkeys(self.given):
                self._by_fold.setdefault(self.folds[name], []).append(name)
        return self._by_fold
