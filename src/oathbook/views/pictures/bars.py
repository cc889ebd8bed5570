"""Spans as bars: solid where it surely held, faded where it may have, an arrow where no end is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from oathbook.history.span import Span, SpanState
from oathbook.views.phrases import clean, figure_words
from oathbook.views.pictures.asked import span_words
from oathbook.views.pictures.canvas import Canvas
from oathbook.views.pictures.style import LABEL
from oathbook.views.pictures.svg import Element, element
from oathbook.views.pictures.text import cut, plain, width_of
from oathbook.views.pictures.times import Axis, reach

HIGH, TRACK = 15.0, 20.0
FADE = 14.0
"""Pixels of fading where nobody told how far back (or on) it may have held."""
_GAP = 8.0
_LEAST_TOLD = 12.0
"""Pixels of what was only considered, demanded, refused ..., at least."""
_STATES: dict[SpanState, str] = {
    "considered": "considers",
    "demanded": "called on to join",
    "possible": "may be",
    "refused": "refuses",
    "denied": "said not to be",
}
_WAYS = {"pledged": "sworn to", "joined": "joined", "merged": "merged into", "formed": "formed", "member": "under"}
_FROM_SUBJECT = {
    "under": "under {other}",
    "with": "with {other}",
    "hostile": "against {other}",
    "truce": "truce with {other}",
    "supports": "supports {other}",
    "leads": "leads {other}",
    "captive": "held by {other}",
    "holds": "{place}",
    "based": "{place}",
    "strength": "{figure}",
}
_FROM_OTHER = {
    "under": "{subject}",
    "leads": "led by {subject}",
    "supports": "supported by {subject}",
    "captive": "holds {subject}",
}


def bar_words(span: Span, seen_from: str) -> str:
    """What stands on the bar, seen from one of the two: "sworn to Tigers", "led by Karim", "considers Tigers"."""
    mine = span.subject == seen_from
    symmetric = span.kind in ("with", "hostile", "truce")
    pattern = _FROM_SUBJECT[span.kind] if mine or symmetric else _FROM_OTHER[span.kind]
    if mine and span.kind == "under" and span.state == "held":
        pattern = f"{_WAYS.get(span.way or 'member', 'under')} {{other}}"
    other = span.other_name if mine or not symmetric else span.subject_name
    words = pattern.format(
        subject=clean(span.subject_name),
        other=clean(other or "somebody not named"),
        place=clean(span.place or ""),
        figure=figure_words(span.figure),
    )
    if span.state == "held":
        return plain(words)
    if span.kind == "under" and mine and span.state != "possible":
        return plain(f"{_STATES[span.state]} {clean(other or '')}" if span.state != "denied" else f"said not {words}")
    return plain(f"{words} ({span.state})")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its x from where it may have held (``left``) over surely (``start`` to ``stop``) to ``right``; with
    ``arrow`` the x to which it may go on. ``label_at`` is where its words begin, ``inside`` whether on the bar."""

    span: Span
    left: float
    start: float
    stop: float
    right: float
    arrow: float | None
    label: str
    label_at: float
    inside: bool
    edges: tuple[float, float]
    """What it takes up of its track, words included."""


def make_bar(span: Span, axis: Axis, words: str, *, horizon: date) -> Bar | None:
    """The bar of a span; None where no day is told or it lies outside the axis."""
    found = reach(span)
    if found is None or found.from_ > axis.last or (not found.open and found.maybe_to < axis.first):
        return None
    held = span.state == "held"
    least = 3 if held else _LEAST_TOLD
    start, stop = axis.x(found.from_), axis.x(found.to)
    stop = min(max(stop, start + least), axis.right)
    start = min(start, stop - least)
    left = max(axis.x(found.maybe_from) if not found.no_start else start - FADE, axis.left - 4)
    right = min(axis.x(found.maybe_to) if not found.no_end else stop + FADE, axis.right + 4)
    left, right = (min(left, start), max(right, stop)) if held else (start, stop)
    until = axis.x(horizon)
    arrow = max(until, stop + 12) if found.open and held and until > stop - 1 else None
    end = max(right, arrow or right)
    wide = width_of(words, LABEL)
    if wide <= stop - start - 8 and held:
        return Bar(span, left, start, stop, right, arrow, words, start + 5, True, (left, end))
    room = axis.right - right - 5
    if wide <= room:
        at = right + 5
        return Bar(span, left, start, stop, right, arrow, words, at, False, (left, max(end, at + wide)))
    if wide <= left - axis.left - 5:
        return Bar(span, left, start, stop, right, arrow, words, left - 5 - wide, False, (left - 5 - wide, end))
    if stop - start - 8 > max(room, 30) and held:
        return Bar(
            span, left, start, stop, right, arrow, cut(words, stop - start - 8, LABEL), start + 5, True, (left, end)
        )
    if room >= left - axis.left - 5:
        return Bar(
            span,
            left,
            start,
            stop,
            right,
            arrow,
            cut(words, room, LABEL),
            right + 5,
            False,
            (left, max(end, axis.right)),
        )
    shown = cut(words, left - axis.left - 5, LABEL)
    at = left - 5 - width_of(shown, LABEL)
    return Bar(span, left, start, stop, right, arrow, shown, at, False, (at, end))


def packed(bars: Iterable[Bar]) -> list[list[Bar]]:
    """The bars on as few tracks as a greedy hand needs; none on a track touch."""
    tracks: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda bar: (bar.edges, bar.span.id)):
        for track in tracks:
            if track[-1].edges[1] + _GAP <= bar.edges[0]:
                track.append(bar)
                break
        else:
            tracks.append([bar])
    return tracks


def draw_bar(canvas: Canvas, bar: Bar, y: float) -> None:
    """The bar with its words; y is the middle of its track."""
    top, span = y - HIGH / 2, bar.span
    colour = span.kind
    shapes: list[Element] = []
    if bar.left < bar.start - 0.5:
        shapes.append(_faded(bar.left, bar.start, top, colour))
    if bar.right > bar.stop + 0.5:
        shapes.append(_faded(bar.stop, bar.right, top, colour))
    wide = bar.stop - bar.start
    if span.state == "held":
        doubt = " half" if span.opposing and len(span.opposing) >= len(span.supporting) else ""
        classes = f"bar f-{colour} s-{colour} thin{doubt}"
        shapes.append(element("rect", x=bar.start, y=top, width=wide, height=HIGH, rx=2, class_=classes))
    else:
        classes = f"bar none s-{colour} mid dots"
        shapes.append(element("rect", x=bar.start, y=top, width=wide, height=HIGH, rx=2, class_=classes))
        if span.state in ("refused", "denied"):
            line = f"M{bar.start:.1f} {top + HIGH:.1f}L{bar.stop:.1f} {top:.1f}"
            shapes.append(element("path", d=line, class_=f"none s-{colour} thin"))
    if bar.arrow is not None:
        begin = bar.right
        if not bar.inside and bar.label_at >= bar.right:
            begin = bar.label_at + width_of(bar.label, LABEL) + 4
        if bar.arrow - begin > 10:
            shapes.append(
                element("path", d=f"M{begin:.1f} {y:.1f}H{bar.arrow - 6:.1f}", class_=f"none s-{colour} thin dash")
            )
        if bar.arrow - begin > 4:
            shapes.append(element("path", d=f"M{bar.arrow:.1f} {y:.1f}l-7 -3.5v7z", class_=f"f-{colour}"))
        heard = f"M{bar.stop:.1f} {top - 1.5:.1f}v{HIGH + 3:.1f}"
        shapes.append(element("path", d=heard, class_=f"none s-{colour} mid"))
    shapes.append(
        canvas.label(bar.label, bar.label_at, y + LABEL * 0.36, colour="on" if bar.inside else "", halo=not bar.inside)
    )
    canvas.mark(
        span_words(span), shapes, span.supporting, (*span.opposing, *(c for c in span.enders if c not in span.opposing))
    )


def _faded(left: float, right: float, top: float, colour: str) -> Element:
    classes = f"f-{colour} s-{colour} faint thin dash"
    return element("rect", x=left, y=top, width=right - left, height=HIGH, class_=classes)


def draw_tracks(canvas: Canvas, tracks: Sequence[Sequence[Bar]], top: float) -> float:
    """Tracks below one another; gives the y below them."""
    for track in tracks:
        for bar in track:
            draw_bar(canvas, bar, top + TRACK / 2)
        top += TRACK
    return top
