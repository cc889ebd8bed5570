"""Rival figures: strengths of one body, tolls of one event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta

from oathbook.history.disputes.records import Draft, Joined, unique
from oathbook.history.places import place_key
from oathbook.history.said import KeysLike
from oathbook.history.times import days_between, is_timed, position, time_order
from oathbook.history.wording import claim_says, figure_says, wording
from oathbook.records import Claim, Figure, Interval

Range = tuple[float, float]


def rival_strengths(claims: Iterable[Claim], keys: KeysLike) -> Iterator[Draft]:
    """Bodies of which two figures are told for about one time. A source in one report is no rival of itself."""
    near = wording()["near"]["strength"]
    groups: dict[tuple[str, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        if _counts(claim, "strength") and len(claim.agent) == 1:
            groups[(keys(claim.agent[0]), place_key(claim.place))].append(claim)
    for (body, _), told in groups.items():
        for clash in _clashes(told, lambda one, other: _near(one, other, near, near), near):
            names = Counter(claim.agent[0] for claim in clash)
            sides = _by_figure(clash, claim_says)
            about = min(names, key=lambda name: (-names[name], name))
            yield Draft("strength", about, body, frozenset((body,)), sides, _place(clash), _when(clash), _gap(clash))


def rival_tolls(
    claims: Iterable[Claim], keys: KeysLike, event_of: Callable[[Claim], str | None] | None = None
) -> Iterator[Draft]:
    """Events of which two numbers of dead are told.

    Of one event are claims for which ``event_of`` gives the same; without it, those that share an actor on the same
    side, the place and the day, where neither names another actor in that role.
    """
    days = wording()["near"]
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if _counts(claim, "kill"):
            for group in _events(claim, keys, event_of):
                groups[group].append(claim)

    def same(one: Claim, other: Claim) -> bool:
        if event_of is not None:
            return True
        return _fits(one, other, keys) and _near(one, other, days["toll"], days["toll_published"])

    seen: set[frozenset[str]] = set()
    for told in groups.values():
        for clash in _clashes(told, same, None if event_of else days["toll_published"]):
            ids = frozenset(claim.id for claim in clash)
            if ids in seen:
                continue
            seen.add(ids)
            names = Counter(name for claim in clash for name in (*claim.agent, *claim.object))
            about = min(names, key=lambda name: (-names[name], name)) if names else str(_place(clash))
            sides = _by_figure(clash, lambda claim: wording()["side"]["toll"].format(figure=_said(claim.quantity)))
            actors = frozenset(keys(name) for name in names)
            about_key = keys(about) if names else f"place:{place_key(about)}"
            yield Draft("toll", about, about_key, actors, sides, _place(clash), _when(clash), _gap(clash))


def _counts(claim: Claim, type: str) -> bool:
    return claim.type == type and claim.status == "actual" and _range(claim.quantity) is not None


def _said(figure: Figure | None) -> str:
    return figure_says(figure) + (f" {figure.of}" if figure and figure.of else "")


def _events(claim: Claim, keys: KeysLike, event_of: Callable[[Claim], str | None] | None) -> Iterator[tuple[str, ...]]:
    if event_of is not None:
        event = event_of(claim)
        if event is not None:
            yield (event,)
        return
    place = place_key(claim.place)
    if place is None:
        return
    for role, names in (("agent", claim.agent), ("object", claim.object)):
        for key in sorted(keys.all(names)):
            yield (role, key, place)


def _fits(one: Claim, other: Claim, keys: KeysLike) -> bool:
    """Whether neither role names others in the two, and both count the same sort of people."""
    for mine, theirs in ((one.agent, other.agent), (one.object, other.object)):
        if mine and theirs and not keys.all(mine) & keys.all(theirs):
            return False
    of = (one.quantity.of if one.quantity else None), (other.quantity.of if other.quantity else None)
    return of[0] is None or of[1] is None or of[0] == of[1]


def _clashes(claims: Sequence[Claim], same: Callable[[Claim, Claim], bool], near: int | None) -> Iterator[list[Claim]]:
    """Groups of claims in which each cannot be right beside another; claims on the same figure stand with theirs."""
    if len(claims) < 2 or len({_range(claim.quantity) for claim in claims}) < 2:
        return
    told = sorted({claim.id: claim for claim in claims}.values(), key=time_order)
    joined = Joined.of(len(told))
    clashing: set[int] = set()
    recent: list[int] = []
    for i, claim in enumerate(told):
        recent = [j for j in recent if near is None or _reaches(told[j], claim, near)]
        for j in recent:
            if _differ(told[j], claim) and same(told[j], claim):
                joined.join(i, j)
                clashing |= {i, j}
        recent = [*_others(recent, told, claim), i]
    for group in joined.groups():
        if len(group) > 1 and clashing.issuperset(group):
            yield [told[i] for i in group]


_KEPT_BACK = 24
"""How many earlier claims a claim is held against; of one figure and source the latest alone."""


def _others(recent: list[int], told: Sequence[Claim], claim: Claim) -> list[int]:
    mine = (_range(claim.quantity), claim.source, claim.report)
    kept = [j for j in recent if (_range(told[j].quantity), told[j].source, told[j].report) != mine]
    return kept[-_KEPT_BACK:]


def _reaches(earlier: Claim, later: Claim, near: int) -> bool:
    first, second = position(earlier), position(later)
    return first is None or second is None or second.low <= first.high + timedelta(near)


def _differ(one: Claim, other: Claim) -> bool:
    if one.report == other.report and one.source == other.source:
        return False
    first, second = _range(one.quantity), _range(other.quantity)
    assert first is not None and second is not None
    return bool(_apart(first, second) >= wording()["least_gap"])


def _apart(one: Range, other: Range) -> float:
    """The gap between two ranges, as a share of the larger one's least; 0 where they meet."""
    (_, high), (low, _) = sorted((one, other))
    return (low - high) / low if low > high else 0.0


def _range(figure: Figure | None) -> Range | None:
    if figure is None:
        return None
    if figure.low is None and figure.high is None:
        return None if figure.value is None else (figure.value, figure.value)
    low = figure.low if figure.low is not None else 0
    return (low, figure.high if figure.high is not None else float("inf"))


def _near(one: Claim, other: Claim, told: int, published: int) -> bool:
    first, second = position(one), position(other)
    if first is None or second is None:
        return False
    apart = days_between(Interval(first.low, first.high), Interval(second.low, second.high))
    return apart is not None and apart <= (told if is_timed(one) and is_timed(other) else published)


def _by_figure(claims: Sequence[Claim], says: Callable[[Claim], str]) -> list[tuple[str, tuple[Claim, ...]]]:
    sides: dict[Range | None, list[Claim]] = defaultdict(list)
    for claim in claims:
        sides[_range(claim.quantity)].append(claim)
    told = [unique(side) for side in sides.values()]
    return [(says(min(side, key=lambda claim: claim.id)), side) for side in told]


def _gap(claims: Sequence[Claim]) -> float:
    ranges = [found for found in (_range(claim.quantity) for claim in claims) if found is not None]
    low, high = min(high for _, high in ranges), max(low for low, _ in ranges)
    return (high - low) / high if high > low else 0.0


def _place(claims: Sequence[Claim]) -> str | None:
    places = Counter(claim.place for claim in claims if claim.place)
    return min(places, key=lambda place: (-places[place], place)) if places else None


def _when(claims: Sequence[Claim]) -> Interval | None:
    at = [each for each in map(position, claims) if each is not None]
    return Interval(min(each.low for each in at), max(each.high for each in at)) if at else None
