"""The places of the gazetteer, by their folded names."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from oathbook.errors import DataError
from oathbook.lexicon import DATA, Lexicon
from oathbook.views.gazetteer.folding import fold_place

Kind = Literal["town", "district", "province", "region", "country"]
"""From the most exact to the least; ``region`` is no administrative unit ("Donbas")."""
FILE = DATA / "places" / "gazetteer.tsv.xz"


@dataclass(frozen=True, slots=True)
class Entry:
    """A place: latitude and longitude in degrees, ``radius`` in km, ``country`` as ISO 3166 letters."""

    kind: Kind
    name: str
    lat: float
    lon: float
    radius: int
    country: str
    people: int


class Gazetteer:
    """All places; a name's lines are taken apart when it is asked for."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._by_name: dict[str, list[str]] = {}
        for line in lines:
            for key in line.split("\t", 2)[1].split("|"):
                self._by_name.setdefault(key, []).append(line)

    def find(self, name: str) -> tuple[Entry, ...]:
        """All places of that name, in any spelling that folds alike; in the order of the file."""
        return tuple(_entry(line) for line in self._by_name.get(fold_place(name), ()))


def _entry(line: str) -> Entry:
    kind, _, name, lat, lon, radius, country, people = line.split("\t")
    return Entry(_kind(kind), name, float(lat), float(lon), int(radius), country, int(people))


def _kind(word: str) -> Kind:
    for kind in get_args(Kind):
        if kind == word:
            found: Kind = kind
            return found
    raise DataError(f"{FILE.name}: {word!r} is no kind of place; kinds are {', '.join(get_args(Kind))}")


def _regions() -> Iterator[str]:
    for name, record in Lexicon().words("places")["regions"].items():
        keys = "|".join(dict.fromkeys(fold_place(each) for each in (name, *record.get("also", ()))))
        lat, lon = record["at"]
        yield f"region\t{keys}\t{name}\t{lat}\t{lon}\t{record['radius']}\t{record['country']}\t0"


def _countries(known: dict[str, str]) -> Iterator[str]:
    for name, country in Lexicon().words("places")["countries"].items():
        if country in known:
            parts = known[country].split("\t")
            yield "\t".join(["country", fold_place(name), *parts[2:]])


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once (about half a second)."""
    text = lzma.decompress(FILE.read_bytes()).decode("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    known = {line.split("\t")[6]: line for line in lines if line.startswith("country\t")}
    return Gazetteer(iter([*lines, *_regions(), *_countries(known)]))
