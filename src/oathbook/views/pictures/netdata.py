"""A network as data for the browser: places, sizes, colours and words, the same as in the drawing."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from oathbook.views.pictures.asked import span_words
from oathbook.views.pictures.blocs import NO_BANNER, Blocs
from oathbook.views.pictures.discs import is_hollow, radius_of
from oathbook.views.pictures.force import Point, apart
from oathbook.views.pictures.graph import Node
from oathbook.views.pictures.lines import short_figure
from oathbook.views.pictures.text import plain
from oathbook.views.pictures.ties import POINTED, Tie, coloured, ties_of
from oathbook.views.protect import PROTECTED

Named = Callable[[str], str]
"""From an actor's key to the id that it has in every network, which tells nothing of its name."""

TOLD = 3
"""Spans of a tie that are told in words."""


def tie_id(tie: Tie, named: Named) -> str:
    """The id of a tie, the same on every day: of both ends and its kind."""
    words = f"{named(tie.source.key)} {tie.kind} {named(tie.target.key)}"
    return hashlib.blake2b(words.encode(), digest_size=8).hexdigest()


def network_record(blocs: Blocs, places: Mapping[str, Point], named: Named) -> dict[str, Any]:
    """``nodes``, ``edges`` and ``camps`` (colour and banner).

    A node: ``id``, ``name``, ``page`` (the name that its page is found by; empty for a bloc and for a protected one),
    ``banner`` (id of the banner at the top of its chain; empty where it is alone), ``kind``, ``figure`` (how many, in
    words, or empty), ``hollow`` (nobody tells how many), ``r`` (radius in pixels), ``camp`` (colour), ``members`` (1,
    or the actors in a closed bloc), ``x`` and ``y``. An edge: ``id``, ``source``, ``target``, ``kind``, ``pointed``,
    ``sure``, ``weight`` (1 to 3), ``words``, ``claims`` (how many are for it).
    """
    graph = blocs.graph
    ties = ties_of(graph.nodes, graph.edges)
    by_id = {node.id: node for node in blocs.whole.nodes}
    colours, camps = coloured(blocs.whole.nodes, blocs.tops)
    sizes = Counter(blocs.tops.values())
    at = _moved_apart(blocs, places)
    nodes = []
    for node in graph.nodes:
        top = blocs.tops[node.id]
        banner = named(by_id[top].key) if sizes[top] > 1 else named(NO_BANNER) if node.key == NO_BANNER else ""
        nodes.append(_node(node, blocs, colours[node.id], at[node.id]) | {"id": named(node.key), "banner": banner})
    return {
        "nodes": nodes,
        "edges": [_edge(tie, named) for tie in ties],
        "camps": [{"colour": colour, "name": plain(node.player.name), "id": named(node.key)} for colour, node in camps],
    }


def _moved_apart(blocs: Blocs, places: Mapping[str, Point]) -> dict[str, Point]:
    """Where each node stands, by id; moved a little where closed blocs are too big for their places."""
    nodes = blocs.graph.nodes
    points = [places.get(node.key, (0.0, 0.0)) for node in nodes]
    if blocs.members:
        points = apart(points, [_radius(node, blocs) for node in nodes], 30.0)
    return {node.id: (round(x, 1), round(y, 1)) for node, (x, y) in zip(nodes, points, strict=True)}


def _radius(node: Node, blocs: Blocs) -> float:
    members = blocs.members.get(node.id, 1)
    return round(radius_of(node) if members == 1 else 10 + 3.4 * math.sqrt(members), 1)


def _node(node: Node, blocs: Blocs, camp: str, at: Point) -> dict[str, Any]:
    members = blocs.members.get(node.id, 1)
    known = min(node.player.names, key=lambda name: (-node.player.names[name], name), default="")
    return {
        "name": plain(node.player.name),
        "page": known if members == 1 and known != PROTECTED else "",
        "kind": "bloc" if members > 1 else node.player.kind,
        "figure": short_figure(node.figure.figure) if node.figure else "",
        "hollow": members == 1 and is_hollow(node),
        "r": _radius(node, blocs),
        "camp": camp,
        "members": members,
        "x": at[0],
        "y": at[1],
    }


def _edge(tie: Tie, named: Named) -> dict[str, Any]:
    return {
        "id": tie_id(tie, named),
        "source": named(tie.source.key),
        "target": named(tie.target.key),
        "kind": tie.kind,
        "pointed": tie.kind in POINTED,
        "sure": tie.sure,
        "weight": {"thin": 1, "mid": 2, "thick": 3}[tie.weight],
        "words": words_of(tie),
        "claims": len(tie.supporting),
    }


def words_of(tie: Tie) -> str:
    """The first of its spans in words; of a bloc's ties there can be hundreds."""
    told = "; ".join(span_words(edge.span, edge.sure) for edge in tie.edges[:TOLD])
    more = len(tie.edges) - TOLD
    return plain(f"{told}; and {more} more" if more > 0 else told)
