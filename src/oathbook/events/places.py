"""Whether two places can be the same, from what is written alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from oathbook.actors import fold
from oathbook.events.names import Likeness, Names


@dataclass(frozen=True, slots=True)
class Place:
    """A place's own words, spelled by sound, and its directions. Without words ("the town") it names no place."""

    words: frozenset[str]
    directions: frozenset[str]


NOWHERE = Place(frozenset(), frozenset())


@dataclass
class Places:
    """Places as claims write them, each worked out once."""

    names: Names
    _places: dict[str, Place] = field(default_factory=dict)

    def place(self, written: str | None) -> Place:
        """The place that a claim writes; NOWHERE where it names none."""
        if not written:
            return NOWHERE
        found = self._places.get(written)
        if found is None:
            found = self._places[written] = self._made(written)
        return found

    def _made(self, written: str) -> Place:
        rules = self.names.words
        words = fold(written).split()
        own = {
            self.names.by_sound(word)
            for word in words
            if word not in rules.places and word not in rules.directions and not word.isdigit()
        }
        if not own or not any(letter.isupper() for letter in written):
            return NOWHERE
        return Place(frozenset(own), frozenset(word for word in words if word in rules.directions))


def place_likeness(one: Place, other: Place) -> Likeness:
    """SAME words; PART where one's words are among the other's; OTHER; OPEN where one names no place."""
    if not one.words or not other.words:
        return Likeness.OPEN
    if one.directions and other.directions and one.directions != other.directions:
        return Likeness.OTHER
    if one == other:
        return Likeness.SAME
    return Likeness.PART if one.words <= other.words or other.words <= one.words else Likeness.OTHER
