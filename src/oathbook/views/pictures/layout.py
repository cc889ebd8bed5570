"""Places for the actors of all days at once, so that each keeps its place when the day changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from oathbook.views.pictures.discs import radius_of
from oathbook.views.pictures.force import Point, apart, laid_out
from oathbook.views.pictures.graph import Graph
from oathbook.views.pictures.ties import PULLS, ties_of, tops_of

_GAP = 26.0


def lasting_places(graph: Graph) -> Mapping[str, Point]:
    """Places by the actors' keys, about 100 apart, the middle at (0, 0).

    Args:
        graph: the ties of all days.
    """
    ties = ties_of(graph.nodes, graph.edges)
    tops = tops_of(graph.nodes, ties)
    sizes = Counter(tops.values())
    order = {top: number for number, top in enumerate(sorted(sizes, key=lambda top: (-sizes[top], top)))}
    number = {node.id: place for place, node in enumerate(graph.nodes)}
    pulls = [(number[tie.source.id], number[tie.target.id], *PULLS[tie.kind]) for tie in ties]
    points = laid_out([order[tops[node.id]] for node in graph.nodes], pulls)
    points = apart(points, [radius_of(node) for node in graph.nodes], _GAP)
    return {node.key: (round(x, 1), round(y, 1)) for node, (x, y) in zip(graph.nodes, points, strict=True)}
