"""Pairs of names made for fitting likeness, drawn by chance and always the same: what lists of groups have too few of.

Different: an acronym and a name of another group, other numbers, another place, a part and the whole or another part,
another word in the place of the only one that tells. Same: numbers written otherwise, usual spellings, another order.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

from oathbook.actors.likeness.acronyms import is_short
from oathbook.actors.likeness.parts import Name, Parser
from parts.likeness import Pair

STRANGERS = 2
NUMBERED, PLACES, PARTS, WORDS, SPELLINGS, CONSONANTS = 120, 150, 200, 250, 200, 60
BODIES = ("Division", "Brigade", "Front", "Battalion", "Regiment", "Firqa", "Liwa", "Frente", "Coastal Division")
MARKS = ("Real {}", "Provisional {}", "New {}", "{} - Renewed", "{} - United", "{} - Unity", "True {}", "{} - Original")
FACTIONS = ("{} - {} faction", "{} ({} faction)", "{}-{}")
SWAPS = (("q", "k"), ("k", "q"), ("ee", "i"), ("i", "ee"), ("ou", "u"), ("ei", "ay"), ("ai", "ei"), ("z", "zz"),
         ("o", "u"), ("u", "o"), ("e", "i"), ("a", "e"), ("ss", "s"), ("s", "ss"), ("y", "i"))  # fmt: skip


def made_pairs(told: Sequence[Pair], parser: Parser) -> list[Pair]:
    """All made pairs, from the names of pairs that may be looked at."""
    rng = random.Random(11)
    names = sorted({name for p in told for name in (p.one, p.other)})
    parsed = {name: parser.parse(name) for name in names}
    full = [name for name in names if not is_short(parsed[name]) and len(parsed[name].words) > 1]
    known = {(a, b) for p in told if p.same for a, b in ((p.one, p.other), (p.other, p.one))}
    makers: dict[str, Callable[[], Iterator[tuple[str, str, bool]]]] = {
        "strangers": lambda: strangers(names, full, parsed, rng),
        "numbered": lambda: numbered(rng),
        "other places": lambda: other_places(full, parsed, rng),
        "parts": lambda: parts(full, parsed, rng),
        "other words": lambda: other_words(full, parsed, rng),
        "spellings": lambda: spellings(full, parsed, rng),
        "other consonants": lambda: other_consonants(full, parsed, rng),
    }
    return [
        Pair(one, other, same, kind, "looked at")
        for kind, make in makers.items()
        for one, other, same in make()
        if one != other and (same or (one, other) not in known)
    ]


def strangers(
    names: Sequence[str], full: Sequence[str], parsed: dict[str, Name], rng: random.Random
) -> Iterator[tuple[str, str, bool]]:
    """Each acronym with names, and an acronym, of others."""
    short = [name for name in names if is_short(parsed[name])]
    for name in short:
        near = [other for other in full if other[:1].casefold() == name[:1].casefold()]
        for other in (*rng.sample(full, STRANGERS), *rng.sample(near, min(1, len(near))), rng.choice(short)):
            yield name, other, False


def numbered(rng: random.Random) -> Iterator[tuple[str, str, bool]]:
    """ "30th Division" with "31st Division", and with "Division 30"."""
    for _ in range(NUMBERED):
        body, (here, there) = rng.choice(BODIES), rng.sample(range(1, 60), 2)
        yield f"{ordinal(here)} {body}", f"{rng.choice((ordinal(there), str(there)))} {body}", False
        yield f"{ordinal(here)} {body}", f"{body} {here}", True


def ordinal(number: int) -> str:
    """ "1st", "12th", "23rd"."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def other_places(full: Sequence[str], parsed: dict[str, Name], rng: random.Random) -> Iterator[tuple[str, str, bool]]:
    """A name with the place of another in the place of its own."""
    placed = [(n, w.text) for n in full for w in parsed[n].words if w.kind == "place" and w.text in n.casefold()]
    for name, place in rng.sample(placed, min(PLACES, len(placed))):
        yield name, replaced(name, place, rng.choice(placed)[1]), False


def parts(full: Sequence[str], parsed: dict[str, Name], rng: random.Random) -> Iterator[tuple[str, str, bool]]:
    """A name with the same name and a mark, or the name of a faction."""
    persons = [w.text.title() for n in full for w in parsed[n].words if w.kind == "name"]
    for name in rng.sample(full, PARTS):
        mark, other_mark = rng.sample(MARKS, 2)
        yield name, mark.format(name), False
        yield mark.format(name), other_mark.format(name), False
        faction, (person, another) = rng.choice(FACTIONS), rng.sample(persons, 2)
        yield name, faction.format(name, person), False
        yield faction.format(name, person), faction.format(name, another), False


def other_words(full: Sequence[str], parsed: dict[str, Name], rng: random.Random) -> Iterator[tuple[str, str, bool]]:
    """A name with another word in the place of the only one that no list knows: "Feilaq al-Sham", "Feilaq al-Homs"."""
    telling = [
        (n, unlisted[0]) for n in full if len(unlisted := [w.text for w in parsed[n].words if w.kind == "name"]) == 1
    ]
    for name, word in rng.sample(telling, WORDS):
        yield name, replaced(name, word, rng.choice(telling)[1]), False


def spellings(full: Sequence[str], parsed: dict[str, Name], rng: random.Random) -> Iterator[tuple[str, str, bool]]:
    """A name with one word that no list knows spelt otherwise."""
    telling = [(n, w.text) for n in full for w in parsed[n].words if w.kind == "name" and len(w.text) > 4]
    for name, word in rng.sample(telling, SPELLINGS):
        swaps = [(a, b) for a, b in SWAPS if a in word[1:]]
        if swaps:
            before, after = rng.choice(swaps)
            yield name, replaced(name, word, word[0] + word[1:].replace(before, after, 1)), True


def other_consonants(
    full: Sequence[str], parsed: dict[str, Name], rng: random.Random
) -> Iterator[tuple[str, str, bool]]:
    """A name with another consonant in a word that no list knows: "al-Ansari", "al-Anbari"."""
    telling = [(n, w.text) for n in full for w in parsed[n].words if w.kind == "name" and len(w.text) > 3]
    for name, word in rng.sample(telling, CONSONANTS):
        at = rng.choice([k for k, letter in enumerate(word) if letter not in "aeiou"] or [0])
        put = rng.choice([letter for letter in "bdfjlmnrst" if letter != word[at]])
        yield name, replaced(name, word, word[:at] + put + word[at + 1 :]), False


def replaced(name: str, word: str, by: str) -> str:
    """The name in lower case with a word replaced."""
    return name.casefold().replace(word, by, 1)
