"""What answers are made of: the ledger, its index, what held when, and whose names are to be hidden."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from oathbook.actors import nearest
from oathbook.actors.parties import Party, parties
from oathbook.errors import UnknownName
from oathbook.ledger import Ledger
from oathbook.lexicon import Lexicon
from oathbook.views.desk.histories import Histories
from oathbook.views.desk.index import Index
from oathbook.views.desk.store import Store
from oathbook.views.desk.visitors import Visitor
from oathbook.views.guarding import NameGuard, name_guard
from oathbook.views.protect import NOBODY, Protector

T = TypeVar("T")


class Book:
    """One ledger as questions about it need it; at the desk itself, or in the process that reckons.

    Args:
        ledger, store: the ledger, and what the desk keeps beside it; both are closed with the book.
        lexicon: word lists and knowledge files.
    """

    def __init__(self, ledger: Ledger, store: Store, lexicon: Lexicon) -> None:
        self.ledger, self.store = ledger, store
        self.index = Index(store, ledger, self.protector)
        self.histories = Histories(ledger, lexicon, self.protector)
        self._protector: tuple[str, Protector] | None = None
        self._kept: dict[str, tuple[object, Any]] = {}

    def close(self) -> None:
        """Give the connections back."""
        self.store.close()
        self.ledger.close()

    def protector(self) -> Protector:
        """What takes out the protected names of the ledger as it is now."""
        generation = self.ledger.generation()
        if self._protector is None or self._protector[0] != generation:
            self._protector = (generation, Protector(self.ledger.protected()))
        return self._protector[1]

    def guard(self, visitor: Visitor) -> Protector:
        """What takes protected names out for this visitor."""
        return NOBODY if visitor.opens else self.protector()

    def name_guard(self, visitor: Visitor) -> NameGuard:
        """The same for names that stand alone."""
        return name_guard(self.guard(visitor))

    def parties(self) -> list[Party]:
        """The actors that claims name, most claims first; kept until the ledger grows."""
        return self.histories.kept(
            "all parties", None, lambda: list(parties(self.ledger.names(), self.ledger.actors()))
        )

    def kept(self, name: str, state: object, make: Callable[[], T]) -> T:
        """What ``make`` gives, kept under a name until ``state`` is another one."""
        held = self._kept.get(name)
        if held is None or held[0] != state:
            held = (state, make())
            self._kept[name] = held
        made: T = held[1]
        return made

    def find(self, name: str, visitor: Visitor) -> tuple[str, ...]:
        """The names of the actor, as ``Ledger.find``; a protected name is as unknown as one that nobody has."""
        if visitor.opens or not self.protector().names:
            return self.ledger.find(name)
        try:
            names = self.index.open_names(self.ledger.find(name))
        except UnknownName:
            names = []
        if names:
            return tuple(names)
        near = nearest(name, self.index.open_names())
        offered = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownName(f"no claim in the ledger names {name!r}{offered}", tuple(near))
