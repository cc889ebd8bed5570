"""Questions asked of a ledger: only the claims that a question is about are fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from oathbook.actors import Actors
from oathbook.history.places import wordings
from oathbook.history.said import KeysLike
from oathbook.history.source import Types
from oathbook.ledger import Ledger
from oathbook.records import Claim


@dataclass
class Kept:
    """A ``Source`` over a ledger; its actors are those that names are judged to mean when it is made.

    ``met`` collects the ids of the reports whose claims were given, so that their copies can be looked for.
    """

    ledger: Ledger
    met: set[str] = field(default_factory=set)
    _actors: Actors = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._actors = self.ledger.actors()

    @property
    def keys(self) -> KeysLike:
        """See ``Source``."""
        return self._actors

    def find(self, name: str) -> str:
        """See ``Source``."""
        return self._actors(self.ledger.find(name)[0])

    def about(self, keys: Collection[str], *, types: Types = None) -> Iterator[Claim]:
        """See ``Source``."""
        return self._met(
            self.ledger.about(keys, types=_listed(types), roles=("agent", "object"), resolved=self._actors)
        )

    def at(self, places: Collection[str], *, types: Types = None) -> Iterator[Claim]:
        """See ``Source``."""
        return self._met(self.ledger.at([each for place in places for each in wordings(place)], types=_listed(types)))

    def between(self, one: Collection[str], other: Collection[str], *, types: Types = None) -> Iterator[Claim]:
        """See ``Source``."""
        return self._met(self.ledger.between(one, other, types=_listed(types), resolved=self._actors))

    def pending(self) -> Iterator[Claim]:
        """See ``Source``."""
        return self._met(self.ledger.pending())

    def _met(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        for claim in claims:
            self.met.add(claim.report)
            yield claim


def _listed(types: Types) -> list[str] | None:
    return None if types is None else sorted(types)
