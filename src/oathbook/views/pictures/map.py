"""Places on a map: who holds them, who is based there, where was fought, and how exactly each is known."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import get_args

from oathbook.history.span import Span
from oathbook.records import Claim
from oathbook.views.gazetteer import Exactness, Located
from oathbook.views.phrases import clean, count
from oathbook.views.pictures.asked import Asked, caption
from oathbook.views.pictures.canvas import Box, Canvas
from oathbook.views.pictures.cast import cast_of
from oathbook.views.pictures.legend import Entry, draw_legend
from oathbook.views.pictures.mapping import (
    Ground,
    begin_window,
    draw_countries,
    draw_ground,
    end_window,
    ground_for,
    stretch_of,
)
from oathbook.views.pictures.picture import Picture, finish
from oathbook.views.pictures.placed import FIGHTS, Spot, Told, Where, find_places, spots
from oathbook.views.pictures.placing import leader, place_beside
from oathbook.views.pictures.style import ACTORS, LABEL, MARGIN, SMALL
from oathbook.views.pictures.svg import Element, element
from oathbook.views.pictures.text import cut, width_of

WIDTH = 1180.0
LISTED, FEW = 30, 12
"""Places that are listed below the map at most: those with a number, and those that are not on it."""
_GLYPH = 13.0
_LONGEST = 210.0
_VERBS = {"holds": "held by", "based": "base of", "fight": "fighting"}
SOURCES = (
    "Places: GeoNames (CC BY 4.0). Outlines: Natural Earth, borders as they run on the ground by its reading, which "
    "says nothing about whose they are."
)
_EXACT: dict[Exactness, str] = {
    "town": "known to the town",
    "near a town": "about a town",
    "district": "known to the district",
    "province": "known to the province",
    "region": "known to the region, or to a part of it",
    "country": "known to the country only",
}


def draw_map(
    spans: Sequence[Span],
    asked: Asked,
    *,
    keys: Sequence[str] = (),
    called: Mapping[str, str] | None = None,
    where: Where | None = None,
) -> Picture:
    """The map of the day, of these actors only where keys are given; what could not be located is listed below.

    Args:
        called: names of the day, by key.
        where: where places are; found from the spans where not given.
    """
    where = find_places(spans) if where is None else where
    players = cast_of(spans, called)
    found = spots(spans, asked, keys=keys, where=where)
    located = [(spot, spot.located) for spot in found if spot.located is not None]
    lost = [spot for spot in found if spot.located is None]
    names = " and ".join(players[key].name for key in keys[:3] if key in players)
    title = f"{names}: places" if names else "Who holds what, and where"
    claims = [claim for spot in found for told in spot.told for claim in (*told.supporting, *told.against)]
    told = caption(asked, [], more=claims)
    colours = _colours(found)
    entries = [Entry("dot", colour, players[key].name) for key, colour in colours.items()]
    entries += _legend(found, [place for _, place in located], others=_has_others(found, colours))
    canvas = Canvas(WIDTH)
    y = canvas.header(title, told)
    y = draw_legend(canvas, entries, y)
    if not found:
        canvas.notes(["Nothing is told of places on that day."], y)
        return finish(canvas, title, told)
    seen = stretch_of(place for _, place in located) if keys else stretch_of(p for p in where.values() if p)
    near = {(place.lat, place.lon) for place in seen}
    here = [(spot, place) for spot, place in located if (place.lat, place.lon) in near]
    if not here:
        here, seen = located, []
    if here:
        frame = [place for _, place in here] if keys else [*seen, *(place for _, place in here)]
        y = _draw_places(canvas, ground_for(frame, MARGIN, y + 6, WIDTH - 2 * MARGIN), here, colours)
    far = [spot for spot, place in located if (spot, place) not in here]
    for left, words in (
        (far, "lie far from the others, off this map:"),
        (lost, "not found in the gazetteer, or could be several:"),
    ):
        if left:
            y = canvas.notes([f"{count(len(left), 'place')} {words}"], y + 4)
            y = _draw_list(canvas, [("", spot) for spot in left], y, most=FEW)
    canvas.notes(
        [f"Fights: those told of in the {FIGHTS.days} days up to the day asked for." if asked.on else "", SOURCES],
        y + 2,
    )
    return finish(canvas, title, told)


def _draw_places(
    canvas: Canvas, ground: Ground, located: Sequence[tuple[Spot, Located]], colours: Mapping[str, str]
) -> float:
    """The ground with the places on it, and the list of those that have a number; gives the y below."""
    taken: list[Box] = []
    start = begin_window(canvas, ground, taken)
    draw_ground(canvas, ground)
    numbered = _draw_spots(canvas, ground, located, colours, taken)
    draw_countries(canvas, ground, taken)
    end_window(canvas, ground, start)
    canvas.height = ground.box.bottom + 4
    return _draw_list(canvas, numbered, canvas.height)


def _colours(found: Sequence[Spot]) -> dict[str, str]:
    """A colour for each of the actors that are told of at most places."""
    often: Counter[str] = Counter(
        key for spot in found for told in spot.told if told.sort != "fight" for key in set(told.keys)
    )
    order = sorted(often, key=lambda key: (-often[key], key))
    return {key: f"a{number}" for number, key in enumerate(order[:ACTORS])}


def _has_others(found: Sequence[Spot], colours: Mapping[str, str]) -> bool:
    return any(key not in colours for spot in found for told in spot.told if told.sort != "fight" for key in told.keys)


def _draw_spots(
    canvas: Canvas,
    ground: Ground,
    located: Sequence[tuple[Spot, Located]],
    colours: Mapping[str, str],
    taken: list[Box],
) -> list[tuple[str, Spot]]:
    """Rings, then signs, then names; gives the places that have a number for want of room, with it."""
    clip: list[Element] = []
    for _, place in sorted(located, key=lambda each: (-each[1].radius, each[1].lat, each[1].lon)):
        if place.exactness != "town":
            x, y = ground.at(place.lat, place.lon)
            classes = "f-ink s-quiet ghost thin " + ("far" if place.exactness == "country" else "dash")
            clip.append(element("circle", cx=x, cy=y, r=max(ground.pixels(place.radius), 9.0), class_=classes))
    canvas.add(element("g", *clip))
    at: list[tuple[Spot, float, float, float, str]] = []
    for spot, place in located:
        start = len(canvas.items)
        x, y = _free(*ground.at(place.lat, place.lon), len(spot.told), taken)
        half = min(len(spot.told), 6) * _GLYPH / 2
        taken.append(Box(x - half, y - 7, x + half, y + 7))
        home = ground.at(place.lat, place.lon)
        where = f"{home[0]:.1f} {home[1]:.1f}"
        at.append((spot, x, y, half, where))
        if math.hypot(x - home[0], y - home[1]) > 3:
            canvas.add(element("path", d=f"M{home[0]:.1f} {home[1]:.1f}L{x:.1f} {y:.1f}", class_="none s-quiet thin"))
            canvas.add(element("circle", cx=home[0], cy=home[1], r=1.8, class_="f-quiet"))
        _draw_signs(canvas, spot, place, x, y, colours)
        canvas.group(
            start, class_="at spot", data_at=where, data_signs=f"{x:.1f} {y:.1f} {half:.0f}", data_name=spot.name
        )
    numbered: list[tuple[str, Spot]] = []
    inner = Box(ground.box.left + 4, ground.box.top + 4, ground.box.right - 4, ground.box.bottom - 4)
    for spot, x, y, half, where in at:
        name = cut(spot.name, _LONGEST, LABEL, bold=True)
        second = cut(_summary(spot), _LONGEST, SMALL)
        wide = max(width_of(name, LABEL, bold=True), width_of(second, SMALL))
        box = place_beside(wide, 25.0, x, y, max(half, 6.0), taken=taken, within=inner)
        if box is None:
            number = str(len(numbered) + 1)
            box = place_beside(width_of(number, LABEL, bold=True), 12.0, x, y, half, taken=taken, within=inner)
            numbered.append((number if box else "–", spot))
            name, second = (number, "") if box else ("", "")
        if box is not None:
            taken.append(box)
            start = len(canvas.items)
            shapes = [*leader(box, x, y, max(half, 6.0))]
            shapes.append(canvas.label(name, box.left, box.top + 10, size="strong", halo=True))
            if second:
                shapes.append(canvas.label(second, box.left, box.top + 21.5, size="small", colour="quiet", halo=True))
            canvas.mark(f"{spot.name}: {_summary(spot)}", shapes, *_claims_of(spot))
            canvas.group(start, class_="at name", data_at=where)
    return numbered


def _free(x: float, y: float, signs: int, taken: Sequence[Box]) -> tuple[float, float]:
    """The nearest place for signs that stands on nothing else."""
    half = min(signs, 6) * _GLYPH / 2
    for away in (0.0, 14.0, 22.0, 32.0, 44.0, 58.0):
        for turn in range(8) if away else range(1):
            px, py = x + away * math.cos(turn * math.pi / 4), y + away * math.sin(turn * math.pi / 4)
            box = Box(px - half, py - 7, px + half, py + 7)
            if not any(box.meets(other, 1) for other in taken):
                return px, py
    return x, y


def _draw_signs(canvas: Canvas, spot: Spot, place: Located, x: float, y: float, colours: Mapping[str, str]) -> None:
    shown = spot.told[:6]
    left = x - len(shown) * _GLYPH / 2 + _GLYPH / 2
    for number, told in enumerate(shown):
        signs = [_sign(told, left + number * _GLYPH, y, colours)]
        if told.sort == "fight":  # so that a click between its lines counts
            signs.append(element("circle", cx=left + number * _GLYPH, cy=y, r=6, class_="f-paper ghost"))
        exact = _EXACT[place.exactness]
        found = f"found as {place.name}, {place.country}; {exact}, within {place.radius} km"
        canvas.mark(f"{spot.name}: {told.words} ({found})", signs, told.supporting, told.against)


def _sign(told: Told, x: float, y: float, colours: Mapping[str, str]) -> Element:
    colour = colours.get(told.keys[0], "ax") if told.sort != "fight" else "ink"
    look = f"bar f-{colour} s-paper thin" if told.sure == "yes" else f"bar paper s-{colour} mid dash"
    if told.sort == "holds":
        return element("rect", x=x - 5, y=y - 5, width=10, height=10, class_=look)
    if told.sort == "based":
        return element("path", d=f"M{x - 6:.1f} {y + 5:.1f}h12l-6 -11z", class_=look)
    return element("path", d=f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8", class_="none bar s-ink thick")


def _summary(spot: Spot) -> str:
    """``held by Lions or Tigers; base of Owls; fighting``."""
    parts = []
    for sort in ("holds", "based", "fight"):
        words = [told.words for told in spot.told if told.sort == sort]
        if words and sort == "fight":
            parts.append("fighting")
        elif words:
            names = dict.fromkeys(clean(each.split(" holds it")[0].split(" is based there")[0]) for each in words)
            parts.append(f"{_VERBS[sort]} {' or '.join(names)}")
    return "; ".join(parts)


def _draw_list(canvas: Canvas, listed: Sequence[tuple[str, Spot]], y: float, *, most: int = LISTED) -> float:
    for number, spot in listed[:most]:
        y += 16
        head = f"{number} {spot.name}: " if number else f"{spot.name}: "
        label = canvas.label(
            head + "; ".join(dict.fromkeys(told.words for told in spot.told)), MARGIN, y, room=WIDTH - 2 * MARGIN
        )
        canvas.mark(f"{spot.name}: {_summary(spot)}", [label], *_claims_of(spot))
    if len(listed) > most:
        y = canvas.notes([f"and {len(listed) - most} more"], y)
    canvas.height = max(canvas.height, y + 6)
    return y


def _claims_of(spot: Spot) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
    """The claims for what is told of a place, and those against it, each once."""
    supporting = {claim.id: claim for told in spot.told for claim in told.supporting}
    against = {claim.id: claim for told in spot.told for claim in told.against}
    return tuple(supporting.values()), tuple(against.values())


def _legend(found: Sequence[Spot], places: Sequence[Located], *, others: bool) -> list[Entry]:
    told = [each for spot in found for each in spot.told]
    entries = [Entry("dot", "ax", "others")] if others else []
    sorts = {each.sort for each in told}
    if "holds" in sorts:
        entries.append(Entry("square", "quiet", "holds it"))
    if "based" in sorts:
        entries.append(Entry("triangle", "quiet", "is based there"))
    if "fight" in sorts:
        entries.append(Entry("cross", "ink", "fighting"))
    if any(each.sure == "maybe" for each in told):
        entries.append(Entry("hollow", "quiet", "perhaps on that day"))
    exact = {place.exactness for place in places}
    if exact - {"town"}:
        words = ", ".join(kind for kind in get_args(Exactness) if kind in exact and kind != "town")
        entries.append(Entry("ring", "quiet", f"somewhere in the ring ({words}); no ring: in the town"))
    return entries
