"""How many an actor had, in time: the best figure, its range, every claim's figure, rivals too."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date

from oathbook.history.span import Span
from oathbook.records import Claim, Figure
from oathbook.views.phrases import count, figure_words
from oathbook.views.pictures.asked import Asked, caption, span_words
from oathbook.views.pictures.canvas import Box, Canvas, text_box
from oathbook.views.pictures.cast import Player, cast_of, leading
from oathbook.views.pictures.legend import Entry, draw_legend
from oathbook.views.pictures.lines import best_of, range_of, short_figure
from oathbook.views.pictures.picture import Picture, finish
from oathbook.views.pictures.style import MARGIN
from oathbook.views.pictures.svg import Element, element
from oathbook.views.pictures.times import Axis, axis_for, days_told, draw_axis, reach

WIDTH = 1180.0
MOST = 6
"""Actors at most."""
_SCALE = 64.0


def draw_strength(spans: Sequence[Span], asked: Asked, *, keys: Sequence[str] = ()) -> Picture:
    """A chart for each of the actors with these keys; for those with the most claims of one, where none is given."""
    figures = sorted(
        (s for s in spans if s.kind == "strength" and s.state == "held" and best_of(s.figure) is not None),
        key=lambda span: span.id,
    )
    players = cast_of(spans)
    told_of = cast_of(figures)
    chosen = [players[key] for key in keys if key in players] or leading(told_of.values(), MOST)
    shown = [span for span in figures if any(span.subject == player.key for player in chosen) and reach(span)]
    undated = sum(1 for span in figures if reach(span) is None)
    names = " and ".join(player.name for player in chosen[:3]) if keys else ""
    title = f"{names}: how many" if names else "How many each had"
    told = caption(asked, shown, on_day=False)
    canvas = Canvas(WIDTH)
    y = canvas.header(title, told)
    y = draw_legend(canvas, _legend(shown), y)
    days = [day for span in shown for day in days_told(span)]
    days += [day for span in shown for claim in (*span.supporting, *span.opposing) if (day := _day_of(claim))]
    if not days:
        canvas.notes(["No figure is told that has a day."], y)
        return finish(canvas, title, told)
    edge = [day for day in (asked.on, asked.known_by) if day and day >= min(days)]
    axis = axis_for([*days, *edge], MARGIN + _SCALE, WIDTH - MARGIN - 8, since=asked.since, until=asked.until)
    high = 250.0 if len(chosen) == 1 else 150.0
    top = y + 40
    bottom = top + len(chosen) * (high + 34) - 10
    draw_axis(canvas, axis, top, bottom, on=asked.on)
    for player in chosen:
        _draw_panel(canvas, player, [s for s in shown if s.subject == player.key], axis, top, high, asked)
        top += high + 34
    notes = [f"{count(undated, 'figure')} without any day not drawn."] if undated else []
    canvas.height = bottom
    canvas.notes(notes, bottom + 2)
    return finish(canvas, title, told)


def _day_of(claim: Claim) -> date | None:
    when = claim.when
    return (when.earliest or when.latest if when else None) or claim.published


def _steps(most: float) -> Iterator[float]:
    """Round numbers from nought to the most, about four."""
    power = 10 ** math.floor(math.log10(max(most, 1)))
    step = next(power * n for n in (0.25, 0.5, 1, 2.5, 5) if most / (power * n) <= 4.5)
    step = max(step, 1)
    number = 0.0
    while number <= most:
        yield number
        number += step


def _draw_panel(
    canvas: Canvas, player: Player, spans: Sequence[Span], axis: Axis, top: float, high: float, asked: Asked
) -> None:
    base = top + high
    canvas.write(player.name, axis.left + 6, top + 14, size="strong", halo=True)
    if not spans:
        canvas.write("nobody tells how many", axis.left + 6, top + 32, colour="quiet")
        return
    claims = [claim for span in spans for claim in (*span.supporting, *span.opposing) if claim.quantity]
    most = max(
        [range_of(span.figure)[1] for span in spans if span.figure]
        + [range_of(c.quantity)[1] for c in claims if c.quantity]
    )
    most = most or 1.0

    def y(number: float) -> float:
        return base - number / most * (high - 46)

    for number in _steps(most):
        line = f"M{axis.left:.1f} {y(number):.1f}H{axis.right:.1f}"
        canvas.add(element("path", d=line, class_=f"none thin {'s-quiet' if number == 0 else 's-line'}"))
        canvas.write(f"{number:,.0f}", axis.left - 6, y(number) + 3.5, size="small", anchor="end", colour="quiet")
    taken: list[Box] = [text_box(player.name, axis.left + 6, top + 14, "strong")]
    horizon = min(asked.known_by or axis.last, axis.last)
    ordered = sorted(spans, key=lambda span: (-len(span.supporting), span.id))
    for span in ordered:
        _draw_level(canvas, span, axis, y, horizon, taken)
    for span in ordered:
        for claim in span.supporting:
            _draw_claim(canvas, claim, axis, y, rival=False)
        for claim in span.opposing:
            _draw_claim(canvas, claim, axis, y, rival=True)


def _draw_level(canvas: Canvas, span: Span, axis: Axis, y: object, horizon: date, taken: list[Box]) -> None:
    found, best, figure = reach(span), best_of(span.figure), span.figure
    if found is None or best is None or figure is None:
        return
    assert callable(y)
    low, high = range_of(figure)
    left, sure = axis.x(found.from_), max(axis.x(found.to), axis.x(found.from_) + 4)
    far = max(axis.x(horizon) if found.open else axis.x(found.maybe_to), sure)
    shapes: list[Element] = []
    early = axis.x(found.maybe_from)
    if early < left - 1:
        shapes.append(element("path", d=f"M{early:.1f} {y(best):.1f}H{left:.1f}", class_="none s-strength mid dash"))
    if high > low:
        shapes.append(
            element("rect", x=left, y=y(high), width=sure - left, height=y(low) - y(high), class_="f-strength faint")
        )
    weight = "mid" if span.way == "reckoned" else "thick"
    shapes.append(element("path", d=f"M{left:.1f} {y(best):.1f}H{sure:.1f}", class_=f"none bar s-strength {weight}"))
    if far > sure + 1:
        shapes.append(element("path", d=f"M{sure:.1f} {y(best):.1f}H{far:.1f}", class_="none s-strength thin dash"))
    if found.open and far > sure + 10:
        shapes.append(element("path", d=f"M{far:.1f} {y(best):.1f}l-7 -3.5v7z", class_="f-strength"))
    words = short_figure(figure) + (" reckoned" if span.way == "reckoned" else "")
    for x, up in ((left + 2, y(high) - 6), (left + 2, y(low) + 15)):
        box = text_box(words, x, up, "label")
        if box.right <= axis.right + 4 and not any(box.meets(other, 2) for other in taken):
            taken.append(box)
            shapes.append(canvas.label(words, x, up, halo=True))
            break
    canvas.mark(
        span_words(span), shapes, span.supporting, (*span.opposing, *(c for c in span.enders if c not in span.opposing))
    )


def _draw_claim(canvas: Canvas, claim: Claim, axis: Axis, y: object, *, rival: bool) -> None:
    day, figure = _day_of(claim), claim.quantity
    best = best_of(figure)
    if day is None or best is None or figure is None or not axis.first <= day <= axis.last or claim.type != "strength":
        return
    assert callable(y)
    x = axis.x(day)
    low, high = range_of(figure)
    colour = "hostile" if rival else "strength"
    shapes: list[Element] = []
    if high > low:
        shapes.append(element("path", d=f"M{x:.1f} {y(low):.1f}V{y(high):.1f}", class_=f"none s-{colour} thin"))
    fill = "paper" if rival or claim.status != "actual" else f"f-{colour}"
    shapes.append(element("circle", cx=x, cy=y(best), r=3.4, class_=f"bar {fill} s-{colour} mid"))
    said = "rival figure" if rival else "figure"
    canvas.mark(f"{said}: {_words(figure)}{', ' + claim.status if claim.status != 'actual' else ''}", shapes, (claim,))


def _words(figure: Figure) -> str:
    return figure_words(figure) or "not told how many"


def _legend(shown: Sequence[Span]) -> list[Entry]:
    entries = [
        Entry("line", "strength", "best figure"),
        Entry("faint", "strength", "range over all that tell of one time"),
        Entry("dash", "strength", "may have held; no newer figure told"),
        Entry("dot", "strength", "a claim"),
    ]
    if any(span.opposing for span in shown):
        entries.append(Entry("ring", "hostile", "a claim that differs"))
    return entries
