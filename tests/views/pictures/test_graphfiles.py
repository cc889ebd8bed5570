"""GEXF and GraphML hold every actor and tie, and can be read."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.views.pictures.war import span, war

from oathbook.views.pictures import Asked
from oathbook.views.pictures.graph import TIES, build_graph, near
from oathbook.views.pictures.graphfiles import EDGE_FIELDS, gexf, graphml

GEXF, GRAPHML = "{http://www.gexf.net/1.2draft}", "{http://graphml.graphdrawing.org/xmlns}"


def ties() -> list[tuple[str, str, str]]:
    return sorted((s.subject_name, s.kind, s.other_name or "") for s in war() if s.kind in TIES and s.other)


def test_gexf_holds_all_nodes_and_edges() -> None:
    root = ElementTree.fromstring(gexf(build_graph(war(), Asked()), title="all").encode())
    names = {node.get("id"): node.get("label") for node in root.iter(f"{GEXF}node")}
    edges = list(root.iter(f"{GEXF}edge"))
    found = sorted((names[e.get("source")], e.get("label"), names[e.get("target")]) for e in edges)
    assert found == ties()
    assert set(names.values()) == {name for one, _, other in ties() for name in (one, other)}


def test_graphml_holds_all_nodes_and_edges_with_their_claims() -> None:
    root = ElementTree.fromstring(graphml(build_graph(war(), Asked()), title="all").encode())
    keys = {key.get("id"): key.get("attr.name") for key in root.iter(f"{GRAPHML}key")}
    assert len(keys) == 5 + len(EDGE_FIELDS)
    names = {node.get("id"): node.findtext(f"{GRAPHML}data[@key='n0']") for node in root.iter(f"{GRAPHML}node")}
    edges = [
        ({keys[data.get("key")]: data.text for data in edge}, names[edge.get("source")], names[edge.get("target")])
        for edge in root.iter(f"{GRAPHML}edge")
    ]
    assert sorted((one, told["relation"], other) for told, one, other in edges) == ties()
    known = {claim.id for each in war() for claim in each.supporting}
    assert all(set((told["claims_for"] or "").split()) <= known and told["claims_for"] for told, _, _ in edges)


def test_times_of_ties() -> None:
    spans = [span("under", "Lions", "Tigers", ("2014-01-01", "2014-03-01"), "2014-09-01")]
    (edge,) = ElementTree.fromstring(gexf(build_graph(spans, Asked()), title="").encode()).iter(f"{GEXF}edge")
    assert (edge.get("start"), edge.get("end")) == ("2014-03-01", "2014-09-01")


def test_only_ties_of_the_day() -> None:
    graph = build_graph(war(), Asked(on=date(2013, 12, 1)))
    told = {(edge.span.subject_name, edge.span.other_name) for edge in graph.edges if edge.span.kind == "under"}
    assert ("Fajr al-Wadi", "Northern Shield") in told and ("Fajr al-Wadi", "Emirate Movement") not in told


def test_near_keeps_the_neighbours_and_their_ties() -> None:
    graph = near(build_graph(war(), Asked()), ["katibat ahrar zaytun"])
    assert {node.player.name for node in graph.nodes} == {"Katibat Ahrar Zaytun", "Ahrar al-Jabal", "Emirate Movement"}


def test_order_and_hostile_names_change_nothing() -> None:
    spans = [*war(), span("under", 'a"<b>&\x00\u202e', "Tigers]]>", "2014-01-01")]
    first = [make(build_graph(spans, Asked()), title="t<") for make in (gexf, graphml)]
    random.Random(3).shuffle(spans)
    assert [make(build_graph(spans, Asked()), title="t<") for make in (gexf, graphml)] == first
    for text in first:
        ElementTree.fromstring(text.encode())


def test_networkx_reads_them(tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    graph = build_graph(war(), Asked())
    (tmp_path / "a.gexf").write_text(gexf(graph, title="all"), encoding="utf-8")
    (tmp_path / "a.graphml").write_text(graphml(graph, title="all"), encoding="utf-8")
    for read in (networkx.read_gexf(tmp_path / "a.gexf"), networkx.read_graphml(tmp_path / "a.graphml")):
        assert (read.number_of_nodes(), read.number_of_edges()) == (len(graph.nodes), len(graph.edges))
