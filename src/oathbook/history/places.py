"""One place under several wordings: "Qasr Hamad" and "the town of Qasr Hamad", but not "Qasr Hamad province"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from oathbook.actors import fold
from oathbook.lexicon import Lexicon

_MOST_KEPT = 1 << 16


@dataclass(frozen=True, slots=True)
class _Lists:
    """``places`` of ``data/words/history.yaml``, folded. ``areas``: for each word of areas those that mean the same."""

    towns: tuple[str, ...]
    areas: Mapping[str, tuple[str, ...]]
    sides: tuple[str, ...]
    whole: frozenset[str]
    no_names: frozenset[str]

    @property
    def before_of(self) -> tuple[str, ...]:
        """What may stand before "of" and a town's name."""
        return (*self.towns, *(f"{side} {town}" for side in self.sides for town in self.towns))


@cache
def _lists() -> _Lists:
    words = Lexicon().words("history")["places"]
    groups = [tuple(map(fold, group)) for group in words["areas"]]
    sides = tuple(map(fold, words["sides"]))
    return _Lists(
        towns=tuple(map(fold, words["towns"])),
        areas={word: group for group in groups for word in group},
        sides=sides,
        whole=frozenset(map(fold, words["whole"])),
        no_names=frozenset({*map(fold, words["no_names"]), *(word for side in sides for word in side.split())}),
    )


@lru_cache(maxsize=_MOST_KEPT)
def place_key(place: str | None) -> str | None:
    """What all wordings of one place share; None for None or nothing.

    Words that say that a place is a town say nothing else: they are left out. Words of areas stay, behind the name and
    one for all that mean the same: a province is another place than the town it is called after.
    """
    if not place:
        return None
    folded, lists = fold(place), _lists()
    if folded in lists.whole:
        return folded
    classed, of, name = folded.partition(" of ")
    if of and _is_name(name):
        if classed in lists.before_of:
            return name
        if classed in lists.areas:
            return f"{name} {lists.areas[classed][0]}"
    name, word = _ending(folded, lists)
    if word is None or not _is_name(name):
        return folded
    return f"{name} {lists.areas[word][0]}" if word in lists.areas else name


def _ending(folded: str, lists: _Lists) -> tuple[str, str | None]:
    """The name before a word of towns or areas at the end, and that word; None where it ends in none."""
    for count in (2, 1):
        words = folded.rsplit(" ", count)
        word = " ".join(words[1:])
        if len(words) == count + 1 and (word in lists.areas or word in lists.towns):
            return words[0], word
    return folded, None


def _is_name(name: str) -> bool:
    """Whether the words can be a place's own name: they do not begin as none does, nor name an area themselves."""
    lists = _lists()
    words = name.split()
    if not words or words[0] in lists.no_names or words[-1] in lists.no_names or " of " in f" {name} ":
        return False
    return _ending(name, lists)[1] is None and name not in lists.areas and name not in lists.towns


def wordings(key: str) -> tuple[str, ...]:
    """The folded wordings of the place of that key, itself first, so that a ledger can look them all up."""
    lists = _lists()
    found = [key]
    if key not in lists.whole and _is_name(key):
        found += [f"{word} of {key}" for word in lists.before_of]
        found += [f"{key} {town}" for town in lists.towns]
    name, word = _ending(key, lists)
    if word is not None and word in lists.areas and _is_name(name):
        found += [each for area in lists.areas[word] for each in (f"{area} of {name}", f"{name} {area}")]
    return tuple(dict.fromkeys(each for each in found if place_key(each) == key))
