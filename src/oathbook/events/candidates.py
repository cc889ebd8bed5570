"""Which claims are worth comparing: those that share two of name, place and time."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from datetime import date

from oathbook.events.facets import Facets
from oathbook.events.names import Names, Profile
from oathbook.events.times import window
from oathbook.events.words import EventWords

_BUCKET = 16
"""Days in a stretch of the calendar; longer than most that is told of one event."""
_LONGEST = 62
"""What is told of a longer time than so many days tells no time to compare by."""


def candidates(facets: Sequence[Facets], names: Names, rules: EventWords) -> Iterator[tuple[int, int]]:
    """Pairs of positions (smaller first) of one type that share a key, each once, in order."""
    keys = [set(_keys(each, names, rules)) for each in facets]
    posted: dict[Hashable, list[int]] = defaultdict(list)
    for i, mine in enumerate(keys):
        for key in mine:
            posted[key].append(i)
    for i, mine in enumerate(keys):
        partners: set[int] = set()
        for key in mine:
            members = posted[key]
            partners.update(members[bisect_right(members, i) :])
        for j in sorted(partners):
            yield i, j


def _keys(each: Facets, names: Names, rules: EventWords) -> Iterator[Hashable]:
    type = each.claim.type
    by_name = [_tokens(profile, names) for profile in (*each.agents, *each.objects) if profile.names_one]
    tokens = {token for found in by_name for token in found}
    places = {f"@{word}" for word in each.place.words}
    if each.kind == "often" or type == "strength":
        for bucket in _buckets(each, rules):
            yield from ((type, token, bucket) for token in tokens | places)
        return
    for bucket in _buckets(each, rules) if each.told.when else ():
        yield from ((type, token, bucket) for token in tokens)
    for at, found in enumerate(by_name):
        yield from ((type, token, place) for token in found for place in places)
        for others in by_name[at + 1 :]:
            yield from ((type, *sorted((one, other))) for one in found for other in others)
    if type in rules.once_for_body:
        yield from ((type, token) for token in tokens)


def _tokens(profile: Profile, names: Names) -> set[str]:
    """Of two names that are alike at least one token is the same."""
    found = {f"={profile.key}", *profile.words}
    if profile.acronym:
        found.add(f"{profile.acronym}.")
    return found | {f"{initials}." for initials in profile.initials if len(initials) > 1}


def _buckets(each: Facets, rules: EventWords) -> range:
    days = window(each.told, each.near or rules.month)
    if days is None or (days[1] - days[0]).days > 2 * _LONGEST:
        return range(0)
    if each.told.when is not None and (days[1] - days[0]).days > _LONGEST:
        return range(0)
    return range(_bucket(days[0]), _bucket(days[1]) + 1)


def _bucket(day: date) -> int:
    return day.toordinal() // _BUCKET
