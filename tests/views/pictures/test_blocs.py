"""Closed blocs, places that last, many actors."""

from __future__ import annotations

import math
import random

from tests.views.pictures.war import span, war

from oathbook.views.pictures.asked import Asked
from oathbook.views.pictures.blocs import LOOSE, NO_BANNER, all_open, closed
from oathbook.views.pictures.force import apart, laid_out
from oathbook.views.pictures.graph import Graph, build_graph
from oathbook.views.pictures.layout import lasting_places
from oathbook.views.pictures.ties import DRAWN


def graph_of(*spans: object) -> Graph:
    return build_graph([*spans], Asked(), kinds=DRAWN, held_only=True)  # type: ignore[list-item]


def named(graph: Graph) -> set[tuple[str, str, str]]:
    names = {node.id: node.player.name for node in graph.nodes}
    return {(names[edge.source], edge.span.kind, names[edge.target]) for edge in graph.edges}


SMALL = graph_of(
    span("under", "Lions", "Tigers", "2014-01-01"), span("under", "Cubs", "Lions", "2014-01-01"),
    span("hostile", "Cubs", "Owls", "2014-01-01"), span("with", "Cubs", "Lions", "2014-01-01"),
    span("under", "Owlets", "Owls", "2014-01-01"),
)  # fmt: skip


def test_ties_within_a_bloc_are_left_out_and_others_go_to_it() -> None:
    shut = closed(SMALL)
    assert named(shut.graph) == {("Tigers and 2 actors under it", "hostile", "Owls and 1 actor under it")}
    assert sorted(shut.members.values()) == [2, 3] and shut.whole is SMALL
    opened = closed(SMALL, {"tigers"})
    assert ("Cubs", "hostile", "Owls and 1 actor under it") in named(opened.graph) and len(opened.graph.nodes) == 4
    assert named(closed(SMALL, {"tigers", "owls"}).graph) == named(SMALL)
    assert all_open(SMALL).members == {}


def test_who_stands_under_nobody_is_one_circle_where_there_are_many() -> None:
    many = [span("hostile", f"Band {n:03}", f"Band {n + 1:03}", "2014-01-01") for n in range(LOOSE)]
    graph = graph_of(*many, span("under", "Lions", "Tigers", "2014-01-01"))
    shut = closed(graph)
    assert [(node.key, node.player.name) for node in shut.graph.nodes if node.key == NO_BANNER] == [
        (NO_BANNER, f"{LOOSE + 1} actors under no banner")
    ]
    assert len(closed(graph, {NO_BANNER}).graph.nodes) == LOOSE + 2
    assert len(closed(graph_of(*many[1:])).graph.nodes) == LOOSE, "so many are still drawn each for itself"


def test_a_circle_of_banners_is_in_blocs_once() -> None:
    graph = graph_of(
        span("under", "Lions", "Tigers", "2014-01-01"), span("under", "Tigers", "Owls", "2014-01-01"),
        span("under", "Owls", "Lions", "2014-01-01"),
    )  # fmt: skip
    shut = closed(graph)
    assert sum(shut.members.get(node.id, 1) for node in shut.graph.nodes) == 3


def test_places_do_not_hang_on_the_order_of_spans() -> None:
    spans = war()
    places = lasting_places(build_graph(spans, Asked(), kinds=DRAWN, held_only=True))
    random.Random(3).shuffle(spans)
    assert lasting_places(build_graph(spans, Asked(), kinds=DRAWN, held_only=True)) == places


def test_many_lie_apart_and_those_that_are_tied_near_each_other() -> None:
    chance, count = random.Random(5), 600
    camps = [n % 12 for n in range(count)]
    pulls = [
        (n, chance.choice([m for m in range(count) if m % 12 == n % 12 and m != n]), 85.0, 0.09) for n in range(count)
    ]
    points = laid_out(camps, pulls)
    assert points == laid_out(camps, pulls)
    placed = apart(points, [8.0] * count, 6.0)
    near = [math.dist(placed[a], placed[b]) for a, b, *_ in pulls]
    other = [math.dist(placed[a], placed[chance.randrange(count)]) for a, *_ in pulls]
    assert sum(near) / len(near) < 0.5 * sum(other) / len(other)
    close = sum(math.dist(placed[a], placed[b]) < 16 for a in range(count) for b in range(a))
    assert close <= 3, "hardly any disc on another"
