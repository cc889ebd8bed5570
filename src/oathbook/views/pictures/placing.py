"""Places for labels beside what they name, where nothing else stands."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from oathbook.views.pictures.canvas import Box
from oathbook.views.pictures.svg import Element, element

_STEPS = (0.0, 6.0, 14.0, 24.0, 36.0)
_FAR = 14.0
Line = tuple[float, float, float, float]


def place_beside(
    wide: float,
    high: float,
    x: float,
    y: float,
    radius: float,
    *,
    taken: Sequence[Box],
    within: Box,
    lines: Sequence[Line] = (),
) -> Box | None:
    """The box of a label of that size beside a disc that meets nothing taken; None where there is none.

    Of those that there are, the one that crosses the fewest lines, then the nearest.
    """
    best: tuple[float, int, Box] | None = None
    number = 0
    for step in _STEPS:
        if best is not None and best[0] < step / 16:
            break
        away = radius + 4 + step
        for left, top in _around(wide, high, x, y, away, turned=step > 0):
            box = Box(left, top, left + wide, top + high)
            inside = box.left >= within.left and box.right <= within.right and box.top >= within.top
            number += 1
            if inside and box.bottom <= within.bottom and not any(box.meets(other, 2) for other in taken):
                cost = sum(crosses(line, box) for line in lines) + step / 16
                if best is None or (cost, number) < best[:2]:
                    best = (cost, number, box)
    return best[2] if best else None


def crosses(line: Line, box: Box) -> bool:
    """Whether the line goes through the box (cut off at its sides, after Liang and Barsky)."""
    if (line[0] < box.left and line[2] < box.left) or (line[0] > box.right and line[2] > box.right):
        return False
    if (line[1] < box.top and line[3] < box.top) or (line[1] > box.bottom and line[3] > box.bottom):
        return False
    x, y, dx, dy = line[0], line[1], line[2] - line[0], line[3] - line[1]
    first, last = 0.0, 1.0
    for step, room in ((-dx, x - box.left), (dx, box.right - x), (-dy, y - box.top), (dy, box.bottom - y)):
        if step == 0:
            if room < 0:
                return False
            continue
        share = room / step
        if step < 0:
            first = max(first, share)
        else:
            last = min(last, share)
    return first < last


def leader(box: Box, x: float, y: float, radius: float) -> list[Element]:
    """A thin line from a label to the disc that it names, where it stands away from it."""
    to_x, to_y = min(max(x, box.left), box.right), min(max(y, box.top), box.bottom)
    away = math.hypot(to_x - x, to_y - y)
    if away - radius < _FAR:
        return []
    from_x, from_y = x + (to_x - x) * radius / away, y + (to_y - y) * radius / away
    line = f"M{from_x:.1f} {from_y:.1f}L{to_x:.1f} {to_y:.1f}"
    return [element("path", d=line, class_="none s-quiet thin pale")]


def _around(
    wide: float, high: float, x: float, y: float, away: float, *, turned: bool
) -> Iterable[tuple[float, float]]:
    yield x + away, y - high / 2
    yield x - away - wide, y - high / 2
    yield x - wide / 2, y + away
    yield x - wide / 2, y - away - high
    if turned:
        side = away * math.sqrt(0.5)
        yield x + side, y + side
        yield x + side, y - side - high
        yield x - side - wide, y + side
        yield x - side - wide, y - side - high
