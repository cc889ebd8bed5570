"""Who stands under, with and against whom on a day, as a network."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from oathbook.history.span import Span
from oathbook.views.phrases import count
from oathbook.views.pictures.asked import Asked, caption
from oathbook.views.pictures.canvas import Box, Canvas
from oathbook.views.pictures.discs import draw_discs, radius_of
from oathbook.views.pictures.force import Point, apart, fitted, laid_out
from oathbook.views.pictures.graph import Graph, Node, bodies_of, build_graph, near
from oathbook.views.pictures.legend import Entry, draw_legend
from oathbook.views.pictures.picture import Picture, finish
from oathbook.views.pictures.style import MARGIN
from oathbook.views.pictures.svg import element
from oathbook.views.pictures.ties import DASHES, DRAWN, POINTED, PULLS, TIE_WORDS, Tie, camps_of, ties_of

WIDTH = 1180.0
MOST = 80
"""Actors at most: the most connected; the others are told of below."""


def draw_network(
    spans: Sequence[Span],
    asked: Asked,
    *,
    keys: Sequence[str] = (),
    called: Mapping[str, str] | None = None,
) -> Picture:
    """The network on the day; with keys, that of these actors and of all who are tied to them.

    Without a day, the ties of which no end is told. Only what is said to hold is drawn; persons and numbers of people
    are not, but for those asked for.

    Args:
        called: names of the day, by key.
    """
    standing = [span for span in spans if asked.on is not None or span.end is None]
    whole = build_graph(standing, asked, kinds=DRAWN, called=called, held_only=True)
    nodes, ties, missing = _chosen(whole, keys)
    used = [edge.span for tie in ties for edge in tie.edges] + [node.figure for node in nodes if node.figure]
    names = " and ".join(node.player.name for node in nodes if node.key in keys)
    title = f"{names}: with whom, against whom" if names else "Who stands under, with and against whom"
    told = caption(asked, used)
    canvas = Canvas(WIDTH)
    y = canvas.header(title, told)
    colours, camps = camps_of(nodes, ties)
    y = draw_legend(canvas, _legend(ties, camps), y)
    if not nodes:
        canvas.notes(["No tie is told that holds on that day."], y)
        return finish(canvas, title, told)
    high = min(260 + 14.0 * len(nodes), 860)
    sizes = [radius_of(node) for node in nodes]
    number = {node.id: place for place, node in enumerate(nodes)}
    pulls = [(number[tie.source.id], number[tie.target.id], *PULLS[tie.kind]) for tie in ties]
    places = _camp_numbers(nodes, colours)
    frame = Box(MARGIN + 70, y + 24, WIDTH - MARGIN - 70, y + high)
    points = fitted(laid_out(places, pulls), frame.left, frame.top, frame.right, frame.bottom)
    points = [(round(x, 1), round(y, 1)) for x, y in apart(points, sizes, 16.0)]
    field = Box(MARGIN / 2, y + 4, WIDTH - MARGIN / 2, y + high + 40)
    points = [(min(max(px, field.left + 16), field.right - 16), max(py, field.top + 16)) for px, py in points]
    at = {node.id: point for node, point in zip(nodes, points, strict=True)}
    sized = {node.id: size for node, size in zip(nodes, sizes, strict=True)}
    _draw_ties(canvas, ties, at, sized)
    bottom = max(point[1] for point in points) + 30
    lines = [(*at[tie.source.id], *at[tie.target.id]) for tie in ties]
    unnamed = draw_discs(
        canvas, nodes, at, sized, colours, lines, Box(field.left, field.top, field.right, bottom + 20), frozenset(keys)
    )
    canvas.height = max([bottom, *(box.bottom + 8 for box in canvas.labels)])
    canvas.notes(_notes(missing, unnamed), canvas.height)
    return finish(canvas, title, told)


def seen_graph(
    spans: Sequence[Span],
    asked: Asked,
    *,
    keys: Sequence[str] = (),
    called: Mapping[str, str] | None = None,
) -> Graph:
    """What ``draw_network`` draws of these, as a graph: the same actors, the same ties."""
    standing = [span for span in spans if asked.on is not None or span.end is None]
    nodes, ties, _ = _chosen(build_graph(standing, asked, kinds=DRAWN, called=called, held_only=True), keys)
    edges = sorted((edge for tie in ties for edge in tie.edges), key=lambda edge: int(edge.id[1:]))
    return Graph(tuple(nodes), tuple(edges))


def _chosen(graph: Graph, keys: Sequence[str]) -> tuple[list[Node], list[Tie], list[Node]]:
    """The nodes and ties to draw, and the nodes left out."""
    graph = near(bodies_of(graph, keys), keys)
    by_id = {node.id: node for node in graph.nodes}
    edges = list(graph.edges)
    degree = Counter(end for edge in edges for end in {edge.source, edge.target})
    order = sorted(degree, key=lambda id: (by_id[id].key not in keys, -degree[id], by_id[id].player.name, id))
    kept = set(order[:MOST])
    edges = [edge for edge in edges if edge.source in kept and edge.target in kept]
    nodes = [node for node in graph.nodes if node.id in kept]
    return nodes, ties_of(nodes, edges), [by_id[id] for id in order[MOST:]]


def _camp_numbers(nodes: Sequence[Node], colours: Mapping[str, str]) -> list[int]:
    """A number for the camp of each node; all that have no colour are one camp."""
    order = {colour: number for number, colour in enumerate(sorted(set(colours.values())))}
    return [order[colours[node.id]] for node in nodes]


def _draw_ties(canvas: Canvas, ties: Sequence[Tie], at: Mapping[str, Point], sized: Mapping[str, float]) -> None:
    beside: Counter[frozenset[str]] = Counter()
    for tie in sorted(ties, key=lambda tie: (tie.kind != "hostile", tie.kind, tie.source.id, tie.target.id)):
        pair = frozenset((tie.source.id, tie.target.id))
        bend = beside[pair] * 18.0
        beside[pair] += 1
        (x0, y0), (x1, y1) = at[tie.source.id], at[tie.target.id]
        away = math.hypot(x1 - x0, y1 - y0) or 1.0
        ux, uy = (x1 - x0) / away, (y1 - y0) / away
        pointed = tie.kind in POINTED
        gap = sized[tie.target.id] + (7 if pointed else 1)
        end_x, end_y = x1 - ux * gap, y1 - uy * gap
        mid_x, mid_y = (x0 + x1) / 2 - uy * bend, (y0 + y1) / 2 + ux * bend
        line = f"M{x0:.1f} {y0:.1f}Q{mid_x:.1f} {mid_y:.1f} {end_x:.1f} {end_y:.1f}"
        doubt = "" if tie.sure else " pale"
        look = f"none bar s-{tie.kind} {tie.weight} {DASHES[tie.kind]}{doubt}".rstrip()
        shapes = [element("path", d=line, class_=look)]
        if pointed:
            ax, ay = end_x + ux * 6, end_y + uy * 6
            bx, by = end_x - ux * 2, end_y - uy * 2
            head = f"M{ax:.1f} {ay:.1f}L{bx - uy * 4:.1f} {by + ux * 4:.1f}L{bx + uy * 4:.1f} {by - ux * 4:.1f}Z"
            shapes.append(element("path", d=head, class_=f"f-{tie.kind}"))
        canvas.mark(tie.words, shapes, tie.supporting, tie.against)


def _legend(ties: Sequence[Tie], camps: Sequence[tuple[str, Node]]) -> list[Entry]:
    present = {tie.kind for tie in ties}
    samples = {"under": "arrow", "with": "line", "hostile": "dash", "truce": "dots", "supports": "far"}
    entries = [Entry(samples[kind], kind, TIE_WORDS[kind]) for kind in TIE_WORDS if kind in present]  # type: ignore[arg-type]
    if any(edge.sure != "yes" for tie in ties for edge in tie.edges):
        entries.append(Entry("line", "line", "paler: perhaps on that day"))
    entries += [Entry("dot", colour, f"{node.player.name} and all under it") for colour, node in camps]
    entries.append(Entry("dot", "ax", "others; bigger: more fighters, pale: nobody tells how many"))
    return entries


def _notes(missing: Sequence[Node], unnamed: Sequence[Node]) -> list[str]:
    notes = []
    if missing:
        names = ", ".join(node.player.name for node in missing[:10])
        more = f" and {len(missing) - 10} more" if len(missing) > 10 else ""
        notes.append(f"{count(len(missing), 'actor')} with fewer ties not drawn: {names}{more}.")
    if unnamed:
        names = ", ".join(node.player.name for node in unnamed)
        notes.append(f"No room for the names of {names}: point at the circles.")
    return notes
