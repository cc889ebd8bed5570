"""A trigger with the words that belong to it."""

from __future__ import annotations

from collections.abc import Iterable

from oathbook.claims import frames
from oathbook.claims.kinds import Kinds
from oathbook.claims.tree import Tree


class Anchor:
    """A trigger and the words that belong to it: those that its pattern asked for and the verb that carries it.

    ``asked`` are tokens that a condition asked for by their words, ``matched`` those of conditions that any word meets.
    """

    __slots__ = ("asked", "i", "kinds", "light", "matched", "tree", "verbs", "words")

    def __init__(
        self,
        tree: Tree,
        kinds: Kinds,
        i: int,
        light: frozenset[str] | None = None,
        asked: tuple[int, ...] = (),
        matched: tuple[int, ...] = (),
    ) -> None:
        self.tree, self.kinds, self.i, self.light = tree, kinds, i, light
        self.asked, self.matched = asked, matched
        carriers = light if light is not None else kinds.lists["light"]
        self.verbs: tuple[int, ...] = ()
        if tree.pos[i] not in ("VERB", "AUX"):
            self.verbs = tuple(v for v in frames.governors(tree, i) if tree.lemma[v] in carriers)
        self.words = (i, *asked, *self.verbs)

    def joined(self, matched: Iterable[int], *, by_word: bool) -> Anchor:
        """The same trigger with what a condition found: ``asked`` if by its words, else ``matched``."""
        asked, free = (*self.asked, *(matched if by_word else ())), (*self.matched, *(() if by_word else matched))
        return Anchor(self.tree, self.kinds, self.i, self.light, asked, free)
