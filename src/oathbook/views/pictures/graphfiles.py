"""A graph as GEXF 1.2 or GraphML, with the claims behind each tie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oathbook.history.span import Span
from oathbook.records import Interval
from oathbook.views.pictures.asked import span_words
from oathbook.views.pictures.graph import SYMMETRIC, Edge, Graph, Node
from oathbook.views.pictures.lines import best_of, range_of
from oathbook.views.pictures.svg import Element, element, write
from oathbook.views.pictures.text import plain
from oathbook.views.pictures.times import reach

Cell = str | float | bool | None
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NODE_FIELDS = (("kind", "string"), ("strength", "double"), ("strength_low", "double"), ("strength_high", "double"))
EDGE_FIELDS = (
    ("relation", "string"), ("state", "string"), ("way", "string"), ("sure", "string"), ("symmetric", "boolean"),
    ("began_earliest", "string"), ("began_latest", "string"), ("ended_earliest", "string"), ("ended_latest", "string"),
    ("last_heard", "string"), ("grade", "string"), ("says", "string"),
    ("claims_for", "string"), ("claims_against", "string"),
    ("enders", "string"),
)  # fmt: skip
"""Ids of claims are whole, with a blank between; days are ISO."""


def _node_cells(node: Node) -> list[Cell]:
    figure = node.figure.figure if node.figure else None
    best = best_of(figure)
    if figure is None or best is None:
        return [node.player.kind, None, None, None]
    return [node.player.kind, best, *range_of(figure)]


def _edge_cells(edge: Edge) -> list[Cell]:
    span = edge.span
    return [
        span.kind, span.state, span.way, edge.sure, span.kind in SYMMETRIC,
        *_days(span.begin), *_days(span.end), str(span.last_heard) if span.last_heard else None,
        span.belief.grade if span.belief else None, span_words(span, edge.sure),
        *(" ".join(claim.id for claim in claims) or None for claims in (span.supporting, span.opposing, span.enders)),
    ]  # fmt: skip


def _days(when: Interval | None) -> list[Cell]:
    if when is None:
        return [None, None]
    return [day.isoformat() if day else None for day in (when.earliest, when.latest)]


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return (
        f"{cell:g}"
        if isinstance(cell, float) and abs(cell) < 100_000
        else f"{cell:.0f}"
        if isinstance(cell, float)
        else plain(str(cell))
    )


def gexf(graph: Graph, *, title: str) -> str:
    """GEXF 1.2; ties have a start (the last day by which it surely had begun) and an end where one is told.

    All ties are directed, since the format's readers take no mixture; ``symmetric`` says which have no direction.
    """
    fields = [
        element(
            "attributes",
            *(element("attribute", id=str(n), title=name, type=kind) for n, (name, kind) in enumerate(columns)),
            class_=of,
        )
        for of, columns in (("node", NODE_FIELDS), ("edge", EDGE_FIELDS))
    ]
    nodes = [
        element("node", *_values(_node_cells(node)), id=node.id, label=plain(node.player.name)) for node in graph.nodes
    ]
    edges = [
        element(
            "edge", *_values(_edge_cells(edge)), id=edge.id, source=edge.source, target=edge.target, type="directed",
            label=edge.span.kind, weight=str(len(edge.span.supporting) or 1), **_spell(edge.span),
        )
        for edge in graph.edges
    ]  # fmt: skip
    root = element(
        "gexf",
        element("meta", element("creator", "oathbook"), element("description", plain(title))),
        element(
            "graph", *fields, element("nodes", *nodes), element("edges", *edges),
            defaultedgetype="directed", mode="dynamic", timeformat="date",
        ),
        xmlns="http://www.gexf.net/1.2draft",
        version="1.2",
    )  # fmt: skip
    return _HEAD + write(root) + "\n"


def _values(cells: Sequence[Cell]) -> list[Element]:
    values = [
        Element("attvalue", {"for": str(n), "value": _text(cell)}) for n, cell in enumerate(cells) if cell is not None
    ]
    return [element("attvalues", *values)] if values else []


def _spell(span: Span) -> dict[str, str]:
    found = reach(span)
    if found is None:
        return {}
    ends: dict[str, str] = {"start": _day(found.from_)}
    if not found.open:
        ends["end"] = _day(max(found.to, found.from_))
    return ends


def _day(day: date) -> str:
    return day.isoformat()


def graphml(graph: Graph, *, title: str) -> str:
    """GraphML with the same fields; all ties directed, ``symmetric`` says which have no direction."""
    named = (("label", "string"), *NODE_FIELDS)
    keys = [
        Element("key", {"id": f"{of[0]}{n}", "for": of, "attr.name": name, "attr.type": kind})
        for of, columns in (("node", named), ("edge", EDGE_FIELDS))
        for n, (name, kind) in enumerate(columns)
    ]
    nodes = [element("node", *_data("n", [node.player.name, *_node_cells(node)]), id=node.id) for node in graph.nodes]
    edges = [
        element("edge", *_data("e", _edge_cells(edge)), id=edge.id, source=edge.source, target=edge.target)
        for edge in graph.edges
    ]
    root = element(
        "graphml",
        element("desc", plain(title)),
        *keys,
        element("graph", *nodes, *edges, id="G", edgedefault="directed"),
        xmlns="http://graphml.graphdrawing.org/xmlns",
    )
    return _HEAD + write(root) + "\n"


def _data(letter: str, cells: Sequence[Cell]) -> list[Element]:
    return [element("data", _text(cell), key=f"{letter}{n}") for n, cell in enumerate(cells) if cell is not None]


def edge_rows(graph: Graph) -> list[dict[str, Cell]]:
    """The ties as rows of a table: the names of both, then the fields of ``EDGE_FIELDS``."""
    names = {node.id: plain(node.player.name) for node in graph.nodes}
    columns = [name for name, _ in EDGE_FIELDS]
    rows: list[dict[str, Cell]] = []
    for edge in graph.edges:
        cells = [None if cell is None else _text(cell) for cell in _edge_cells(edge)]
        rows.append(
            {"source": names[edge.source], "target": names[edge.target], **dict(zip(columns, cells, strict=True))}
        )
    return rows
