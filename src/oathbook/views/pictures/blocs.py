"""A network with its blocs closed: a banner and all that stand under it as one circle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from oathbook.views.phrases import count
from oathbook.views.pictures.cast import Player
from oathbook.views.pictures.graph import Graph, Node
from oathbook.views.pictures.ties import ties_of, tops_of

LOOSE = 120
"""So many actors without a bloc are still drawn each for itself."""
NO_BANNER = ""


@dataclass(frozen=True, slots=True)
class Blocs:
    """A graph with some blocs closed.

    ``whole``: the graph with all blocs open. ``members``: how many actors are in each node that is a closed bloc, by
    id. ``tops``: the banner (id) at the top of each node's chain, as it is with all blocs open.
    """

    whole: Graph
    graph: Graph
    members: Mapping[str, int]
    tops: Mapping[str, str]


def all_open(graph: Graph) -> Blocs:
    """Every actor for itself."""
    return Blocs(graph, graph, {}, tops_of(graph.nodes, ties_of(graph.nodes, graph.edges)))


def closed(graph: Graph, open_keys: Collection[str] = ()) -> Blocs:
    """Each bloc of two and more as one node, that of its banner, but for those whose banner has one of these keys.

    Where more than ``LOOSE`` stand under nobody and nobody under them, they are one node as well, with the key
    ``NO_BANNER``. Ties from and to members go from and to the bloc; those within it are left out. How many fighters a
    bloc has is not told, since its members' figures are of different days.
    """
    tops = all_open(graph).tops
    by_id = {node.id: node for node in graph.nodes}
    sizes = Counter(tops.values())
    into = {id: top if sizes[top] > 1 and by_id[top].key not in open_keys else id for id, top in tops.items()}
    loose = [id for id, top in tops.items() if sizes[top] == 1]
    if len(loose) > LOOSE and NO_BANNER not in open_keys:
        into |= dict.fromkeys(loose, loose[0])
    members = {id: number for id, number in Counter(into.values()).items() if number > 1}
    kept = set(into.values())
    left = [node for node in graph.nodes if node.id in kept]
    nodes = tuple(_as_bloc(node, members.get(node.id, 1), sizes[tops[node.id]]) for node in left)
    ends = [replace(edge, source=into[edge.source], target=into[edge.target]) for edge in graph.edges]
    return Blocs(graph, Graph(nodes, tuple(edge for edge in ends if edge.source != edge.target)), members, tops)


def _as_bloc(node: Node, members: int, under_banner: int) -> Node:
    """The node of a closed bloc, with a name that tells how many are in it; another node as it is."""
    if members == 1:
        return node
    if under_banner == 1:
        loose = Player(NO_BANNER, called=f"{count(members, 'actor')} under no banner")
        return Node(node.id, NO_BANNER, loose, None)
    name = f"{node.player.name} and {count(members - 1, 'actor')} under it"
    return replace(node, player=replace(node.player, called=name), figure=None)
