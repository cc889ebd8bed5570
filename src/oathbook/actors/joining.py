"""Groups that grow by joining and never take in what is kept apart."""

from __future__ import annotations

from collections.abc import Iterable

Actors = frozenset[str]


class Joining:
    """Groups of texts (folded names, or keys of clusters). What was never joined is a group of its own.

    Args:
        apart: pairs that may never be in one group.
    """

    def __init__(self, apart: Iterable[tuple[str, str]] = ()) -> None:
        self._parent: dict[str, str] = {}
        self._size: dict[str, int] = {}
        self._foes: dict[str, set[str]] = {}
        self._labels: dict[str, set[Actors]] = {}
        for one, other in apart:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)

    def label(self, one: str, actors: Actors) -> None:
        """Say which known actors the name can mean. Give labels before joining."""
        if actors:
            self._labels.setdefault(one, set()).add(actors)

    def root(self, one: str) -> str:
        """The member that stands for the group of ``one``; changes as groups join."""
        parent = self._parent
        top = one
        while (above := parent.get(top, top)) != top:
            top = above
        while one != top:
            parent[one], one = top, parent.get(one, one)
        return top

    def kept_apart(self, one: str, other: str) -> bool:
        """Whether joining the two groups would put a pair into one group that may never be."""
        one, other = self.root(one), self.root(other)
        fewer, others = self._foes.get(one, set()), self._foes.get(other, set())
        if len(others) < len(fewer):
            fewer, other = others, one
        return any(self.root(foe) == other for foe in fewer)

    def known_apart(self, one: str, other: str) -> bool:
        """Whether a name of the one group and a name of the other are known for two actors."""
        ours, theirs = (self._labels.get(self.root(name), set()) for name in (one, other))
        return any(not mine & your for mine in ours for your in theirs)

    def join(self, one: str, other: str) -> None:
        """Make one group of two, whatever is kept apart."""
        one, other = self.root(one), self.root(other)
        if one == other:
            return
        if self._size.get(one, 1) < self._size.get(other, 1):
            one, other = other, one
        self._parent[other] = one
        self._size[one] = self._size.get(one, 1) + self._size.pop(other, 1)
        if other in self._foes:
            self._foes.setdefault(one, set()).update(self._foes.pop(other))
        if other in self._labels:
            self._labels.setdefault(one, set()).update(self._labels.pop(other))
