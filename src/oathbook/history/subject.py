"""Keys of names, and the names that claims give most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from oathbook.actors import Aliases, key


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


def most_frequent(counts: Counter[str]) -> tuple[str, ...]:
    """What was counted, most frequent first, then by the alphabet."""
    return tuple(sorted(counts, key=lambda each: (-counts[each], each)))
