"""Figures in time: a step line for the best, a band for the range."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oathbook.history.span import Span
from oathbook.records import Figure
from oathbook.views.phrases import figure_words
from oathbook.views.pictures.asked import span_words
from oathbook.views.pictures.canvas import Box, Canvas, text_box
from oathbook.views.pictures.svg import Element, element
from oathbook.views.pictures.times import Axis, reach

_HIGH = 20.0


def best_of(figure: Figure | None) -> float | None:
    """The best figure, else the middle of the range, else the one end told."""
    if figure is None:
        return None
    if figure.value is not None:
        return float(figure.value)
    if figure.low is not None and figure.high is not None:
        return (figure.low + figure.high) / 2
    end = figure.low if figure.low is not None else figure.high
    return float(end) if end is not None else None


def range_of(figure: Figure) -> tuple[float, float]:
    """The least and the most told, the best where none is."""
    best = best_of(figure) or 0.0
    low = float(figure.low) if figure.low is not None else best
    high = float(figure.high) if figure.high is not None else best
    return min(low, best), max(high, best)


def short_figure(figure: Figure | None) -> str:
    """``500 (450–550)``, ``24–99``, ``> 1,000``."""
    if figure is None:
        return ""
    low, high, value = figure.low, figure.high, figure.value
    if value is not None:
        spread = "" if low in (None, value) and high in (None, value) else f" ({low or value:,}–{high or value:,})"
        return f"{value:,}{spread}"
    if low is not None and high is not None:
        return f"{low:,}–{high:,}"
    return f"≥ {low:,}" if low is not None else f"≤ {high:,}" if high is not None else ""


def draw_level_track(canvas: Canvas, spans: Sequence[Span], axis: Axis, top: float, *, horizon: date) -> None:
    """A small track of figures with their numbers; those whose numbers would overlap show them when pointed at."""
    ceiling = max((range_of(span.figure)[1] for span in spans if span.figure), default=1.0) or 1.0
    base = top + 30

    def y(number: float) -> float:
        return base - number / ceiling * _HIGH * 0.6

    taken: list[Box] = []
    for span in sorted(spans, key=lambda span: (-(len(span.supporting)), span.id)):
        found, best = reach(span), best_of(span.figure)
        if found is None or best is None or span.figure is None or found.from_ > axis.last:
            continue
        left = axis.x(found.from_)
        right = max(axis.x(horizon if found.open else found.to), left + 5)
        if right < axis.left:
            continue
        low, high = range_of(span.figure)
        shapes: list[Element] = [
            element(
                "rect",
                x=left,
                y=y(high) - 1,
                width=right - left,
                height=y(low) - y(high) + 2,
                class_="f-strength faint",
            ),
            element("path", d=f"M{left:.1f} {y(best):.1f}H{right:.1f}", class_="none s-strength thick bar"),
            element("circle", cx=left, cy=y(best), r=2.5, class_="f-strength"),
        ]
        words = short_figure(span.figure)
        box = text_box(words, left, y(high) - 5, "small")
        if box.right <= axis.right and not any(box.meets(other, 3) for other in taken):
            taken.append(box)
            shapes.append(canvas.label(words, left, y(high) - 5, size="small", halo=True))
        told = span_words(span) if figure_words(span.figure) else "how many: not told"
        canvas.mark(f"{span.subject_name}: {told}", shapes, span.supporting, span.opposing)
