"""Whether two names of actors mean the same one, from what is written alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from oathbook.actors import fold, key
from oathbook.events.words import EventWords

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile(r"['’‘`´ʼʿʾʻ]s\b|['’‘`´ʼʿʾʻ]")
_SHORT = re.compile(r"[Tt]he [A-Z][a-z]+")
_BODIES = ("group", "coalition", "state", "medium")
_LEAST_SPELLING = 4
"""Letters that a name must have for another spelling of it to count as the same."""
_LEAST_ACRONYM = 2


class Likeness(IntEnum):
    """How two names stand to each other."""

    OTHER = -1
    """Two names, two actors."""
    OPEN = 0
    """Nothing follows: one of them is a description that many fit."""
    PART = 1
    """One is a part of the other, or its acronym, or a body and its men."""
    SAME = 2


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A name with what it is compared by; each is made once by ``Names``.

    ``key`` is the actor's key; ``words`` are its own words, spelled by sound; ``heads`` its capitalised common nouns
    ("brigade"), ``apart`` its words such as "northern" or "1st"; ``acronym`` its only word where that is in capitals,
    ``initials`` those of all its words. ``described``: a common noun beside the name ("men of the Guard").
    """

    name: str
    kind: str
    key: str
    known: bool
    words: tuple[str, ...]
    heads: frozenset[str]
    apart: frozenset[str]
    acronym: str
    initials: frozenset[str]
    described: bool
    sort: str
    noun: str
    """``noun`` is the word that told the sort of people: "soldiers"."""
    short: bool
    """Whether it is a capitalised common noun with its article, which stands for a name: "the League"."""

    @property
    def names_one(self) -> bool:
        """Whether it is a name and no mere description."""
        return self.known or bool(self.words)

    @property
    def is_full(self) -> bool:
        """Whether it is a person's name of two words or more."""
        return self.kind == "person" and len(self.words) > 1 and not self.described


@dataclass
class Names:
    """Profiles of names and likenesses of pairs, each worked out once."""

    words: EventWords
    _profiles: dict[tuple[str, str], Profile] = field(default_factory=dict)
    _likeness: dict[tuple[Profile, Profile], Likeness] = field(default_factory=dict)

    def profile(self, name: str, kind: str) -> Profile:
        """The profile of a name that a claim gives with this kind."""
        found = self._profiles.get((name, kind))
        if found is None:
            found = self._profiles[(name, kind)] = self._made(name, kind)
        return found

    def likeness(self, one: Profile, other: Profile) -> Likeness:
        """How the two stand to each other; symmetric."""
        found = self._likeness.get((one, other))
        if found is None:
            found = self._likeness[(one, other)] = self._likeness[(other, one)] = self._compared(one, other)
        return found

    def by_sound(self, word: str) -> str:
        """A folded word as another writer may spell it: "jaysh" and "jaish" give the same."""
        for written, sound in self.words.sounds:
            word = word.replace(written, sound)
        return re.sub(r"(.)\1", r"\1", word)

    def _made(self, name: str, kind: str) -> Profile:
        words, folded = self.words, fold(name)
        in_capitals = name.isupper() and len(name.split()) > 1
        written = {fold(token): token for token in _WORD.findall(_APOSTROPHES.sub("", name)) if fold(token)}
        own: list[str] = []
        heads: set[str] = set()
        apart: set[str] = set()
        described = False
        for word in folded.split():
            token = written.get(word, word)
            capital = token[:1].isupper() or not token.islower()
            if word in words.apart or word[0].isdigit():
                if capital or (word[0].isdigit() and kind != "people"):
                    apart.add(word)
            elif kind == "person" and word in words.titles:
                described = described or not capital
            elif word in words.generic:
                if capital:
                    heads.add(words.heads.get(word, _singular(word)))
                described = described or (not capital and word in words.people)
            elif capital and len(word) > 1:
                own.append(self.by_sound(word))
        if not own and (kind == "people" or in_capitals):
            heads, apart = set(), set()
        sort, noun = self._sort(folded)
        single = _WORD.findall(name)
        acronym = single[0].lower() if len(single) == 1 and single[0].isupper() and len(single[0]) > 1 else ""
        return Profile(
            name=name,
            kind=kind,
            key=key(name, aliases=words.aliases),
            known=folded in words.aliases.canonical,
            words=tuple(own),
            heads=frozenset(heads),
            apart=frozenset(apart),
            acronym=acronym,
            initials=_initials(folded),
            described=described or (kind == "people" and bool(sort)),
            sort=sort,
            noun=noun,
            short=not own and bool(heads) and _SHORT.fullmatch(name) is not None,
        )

    def _sort(self, folded: str) -> tuple[str, str]:
        for word in folded.split():
            if word in self.words.people:
                return self.words.people[word], word
        return "", ""

    def _compared(self, one: Profile, other: Profile) -> Likeness:
        if not (one.names_one and other.names_one):
            return Likeness.PART if _stands_for(one, other) or _stands_for(other, one) else Likeness.OPEN
        if _is_person(one) and one.described and not other.described and other.kind in _BODIES:
            return Likeness.OPEN
        if _is_person(other) and other.described and not one.described and one.kind in _BODIES:
            return Likeness.OPEN
        mixed = {one.kind, other.kind} & {"person"} and {one.kind, other.kind} & set(_BODIES)
        if one.key == other.key:
            return Likeness.PART if mixed or one.described or other.described else Likeness.SAME
        if one.known and other.known:
            return Likeness.OTHER
        if one.described and other.described:
            return Likeness.OPEN
        if _abbreviates(one, other) or _abbreviates(other, one):
            return Likeness.PART
        if mixed or not (one.words and other.words):
            return Likeness.OTHER
        return self._by_words(one, other)

    def _by_words(self, one: Profile, other: Profile) -> Likeness:
        mine, theirs = set(one.words), set(other.words)
        if one.heads and other.heads and not one.heads & other.heads:
            return Likeness.OTHER
        if one.apart and other.apart and one.apart != other.apart:
            return Likeness.OTHER
        if not (mine <= theirs or theirs <= mine):
            return Likeness.OTHER
        shared = min((mine, theirs), key=len)
        if mine != theirs or one.apart != other.apart or one.described or other.described or one.known or other.known:
            return Likeness.PART
        return Likeness.SAME if sum(map(len, shared)) >= _LEAST_SPELLING else Likeness.PART


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a role, ready to be compared: names, and what stands for names, one of each; no descriptions.

    ``named`` is how many of them are names; ``sorts`` the sorts of people of the descriptions, where there is no name.
    """

    profiles: tuple[Profile, ...]
    named: int
    sorts: frozenset[str]

    @classmethod
    def of(cls, profiles: Iterable[Profile]) -> Cast:
        """The cast of these profiles."""
        told = tuple(profiles)
        kept = {profile.key: profile for profile in told if profile.names_one or profile.short}
        named = sum(profile.names_one for profile in kept.values())
        sorts = frozenset() if named else frozenset(profile.sort for profile in told if profile.sort)
        return cls(tuple(kept[key] for key in sorted(kept)), named, sorts)


def matched(names: Names, one: Cast, other: Cast) -> list[Likeness] | None:
    """How like the fewer names are to the others, each to one of its own; what only may be one of them is left out.

    None where one of the fewer names is none of the others: these are different actors. Best first.
    """
    if not one.profiles or not other.profiles:
        return []
    fewer, more = sorted((one, other), key=_order) if _order(one) != _order(other) else (one, other)
    if len(fewer.profiles) == len(more.profiles) == 1:
        only = names.likeness(fewer.profiles[0], more.profiles[0])
        return None if only == Likeness.OTHER else [only] if only > Likeness.OPEN else []
    ranked = sorted(
        (
            (names.likeness(mine, theirs), i, j)
            for i, mine in enumerate(fewer.profiles)
            for j, theirs in enumerate(more.profiles)
        ),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    best: dict[int, Likeness] = {}
    taken: set[int] = set()
    for likeness, i, j in ranked:
        if i not in best and j not in taken and likeness > Likeness.OTHER:
            best[i] = likeness
            taken.add(j)
    if any(each.names_one and i not in best for i, each in enumerate(fewer.profiles)):
        return None
    return [each for each in best.values() if each > Likeness.OPEN]


def _order(cast: Cast) -> tuple[int, int]:
    return (cast.named, len(cast.profiles))


def _stands_for(short: Profile, full: Profile) -> bool:
    return short.short and full.names_one and short.heads <= full.heads and full.kind != "person"


def _is_person(profile: Profile) -> bool:
    return profile.kind == "person"


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _initials(folded: str) -> frozenset[str]:
    words = folded.split()
    if len(words) < _LEAST_ACRONYM:
        return frozenset()
    small = ("of", "for", "and", "in", "the", "wal", "de", "la", "del")
    return frozenset({"".join(word[0] for word in words), "".join(word[0] for word in words if word not in small)})


def _abbreviates(short: Profile, full: Profile) -> bool:
    return len(short.acronym) >= _LEAST_ACRONYM and short.acronym in full.initials
