"""The whole network of a day: its graph, blocs open or closed, lasting places, and the claims behind a tie."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from oathbook.errors import UnknownName
from oathbook.views.desk.drawn import called_on, cast_for, spans_for, standing_for
from oathbook.views.desk.wanted import Wanted
from oathbook.views.pictures.asked import Asked
from oathbook.views.pictures.blocs import NO_BANNER, Blocs, all_open, closed
from oathbook.views.pictures.canvas import Mark
from oathbook.views.pictures.cast import BODIES
from oathbook.views.pictures.discs import node_words
from oathbook.views.pictures.force import Point
from oathbook.views.pictures.graph import Graph, bodies_of, build_graph, near
from oathbook.views.pictures.layout import lasting_places
from oathbook.views.pictures.netdata import network_record, tie_id, words_of
from oathbook.views.pictures.ties import DRAWN, Tie, ties_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oathbook.views.desk.desk import Desk
    from oathbook.views.desk.visitors import Visitor

MANY = 300
"""Actors from which on blocs are closed, where the address does not say."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole network. ``wanted``: with "auto" settled; ``actors``: how many there are with all blocs open."""

    wanted: Wanted
    blocs: Blocs
    actors: int


def whole_of(desk: Desk, wanted: Wanted, visitor: Visitor) -> Whole:
    """The network of the day with all its actors; kept until the ledger grows.

    UnknownName where nobody has the name.
    """

    def make() -> Whole:
        graph = _graph(desk, wanted, visitor)
        shown = wanted.shown
        if shown in ("", "auto"):
            shown = "blocs" if len(graph.nodes) > MANY or wanted.opened else "actors"
        settled = replace(wanted, shown=shown)
        if shown == "actors":
            return Whole(replace(settled, opened=()), all_open(graph), len(graph.nodes))
        opened = set(wanted.opened)
        keys = {key for key in (NO_BANNER, *(node.key for node in graph.nodes)) if namer(desk)(key) in opened}
        return Whole(settled, closed(graph, keys), len(graph.nodes))

    return desk.histories.kept("networks", (wanted, visitor.opens), make)


def record_of(desk: Desk, whole: Whole, visitor: Visitor) -> dict[str, Any]:
    """The network for the browser; see ``network_record``."""
    return network_record(whole.blocs, _places(desk, whole.wanted, visitor), namer(desk))


def namer(desk: Desk) -> Callable[[str], str]:
    """Gives actors ids that are the same in every network of this desk, and from which no name can be guessed."""
    secret = desk.store.secret.encode()[:64]
    return lambda key: hashlib.blake2b(key.encode("utf-8", "replace"), key=secret, digest_size=6).hexdigest()


def ties_shown(whole: Whole) -> list[Tie]:
    """The ties of the network, by the names of both ends."""
    graph = whole.blocs.graph
    ties = ties_of(graph.nodes, graph.edges)
    return sorted(ties, key=lambda tie: (tie.source.player.name, tie.target.player.name, tie.kind))


def mark_of(desk: Desk, whole: Whole, id: str) -> Mark:
    """What stands behind a tie or an actor of the network. UnknownName where there is none with that id."""
    named = namer(desk)
    for tie in ties_shown(whole):
        if tie_id(tie, named) == id:
            return Mark(0, words_of(tie), tie.supporting, tie.against)
    for node in whole.blocs.graph.nodes:
        if named(node.key) == id:
            figure = node.figure
            return Mark(0, node_words(node), figure.supporting if figure else (), figure.opposing if figure else ())
    raise UnknownName(f"the network of that day has no tie or actor {id!a}; click on one of it")


def _graph(desk: Desk, wanted: Wanted, visitor: Visitor) -> Graph:
    keys, spans, called = standing_for(desk, wanted, visitor)
    standing = [span for span in spans if wanted.on is not None or span.end is None]
    graph = build_graph(standing, wanted.asked, kinds=DRAWN, called=called, held_only=True)
    return _tied(near(bodies_of(graph, keys), keys))


def _tied(graph: Graph) -> Graph:
    """Without actors that no tie leads to or from."""
    kept = {end for edge in graph.edges if edge.source != edge.target for end in (edge.source, edge.target)}
    return Graph(tuple(node for node in graph.nodes if node.id in kept), graph.edges)


def _places(desk: Desk, wanted: Wanted, visitor: Visitor) -> Mapping[str, Point]:
    """The places of all actors, the same on every day and by whatever was known; kept until the ledger grows."""

    def make() -> Mapping[str, Point]:
        whole = replace(wanted, on=None, known_by=None, ties=(), shown="", opened=())
        keys, spans = spans_for(desk, whole, visitor)
        cast = cast_for(desk, None, visitor)
        bodies = {key for key, kind in cast.kinds.items() if kind in BODIES}.union(keys)
        told = [span for span in spans if _is_between(span, bodies)]
        graph = build_graph(told, Asked(), kinds=DRAWN, called=called_on(desk, cast, None), held_only=True)
        return lasting_places(near(bodies_of(graph, keys), keys))

    return desk.histories.kept("layouts", (wanted.name, visitor.opens), make)


def _is_between(span: Any, bodies: Iterable[str]) -> bool:
    return span.kind == "strength" or (span.kind in DRAWN and span.subject in bodies and span.other in bodies)
