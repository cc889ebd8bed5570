"""The lanes of a timeline: whose there are, in what order, and which bars stand in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from oathbook.history.span import Span, SpanKind
from oathbook.views.pictures.asked import Descent
from oathbook.views.pictures.bars import TRACK, Bar, bar_words, make_bar, packed
from oathbook.views.pictures.cast import BODIES, Player, leading, neighbours
from oathbook.views.pictures.times import Axis, reach

LANES = 40
"""Lanes at most; more are told below the drawing."""
BARS = 40
"""Bars of one kind in a lane at most."""
KINDS: tuple[SpanKind, ...] = get_args(SpanKind)
OVERVIEW: frozenset[SpanKind] = frozenset({"under", "leads", "strength"})


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


def chosen_of(
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


def is_shown(span: Span, chosen: set[str], keys: Sequence[str], kinds: Collection[SpanKind]) -> bool:
    """Whether the span stands in one of the lanes."""
    if span.kind not in kinds:
        return False
    if keys and span.kind not in OVERVIEW:
        return span.subject in keys or span.other in keys
    return span.subject in chosen or span.other in chosen


def is_met(key: str, spans: Iterable[Span]) -> bool:
    """Whether one of the spans is of the actor."""
    return any(key in (span.subject, span.other) for span in spans)


def lane_of(player: Player, spans: Sequence[Span], keys: Sequence[str], axis: Axis, horizon: date) -> Lane:
    """The lane of one actor, not yet placed. ``horizon``: to where bars go of which no end is told."""
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


def ordered(
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
