"""Actors as lanes over a time axis, with whom each stood under, and the arrows between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from oathbook.history.span import Span, SpanKind
from oathbook.views.phrases import count
from oathbook.views.pictures.asked import Asked, Descent, caption, span_words
from oathbook.views.pictures.bars import TRACK, draw_tracks
from oathbook.views.pictures.canvas import Canvas
from oathbook.views.pictures.cast import Player, cast_of
from oathbook.views.pictures.lanes import KINDS, OVERVIEW, Lane, chosen_of, is_met, is_shown, lane_of, ordered
from oathbook.views.pictures.legend import Entry, draw_legend
from oathbook.views.pictures.lines import draw_level_track
from oathbook.views.pictures.picture import Picture, finish
from oathbook.views.pictures.style import MARGIN
from oathbook.views.pictures.svg import element
from oathbook.views.pictures.times import Axis, axis_for, days_told, draw_axis

WIDTH, NAMES = 1180.0, 176.0
WORDS: dict[SpanKind, str] = {
    "under": "stands under",
    "with": "stands with",
    "hostile": "hostile to",
    "truce": "truce",
    "supports": "supports",
    "leads": "leads, led by",
    "strength": "how many",
    "based": "based in",
    "holds": "holds",
    "captive": "held captive",
}


def draw_timeline(
    spans: Sequence[Span],
    asked: Asked,
    *,
    keys: Sequence[str] = (),
    kinds: Collection[SpanKind] | None = None,
    descents: Sequence[Descent] = (),
) -> Picture:
    """The timeline of the actors with these keys and of those they stood under or who stood under them; of all, where
    none is given.

    Args:
        kinds: which spans are drawn; whom they stood under, who led and how many, where not given; all for one actor.
        descents: what knowledge files tell of names, splits and mergers.
    """
    spans = sorted(spans, key=lambda span: span.id)
    if kinds is None:
        kinds = frozenset(KINDS) if len(keys) == 1 else OVERVIEW
    players = cast_of(spans)
    chosen, left_out = chosen_of(spans, players, keys, descents)
    shown = [span for span in spans if is_shown(span, chosen, keys, kinds)]
    days = [day for span in shown for day in days_told(span)]
    days += [d.when for d in descents if d.when and d.old in chosen and d.new in chosen]
    canvas = Canvas(WIDTH)
    names = " and ".join(players[key].name for key in keys[:3] if key in players)
    title = f"{names}: timeline" if names else "Who stood under whom, in time"
    told = caption(asked, shown, on_day=False)
    y = canvas.header(title, told)
    y = draw_legend(canvas, _legend(shown, bool(descents)), y)
    if not days:
        canvas.notes(["Nothing is told that has a day."], y)
        return finish(canvas, title, told)
    edge = [day for day in (asked.on, asked.known_by) if day]
    axis = axis_for(
        [*days, *(day for day in edge if day >= min(days))],
        MARGIN + NAMES,
        WIDTH - MARGIN - 4,
        since=asked.since,
        until=asked.until,
    )
    horizon = min(asked.known_by or axis.last, axis.last)
    lanes = [lane_of(players[key], shown, keys, axis, horizon) for key in ordered(chosen, shown, descents, players)]
    lanes = [lane for lane in lanes if lane.tracks or lane.figures or is_met(lane.player.key, shown)]
    top = y + 40
    for lane in lanes:
        lane.top, y = top, top + lane.height
        top = y
    draw_axis(canvas, axis, lanes[0].top if lanes else y, y, on=asked.on)
    by_key = {lane.player.key: lane for lane in lanes}
    for number, lane in enumerate(lanes):
        _draw_ground(canvas, lane, axis, first=number == 0)
    _draw_arrows(canvas, by_key, axis)
    _draw_descents(canvas, descents, by_key, axis)
    for lane in lanes:
        below = draw_tracks(canvas, lane.tracks, lane.top + 22)
        if lane.figures:
            draw_level_track(canvas, lane.figures, axis, below, horizon=horizon)
    canvas.height = y
    canvas.notes(_notes(left_out, lanes), y + 4)
    return finish(canvas, title, told)


def _draw_ground(canvas: Canvas, lane: Lane, axis: Axis, *, first: bool) -> None:
    if not first:
        canvas.add(element("path", d=f"M{MARGIN} {lane.top:.1f}H{WIDTH - MARGIN}", class_="none s-line thin"))
    player = lane.player
    canvas.write(player.name, MARGIN, lane.line + 4, size="strong", room=NAMES - 14)
    if player.first and player.last:
        left, right = axis.x(player.first), axis.x(player.last)
        line = element(
            "path", d=f"M{left:.1f} {lane.line:.1f}H{max(right, left + 2):.1f}", class_="none s-quiet thick pale"
        )
        words = f"{player.name} ({player.kind}): told of from {player.first} to {player.last}"
        canvas.mark(words, [line], ())


def _draw_arrows(canvas: Canvas, lanes: dict[str, Lane], axis: Axis) -> None:
    """From each oath to the banner, and from each leaving back."""
    for lane in lanes.values():
        for number, track in enumerate(lane.tracks):
            y = lane.top + 22 + number * TRACK + TRACK / 2
            for bar in track:
                span = bar.span
                banner = lanes.get(span.other or "")
                if span.kind != "under" or span.state != "held" or banner is None or banner is lane:
                    continue
                if span.way not in (None, "member"):
                    _arrow(canvas, bar.start + 1, y, banner.line, "under", span, ends=False)
                if span.enders:
                    _arrow(canvas, bar.stop - 1, y, banner.line, "hostile", span, ends=True)


def _arrow(canvas: Canvas, x: float, y: float, to: float, colour: str, span: Span, *, ends: bool) -> None:
    down = to > y
    tip = to - 3 if down else to + 3
    line = element("path", d=f"M{x:.1f} {y:.1f}V{tip:.1f}", class_=f"none s-{colour} thin{' dash' if ends else ''}")
    if ends:
        head = element("circle", cx=x, cy=to, r=3, class_=f"paper s-{colour} mid")
    else:
        step = -6 if down else 6
        head = element("path", d=f"M{x:.1f} {tip:.1f}l-3.5 {step}h7z", class_=f"f-{colour}")
    claims = span.enders if ends else span.supporting
    canvas.mark(f"{'End of: ' if ends else ''}{span_words(span)}", [line, head], claims)


def _draw_descents(canvas: Canvas, descents: Iterable[Descent], lanes: dict[str, Lane], axis: Axis) -> None:
    for descent in sorted(descents, key=lambda d: (d.when or date.max, d.old, d.new, d.way)):
        old, new = lanes.get(descent.old), lanes.get(descent.new)
        if old is None or new is None or old is new:
            continue
        when = descent.when or new.player.first or old.player.last
        if when is None or not axis.first <= when <= axis.last:
            continue
        x, down = axis.x(when), new.line > old.line
        tip = new.line - 3 if down else new.line + 3
        step = -6 if down else 6
        shapes = [
            element("circle", cx=x, cy=old.line, r=3.2, class_="f-descent"),
            element("path", d=f"M{x:.1f} {old.line:.1f}V{tip:.1f}", class_="none s-descent mid far"),
            element("path", d=f"M{x:.1f} {tip:.1f}l-3.5 {step}h7z", class_="f-descent"),
        ]
        source = f" (knowledge file: {descent.source})" if descent.source else ""
        words = f"{old.player.name} {descent.way} {new.player.name}, {descent.when or 'no day told'}{source}"
        canvas.mark(words, shapes, ())


def _legend(shown: Iterable[Span], descents: bool) -> list[Entry]:
    spans = list(shown)
    present = {span.kind for span in spans}
    entries = [Entry("bar", kind, WORDS[kind]) for kind in KINDS if kind in present and kind != "strength"]
    entries.append(Entry("faint", "quiet", "may have held"))
    if any(span.state != "held" for span in spans):
        entries.append(Entry("hollow", "quiet", "considered, demanded, possible; struck through: refused, denied"))
    entries.append(Entry("arrow", "quiet", "no end told; the tick is the day last heard of"))
    if "under" in present:
        entries += [Entry("arrow", "under", "to the banner"), Entry("dash", "hostile", "left it")]
    if descents:
        entries.append(Entry("far", "descent", "renamed, split, merged (knowledge files)"))
    if "strength" in present:
        entries.append(Entry("faint", "strength", "how many: best figure and range"))
    return entries


def _notes(left_out: Sequence[Player], lanes: Sequence[Lane]) -> list[str]:
    notes = []
    if left_out:
        names = ", ".join(player.name for player in left_out[:12])
        more = f" and {len(left_out) - 12} more" if len(left_out) > 12 else ""
        notes.append(f"Not drawn, with fewer claims: {names}{more}.")
    hidden = sum(lane.hidden for lane in lanes)
    if hidden:
        notes.append(f"{count(hidden, 'bar')} with fewer claims not drawn; --what and --from choose.")
    return notes
