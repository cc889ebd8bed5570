"""The actors that spans name: their names, kinds, and when they are first and last heard of."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from oathbook.history.span import Span
from oathbook.views.pictures.text import plain
from oathbook.views.pictures.times import days_told

BODIES = frozenset({"group", "coalition", "state"})


@dataclass
class Player:
    """One actor. ``claims``: ids of all claims of its ``spans``. ``first``, ``last``: days on which it is told of."""

    key: str
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    claims: set[str] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list, repr=False)
    called: str | None = None
    """Its name on the day asked for, where it is known."""

    @property
    def name(self) -> str:
        """As most spans name it, or its name on the day where that is known."""
        if self.called is not None:
            return plain(self.called)
        return plain(min(self.names, key=lambda name: (-self.names[name], name))) if self.names else plain(self.key)

    @property
    def kind(self) -> str:
        """As most claims give it; "group" where none does."""
        return min(self.kinds, key=lambda kind: (-self.kinds[kind], kind)) if self.kinds else "group"

    @property
    def first(self) -> date | None:
        """The first day told."""
        return min((day for span in self.spans for day in days_told(span)), default=None)

    @property
    def last(self) -> date | None:
        """The last day told."""
        return max((day for span in self.spans for day in days_told(span)), default=None)


def cast_of(spans: Iterable[Span], called: Mapping[str, str] | None = None) -> dict[str, Player]:
    """The actors by their keys. ``called``: names of the day, by key."""
    found: dict[str, Player] = {}
    for span in spans:
        for key, name in ((span.subject, span.subject_name), (span.other, span.other_name)):
            if key is None:
                continue
            player = found.setdefault(key, Player(key, called=(called or {}).get(key)))
            player.names[name or key] += len(span.supporting) or 1
            player.spans.append(span)
            for claim in (*span.supporting, *span.opposing, *span.enders):
                player.claims.add(claim.id)
                if name is not None and name in claim.kinds:
                    player.kinds[claim.kinds[name]] += 1
    return found


def leading(players: Iterable[Player], most: int) -> list[Player]:
    """Those with the most claims, at most so many; most first."""
    return sorted(players, key=lambda player: (-len(player.claims), player.name, player.key))[:most]


def neighbours(spans: Iterable[Span], keys: Iterable[str], *, kinds: frozenset[str]) -> set[str]:
    """The keys, and those tied to one of them by spans of these kinds."""
    links: dict[str, set[str]] = defaultdict(set)
    for span in spans:
        if span.kind in kinds and span.other is not None:
            links[span.subject].add(span.other)
            links[span.other].add(span.subject)
    wanted = set(keys)
    return wanted.union(*(links[key] for key in wanted))
