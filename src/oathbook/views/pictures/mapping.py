"""The ground of a map: which stretch of the world it shows, outlines, names of countries, a scale."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from oathbook.views.gazetteer import Located
from oathbook.views.pictures.canvas import Box, Canvas, text_box
from oathbook.views.pictures.outlines import Outline, outlines
from oathbook.views.pictures.style import SMALL
from oathbook.views.pictures.svg import element, path

KM = 111.2
_LEAST = 1.2
"""Degrees shown at least."""
_FEW, _NEAR = 8, 300.0
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_RING = 160.0
"""Km of a ring that count for what is shown; wider ones may run over the edge."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Degrees to pixels: longitudes shrunk to their length at the middle latitude, so that shapes are right there."""

    west: float
    north: float
    scale: float
    """Pixels a degree of latitude."""
    shrink: float
    box: Box

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a position is drawn."""
        return (
            self.box.left + (lon - self.west) * self.scale * self.shrink,
            self.box.top + (self.north - lat) * self.scale,
        )

    def pixels(self, km: float) -> float:
        """How long so many km are."""
        return km / KM * self.scale


def ground_for(places: Iterable[Located], left: float, top: float, wide: float) -> Ground:
    """The stretch that shows all places with room around them; at least 380, at most 760 pixels high."""
    sides: list[tuple[float, float, float, float]] = []
    for place in places:
        lat_room = min(place.radius, _RING) / KM
        lon_room = lat_room / max(math.cos(math.radians(place.lat)), 0.2)
        sides.append((place.lon - lon_room, place.lat - lat_room, place.lon + lon_room, place.lat + lat_room))
    west, south = min(s[0] for s in sides), min(s[1] for s in sides)
    east, north = max(s[2] for s in sides), max(s[3] for s in sides)
    lat, lon = (south + north) / 2, (west + east) / 2
    shrink = max(math.cos(math.radians(lat)), 0.2)
    across = max((east - west) * 1.25, _LEAST / shrink)
    down = max((north - south) * 1.25, _LEAST)
    scale = min(wide / (across * shrink), 760 / down)
    high = min(max(down * scale, 380.0), 760.0)
    box = Box(left, top, left + wide, top + high)
    return Ground(lon - wide / (2 * scale * shrink), lat + high / (2 * scale), scale, shrink, box)


def stretch_of(places: Iterable[Located]) -> list[Located]:
    """The places without those far from nearly all others: a name found in another part of the world would shrink the
    rest to a dot. Far is a place that fewer than one in twenty of the others are within ``_NEAR`` km of."""
    each = sorted({(place.lat, place.lon): place for place in places}.values(), key=lambda p: (p.lat, p.lon))
    if len(each) < _FEW:
        return each
    lat, lon = (np.array([getattr(place, name) for place in each]) for name in ("lat", "lon"))
    least = max(len(each) / 20, 1)
    kept = []
    for n, place in enumerate(each):
        shrink = max(math.cos(math.radians(place.lat)), 0.2)
        away = np.hypot(lat - lat[n], (lon - lon[n]) * shrink) * KM
        if np.count_nonzero(away <= _NEAR) - 1 >= least:
            kept.append(place)
    return kept or each


def draw_ground(canvas: Canvas, ground: Ground) -> None:
    """Sea, land and borders."""
    box = ground.box
    shapes = [
        element("rect", x=box.left, y=box.top, width=box.right - box.left, height=box.bottom - box.top, class_="f-sea")
    ]
    seen = [outline for outline in outlines() if _is_seen(outline, ground)]
    for outline in seen:
        points = [_near(ground.at(lat, lon), ground.box) for lon, lat in outline.points]
        shapes.append(element("path", d=path(points, closed=True), class_="f-land s-border thin"))
    canvas.add(element("g", *shapes))


def begin_window(canvas: Canvas, ground: Ground, taken: list[Box]) -> int:
    """What is drawn from here to ``end_window`` is cut off at the box; room for the scale is kept free."""
    box = ground.box
    clip = element("rect", x=box.left, y=box.top, width=box.right - box.left, height=box.bottom - box.top)
    canvas.add(element("clipPath", clip, id="ground"))
    taken.append(Box(box.left + 8, box.bottom - 24 - SMALL, box.left + 240, box.bottom - 6))
    return len(canvas.items)


def end_window(canvas: Canvas, ground: Ground, start: int) -> None:
    """Cut off, frame it, draw the scale. What is inside can be moved as one by a page (classes "window", "moves")."""
    box = ground.box
    canvas.group(start, class_="moves")
    told = f"{ground.west:.4f} {ground.north:.4f} {ground.scale:.4f}"
    canvas.group(start, class_="window", clip_path="url(#ground)", data_ground=told)
    wide, high = box.right - box.left, box.bottom - box.top
    canvas.add(element("rect", x=box.left, y=box.top, width=wide, height=high, class_="none s-line thin"))
    _draw_scale(canvas, ground)


def _near(point: tuple[float, float], box: Box) -> tuple[float, float]:
    """The point, or one not far outside the box in its place: what is cut off need not be told exactly."""
    far = 3000.0
    return min(max(point[0], box.left - far), box.right + far), min(max(point[1], box.top - far), box.bottom + far)


def _is_seen(outline: Outline, ground: Ground) -> bool:
    west, south, east, north = outline.bounds
    left, top = ground.at(north, west)
    right, bottom = ground.at(south, east)
    return Box(left, top, right, bottom).meets(ground.box)


def draw_countries(canvas: Canvas, ground: Ground, taken: list[Box]) -> None:
    """The names of countries, each where most of it is seen and nothing stands."""
    inner = Box(ground.box.left + 4, ground.box.top + 4, ground.box.right - 4, ground.box.bottom - 4)
    largest: dict[str, tuple[float, list[tuple[float, float]]]] = {}
    for outline in outlines():
        if not _is_seen(outline, ground):
            continue
        points = [ground.at(lat, lon) for lon, lat in outline.points]
        xs = [min(max(x, inner.left), inner.right) for x, _ in points]
        ys = [min(max(y, inner.top), inner.bottom) for _, y in points]
        size = (max(xs) - min(xs)) * (max(ys) - min(ys))
        if size > largest.get(outline.country, (0.0, []))[0]:
            largest[outline.country] = (size, points)
    for country, (size, points) in sorted(largest.items(), key=lambda each: (-each[1][0], each[0])):
        if size < 9000:
            continue
        words = country.upper()
        for x, y in _inside(points, inner):
            found = text_box(words, x, y, "small", "middle")
            fits = found.left > inner.left and found.right < inner.right
            if fits and not any(found.meets(other, 6) for other in taken):
                canvas.write(words, x, y, size="small", anchor="middle", colour="quiet", halo=True)
                canvas.group(len(canvas.items) - 1, class_="at", data_at=f"{x:.1f} {y:.1f}")
                taken.append(found)
                break


def _inside(points: list[tuple[float, float]], box: Box) -> Iterable[tuple[float, float]]:
    """Points of a grid over the box that lie in the shape, with room to its sides, the innermost first."""
    found = []
    for row in range(1, 10):
        for column in range(1, 14):
            x = box.left + (box.right - box.left) * column / 14
            y = box.top + (box.bottom - box.top) * row / 10
            if all(_is_in(points, x + dx, y) for dx in (-30, 0, 30)):
                away = min(abs(x - px) + abs(y - py) for px, py in points)
                found.append((-round(away), y, x))
    return [(x, y) for _, y, x in sorted(found)[:12]]


def _is_in(points: list[tuple[float, float]], x: float, y: float) -> bool:
    inside = False
    before = points[-1]
    for here in points:
        if (here[1] > y) != (before[1] > y):
            cut = (before[0] - here[0]) * (y - here[1]) / (before[1] - here[1]) + here[0]
            if x < cut:
                inside = not inside
        before = here
    return inside


def _draw_scale(canvas: Canvas, ground: Ground) -> None:
    km = next((km for km in reversed(_STEPS) if ground.pixels(km) <= 150), 1)
    start = len(canvas.items)
    long = ground.pixels(km)
    x, y = ground.box.left + 12, ground.box.bottom - 12
    canvas.add(element("path", d=f"M{x:.1f} {y - 4:.1f}v4h{long:.1f}v-4", class_="none s-ink thin"))
    canvas.write(f"{km:,} km", x + long + 6, y, size="small", halo=True)
    canvas.group(start, class_="scale")
