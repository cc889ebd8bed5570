"""What is told of places: who held them, who was based there, where was fought."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from oathbook.history.coverage import Covers, has_begun
from oathbook.history.places import place_key
from oathbook.history.span import Span
from oathbook.records import Claim
from oathbook.views.gazetteer import Located, locate_all
from oathbook.views.pictures.asked import Asked, stands
from oathbook.views.pictures.text import plain

Sort = Literal["holds", "based", "fight"]
FIGHTS = timedelta(days=31)
"""Fights told of in so many days up to the day asked for are shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of a place: somebody (key and name) holds it or is based there, or was fought with there."""

    sort: Sort
    keys: tuple[str, ...]
    words: str
    sure: Covers
    supporting: tuple[Claim, ...]
    against: tuple[Claim, ...] = ()


@dataclass
class Spot:
    """One place: how claims write it, where it is (None: not found), and what is told of it."""

    names: Counter[str] = field(default_factory=Counter)
    located: Located | None = None
    told: list[Told] = field(default_factory=list)

    @property
    def name(self) -> str:
        """As most claims write it."""
        return plain(min(self.names, key=lambda name: (-self.names[name], name)))


Where = Mapping[str, Located | None]
"""Where places are, by their names; None or missing for those not found."""


def find_places(spans: Sequence[Span]) -> Where:
    """Where the places are that spans name. All help to find each other, also those of other days and actors."""
    counts: Counter[str] = Counter()
    for span in spans:
        for claim in span.supporting:
            if claim.place:
                counts[claim.place] += 1
        if span.place:
            counts[span.place] += 1
    where = dict(locate_all(counts))
    # a place is where its most frequent wording is found
    found: dict[str | None, Located] = {}
    for name in sorted(where, key=lambda name: (-counts[name], name)):
        if (located := where[name]) is not None:
            found.setdefault(place_key(name), located)
    return {name: found.get(place_key(name)) for name in where}


def of_places(spans: Iterable[Span], asked: Asked) -> Iterator[Span]:
    """The spans of which ``spots`` tells something on the day."""
    for span in spans:
        if span.state != "held":
            continue
        if span.kind in ("holds", "based"):
            if span.place and _covering(span, asked) != "no":
                yield span
        elif span.kind == "hostile" and _fights(span, asked):
            yield span


def spots(spans: Sequence[Span], asked: Asked, *, keys: Sequence[str] = (), where: Where | None = None) -> list[Spot]:
    """What is told of places on the day, place by place; of the actors with these keys only, where given.

    ``where``: as ``find_places`` tells of all spans, where these are not all.
    """
    where = find_places(spans) if where is None else where
    found: dict[tuple[object, ...], Spot] = defaultdict(Spot)

    def add(place: str, told: Told) -> None:
        located = where.get(place)
        spot = found[(located.lat, located.lon, located.radius) if located else (place_key(place),)]
        spot.located = located
        spot.names[place] += len(told.supporting) or 1
        spot.told.append(told)

    for span in sorted(spans, key=lambda span: span.id):
        if keys and span.subject not in keys and span.other not in keys:
            continue
        if span.kind in ("holds", "based") and span.place and span.state == "held":
            sure = _covering(span, asked)
            if sure != "no":
                add(span.place, _held(span, sure))
        elif span.kind == "hostile" and span.state == "held":
            for place, claims in sorted(_fights(span, asked).items()):
                add(place, _fought(span, claims))
    ordered = sorted(found.values(), key=lambda spot: (spot.located is None, -len(spot.told), spot.name))
    for spot in ordered:
        spot.told.sort(key=lambda told: (told.sort != "holds", told.sort, -len(told.supporting), told.words))
    return ordered


def _covering(span: Span, asked: Asked) -> Covers:
    if asked.on is not None or (asked.since is None and asked.until is None):
        return stands(span, asked.on)
    if asked.until is not None and has_begun(span, asked.until) == "no":
        return "no"
    over = span.end.latest if span.end else None
    return "no" if asked.since is not None and over is not None and over < asked.since else "yes"


def _held(span: Span, sure: Covers) -> Told:
    sort: Sort = "holds" if span.kind == "holds" else "based"
    verb = "holds it" if span.kind == "holds" else "is based there"
    perhaps = " (perhaps on that day)" if sure == "maybe" else ""
    against = (*span.opposing, *(claim for claim in span.enders if claim not in span.opposing))
    words = f"{plain(span.subject_name)} {verb}{perhaps}"
    return Told(sort, (span.subject,), words, sure, span.supporting, against)


def _fights(span: Span, asked: Asked) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    low, high = asked.since, asked.until
    if asked.on is not None:
        low, high = date.fromordinal(max(asked.on.toordinal() - FIGHTS.days, 1)), asked.on
    for claim in span.supporting:
        if claim.place and claim.status == "actual" and _within(claim, low, high):
            found[claim.place].append(claim)
    return found


def _within(claim: Claim, low: date | None, high: date | None) -> bool:
    first = (claim.when.earliest or claim.when.latest) if claim.when else None
    last = (claim.when.latest or claim.when.earliest) if claim.when else None
    first, last = first or claim.published, last or claim.published
    if first is None or last is None:
        return low is None and high is None
    return (low is None or last >= low) and (high is None or first <= high)


def _fought(span: Span, claims: Iterable[Claim]) -> Told:
    told = tuple(claims)
    words = f"fighting: {plain(span.subject_name)} and {plain(span.other_name or 'others')}"
    return Told("fight", tuple(key for key in (span.subject, span.other) if key), words, "yes", told)
