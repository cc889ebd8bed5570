"""What was said of an actor over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from oathbook.history.around import find_actor
from oathbook.history.places import place_key
from oathbook.history.records import Story, StoryEntry
from oathbook.history.said import KeysLike
from oathbook.history.source import Knowing, Source, as_source
from oathbook.history.times import Position, days_between, figures_differ, is_timed, position, time_order
from oathbook.records import Claim

_SYMMETRIC = frozenset({"ally", "fight", "truce"})
_ONCE = frozenset({"pledge", "join", "leave", "form", "merge", "expel", "lead", "belong", "base"})
"""Types that happen or hold once between the same parties: tellings far apart or vague in time, or with other places,
are of the same thing."""
_EVENT_DAYS = 3
_UNTIMED_DAYS = 7
"""Between a told time and a publication, or two publications."""
_VAGUE_DAYS = 31
_LOOKED_BACK = 100
"""How many entries of a type with one other actor a claim is held against."""
_NOBODY = ""
_ANYBODY = None


def story(
    claims: Source | Iterable[Claim], name: str, *, on: date | None = None, known_by: date | None = None
) -> Story:
    """Everything said of the actor (as agent or object) in time order, tellings of one event or state side by side.

    ``on``: only what is told of that day and the days before it; ``known_by``: only what was published up to then.

    Claims are tellings of one thing where the type is the same, the parties they name do not contradict each other and
    the times are near: three days for events (a week where a time is only that of publication), any time for what
    happens once between two parties (pledging, leaving ...); for other types the places must fit too. Claims of one
    report are tellings of one thing only where status, figures or sources differ.

    UnknownName, with the nearest names, where no claim names the actor.
    """
    source = as_source(claims)
    keys = source.keys
    subject = find_actor(source, name, Knowing(known_by))
    kept = [claim for claim in subject.claims if _has_begun(claim, on)]
    groups: list[list[_Telling]] = []
    found: dict[tuple[str, str | None], list[int]] = defaultdict(list)
    for claim in sorted(kept, key=time_order):
        telling = _Telling.of(claim, keys)
        others = (telling.agents | telling.objects) - {subject.key} or {_NOBODY}
        looked_at = {i for other in _beside(others) for i in found[(claim.type, other)][-_LOOKED_BACK:]}
        for i in sorted(looked_at, reverse=True):
            if all(_same(telling, told) for told in groups[i]):
                groups[i].append(telling)
                break
        else:
            for other in (*others, _ANYBODY):
                found[(claim.type, other)].append(len(groups))
            groups.append([telling])
    entries = [_entry([telling.claim for telling in group]) for group in groups]
    entries.sort(key=lambda entry: (entry.day or date.max, time_order(entry.claims[0])))
    return Story(name, subject.names, subject.kind, tuple(entries))


def _has_begun(claim: Claim, on: date | None) -> bool:
    at = position(claim)
    return on is None or at is None or at.low <= on


def _beside(others: Set[str]) -> Iterable[str | None]:
    """Under which other actors an entry that fits can be found: those, or nobody; any where nobody is named."""
    return (_ANYBODY,) if _NOBODY in others else (*others, _NOBODY)


@dataclass(frozen=True, slots=True)
class _Telling:
    """A claim with what it is compared by, worked out once."""

    claim: Claim
    agents: frozenset[str]
    objects: frozenset[str]
    place: frozenset[str]
    at: Position | None

    @classmethod
    def of(cls, claim: Claim, keys: KeysLike) -> _Telling:
        return cls(claim, keys.all(claim.agent), keys.all(claim.object), _place_words(claim.place), position(claim))


def _same(one: _Telling, other: _Telling) -> bool:
    return (
        one.claim.what == other.claim.what
        and _same_parties(one, other)
        and (one.claim.type in _ONCE or (_same_time(one, other) and _same_place(one.place, other.place)))
        and (one.claim.report != other.claim.report or _rivals(one.claim, other.claim))
    )


def _rivals(one: Claim, other: Claim) -> bool:
    """Whether two claims of one report differ in what makes them rival tellings and not two events."""
    return one.status != other.status or one.source != other.source or figures_differ(one.quantity, other.quantity)


def _same_parties(one: _Telling, other: _Telling) -> bool:
    if one.claim.type in _SYMMETRIC:
        mine, theirs = one.agents | one.objects, other.agents | other.objects
        return mine <= theirs or theirs <= mine
    shared = False
    for first, second in ((one.agents, other.agents), (one.objects, other.objects)):
        if first & second:
            shared = True
        elif first and second:
            return False
    return shared


def _place_words(place: str | None) -> frozenset[str]:
    return frozenset((place_key(place) or "").split())


def _same_place(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether one is the other or a part of it by its words ("northern Homs", "Homs"); an unsaid place is any."""
    return not one or not other or one <= other or other <= one


def _same_time(one: _Telling, other: _Telling) -> bool:
    first, second = one.at, other.at
    if first is None or second is None or first == second:
        return True
    if one.claim.type in ("strength", "hold"):
        near = _VAGUE_DAYS
    else:
        near = _EVENT_DAYS if is_timed(one.claim) and is_timed(other.claim) else _UNTIMED_DAYS
        if max((first.high - first.low).days, (second.high - second.low).days) > _VAGUE_DAYS:
            return False
    return max((second.low - first.high).days, (first.low - second.high).days) <= near


def _entry(group: Sequence[Claim]) -> StoryEntry:
    tellings = tuple(sorted(group, key=lambda claim: (claim.published or date.max, time_order(claim))))
    timed = [claim for claim in group if is_timed(claim)]
    days = [claim.published for claim in group if claim.published]
    return StoryEntry(
        when=min(timed, key=time_order).when if timed else None,
        published=min(days, default=None),
        type=tellings[0].type,
        claims=tellings,
        differs=_differs(tellings),
    )


def _differs(tellings: Sequence[Claim]) -> tuple[str, ...]:
    pairs = list(combinations(tellings, 2))
    differ = {
        "status": len({claim.status for claim in tellings}) > 1,
        "quantity": any(figures_differ(one.quantity, other.quantity) for one, other in pairs),
        "when": any(_apart(one, other) for one, other in pairs),
        "place": any(not _same_place(_place_words(one.place), _place_words(other.place)) for one, other in pairs),
        "source": len({_voice(claim) for claim in tellings}) > 1,
    }
    return tuple(aspect for aspect, yes in differ.items() if yes)


def _apart(one: Claim, other: Claim) -> bool:
    if not (is_timed(one) and is_timed(other)):
        return False
    assert one.when is not None and other.when is not None
    return bool(days_between(one.when, other.when))


def _voice(claim: Claim) -> tuple[str, str]:
    """Who vouches for a claim; the reporters of two reports are two voices."""
    return (claim.source, claim.report if claim.source in ("report", "unnamed") else "")
