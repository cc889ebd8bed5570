"""Ties of a network: all spans of one kind between two actors, and the banner that each actor stands under."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from oathbook.history.span import SpanKind
from oathbook.records import Claim
from oathbook.views.pictures.asked import span_words
from oathbook.views.pictures.graph import Edge, Node
from oathbook.views.pictures.style import ACTORS

DRAWN: frozenset[SpanKind] = frozenset({"under", "with", "hostile", "truce", "supports"})
PULLS: dict[SpanKind, tuple[float, float]] = {
    "under": (85.0, 0.09),
    "with": (120.0, 0.05),
    "supports": (130.0, 0.04),
    "truce": (160.0, 0.02),
    "hostile": (300.0, 0.012),
}
"""How long a tie would like to be, and how strongly it pulls."""
DASHES: dict[SpanKind, str] = {"under": "", "with": "", "hostile": "dash", "truce": "dots", "supports": "far"}
TIE_WORDS: dict[SpanKind, str] = {
    "under": "stands under (to the banner)",
    "with": "stands with",
    "hostile": "against",
    "truce": "truce",
    "supports": "supports",
}
POINTED: frozenset[SpanKind] = frozenset({"under", "supports"})
"""Ties with an arrow."""
Weight = Literal["thin", "mid", "thick"]


@dataclass(frozen=True, slots=True)
class Tie:
    """All spans of one kind between two nodes."""

    kind: SpanKind
    source: Node
    target: Node
    edges: tuple[Edge, ...]

    @property
    def weight(self) -> Weight:
        """How thick it is drawn: by the number of reports that tell it."""
        reports = len({claim.report for edge in self.edges for claim in edge.span.supporting})
        return "thin" if reports < 2 else "mid" if reports < 6 else "thick"

    @property
    def sure(self) -> bool:
        """Whether one of its spans surely held on the day asked for."""
        return any(edge.sure == "yes" for edge in self.edges)

    @property
    def words(self) -> str:
        """Each of its spans in words."""
        return "; ".join(span_words(edge.span, edge.sure) for edge in self.edges)

    @property
    def supporting(self) -> tuple[Claim, ...]:
        """The claims for it, each once."""
        return tuple({claim.id: claim for edge in self.edges for claim in edge.span.supporting}.values())

    @property
    def against(self) -> tuple[Claim, ...]:
        """The claims against it and those that end it, each once."""
        found = {c.id: c for edge in self.edges for c in (*edge.span.opposing, *edge.span.enders)}
        return tuple(found.values())


def ties_of(nodes: Iterable[Node], edges: Iterable[Edge]) -> list[Tie]:
    """The edges by both ends and kind; an edge from a node to itself is left out."""
    by_id = {node.id: node for node in nodes}
    groups: dict[tuple[str, str, SpanKind], list[Edge]] = defaultdict(list)
    for edge in edges:
        groups[(edge.source, edge.target, edge.span.kind)].append(edge)
    return [
        Tie(kind, by_id[source], by_id[target], tuple(found))
        for (source, target, kind), found in groups.items()
        if source != target
    ]


def tops_of(nodes: Iterable[Node], ties: Iterable[Tie]) -> dict[str, str]:
    """For each node the banner at the top of its chain (itself, where it stands under nobody), by ids."""
    above: dict[str, str] = {}
    for tie in sorted(ties, key=lambda tie: (tie.source.id, -len(tie.edges), tie.target.id)):
        if tie.kind == "under":
            above.setdefault(tie.source.id, tie.target.id)
    tops: dict[str, str] = {}
    for node in nodes:
        top, passed = node.id, {node.id}
        while top in above and above[top] not in passed:
            top = above[top]
            passed.add(top)
        tops[node.id] = top
    return tops


def camps_of(nodes: Sequence[Node], ties: Iterable[Tie]) -> tuple[dict[str, str], list[tuple[str, Node]]]:
    """A colour for each node, that of the banner at the top of its chain; and the banners that have one."""
    return coloured(nodes, tops_of(nodes, ties))


def coloured(nodes: Sequence[Node], tops: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, Node]]]:
    """``camps_of``, where the banners are known."""
    sizes = Counter(tops.values())
    by_id = {node.id: node for node in nodes}
    order = sorted((top for top in sizes if sizes[top] > 1), key=lambda top: (-sizes[top], by_id[top].player.name, top))
    colours = {top: f"a{number}" for number, top in enumerate(order[:ACTORS])}
    return {id: colours.get(top, "ax") for id, top in tops.items()}, [
        (colours[top], by_id[top]) for top in order[:ACTORS]
    ]
