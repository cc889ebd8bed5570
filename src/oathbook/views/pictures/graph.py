"""Actors and their ties as a graph, for the network picture and for GEXF and GraphML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oathbook.history.coverage import Covers, covers
from oathbook.history.span import Span, SpanKind
from oathbook.views.pictures.asked import Asked, stands
from oathbook.views.pictures.cast import BODIES, Player, cast_of
from oathbook.views.pictures.lines import best_of
from oathbook.views.pictures.times import reach

TIES: frozenset[SpanKind] = frozenset({"under", "with", "hostile", "truce", "supports", "leads", "captive"})
SYMMETRIC: frozenset[SpanKind] = frozenset({"with", "hostile", "truce"})


@dataclass(frozen=True, slots=True)
class Node:
    """An actor. ``figure``: the span that tells how many it had, the newest that counts."""

    id: str
    key: str
    player: Player
    figure: Span | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie: the span, from whom to whom (ids), and whether it surely held on the day asked for."""

    id: str
    source: str
    target: str
    span: Span
    sure: Covers


@dataclass(frozen=True, slots=True)
class Graph:
    """``nodes`` by name, ``edges`` by the names of both."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def build_graph(
    spans: Sequence[Span],
    asked: Asked,
    *,
    kinds: frozenset[SpanKind] = TIES,
    called: Mapping[str, str] | None = None,
    held_only: bool = False,
) -> Graph:
    """All actors with a tie of these kinds on the day; of any time, where no day is asked for.

    ``since`` and ``until`` leave out what had ended before or began after. Ids are numbers in the order of names.
    """
    spans = sorted(spans, key=lambda span: span.id)
    players = cast_of(spans, called)
    chosen: list[tuple[Span, Covers]] = []
    figures: dict[str, Span] = {}
    for span in spans:
        sure: Covers = covers(span, asked.on) if asked.on is not None else "yes"
        if sure == "no" or not _meets(span, asked):
            continue
        if span.kind == "strength" and span.state == "held" and best_of(span.figure) is not None:
            if asked.on is not None or stands(span, None) != "no" or span.subject not in figures:
                figures[span.subject] = max(figures.get(span.subject, span), span, key=_newest)
        elif span.kind in kinds and span.other is not None and (span.state == "held" or not held_only):
            chosen.append((span, sure))
    keys = {key for span, _ in chosen for key in (span.subject, span.other) if key is not None}
    names = {key: players[key].name for key in keys}
    order = sorted(keys, key=lambda key: (names[key], key))
    ids = {key: f"n{number}" for number, key in enumerate(order, 1)}
    chosen.sort(key=lambda each: (names[each[0].subject], names[each[0].other or ""], each[0].kind, each[0].id))
    return Graph(
        tuple(Node(ids[key], key, players[key], figures.get(key)) for key in order),
        tuple(
            Edge(f"e{number}", ids[span.subject], ids[span.other or ""], span, sure)
            for number, (span, sure) in enumerate(chosen, 1)
        ),
    )


def _newest(span: Span) -> tuple[date, int, str]:
    found = reach(span)
    return (found.from_ if found else date.min, len(span.supporting), span.id)


def _meets(span: Span, asked: Asked) -> bool:
    """Whether it lies, in part, in the stretch asked for; what tells no day does."""
    if asked.since is None and asked.until is None:
        return True
    found = reach(span)
    if found is None:
        return True
    late = asked.until is not None and found.maybe_from > asked.until
    early = asked.since is not None and not found.open and found.maybe_to < asked.since
    return not late and not early


def near(graph: Graph, keys: Sequence[str]) -> Graph:
    """The actors with these keys, all who are tied to one of them, and the ties among all these; all without keys."""
    if not keys:
        return graph
    named = {node.id for node in graph.nodes if node.key in keys}
    kept = named | {end for e in graph.edges if {e.source, e.target} & named for end in (e.source, e.target)}
    return Graph(
        tuple(node for node in graph.nodes if node.id in kept),
        tuple(edge for edge in graph.edges if {edge.source, edge.target} <= kept),
    )


def bodies_of(graph: Graph, keys: Sequence[str]) -> Graph:
    """The graph without persons, numbers of people and other things, but for actors with these keys."""
    kept = {node.id for node in graph.nodes if node.player.kind in BODIES or node.key in keys}
    return Graph(
        tuple(node for node in graph.nodes if node.id in kept),
        tuple(edge for edge in graph.edges if {edge.source, edge.target} <= kept),
    )
