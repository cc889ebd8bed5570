"""Country outlines, from a file that comes with oathbook (Natural Earth, public domain)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from oathbook.lexicon import DATA

FILE = DATA / "places" / "outlines.json"
UNIT = 100.0


@dataclass(frozen=True, slots=True)
class Outline:
    """One ring of a country: longitudes and latitudes in degrees, and its bounding box (west, south, east, north)."""

    country: str
    points: tuple[tuple[float, float], ...]
    bounds: tuple[float, float, float, float]


@cache
def outlines() -> tuple[Outline, ...]:
    """All rings, by country."""
    found = []
    for country, rings in sorted(json.loads(FILE.read_text(encoding="utf-8"))["countries"].items()):
        for steps in rings:
            points = tuple(_walked(steps))
            xs, ys = [x for x, _ in points], [y for _, y in points]
            found.append(Outline(country, points, (min(xs), min(ys), max(xs), max(ys))))
    return tuple(found)


def _walked(steps: list[int]) -> Iterator[tuple[float, float]]:
    x = y = 0
    for n in range(0, len(steps), 2):
        x, y = x + steps[n], y + steps[n + 1]
        yield x / UNIT, y / UNIT
