"""Pictures on pages: what an address asks for, drawn once, and each mark's claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from oathbook.actors.records import KnownActor
from oathbook.events.believing import Believing
from oathbook.history import Source, Span
from oathbook.history.around import Actor, find_actor, spans_of
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
    from oathbook.views.desk.desk import Desk
    from oathbook.views.desk.visitors import Visitor

OF_TREE: frozenset[SpanKind] = frozenset({"under", "leads", "strength"})


@dataclass(frozen=True, slots=True)
class ToldOf:
    """One actor with its spans, where its claims are found, and how they are weighed."""

    actor: Actor
    spans: tuple[Span, ...]
    source: Source
    believing: Believing


def told_of(desk: Desk, name: str, known_by: date | None) -> ToldOf:
    """The spans of one actor, from its own claims; kept until the ledger grows. UnknownName as ``who`` raises it."""

    def make() -> ToldOf:
        source, clocks, histories = Kept(desk.ledger), Knowing(known_by), desk.histories
        actor = find_actor(source, name, clocks)
        spans = spans_of(source, actor, clocks)
        believing = Believing(desk.ledger, source.keys, histories.lexicon, lambda: source.met, finder=histories.finder)
        return ToldOf(actor, spans, source, believing)

    return desk.histories.kept("actors", (name, known_by), make)


def spans_for(desk: Desk, wanted: Wanted, visitor: Visitor) -> tuple[tuple[str, ...], Sequence[Span]]:
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


def cast_for(desk: Desk, known_by: date | None, visitor: Visitor) -> Cast:
    """The actors of all spans; kept until the ledger grows."""

    def make() -> Cast:
        players = cast_of(desk.histories.spans(known_by, opens=visitor.opens))
        return Cast(
            {key: player.name for key, player in players.items()},
            {key: player.kind for key, player in players.items()},
            find_known(desk.histories.knowledge, players),
        )

    return desk.histories.kept("cast", (known_by, visitor.opens), make)


def picture_of(desk: Desk, wanted: Wanted, visitor: Visitor) -> Picture:
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

    return desk.histories.kept("pictures", (wanted, visitor.opens), make)


def _tree_of(desk: Desk, wanted: Wanted, visitor: Visitor) -> Picture:
    keys, spans = spans_for(desk, wanted, visitor)
    cast = cast_for(desk, wanted.known_by, visitor)
    descents = find_descents(desk.histories.knowledge, cast.known)
    kept = [span for span in spans if _is_of_tree(span, wanted.on)]
    return draw("tree", kept, wanted.asked, keys=keys, descents=descents, called=called_on(desk, cast, wanted.on))


def _is_of_tree(span: Span, on: date | None) -> bool:
    """Whether it holds on the day; what tells of a merger or a founding counts on any."""
    return span.kind in OF_TREE and (span.way in MADE or stands(span, on) != "no")


def graph_of(desk: Desk, wanted: Wanted, visitor: Visitor) -> Graph:
    """What the network shows, as a graph."""
    keys, spans, called = standing_for(desk, wanted, visitor)
    return seen_graph(spans, wanted.asked, keys=keys, called=called)


def spots_of(desk: Desk, wanted: Wanted, visitor: Visitor) -> list[Spot]:
    """The places of the map, those found on it first; kept with the pictures."""

    def make() -> list[Spot]:
        keys, spans, _ = _placed(desk, wanted, visitor)
        return spots(spans, wanted.asked, keys=keys, where=where_of(desk, wanted, visitor))

    return desk.histories.kept("pictures", ("spots", wanted, visitor.opens), make)


def where_of(desk: Desk, wanted: Wanted, visitor: Visitor) -> Where:
    """Where all places are that spans name; kept until the ledger grows."""
    key = (wanted.known_by, visitor.opens)
    return desk.histories.kept("places", key, lambda: find_places(desk.histories.spans(key[0], opens=key[1])))


def standing_for(desk: Desk, wanted: Wanted, visitor: Visitor) -> tuple[tuple[str, ...], list[Span], dict[str, str]]:
    """Keys, the spans that a network of the day can show, and the names of all actors on it."""
    keys, spans = spans_for(desk, wanted, visitor)
    cast = cast_for(desk, wanted.known_by, visitor)
    bodies = {key for key, kind in cast.kinds.items() if kind in BODIES}.union(keys)
    kept = [
        span
        for span in spans
        if (span.kind == "strength" or (span.kind in DRAWN and span.subject in bodies and span.other in bodies))
        and span.state == "held"
        and stands(span, wanted.on) != "no"
    ]
    return keys, kept, called_on(desk, cast, wanted.on)


def _placed(desk: Desk, wanted: Wanted, visitor: Visitor) -> tuple[tuple[str, ...], list[Span], dict[str, str]]:
    """Keys, the spans that a map of the day can show, and the names of all actors on it."""
    keys, spans = spans_for(desk, wanted, visitor)
    return (
        keys,
        list(of_places(spans, wanted.asked)),
        called_on(desk, cast_for(desk, wanted.known_by, visitor), wanted.on),
    )


def called_on(desk: Desk, cast: Cast, on: date | None) -> dict[str, str]:
    """The names of all actors on a day, by key."""
    return {**cast.names, **names_on(desk.histories.knowledge, cast.known, on)}


def inline(desk: Desk, wanted: Wanted, picture: Picture) -> Markup:
    """The picture as SVG for a page; a click on a mark leads to its claims."""
    generation = desk.ledger.generation()
    start = f"/pictures/{wanted.kind}/evidence?"
    query = wanted.query | {"at": generation}
    text = picture.inline(
        wanted.kind, lambda number: start + urlencode(query | {"mark": str(number)}, errors="replace")
    )
    return Markup(text)
