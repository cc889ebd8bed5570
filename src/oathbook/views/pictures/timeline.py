"""Actors as lanes over a time axis, with whom each stood under, and the arrows between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from oathbook.history.span import Span, SpanKind
from oathbook.views.phrases import count
from oathbook.views.pictures.asked import Asked, Descent, caption, span_words
from oathbook.views.pictures.bars import TRACK, Bar, bar_words, draw_tracks, make_bar, packed
from oathbook.views.pictures.canvas import Canvas
from oathbook.views.pictures.cast import BODIES, Player, cast_of, leading, neighbours
from oathbook.views.pictures.legend import Entry, draw_legend
from oathbook.views.pictures.lines import draw_level_track
from oathbook.views.pictures.picture import Picture, finish
from oathbook.views.pictures.style import MARGIN
from oathbook.views.pictures.svg import element
from oathbook.views.pictures.times import Axis, axis_for, days_told, draw_axis, reach

WIDTH, NAMES = 1180.0, 176.0
LANES = 40
"""Lanes at most; more are told below the drawing."""
BARS = 40
"""Bars of one kind in a lane at most."""
KINDS: tuple[SpanKind, ...] = get_args(SpanKind)
OVERVIEW: frozenset[SpanKind] = frozenset({"under", "leads", "strength"})
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


@dataclass
class Lane:
    """One actor's lane: its tracks of bars, its figures, where it is drawn."""

    player: Player
    tracks: list[list[Bar]]
    figures: list[Span]
    hidden: int = 0
    top: float = 0.0

    @property
    def height(self) -> float:
        """In pixels."""
        return 26 + len(self.tracks) * TRACK + (34 if self.figures else 0)

    @property
    def line(self) -> float:
        """The y of its line of life."""
        return self.top + 12


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
    chosen, left_out = _chosen(spans, players, keys, descents)
    shown = [span for span in spans if _is_shown(span, chosen, keys, kinds)]
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
    lanes = [_lane(players[key], shown, keys, axis, horizon) for key in _ordered(chosen, shown, descents, players)]
    lanes = [lane for lane in lanes if lane.tracks or lane.figures or _is_met(lane.player.key, shown)]
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


def _chosen(
    spans: Sequence[Span], players: dict[str, Player], keys: Sequence[str], descents: Sequence[Descent]
) -> tuple[set[str], list[Player]]:
    """The keys of the actors that get a lane, and who is left out."""
    if keys:
        found = neighbours(spans, keys, kinds=frozenset({"under"}))
        found |= {key for d in descents for key in (d.old, d.new) if d.old in keys or d.new in keys}
    else:
        found = {key for span in spans if span.kind == "under" for key in (span.subject, span.other) if key}
        found |= {key for d in descents for key in (d.old, d.new)}
    bodies = [players[key] for key in found if key in players and (players[key].kind in BODIES or key in keys)]
    named = [player for player in bodies if player.key in keys]
    others = leading((player for player in bodies if player.key not in keys), len(bodies))
    kept = [*named, *others][:LANES]
    return {player.key for player in kept}, [*named, *others][LANES:]


def _is_shown(span: Span, chosen: set[str], keys: Sequence[str], kinds: Collection[SpanKind]) -> bool:
    if span.kind not in kinds:
        return False
    if keys and span.kind not in OVERVIEW:
        return span.subject in keys or span.other in keys
    return span.subject in chosen or span.other in chosen


def _is_met(key: str, spans: Iterable[Span]) -> bool:
    return any(key in (span.subject, span.other) for span in spans)


def _lane(player: Player, spans: Sequence[Span], keys: Sequence[str], axis: Axis, horizon: date) -> Lane:
    key = player.key
    full = key in keys
    tracks: list[list[Bar]] = []
    hidden = 0
    for kind in KINDS:
        if kind == "strength":
            continue
        mine = [span for span in spans if span.kind == kind and _is_of(span, key, full=full)]
        mine.sort(key=lambda span: (-len(span.supporting), span.id))
        hidden += len(mine[BARS:])
        made = [make_bar(span, axis, bar_words(span, key), horizon=horizon) for span in mine[:BARS]]
        tracks += packed(bar for bar in made if bar is not None)
    figures = [span for span in spans if span.kind == "strength" and span.subject == key and span.state == "held"]
    return Lane(player, tracks, [span for span in figures if reach(span)], hidden)


def _is_of(span: Span, key: str, *, full: bool) -> bool:
    """Whether the span is drawn in this lane: a membership in the member's, a leader in the led body's."""
    if span.kind == "leads":
        return span.other == key or (full and span.subject == key)
    if span.kind == "under":
        return span.subject == key
    return span.subject == key or (full and span.other == key)


def _ordered(
    chosen: set[str], spans: Iterable[Span], descents: Iterable[Descent], players: dict[str, Player]
) -> list[str]:
    """Members below the banner that most claims put them under, descendants below whom they came of."""
    weight: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for span in spans:
        if span.kind == "under" and span.state == "held" and span.other in chosen and span.subject in chosen:
            weight[span.subject][span.other or ""] += len(span.supporting)
    for descent in descents:
        if descent.old in chosen and descent.new in chosen:
            weight[descent.new][descent.old] += 1000
    above = {key: min(found, key=lambda other: (-found[other], other)) for key, found in weight.items()}
    below: dict[str | None, list[str]] = defaultdict(list)
    for key in chosen:
        below[above.get(key)].append(key)

    def first(key: str) -> tuple[date, str, str]:
        return (players[key].first or date.max, players[key].name, key)

    found: list[str] = []
    waiting = sorted(below[None], key=first, reverse=True)
    while len(found) < len(chosen):
        if not waiting:
            waiting = [min((key for key in chosen if key not in found), key=first)]
        key = waiting.pop()
        if key not in found:
            found.append(key)
            waiting += sorted((each for each in below[key] if each not in found), key=first, reverse=True)
    return found


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
