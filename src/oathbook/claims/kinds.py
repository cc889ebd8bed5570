"""What sort of thing a token is, so that "left the room" is not "left the brigade".

The word lists are ``data/words/claim_roles.yaml``; names come from the doc's entities.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oathbook.claims.tree import Tree

PRONOUNS = frozenset(
    "i me we us you he him she her it they them who whom which that those these this one ones some many most several "
    "all both others other each none nobody himself themselves itself ourselves everyone mine ours theirs another "
    "latter former my our your his its their whose anyone somebody someone anybody few".split()
)
ACTORS = frozenset({"armed", "body", "person", "people", "pronoun", "name", "unit"})
PERSONS = frozenset({"person", "people", "pronoun", "name"})
BODIES = frozenset({"armed", "body", "pronoun", "name", "unit"})
_SUFFIXES = ("men", "ist", "ists", "fighter", "fighters")


class Kinds:
    """Sorts tokens into armed, body, person, people, place, time, number, pronoun, name (unsorted name), other."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self.lists: dict[str, frozenset[str]] = {key: frozenset(value) for key, value in words.items()}
        self._sort: dict[str, str] = {}
        for sort in ("time", "place", "people", "person", "body", "armed"):
            self._sort.update(dict.fromkeys(self.lists.get(sort, ()), sort))
        self._both = self.lists["place"] & (self.lists["body"] | self.lists["armed"])

    def of(self, tree: Tree, i: int) -> str:
        """The sort of one token as it stands in its phrase."""
        pos, lower, name = tree.pos[i], tree.lower[i], tree.name[i]
        if pos == "PRON" or (lower in PRONOUNS and pos in ("DET", "ADJ")):
            return "pronoun" if lower in PRONOUNS else "other"
        sort = self._sort.get(tree.lemma[i]) or self._sort.get(lower)
        if name in ("PER", "PERSON"):
            return "person"
        if name == "ORG":
            return sort if sort in ("armed", "body") else "body"
        if name in ("LOC", "GPE"):
            return sort if sort in ("armed", "body") else "place"
        if sort:
            if pos in ("NOUN", "PROPN", "ADJ", "NUM"):
                return sort
            return "other"
        if pos == "NUM":
            return "number"
        if pos == "PROPN":
            return "name"
        if pos == "NOUN" and lower.endswith(_SUFFIXES):
            return "person"
        return "other"

    def actor(self, tree: Tree, i: int) -> bool:
        """Whether the token can be an actor of a claim; place names can (they stand for states)."""
        sort = self.of(tree, i)
        if sort in ACTORS:
            return True
        if sort == "place":
            return tree.name[i] in ("LOC", "GPE") or tree.lemma[i] in self._both or tree.pos[i] == "PROPN"
        if sort == "number":
            return not self.time(tree, i) and not self.dated(tree, i)
        return sort == "other" and tree.pos[i] == "ADJ" and tree.tag[i] == "NNP"

    def fits(self, tree: Tree, i: int, wanted: str) -> bool:
        """Whether a token is of a wanted sort: actor, person, body, armed, place, time, fighters or any."""
        if wanted == "any":
            return True
        if wanted == "actor":
            return self.actor(tree, i)
        if wanted == "target":  # anything but a place by its name
            return tree.name[i] not in ("LOC", "GPE")
        sort = self.of(tree, i)
        if wanted == "person":
            return sort in PERSONS
        if wanted == "named":
            return (sort == "person" and tree.pos[i] in ("PROPN", "PRON")) or sort == "name"
        if wanted == "folk":  # people by a common noun or a sure name
            return (sort == "person" and tree.pos[i] == "NOUN") or tree.name[i] in ("PER", "PERSON")
        if wanted == "somebody":
            return tree.pos[i] == "PROPN" and sort not in ("armed", "time") and tree.lemma[i] not in self._sort
        if wanted == "body":
            return sort in BODIES or (sort == "place" and tree.lemma[i] in self._both)
        if wanted == "armed":
            return sort == "armed" or (sort == "body" and tree.name[i] == "ORG")
        if wanted == "place":
            return self.place(tree, i)
        if wanted == "spot":  # where the verb itself asks for a place, any name will do
            return self.place(tree, i) or (tree.pos[i] == "PROPN" and sort in ("person", "body", "name"))
        if wanted == "loc":
            return tree.name[i] in ("LOC", "GPE")
        if wanted == "time":
            return self.time(tree, i)
        if wanted in self.lists:
            return tree.lemma[i] in self.lists[wanted] or tree.lower[i] in self.lists[wanted]
        return sort == wanted

    def place(self, tree: Tree, i: int) -> bool:
        """A place name or a noun for a place."""
        if tree.name[i] in ("LOC", "GPE"):
            return True
        if tree.name[i] in ("PER", "PERSON", "ORG") and tree.lemma[i] not in self.lists["place"]:
            return False
        if tree.lower[i] in ("there", "here"):
            return True
        if self.time(tree, i):
            return False
        if tree.lemma[i] in self.lists["place"] or tree.lower[i] in self.lists["place"] or tree.pos[i] == "PROPN":
            return True
        if tree.lemma[i] in self.lists["people"]:  # "most of the city"
            return any(self.place(tree, k) for k in tree.kids[i] if "of" in tree.case(k))
        return tree.pos[i] == "NOUN" and any(tree.name[k] in ("LOC", "GPE") for k in tree.children(i, "compound"))

    def dated(self, tree: Tree, i: int) -> bool:
        """A number that is the day of a date ("5 July", "July 5") or an hour."""
        near = [*tree.kids[i], tree.head[i], i - 1, i + 1]
        return any(0 <= k < len(tree) and tree.lemma[k] in self.lists["time"] for k in near)

    def time(self, tree: Tree, i: int) -> bool:
        """A day, month, year or other word of time."""
        lemma = tree.lemma[i]
        if lemma in self.lists["time"]:
            return True
        return len(lemma) == 4 and lemma.isdigit() and lemma[:2] in ("18", "19", "20")
