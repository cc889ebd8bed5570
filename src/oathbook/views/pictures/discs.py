"""The actors of a network: discs by strength, each with its name where there is room."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from oathbook.views.pictures.bars import bar_words
from oathbook.views.pictures.canvas import Box, Canvas
from oathbook.views.pictures.force import Point
from oathbook.views.pictures.graph import Node
from oathbook.views.pictures.lines import best_of, short_figure
from oathbook.views.pictures.placing import Line, leader, place_beside
from oathbook.views.pictures.style import LABEL, SMALL
from oathbook.views.pictures.svg import Element, element
from oathbook.views.pictures.text import cut, width_of

_LONGEST = 190.0


def radius_of(node: Node) -> float:
    """In pixels: grows with the logarithm of how many it is said to have; small where nobody tells."""
    best = best_of(node.figure.figure) if node.figure else None
    return 7.0 if best is None else 6.0 + 3.4 * max(math.log10(max(best, 1)) - 1, 0.3)


def is_hollow(node: Node) -> bool:
    """Whether nobody tells how many it has."""
    return best_of(node.figure.figure) is None if node.figure else True


def node_words(node: Node) -> str:
    """``Lions (group): 500, ...``."""
    told = f": {bar_words(node.figure, node.key)}" if node.figure else ""
    return f"{node.player.name} ({node.player.kind}){told}"


def draw_discs(
    canvas: Canvas,
    nodes: Sequence[Node],
    at: Mapping[str, Point],
    sized: Mapping[str, float],
    colours: Mapping[str, str],
    lines: Sequence[Line],
    field: Box,
    named: frozenset[str],
) -> list[Node]:
    """Draw them, the biggest first to be labelled; gives those for whose name there was no room."""
    taken = [*canvas.labels]
    taken += [Box(x - sized[id], y - sized[id], x + sized[id], y + sized[id]) for id, (x, y) in at.items()]
    unnamed = []
    for node in sorted(nodes, key=lambda node: (node.key not in named, -sized[node.id], node.player.name, node.id)):
        (x, y), radius = at[node.id], sized[node.id]
        colour = colours[node.id]
        look = f"bar f-{colour} {'half ' if is_hollow(node) else ''}s-{colour} "
        shapes: list[Element] = [
            element("circle", cx=x, cy=y, r=radius, class_="paper"),
            element("circle", cx=x, cy=y, r=radius, class_=look + ("thick" if node.key in named else "mid")),
        ]
        label = _label(canvas, node, x, y, radius, taken, field, lines)
        if label is None:
            unnamed.append(node)
        shapes += label or []
        figure = node.figure
        canvas.mark(
            node_words(node), shapes, figure.supporting if figure else (), figure.opposing if figure else ()
        )  # fmt: skip
    return unnamed


def _label(
    canvas: Canvas,
    node: Node,
    x: float,
    y: float,
    radius: float,
    taken: list[Box],
    field: Box,
    lines: Sequence[Line],
) -> list[Element] | None:
    """Its name and how many, beside the disc; None where there is no room."""
    name = cut(node.player.name, _LONGEST, LABEL, bold=True)
    figure = short_figure(node.figure.figure) if node.figure else ""
    wide = max(width_of(name, LABEL, bold=True), width_of(figure, SMALL))
    box = place_beside(wide, 24.0 if figure else 13.0, x, y, radius, taken=taken, within=field, lines=lines)
    if box is None:
        return None
    taken.append(box)
    shapes = leader(box, x, y, radius)
    anchor, where = ("start", box.left) if box.left >= x - 1 else ("end", box.right)
    if box.left < x < box.right:
        anchor, where = "middle", (box.left + box.right) / 2
    shapes.append(canvas.label(name, where, box.top + 10, size="strong", anchor=anchor, halo=True))  # type: ignore[arg-type]
    if figure:
        shapes.append(
            canvas.label(figure, where, box.top + 21.5, size="small", anchor=anchor, colour="quiet", halo=True)  # type: ignore[arg-type]
        )
    return shapes
