"""Pictures on pages: what an address asks for, drawn once, and each mark's claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from oathbook.actors.records import KnownActor
from oathbook.events.believing import Believing
from oathbook.history import Source, Span
from oathbook.history.around import Actor, find_actor, spans_of
from oathbook.history.coverage import BEFORE_HEARD, first_heard
from oathbook.history.kept import Kept
from oathbook.history.source import Knowing
from oathbook.history.span import SpanKind
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.wanted import OF_ACTOR, Wanted
from oathbook.views.pictures import Picture, draw, mended
from oathbook.views.pictures.asked import stands
from oathbook.views.pictures.cast import BODIES, cast_of
from oathbook.views.pictures.graph import Graph
from oathbook.views.pictures.known import MADE, find_descents, find_known, names_on
from oathbook.views.pictures.map import draw_map
from oathbook.views.pictures.network import draw_network, seen_graph
from oathbook.views.pictures.placed import Spot, Where, find_places, of_places, spots
from oathbook.views.pictures.ties import DRAWN

if TYPE_CHECKING:
    from oathbook.views.desk.book import Book
    from oathbook.views.desk.visitors import Visitor

OF_TREE: frozenset[SpanKind] = frozenset({"under", "leads", "strength"})


@dataclass(frozen=True, slots=True)
class ToldOf:
    """One actor with its spans, where its claims are found, and how they are weighed."""

    actor: Actor
    spans: tuple[Span, ...]
    source: Source
    believing: Believing


def told_of(desk: Book, name: str, known_by: date | None) -> ToldOf:
    """The spans of one actor, from its own claims; kept until the ledger grows. UnknownName as ``who`` raises it."""

    def make() -> ToldOf:
        source, clocks, histories = Kept(desk.ledger), Knowing(known_by), desk.histories
        actor = find_actor(source, name, clocks)
        spans = spans_of(source, actor, clocks)
        believing = Believing(desk.ledger, source.keys, histories.lexicon, lambda: source.met, finder=histories.finder)
        return ToldOf(actor, spans, source, believing)

    return desk.histories.kept("actors", (name, known_by), make)


def spans_for(desk: Book, wanted: Wanted, visitor: Visitor) -> tuple[tuple[str, ...], Sequence[Span]]:
    """The keys of the actor asked for and the spans to draw, without names that the visitor may not see.

    UnknownName where nobody has the name.
    """
    keys: tuple[str, ...] = ()
    if wanted.name:
        desk.find(wanted.name, visitor)
    if wanted.kind in OF_ACTOR:
        if not wanted.name:
            raise Refusal(400, "not_allowed", f"name is missing: a {wanted.kind} is drawn of one actor")
        told = told_of(desk, wanted.name, wanted.known_by)
        guard = desk.guard(visitor)
        return (told.actor.key,), [mended(span, guard) for span in told.spans]
    if wanted.name:
        keys = (desk.ledger.actors()(desk.ledger.find(wanted.name)[0]),)
    spans = desk.histories.spans(wanted.known_by, opens=visitor.opens)
    if wanted.ties:
        spans = tuple(span for span in spans if span.kind in wanted.ties or span.kind not in DRAWN)
    return keys, spans


@dataclass(frozen=True, slots=True)
class Cast:
    """All actors of a set of spans, by key: their names and kinds, and those that knowledge files have."""

    names: Mapping[str, str]
    kinds: Mapping[str, str]
    known: Mapping[str, KnownActor]


def cast_for(desk: Book, known_by: date | None, visitor: Visitor) -> Cast:
    """The actors of all spans; kept until the ledger grows."""

    def make() -> Cast:
        players = cast_of(desk.histories.spans(known_by, opens=visitor.opens))
        return Cast(
            {key: player.name for key, player in players.items()},
            {key: player.kind for key, player in players.items()},
            find_known(desk.histories.knowledge, players),
        )

    return desk.histories.kept("cast", (known_by, desk.histories.view(opens=visitor.opens)), make)


def picture_of(desk: Book, wanted: Wanted, visitor: Visitor) -> Picture:
    """The picture, drawn once until the ledger grows."""

    def make() -> Picture:
        if wanted.kind == "network":
            keys, spans, called = standing_for(desk, wanted, visitor)
            return draw_network(spans, wanted.asked, keys=keys, called=called)
        if wanted.kind == "map":
            keys, spans, called = _placed(desk, wanted, visitor)
            return draw_map(spans, wanted.asked, keys=keys, called=called, where=where_of(desk, wanted, visitor))
        if wanted.kind == "tree":
            return _tree_of(desk, wanted, visitor)
        keys, own = spans_for(desk, wanted, visitor)
        knowledge = desk.histories.knowledge
        descents = find_descents(knowledge, find_known(knowledge, cast_of(own)))
        descents = [each for each in descents if {each.old, each.new} & set(keys)]
        return draw(wanted.kind, own, wanted.asked, keys=keys, descents=descents)

    kind = "drawn" if wanted.kind in OF_ACTOR else "pictures"
    return desk.histories.kept(kind, (wanted, desk.histories.view(opens=visitor.opens)), make)


def _tree_of(desk: Book, wanted: Wanted, visitor: Visitor) -> Picture:
    keys, spans = spans_for(desk, wanted, visitor)
    cast = cast_for(desk, wanted.known_by, visitor)
    descents = find_descents(desk.histories.knowledge, cast.known)
    kept = [span for span in spans if _is_of_tree(span, wanted.on)]
    return draw("tree", kept, wanted.asked, keys=keys, descents=descents, called=called_on(desk, cast, wanted.on))


def _is_of_tree(span: Span, on: date | None) -> bool:
    """Whether it holds on the day; what tells of a merger or a founding counts on any."""
    return span.kind in OF_TREE and (span.way in MADE or stands(span, on) != "no")


def graph_of(desk: Book, wanted: Wanted, visitor: Visitor) -> Graph:
    """What the network shows, as a graph."""
    keys, spans, called = standing_for(desk, wanted, visitor)
    return seen_graph(spans, wanted.asked, keys=keys, called=called)


def spots_of(desk: Book, wanted: Wanted, visitor: Visitor) -> list[Spot]:
    """The places of the map, those found on it first; kept with the pictures."""

    def make() -> list[Spot]:
        keys, spans, _ = _placed(desk, wanted, visitor)
        return spots(spans, wanted.asked, keys=keys, where=where_of(desk, wanted, visitor))

    return desk.histories.kept("spots", (wanted, desk.histories.view(opens=visitor.opens)), make)


def where_of(desk: Book, wanted: Wanted, visitor: Visitor) -> Where:
    """Where all places are that spans name; kept until the ledger grows."""
    histories, opens = desk.histories, visitor.opens
    key = (wanted.known_by, histories.view(opens=opens))
    return histories.kept("places", key, lambda: find_places(histories.spans(wanted.known_by, opens=opens)))


def standing_for(desk: Book, wanted: Wanted, visitor: Visitor) -> tuple[tuple[str, ...], list[Span], dict[str, str]]:
    """Keys, the spans that a network of the day can show, and the names of all actors on it."""
    keys, spans = spans_for(desk, wanted, visitor)
    cast = cast_for(desk, wanted.known_by, visitor)
    bodies = {key for key, kind in cast.kinds.items() if kind in BODIES}.union(keys)
    kept = [
        span
        for span in _near(desk, spans, wanted, visitor)
        if (span.kind == "strength" or (span.kind in DRAWN and span.subject in bodies and span.other in bodies))
        and span.state == "held"
        and stands(span, wanted.on) != "no"
    ]
    return keys, kept, called_on(desk, cast, wanted.on)


def _placed(desk: Book, wanted: Wanted, visitor: Visitor) -> tuple[tuple[str, ...], list[Span], dict[str, str]]:
    """Keys, the spans that a map of the day can show, and the names of all actors on it."""

    def make() -> tuple[tuple[str, ...], list[Span], dict[str, str]]:
        keys, spans = spans_for(desk, wanted, visitor)
        told = list(of_places(_near(desk, spans, wanted, visitor), wanted.asked))
        return keys, told, called_on(desk, cast_for(desk, wanted.known_by, visitor), wanted.on)

    return desk.histories.kept("placed", (wanted, desk.histories.view(opens=visitor.opens)), make)


def _near(desk: Book, spans: Sequence[Span], wanted: Wanted, visitor: Visitor) -> Sequence[Span]:
    """The spans but for those that surely do not stand on the day (and tell of no fight): few are left to look at."""
    if wanted.on is None or wanted.ties:
        return spans
    key = (wanted.known_by, desk.histories.view(opens=visitor.opens))
    first, last = desk.histories.kept("bounds", key, lambda: bounds_of(spans))
    day = wanted.on.toordinal()
    return [spans[number] for number in np.flatnonzero((first <= day) & (day <= last)).tolist()]


def bounds_of(spans: Sequence[Span]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """For each span the first and last day (ordinals) outside of which ``covers`` says no; none for hostile ones."""
    first = np.zeros(len(spans), dtype=np.int64)
    last = np.full(len(spans), date.max.toordinal(), dtype=np.int64)
    for number, span in enumerate(spans):
        if span.kind == "hostile":
            continue
        low = span.begin.earliest if span.begin else None
        known = low or (span.begin.latest if span.begin else None) or first_heard(span)
        if known is not None:
            first[number] = known.toordinal() - (0 if low else BEFORE_HEARD.days)
        if span.end is not None and span.end.latest is not None:
            last[number] = span.end.latest.toordinal()
    return first, last


def called_on(desk: Book, cast: Cast, on: date | None) -> dict[str, str]:
    """The names of all actors on a day, by key."""
    return {**cast.names, **names_on(desk.histories.knowledge, cast.known, on)}
