"""Pictures on pages: what an address asks for, drawn once, and each mark's claims."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, get_args
from urllib.parse import urlencode

import numpy as np
import numpy.typing as npt
from markupsafe import Markup

from oathbook.actors.records import KnownActor
from oathbook.errors import UnknownName
from oathbook.events.believing import Believing
from oathbook.history import Source, Span
from oathbook.history.around import Actor, find_actor, spans_of
from oathbook.history.coverage import BEFORE_HEARD, first_heard
from oathbook.history.kept import Kept
from oathbook.history.source import Knowing
from oathbook.history.span import SpanKind
from oathbook.views.desk.asked import Asked as Given
from oathbook.views.desk.asked import day
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.visitors import Visitor
from oathbook.views.pictures import Asked, Kind, Picture, draw, mended
from oathbook.views.pictures.asked import stands
from oathbook.views.pictures.canvas import Mark
from oathbook.views.pictures.cast import BODIES, cast_of
from oathbook.views.pictures.graph import Graph
from oathbook.views.pictures.known import find_descents, find_known, names_on
from oathbook.views.pictures.map import draw_map
from oathbook.views.pictures.network import DRAWN, draw_network, seen_graph
from oathbook.views.pictures.placed import Spot, Where, find_places, of_places, spots
from oathbook.views.pictures.times import days_told

if TYPE_CHECKING:
    from oathbook.views.desk.book import Book

KINDS: tuple[Kind, ...] = ("network", "map", "timeline", "strength")
OF_ACTOR = ("timeline", "strength")
"""Pictures that are drawn of one actor, from its own claims."""
TIES: tuple[SpanKind, ...] = tuple(kind for kind in get_args(SpanKind) if kind in DRAWN)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that an address asks for. ``ties``: for a network those shown, all where empty."""

    kind: Kind
    name: str = ""
    on: date | None = None
    known_by: date | None = None
    ties: tuple[SpanKind, ...] = ()

    @property
    def query(self) -> dict[str, str]:
        """Its parameters; empty ones left out."""
        given = {
            "name": self.name,
            "on": self.on.isoformat() if self.on else "",
            "known_by": self.known_by.isoformat() if self.known_by else "",
            "ties": " ".join(self.ties),
        }
        return {key: value for key, value in given.items() if value}

    @property
    def asked(self) -> Asked:
        """The two clocks."""
        return Asked(on=self.on, known_by=self.known_by)


def read_wanted(kind: str, given: Given) -> Wanted:
    """What a query asks for. Refusal where a value is not allowed."""
    if kind not in KINDS:
        raise Refusal(404, "unknown", f"there is no picture {kind!a}; allowed: {', '.join(KINDS)}", kind, list(KINDS))
    ties = given.get("ties", "").split()
    for tie in ties:
        if tie not in TIES:
            raise Refusal(400, "not_allowed", f"ties: {tie!r} is none; allowed: {', '.join(TIES)}", tie, list(TIES))
    chosen = tuple(tie for tie in TIES if tie in ties)
    return Wanted(
        kind,
        given.get("name", "").strip(),
        day("on", given, None),
        day("known_by", given, "last"),
        chosen if len(chosen) < len(TIES) and kind == "network" else (),
    )


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
            keys, spans, called = _standing(desk, wanted, visitor)
            return draw_network(spans, wanted.asked, keys=keys, called=called)
        if wanted.kind == "map":
            keys, spans, called = _placed(desk, wanted, visitor)
            return draw_map(spans, wanted.asked, keys=keys, called=called, where=where_of(desk, wanted, visitor))
        keys, own = spans_for(desk, wanted, visitor)
        knowledge = desk.histories.knowledge
        descents = find_descents(knowledge, find_known(knowledge, cast_of(own)))
        descents = [each for each in descents if {each.old, each.new} & set(keys)]
        return draw(wanted.kind, own, wanted.asked, keys=keys, descents=descents)

    kind = "drawn" if wanted.kind in OF_ACTOR else "pictures"
    return desk.histories.kept(kind, (wanted, desk.histories.view(opens=visitor.opens)), make)


def graph_of(desk: Book, wanted: Wanted, visitor: Visitor) -> Graph:
    """What the network shows, as a graph."""
    keys, spans, called = _standing(desk, wanted, visitor)
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


def _standing(desk: Book, wanted: Wanted, visitor: Visitor) -> tuple[tuple[str, ...], list[Span], dict[str, str]]:
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
    return keys, kept, _called(desk, cast, wanted)


def _placed(desk: Book, wanted: Wanted, visitor: Visitor) -> tuple[tuple[str, ...], list[Span], dict[str, str]]:
    """Keys, the spans that a map of the day can show, and the names of all actors on it."""

    def make() -> tuple[tuple[str, ...], list[Span], dict[str, str]]:
        keys, spans = spans_for(desk, wanted, visitor)
        told = list(of_places(_near(desk, spans, wanted, visitor), wanted.asked))
        return keys, told, _called(desk, cast_for(desk, wanted.known_by, visitor), wanted)

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


def _called(desk: Book, cast: Cast, wanted: Wanted) -> dict[str, str]:
    return {**cast.names, **names_on(desk.histories.knowledge, cast.known, wanted.on)}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page has it: SVG, and how many marks can be pointed at."""

    svg: Markup
    marks: int


def shown(desk: Book, wanted: Wanted, visitor: Visitor) -> Shown:
    """The picture for a page; kept with the pictures."""

    return _seen(desk, wanted, visitor)[0]


def _seen(desk: Book, wanted: Wanted, visitor: Visitor) -> tuple[Shown, tuple[Mark, ...], str]:
    """The picture for a page, its marks and its title; drawings take more room, and fewer of them are kept."""

    def make() -> tuple[Shown, tuple[Mark, ...], str]:
        picture = picture_of(desk, wanted, visitor)
        return Shown(inline(desk, wanted, picture), len(picture.marks)), picture.marks, picture.title

    kind = "seen of one" if wanted.kind in OF_ACTOR else "seen"
    return desk.histories.kept(kind, (wanted, desk.histories.view(opens=visitor.opens)), make)


def mark_of(desk: Book, wanted: Wanted, visitor: Visitor, number: str) -> tuple[Mark, str, str]:
    """A mark, the title of its picture, and what the picture was drawn of. UnknownName where there is none."""
    _, every, title = _seen(desk, wanted, visitor)
    marks = {str(mark.number): mark for mark in every}
    if number not in marks:
        raise UnknownName(f"the picture has no mark {number!a}; click on one of it")
    return marks[number], title, desk.histories.at


def warm(desk: Book) -> None:
    """Make what the pictures of every day need, and those of the last one."""
    for opens in (False, True) if desk.protector().names else (False,):
        visitor = Visitor("", "editor", opens, account=False)
        days = days_of(desk, opens=opens)
        for wanted in (Wanted("network"), Wanted("map")):
            shown(desk, on_last_day(wanted, days), visitor)


def inline(desk: Book, wanted: Wanted, picture: Picture) -> Markup:
    """The picture as SVG for a page; a click on a mark leads to its claims."""
    generation = desk.histories.at
    start = f"/pictures/{wanted.kind}/evidence?"
    query = wanted.query | {"at": generation}
    text = picture.inline(
        wanted.kind, lambda number: start + urlencode(query | {"mark": str(number)}, errors="replace")
    )
    return Markup(text)


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a slider goes over. Few spans far from all others do not stretch it."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """Days from the first to the last."""
        return (self.last - self.first).days

    def at(self, number: int) -> date:
        """The day of a place on the slider."""
        return date.fromordinal(min(self.first.toordinal() + max(number, 0), self.last.toordinal()))

    def place(self, day: date) -> int:
        """Where a day stands, the nearest end where it is outside."""
        return min(max((day - self.first).days, 0), self.length)


def days_of(desk: Book, *, opens: bool) -> Days | None:
    """From the first to the last day that spans tell; None where none tells any."""

    def make() -> Days | None:
        told = sorted(day for span in desk.histories.spans(opens=opens) for day in set(days_told(span)))
        if not told:
            return None
        cut = len(told) // 200
        return Days(told[cut], told[-1 - cut])

    return desk.histories.kept("days", ("held", desk.histories.view(opens=opens)), make)


def published_days(desk: Book) -> Days | None:
    """From the first to the last day of publication; None where no report has one."""
    first, last = desk.index.days()
    return Days(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None


def read_clocks(given: Given, held: Days | None, told: Days | None) -> tuple[dict[str, str], bool]:
    """The query with the days that sliders were moved to, and whether one was.

    Without JavaScript a form sends the days and the places of its sliders; a slider that stands elsewhere than it was
    drawn was moved, and its day counts.
    """
    query, moved = dict(given), False
    for name, days in (("on", held), ("known_by", told)):
        place, was = query.pop(f"{name}_at", ""), query.pop(f"{name}_was", "")
        if days is not None and place.isascii() and place.isdecimal() and len(place) < 8 and place != was:
            query[name], moved = days.at(int(place)).isoformat(), True
    return query, moved


def on_last_day(wanted: Wanted, days: Days | None) -> Wanted:
    """With the last day told, where no day is asked for."""
    return wanted if wanted.on or days is None else replace(wanted, on=days.last)
