"""Makes src/oathbook/data/places/outlines.json from Natural Earth, as the npm package world-atlas carries it.

    python scripts/make_outlines.py WORLD_ATLAS

WORLD_ATLAS is the folder of world-atlas 2.0.2 (ISC; Natural Earth is in the public domain). Lines are cut to hundredths
of a degree and to the points that change their course by more than that. Not needed at run time.
"""

from __future__ import annotations

import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parent.parent / "src/oathbook/data/places/outlines.json"
UNIT = 100
"""Points a degree."""
FINE, COARSE = 1.8, 12.0
"""In points: how far a line may run from the one it stands for; coarse where all that it bounds is in ``FAR``."""
FAR = frozenset(
    """Canada|United States of America|Greenland|Norway|Russia|Chile|Argentina|Australia|New Zealand|Japan|Brazil|China|
    United Kingdom|Ireland|Iceland|Sweden|Finland|Denmark|Germany|Netherlands|Belgium|France|Spain|Portugal|Italy|
    Switzerland|Austria|Estonia|Latvia|Lithuania|South Korea|Taiwan|Bahamas|Cuba|Uruguay|Paraguay|Bolivia|Mongolia|
    Kazakhstan|Fr. S. Antarctic Lands|Falkland Is.|Svalbard|Panama|Costa Rica|Vietnam|Malaysia|Solomon Is.|
    Vanuatu|Fiji|New Caledonia|Faeroe Is.|Greece|Croatia|Poland|Czechia|Slovakia|Hungary|Slovenia""".replace(
        "\n    ", ""
    ).split("|")
)
LEAST = 25
"""Rings with a bounding box smaller than this many points both ways are left out."""
SOURCE = (
    "Country outlines: Natural Earth 1:10m (naturalearthdata.com), public domain, by way of world-atlas 2.0.2; "
    "simplified by scripts/make_outlines.py. Each ring is longitude and latitude in hundredths of a degree: the first "
    "point, then steps."
)
Points = list[tuple[int, int]]


def simplified(points: Points, tolerance: float) -> Points:
    """Douglas and Peucker's way, without recursion."""
    kept = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, which = tolerance, -1
        (x0, y0), (x1, y1) = points[first], points[last]
        length = math.hypot(x1 - x0, y1 - y0)
        for i in range(first + 1, last):
            x, y = points[i]
            across = abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0))
            away = across / length if length else math.hypot(x - x0, y - y0)
            if away > far:
                far, which = away, i
        if which > 0:
            kept.add(which)
            waiting += [(first, which), (which, last)]
    return [points[i] for i in sorted(kept)]


def main(folder: Path) -> None:
    """Write the file."""
    atlas: dict[str, Any] = json.loads((folder / "countries-10m.json").read_text())
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    near = {
        number if number >= 0 else ~number
        for shape in atlas["objects"]["countries"]["geometries"]
        if shape["properties"]["name"] not in FAR
        for polygon in (shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]])
        for ring_ in polygon
        for number in ring_
    }
    for place, steps in enumerate(atlas["arcs"]):
        x = y = 0
        points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            points.append((round((x * sx + tx) * UNIT), round((y * sy + ty) * UNIT)))
        arcs.append(simplified(points, FINE if place in near else COARSE))

    def ring(numbers: list[int]) -> Points:
        line: Points = []
        for number in numbers:
            part = arcs[number] if number >= 0 else arcs[~number][::-1]
            line += part[1:] if line else part
        return line

    countries: dict[str, list[list[int]]] = {}
    for shape in atlas["objects"]["countries"]["geometries"]:
        if shape["properties"]["name"] == "Antarctica":
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        rings = []
        for polygon in polygons:
            line = ring(polygon[0])
            xs, ys = [p[0] for p in line], [p[1] for p in line]
            if len(line) < 4 or (max(xs) - min(xs) < LEAST and max(ys) - min(ys) < LEAST):
                continue
            flat = list(line[0])
            for (x0, y0), (x1, y1) in pairwise(line):
                flat += [x1 - x0, y1 - y0]
            rings.append(flat)
        if rings:
            countries[shape["properties"]["name"]] = rings
    lines = [
        json.dumps(name, ensure_ascii=False) + ":" + json.dumps(countries[name], separators=(",", ":"))
        for name in sorted(countries)
    ]
    text = '{"source":' + json.dumps(SOURCE) + ',\n"countries":{\n' + ",\n".join(lines) + "\n}}\n"
    OUT.write_text(text, encoding="utf-8")
    print(f"{len(countries)} countries, {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
