"""The actor that is asked about, among the names that claims give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from oathbook.actors import Aliases, key, nearest
from oathbook.errors import UnknownName
from oathbook.records import Claim


@dataclass
class Keys:
    """Keys of names, each worked out once."""

    aliases: Aliases | None = None
    _known: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = key(name, aliases=self.aliases)
        return self._known[name]

    def all(self, names: Iterable[str]) -> frozenset[str]:
        """The keys of several names."""
        return frozenset(self(name) for name in names)


@dataclass(frozen=True)
class Subject:
    """An actor found in claims: the key, the names given (most frequent first), the kind most often given."""

    key: str
    names: tuple[str, ...]
    kind: str


def find_subject(
    claims: Iterable[Claim], name: str, *, keys: Keys, also: Callable[[Claim], bool] | None = None
) -> tuple[Subject, list[Claim]]:
    """The actor of that name, and the claims that have it as agent or object, or for which ``also`` is true.

    One pass over the claims. UnknownName, with the nearest names, where no claim gives the name.
    """
    wanted = keys(name)
    names: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    others: set[str] = set()
    kept: list[Claim] = []
    for claim in claims:
        given = (*claim.agent, *claim.object)
        for each in (*given, claim.source):
            if keys(each) == wanted:
                names[each] += 1
                kinds[claim.kinds.get(each, "other")] += 1
            elif each not in ("report", "unnamed"):
                others.add(each)
        if any(keys(each) == wanted for each in given) or (also is not None and also(claim)):
            kept.append(claim)
    if not names:
        near = nearest(name, others)
        offered = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownName(
            f"no claim in the ledger names {name!r}{offered}; `oathbook claims` shows what there is", near
        )
    return Subject(wanted, most_frequent(names), most_frequent(kinds)[0]), kept


def most_frequent(counts: Counter[str]) -> tuple[str, ...]:
    """What was counted, most frequent first, then by the alphabet."""
    return tuple(sorted(counts, key=lambda each: (-counts[each], each)))
