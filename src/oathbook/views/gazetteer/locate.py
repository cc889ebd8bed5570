"""Where a place is, and how exactly that is known."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from oathbook.views.gazetteer.entries import Entry, Kind, gazetteer
from oathbook.views.gazetteer.wording import Worded, take_apart

Exactness = Literal["town", "near a town", "district", "province", "region", "country"]
"""How exact a position is, from the most exact to the least. ``region``: also a part ("northern X") of something."""
_KINDS: tuple[Kind, ...] = get_args(Kind)
BESIDE = 15
"""Radius in km of what is near a town and no nearer told."""
SURELY = 5
"""A name that several countries have is taken for its most populous place only where that has so many times the people
of any other's, and no word or neighbour says which country."""
KM = 111.2
"""Of one degree of latitude."""


@dataclass(frozen=True, slots=True)
class Located:
    """A place found: degrees, the radius in km within which it lies, how exact that is, and the gazetteer's name."""

    lat: float
    lon: float
    radius: int
    exactness: Exactness
    name: str
    country: str


def locate(
    place_words: str, *, near: Collection[str] = (), around: tuple[float, float] | None = None
) -> Located | None:
    """Where the place is that these words name; None where it is not found, or could be several.

    Nothing is guessed: the name must be in the gazetteer, in a spelling that folds alike. Where several places have it:

    1. of the sort that the words tell ("the town of X", "X province"), where there is one of it; else a country of that
       name; else towns before districts, these before provinces and regions;
    2. in a country or inside a place that the words add ("X, in Y province"); if none is, nothing is found;
    3. in one of the countries ``near``;
    4. the nearest to ``around`` among those with a tenth of the most people or more; without it, the most populous,
       if countries are not in doubt (``SURELY``).

    Args:
        near: countries (ISO letters) that are more likely, as those of other places in the same claims.
        around: latitude and longitude of where the other places are.
    """
    worded = take_apart(place_words)
    if not worded.name:
        return None
    found = _of_kind(gazetteer().find(worded.name), worded.kind)
    found = _inside(found, worded)
    if not found:
        return None
    states = [entry for entry in found if entry.kind == "country"]
    likely = states or [entry for entry in found if entry.country in near]
    entry = _chosen(likely or found, around, sure=bool(likely or worded.inside or worded.countries))
    return _placed(entry, worded) if entry else None


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two positions, near enough for what is close by."""
    across = (one[1] - other[1]) * math.cos(math.radians((one[0] + other[0]) / 2))
    return KM * math.hypot(one[0] - other[0], across)


def _of_kind(found: Iterable[Entry], kind: Kind | None) -> list[Entry]:
    entries = list(found)
    if kind == "town":
        return [entry for entry in entries if entry.kind == "town"]
    if kind is not None:
        wider = [entry for entry in entries if entry.kind == kind or (kind == "province" and entry.kind == "region")]
        if wider or kind != "district":
            return wider
    return entries


def _inside(found: list[Entry], worded: Worded) -> list[Entry]:
    if worded.countries:
        found = [entry for entry in found if entry.country in worded.countries]
    for name in worded.inside:
        larger = [each for each in gazetteer().find(name) if each.kind != "town"] or list(gazetteer().find(name))
        if larger and found:
            found = [entry for entry in found if any(_lies_in(entry, each) for each in larger)]
    return found


def _lies_in(entry: Entry, larger: Entry) -> bool:
    if larger.kind == "country":
        return entry.country == larger.country
    away = distance((entry.lat, entry.lon), (larger.lat, larger.lon))
    return entry.country == larger.country and away <= 2.5 * larger.radius + 10


def _chosen(found: list[Entry], around: tuple[float, float] | None, *, sure: bool) -> Entry | None:
    best = min(_KINDS.index(entry.kind) for entry in found)
    level = [entry for entry in found if _KINDS.index(entry.kind) == best]
    level.sort(key=lambda entry: (-entry.people, entry.country, entry.lat, entry.lon))
    first = level[0]
    if around is not None:
        big = [entry for entry in level if entry.people * 10 >= first.people]
        return min(big, key=lambda entry: (round(distance((entry.lat, entry.lon), around)), -entry.people))
    rivals = [entry for entry in level[1:] if entry.country != first.country]
    if rivals and not sure and first.people < SURELY * max(1, rivals[0].people):
        return None
    return first


def _placed(entry: Entry, worded: Worded) -> Located:
    lat, lon, radius = entry.lat, entry.lon, float(entry.radius)
    exactness: Exactness = entry.kind
    if worded.kind == "district" and entry.kind == "town":
        exactness, radius = "district", 20.0
    elif entry.kind == "town" and (worded.beside or worded.side):
        exactness, radius = "near a town", float(BESIDE + entry.radius)
        if worded.beside and worded.side:
            lat, lon = _moved(lat, lon, worded.side, BESIDE)
    elif worded.side and entry.kind != "town":
        exactness = "region"
        lat, lon = _moved(lat, lon, worded.side, radius / 2)
        radius *= 0.6
    return Located(round(lat, 3), round(lon, 3), round(radius), exactness, entry.name, entry.country)


def _moved(lat: float, lon: float, side: tuple[float, float], km: float) -> tuple[float, float]:
    north, east = side
    return lat + north * km / KM, lon + east * km / (KM * math.cos(math.radians(lat)))


def locate_all(places: Mapping[str, int]) -> dict[str, Located | None]:
    """Where each of the places of a ledger is, each helped by the others.

    First those that need no help; the countries in which a tenth or more of them lie (counted by how often claims name
    them) are likely for all, and their middle says where the others are looked for.

    Args:
        places: place words, and how many claims give them.
    """
    alone = {words: locate(words) for words in sorted(places)}
    weight: dict[str, int] = {}
    for words, found in alone.items():
        if found is not None:
            weight[found.country] = weight.get(found.country, 0) + places[words]
    total = sum(weight.values())
    near = frozenset(country for country, count in weight.items() if count * 10 >= total)
    here = [(found, places[words]) for words, found in alone.items() if found is not None and found.country in near]
    around = None
    if here:
        count = sum(number for _, number in here)
        around = (sum(f.lat * n for f, n in here) / count, sum(f.lon * n for f, n in here) / count)
    return {words: locate(words, near=near, around=around) for words in sorted(places)}
