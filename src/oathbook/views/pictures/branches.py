"""Who stands under whom on a day, as trees: what stands in each, before anything is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from oathbook.history.coverage import Covers
from oathbook.history.span import Span
from oathbook.views.pictures.asked import stands
from oathbook.views.pictures.cast import Player
from oathbook.views.pictures.times import reach

MOST = 150
"""Actors at most."""
_CROWDS = frozenset({"person", "people"})


@dataclass
class Node:
    """One actor in the tree. ``link``: the span that puts it there (None: a root); ``sure``: whether it surely covers
    the day. ``under`` are those below it. ``at``: left and middle, once placed."""

    key: str
    link: Span | None
    sure: Covers = "yes"
    under: list[Node] = field(default_factory=list)
    at: tuple[float, float] = (0.0, 0.0)

    def all(self) -> Iterable[Node]:
        """It and all below it."""
        yield self
        for node in self.under:
            yield from node.all()


@dataclass(frozen=True)
class World:
    """What is known on the day: members by banner, banners by member, and what is told of each beside that."""

    players: Mapping[str, Player]
    below: Mapping[str, Sequence[tuple[Span, Covers]]]
    above: Mapping[str, Sequence[tuple[Span, Covers]]]
    pending: Mapping[str, Sequence[tuple[Span, Covers]]]
    leaders: Mapping[str, Sequence[Span]]
    figures: Mapping[str, Span]


def world_of(spans: Sequence[Span], on: date | None, players: Mapping[str, Player], keys: Sequence[str]) -> World:
    """What the spans tell of the day; persons and numbers of people are left out, but for those with these keys."""
    below: dict[str, list[tuple[Span, Covers]]] = defaultdict(list)
    above: dict[str, list[tuple[Span, Covers]]] = defaultdict(list)
    pending: dict[str, list[tuple[Span, Covers]]] = defaultdict(list)
    leaders: dict[str, list[Span]] = defaultdict(list)
    figures: dict[str, Span] = {}
    for span in spans:
        sure = stands(span, on)
        if sure == "no":
            continue
        if span.kind == "under" and span.other is not None:
            if players[span.subject].kind in _CROWDS and span.subject not in keys:
                continue
            if span.state == "held":
                above[span.subject].append((span, sure))
            else:
                pending[span.other].append((span, sure))
        elif span.kind == "leads" and span.state == "held" and span.other:
            leaders[span.other].append(span)
        elif span.kind == "strength" and span.state == "held":
            figures[span.subject] = max(figures.get(span.subject, span), span, key=_newest)
    for member, links in above.items():
        links.sort(key=_surest)
        below[links[0][0].other or ""].append(links[0])
        above[member] = links
    return World(players, below, above, pending, leaders, figures)


def _newest(span: Span) -> tuple[date, int, str]:
    found = reach(span)
    return (found.from_ if found else date.min, len(span.supporting), span.id)


def _surest(link: tuple[Span, Covers]) -> tuple[bool, int, int, str]:
    span, sure = link
    found = reach(span)
    return (sure != "yes", -(found.from_.toordinal() if found else 0), -len(span.supporting), span.id)


def roots_of(world: World, keys: Sequence[str]) -> tuple[list[Node], int]:
    """The trees, biggest first, and how many actors did not fit."""
    seen: set[str] = set()
    if keys:
        return [_chain(key, world, seen) for key in keys if key not in seen], 0
    banners = {*world.below, *world.pending}
    tops = sorted(key for key in banners if key not in world.above)
    roots = [_grown(key, None, "yes", world, seen) for key in tops]
    roots += [_grown(key, None, "yes", world, seen) for key in sorted(banners) if key not in seen]
    roots.sort(key=lambda root: (-sum(1 for _ in root.all()), world.players[root.key].name, root.key))
    kept: list[Node] = []
    room = MOST
    for root in roots:
        size = sum(1 for _ in root.all())
        if size <= room or not kept:
            kept.append(root)
            room -= size
    return kept, sum(1 for root in roots if root not in kept for _ in root.all())


def _grown(key: str, link: Span | None, sure: Covers, world: World, seen: set[str]) -> Node:
    """The actor with all below it; whoever stands there already is not drawn again."""
    seen.add(key)
    node = Node(key, link, sure)
    members = sorted(world.below.get(key, ()), key=lambda each: (world.players[each[0].subject].name, each[0].id))
    for span, covered in members:
        if span.subject not in seen:
            node.under.append(_grown(span.subject, span, covered, world, seen))
    direct = {child.key for child in node.under}
    waiting = sorted(world.pending.get(key, ()), key=lambda each: (world.players[each[0].subject].name, each[0].id))
    for span, covered in waiting:
        if span.subject not in direct:
            direct.add(span.subject)
            node.under.append(Node(span.subject, span, covered))
    return node


def _chain(key: str, world: World, seen: set[str]) -> Node:
    """The actor with all below it, below the chain of banners that it stands under."""
    node = _grown(key, None, "yes", world, seen)
    passed = {key}
    while True:
        links = world.above.get(node.key, ())
        if not links or links[0][0].other is None or links[0][0].other in passed:
            return node
        span, sure = links[0]
        node.link, node.sure = span, sure
        passed.add(span.other or "")
        node = Node(span.other or "", None, "yes", [node])
