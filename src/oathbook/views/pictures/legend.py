"""The key to a picture: small samples with words, in rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from oathbook.views.pictures.canvas import Canvas
from oathbook.views.pictures.style import LABEL, MARGIN
from oathbook.views.pictures.svg import Element, element
from oathbook.views.pictures.text import width_of

Sample = Literal[
    "bar", "faint", "hollow", "line", "arrow", "dash", "dots", "far", "dot", "ring", "square", "triangle", "cross"
]
_WIDE, _HIGH = 24.0, 19.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One sample: its shape, its colour (a name of ``style``), what it means."""

    sample: Sample
    colour: str
    words: str


def sample(entry: Entry, x: float, y: float) -> list[Element]:
    """The sample in a field of 24 by 12 whose left middle is the point."""
    stroke, fill = f"s-{entry.colour}", f"f-{entry.colour}"
    middle = x + 10
    match entry.sample:
        case "bar":
            return [element("rect", x=x, y=y - 5, width=20, height=10, rx=2, class_=fill)]
        case "faint":
            shape = element("rect", x=x, y=y - 5, width=20, height=10, rx=2, class_=f"{fill} {stroke} faint thin dash")
            return [shape]
        case "hollow":
            return [element("rect", x=x, y=y - 5, width=20, height=10, rx=2, class_=f"none {stroke} mid dots")]
        case "dot":
            return [element("circle", cx=middle, cy=y, r=4.5, class_=fill)]
        case "ring":
            return [element("circle", cx=middle, cy=y, r=6, class_=f"{fill} {stroke} faint thin dash")]
        case "square":
            return [element("rect", x=middle - 5, y=y - 5, width=10, height=10, class_=fill)]
        case "triangle":
            return [element("path", d=f"M{middle - 6} {y + 5}h12l-6 -11z", class_=fill)]
        case "cross":
            return [element("path", d=f"M{middle - 4} {y - 4}l8 8m0 -8l-8 8", class_=f"none {stroke} thick")]
    dashes = entry.sample if entry.sample in ("dash", "dots", "far") else ""
    line = element("path", d=f"M{x} {y}h18", class_=f"none {stroke} mid {dashes}".strip())
    if entry.sample == "arrow":
        return [line, element("path", d=f"M{x + 21} {y}l-7 -4v8z", class_=fill)]
    return [line]


def draw_legend(canvas: Canvas, entries: Sequence[Entry], y: float) -> float:
    """The entries in rows from y down; gives the y below them."""
    x, first = MARGIN, True
    y += _HIGH / 2
    for entry in entries:
        wide = _WIDE + 4 + width_of(entry.words, LABEL) + 18
        if x + wide > canvas.width - MARGIN + 18 and not first:
            x, y = MARGIN, y + _HIGH
        canvas.add(*sample(entry, x, y))
        canvas.write(entry.words, x + _WIDE + 4, y + LABEL * 0.35)
        x, first = x + wide, False
    canvas.height = max(canvas.height, y + _HIGH / 2 + 6)
    return y + _HIGH / 2 + 6
