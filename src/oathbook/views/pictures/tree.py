"""Who stands under whom on a day, as trees from the banner down; above them the lines of descent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from oathbook.history.coverage import Covers
from oathbook.history.span import Span
from oathbook.views.phrases import clean, count
from oathbook.views.pictures.asked import Asked, Descent, caption, span_words, stands
from oathbook.views.pictures.bars import bar_words
from oathbook.views.pictures.canvas import Canvas
from oathbook.views.pictures.cast import Player, cast_of
from oathbook.views.pictures.descents import draw_descents
from oathbook.views.pictures.legend import Entry, draw_legend
from oathbook.views.pictures.lines import short_figure
from oathbook.views.pictures.picture import Picture, finish
from oathbook.views.pictures.style import LABEL, MARGIN, SMALL
from oathbook.views.pictures.svg import Element, element
from oathbook.views.pictures.text import width_of
from oathbook.views.pictures.times import reach
from oathbook.views.spans import begin_words

WIDTH = 760.0
"""At least; a deep tree is wider."""
MOST = 150
"""Actors at most."""
_HIGH, _ROW, _GAP = 36.0, 44.0, 46.0
_WIDEST, _NARROWEST = 310.0, 120.0
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
class _World:
    """What is known on the day: members by banner, banners by member, and what is told of each beside that."""

    players: Mapping[str, Player]
    below: Mapping[str, Sequence[tuple[Span, Covers]]]
    above: Mapping[str, Sequence[tuple[Span, Covers]]]
    pending: Mapping[str, Sequence[tuple[Span, Covers]]]
    leaders: Mapping[str, Sequence[Span]]
    figures: Mapping[str, Span]


def draw_tree(
    spans: Sequence[Span],
    asked: Asked,
    *,
    keys: Sequence[str] = (),
    descents: Sequence[Descent] = (),
    called: Mapping[str, str] | None = None,
) -> Picture:
    """The trees on the day; with keys, those of these actors: the chain up from each and all below it.

    Args:
        called: names of the day, by key.
    """
    spans = sorted(spans, key=lambda span: span.id)
    world = _world(spans, asked.on, cast_of(spans, called), keys)
    roots, left_out = _roots(world, keys)
    shown = {node.key for root in roots for node in root.all()}
    used = [node.link for root in roots for node in root.all() if node.link is not None]
    used += [world.figures[key] for key in sorted(shown) if key in world.figures]
    used += [span for key in sorted(shown) for span in world.leaders.get(key, ())]
    names = " and ".join(world.players[key].name for key in keys[:3] if key in world.players)
    title = f"{names}: who stands above and below" if names else "Who stands under whom"
    lines = [d for d in descents if {d.old, d.new} & {*shown, *keys}]
    told = caption(asked, used)
    columns = _columns(roots, world)
    canvas = Canvas(max(WIDTH, MARGIN * 2 + sum(columns) + _GAP * (len(columns) - 1)))
    y = canvas.header(title, told)
    y = draw_legend(canvas, _legend(roots, bool(lines)), y)
    if lines:
        y = draw_descents(canvas, lines, world.players, y + 8)
    if not any(root.under for root in roots) and not lines:
        y = canvas.notes(["Nobody is told to stand under another on that day."], y)
    top = y + 8 + _HIGH / 2
    for root in roots:
        top = _place(root, top, 0, columns) + 14
    for root in roots:
        _draw_links(canvas, root, columns, 0)
    for root in roots:
        _draw_nodes(canvas, root, columns, 0, world, frozenset(keys))
    canvas.height = max(canvas.height, top - _ROW / 2)
    if left_out:
        canvas.notes([f"{count(left_out, 'more actor')} not drawn; name a banner to see all below it."], canvas.height)
    return finish(canvas, title, told)


def _world(spans: Sequence[Span], on: date | None, players: Mapping[str, Player], keys: Sequence[str]) -> _World:
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
    return _World(players, below, above, pending, leaders, figures)


def _newest(span: Span) -> tuple[date, int, str]:
    found = reach(span)
    return (found.from_ if found else date.min, len(span.supporting), span.id)


def _surest(link: tuple[Span, Covers]) -> tuple[bool, int, int, str]:
    span, sure = link
    found = reach(span)
    return (sure != "yes", -(found.from_.toordinal() if found else 0), -len(span.supporting), span.id)


def _roots(world: _World, keys: Sequence[str]) -> tuple[list[Node], int]:
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


def _grown(key: str, link: Span | None, sure: Covers, world: _World, seen: set[str]) -> Node:
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


def _chain(key: str, world: _World, seen: set[str]) -> Node:
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


def _second_line(node: Node, world: _World) -> str:
    """How it came there and since when, how many, by whom led, under whom else."""
    parts = []
    if node.link is not None:
        since = clean(begin_words(node.link.begin))
        words = {"pledged": "sworn", "joined": "joined", "merged": "merged", "formed": "formed it", "member": "member"}
        state = words.get(node.link.way or "member", "member")
        if node.link.state != "held":
            state = {"considered": "considers it", "demanded": "called on", "possible": "may join"}.get(
                node.link.state, node.link.state
            )
        parts.append(state + (f" {since}" if since != "-" and node.link.state == "held" else ""))
    if node.link is None or node.link.state == "held":
        figure = world.figures.get(node.key)
        if figure is not None:
            parts.append(short_figure(figure.figure))
        leaders = world.leaders.get(node.key, ())
        if leaders:
            names = dict.fromkeys(clean(span.subject_name) for span in leaders)
            parts.append(f"led by {' or '.join(list(names)[:2])}")
        others = [clean(span.other_name or "") for span, _ in world.above.get(node.key, ())[1:]]
        if others:
            parts.append(f"also under {others[0]}")
    return " · ".join(part for part in parts if part)


def _columns(roots: Iterable[Node], world: _World) -> list[float]:
    """How wide each level is."""
    found: list[float] = []

    def visit(node: Node, level: int) -> None:
        wide = max(
            width_of(world.players[node.key].name, LABEL, bold=True) if node.key in world.players else 0,
            width_of(_second_line(node, world), SMALL),
        )
        if level == len(found):
            found.append(_NARROWEST)
        found[level] = max(found[level], min(wide + 18, _WIDEST))
        for child in node.under:
            visit(child, level + 1)

    for root in roots:
        visit(root, 0)
    return found or [_NARROWEST]


def _place(node: Node, top: float, level: int, columns: Sequence[float]) -> float:
    """Give it and all below it places; gives the y of the next row."""
    left = MARGIN + sum(columns[:level]) + _GAP * level
    if not node.under:
        node.at = (left, top)
        return top + _ROW
    for child in node.under:
        top = _place(child, top, level + 1, columns)
    node.at = (left, (node.under[0].at[1] + node.under[-1].at[1]) / 2)
    return top


def _draw_links(canvas: Canvas, node: Node, columns: Sequence[float], level: int) -> None:
    right = node.at[0] + columns[level]
    for child in node.under:
        span = child.link
        assert span is not None
        dashes = "dots" if span.state != "held" else "dash" if child.sure != "yes" else ""
        middle = right + _GAP * 0.45
        line = f"M{right:.1f} {node.at[1]:.1f}H{middle:.1f}V{child.at[1]:.1f}H{child.at[0]:.1f}"
        shapes = [element("path", d=line, class_=f"none s-under mid {dashes}".strip())]
        if span.state in ("refused", "denied"):
            x, y = (middle + child.at[0]) / 2, child.at[1]
            shapes.append(element("path", d=f"M{x - 4:.1f} {y - 5:.1f}l8 10", class_="none s-hostile mid"))
        against = (*span.opposing, *(claim for claim in span.enders if claim not in span.opposing))
        canvas.mark(span_words(span, child.sure), shapes, span.supporting, against)
        _draw_links(canvas, child, columns, level + 1)


def _draw_nodes(
    canvas: Canvas, node: Node, columns: Sequence[float], level: int, world: _World, named: frozenset[str]
) -> None:
    (left, y), wide = node.at, columns[level]
    held = node.link is None or node.link.state == "held"
    dashes = "dots" if not held else "dash" if node.sure != "yes" else ""
    colour = "under" if node.key in named else "quiet"
    weight = "thick" if node.key in named else "thin"
    name = world.players[node.key].name if node.key in world.players else node.key
    second = _second_line(node, world)
    shapes: list[Element] = [
        element(
            "rect", x=left, y=y - _HIGH / 2, width=wide, height=_HIGH, rx=4,
            class_=f"bar {'f-soft' if held else 'paper'} s-{colour} {weight} {dashes}".strip(),
        )
    ]  # fmt: skip
    first = y - 3 if second else y + LABEL * 0.36
    shapes.append(canvas.label(name, left + 9, first, size="strong" if held else "label", room=wide - 14))
    if second:
        shapes.append(canvas.label(second, left + 9, y + 11, size="small", colour="quiet", room=wide - 14))
    told = [span for span in (node.link, world.figures.get(node.key), *world.leaders.get(node.key, ())) if span]
    told += [span for span, _ in world.above.get(node.key, ())[1:]]
    words = "; ".join([name, *(bar_words(span, node.key) for span in told)])
    supporting = {claim.id: claim for span in told for claim in span.supporting}
    against = {
        claim.id: claim for span in told for claim in (*span.opposing, *span.enders) if claim.id not in supporting
    }
    canvas.mark(words, shapes, tuple(supporting.values()), tuple(against.values()))
    for child in node.under:
        _draw_nodes(canvas, child, columns, level + 1, world, named)


def _legend(roots: Sequence[Node], lines: bool) -> list[Entry]:
    nodes = [node for root in roots for node in root.all() if node.link is not None]
    entries = [Entry("line", "under", "stands under (the left one is the banner)")]
    if any(node.sure != "yes" and node.link and node.link.state == "held" for node in nodes):
        entries.append(Entry("dash", "under", "may stand under it on that day"))
    if any(node.link and node.link.state != "held" for node in nodes):
        entries.append(Entry("dots", "under", "considers it, is called on, may join; struck through: refused, denied"))
    if lines:
        entries.append(Entry("far", "descent", "line of descent (knowledge files)"))
    return entries
