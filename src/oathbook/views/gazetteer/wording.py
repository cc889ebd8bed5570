"""What the words of a place say: the name, and how near to it the place is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from oathbook.lexicon import Lexicon
from oathbook.views.gazetteer.entries import Kind, gazetteer
from oathbook.views.gazetteer.folding import fold_place


@dataclass(frozen=True, slots=True)
class Worded:
    """Place words taken apart.

    ``name``: what to look up. ``kind``: the sort of place that the words tell. ``side``: how far north and east of the
    middle, as parts of the radius; ``beside`` is True where the place lies about the named one, not in it.
    ``inside``: names of the larger places that the words add ("X, in Homs province"). ``countries``: as adjectives
    tell them.
    """

    name: str
    kind: Kind | None = None
    side: tuple[float, float] | None = None
    beside: bool = False
    inside: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()


@cache
def _words() -> dict[str, Any]:
    return dict(Lexicon().words("places"))


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@dataclass(frozen=True)
class _Patterns:
    of: re.Pattern[str]
    within: re.Pattern[str]
    """ "Homs town of Telbisa": the larger place, the sort, and the name."""
    after: re.Pattern[str]
    sides: re.Pattern[str]
    near: re.Pattern[str]
    adjective: re.Pattern[str]
    parts: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = _words()
    kinds = _any(word for group in words["kinds"].values() for word in group)
    every = _any([*words["outskirts"], *words["parts"]])
    return _Patterns(
        of=re.compile(rf"^(?:the\s+)?(?:[\w-]+\s+)?({kinds}|{every})\s+of\s+(?=\S)", re.IGNORECASE),
        within=re.compile(rf"^(?P<larger>\S.*?)\s+(?P<kind>{kinds})\s+of\s+(?P<name>\S.*)$", re.IGNORECASE),
        after=re.compile(rf"\s+({kinds}|{every})$", re.IGNORECASE),
        sides=re.compile(rf"^(?:the\s+)?({_any(words['sides'])})(\s+of)?\s+(?=\S)", re.IGNORECASE),
        near=re.compile(rf"^(?:just\s+)?(?:{_any(words['near'])})\s+(?=\S)", re.IGNORECASE),
        adjective=re.compile(rf"^({_any(words['adjectives'])})\s+(?=\S)", re.IGNORECASE),
        parts=re.compile(r"\s*(?:,|\(|\bin the\b|\bin\b)\s*", re.IGNORECASE),
    )


def _kind_of(word: str) -> Kind | None:
    for kind, group in _words()["kinds"].items():
        if word.lower() in group:
            found: Kind = kind
            return found
    return None


def take_apart(words: str) -> Worded:
    """``Worded`` of place words as a claim gives them.

    Words without a capital letter ("north", "it", "a checkpoint") name no place. A name that the gazetteer holds whole
    ("East Ghouta", "North Kivu") is not taken apart.
    """
    patterns, lists = _patterns(), _words()
    pieces = [piece.strip(" ).'\"") for piece in patterns.parts.split(" ".join(words.split()))]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return Worded("")
    name, inside = pieces[0], tuple(_bare(piece) for piece in pieces[1:])
    kind: Kind | None = None
    if (found := patterns.within.match(name)) and found["larger"].lower() not in ("the", "a"):
        larger = patterns.sides.sub("", re.sub(r"^(?i:the)\s+", "", found["larger"]))
        if any(letter.isupper() for letter in larger) and not patterns.adjective.match(larger + " x"):
            name, kind, inside = found["name"], _kind_of(found["kind"]), (*inside, larger)
    name = re.sub(r"(?i)-(?:based|held|controlled)$", "", name)
    side: tuple[float, float] | None = None
    beside = False
    countries: set[str] = set()
    for _ in range(6):
        if kind is None and gazetteer().find(name) and not re.match(r"(?i)the\s", name):
            break
        if found := patterns.near.match(name):
            beside = True
        elif found := patterns.sides.match(name):
            north, east = lists["sides"][found[1].lower()]
            side = (float(north), float(east))
            beside = beside or bool(found[2])
        elif found := patterns.of.match(name):
            kind = kind or _kind_of(found[1])
            beside = beside or found[1].lower() in lists["outskirts"]
        elif found := patterns.adjective.match(name):
            countries.add(lists["adjectives"][found[1].lower()])
        elif found := re.match(r"(?i)the\s+(?=\S)", name):
            pass
        elif found := patterns.after.search(name):
            kind = kind or _kind_of(found[1])
            beside = beside or found[1].lower() in lists["outskirts"]
            name = re.sub(r"['’]s?$", "", name[: found.start()])
            continue
        else:
            break
        name = name[found.end() :]
    if not fold_place(name) or name == name.lower() != name.upper():
        return Worded("")
    return Worded(name, kind, side, beside, inside, frozenset(countries))


def _bare(piece: str) -> str:
    """A larger place's name without the words that say what it is."""
    piece = re.sub(r"(?i)^the\s+", "", piece)
    found = _patterns().of.match(piece)
    piece = piece[found.end() :] if found else piece
    found = _patterns().after.search(piece)
    return piece[: found.start()] if found and not gazetteer().find(piece) else piece
