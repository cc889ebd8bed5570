"""Who stands under whom on a day, as trees from the banner down; above them the lines of descent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from oathbook.history.span import Span
from oathbook.views.phrases import clean, count
from oathbook.views.pictures.asked import Asked, Descent, caption, span_words
from oathbook.views.pictures.bars import bar_words
from oathbook.views.pictures.branches import Node, World, roots_of, world_of
from oathbook.views.pictures.canvas import Canvas
from oathbook.views.pictures.cast import cast_of
from oathbook.views.pictures.descents import draw_descents
from oathbook.views.pictures.known import told_descents
from oathbook.views.pictures.legend import Entry, draw_legend
from oathbook.views.pictures.lines import short_figure
from oathbook.views.pictures.picture import Picture, finish
from oathbook.views.pictures.style import LABEL, MARGIN, SMALL
from oathbook.views.pictures.svg import Element, element
from oathbook.views.pictures.text import width_of
from oathbook.views.spans import begin_words

WIDTH = 760.0
"""At least; a deep tree is wider."""
_HIGH, _ROW, _GAP = 36.0, 44.0, 46.0
_WIDEST, _NARROWEST = 310.0, 120.0


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
    world = world_of(spans, asked.on, cast_of(spans, called), keys)
    roots, left_out = roots_of(world, keys)
    shown = {node.key for root in roots for node in root.all()}
    used = [node.link for root in roots for node in root.all() if node.link is not None]
    used += [world.figures[key] for key in sorted(shown) if key in world.figures]
    used += [span for key in sorted(shown) for span in world.leaders.get(key, ())]
    names = " and ".join(world.players[key].name for key in keys[:3] if key in world.players)
    title = f"{names}: who stands above and below" if names else "Who stands under whom"
    lines = _line_of([*keys] or [*shown], told_descents(spans, descents))
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


def _line_of(keys: Sequence[str], descents: Sequence[Descent]) -> list[Descent]:
    """The descents that lead to these actors or on from them, over any number of others."""
    found: set[tuple[str, str]] = set()
    for old in (True, False):
        waiting, passed = list(keys), set(keys)
        while waiting:
            key = waiting.pop()
            for descent in descents:
                here, there = (descent.new, descent.old) if old else (descent.old, descent.new)
                if here == key:
                    found.add((descent.old, descent.new))
                    if there not in passed:
                        passed.add(there)
                        waiting.append(there)
    return [descent for descent in descents if (descent.old, descent.new) in found]


def _second_line(node: Node, world: World) -> str:
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


def _columns(roots: Iterable[Node], world: World) -> list[float]:
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
    canvas: Canvas, node: Node, columns: Sequence[float], level: int, world: World, named: frozenset[str]
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
        entries.append(Entry("far", "descent", "line of descent (knowledge files, claims)"))
    return entries
