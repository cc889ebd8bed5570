"""What was said of an actor over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from oathbook.actors import Aliases
from oathbook.history.records import Story, StoryEntry
from oathbook.history.subject import Keys, find_subject
from oathbook.history.ties import place_key
from oathbook.history.times import days_between, figures_differ, is_timed, position, time_order
from oathbook.records import Claim, Interval

_SYMMETRIC = frozenset({"ally", "fight", "truce"})
_ONCE = frozenset({"pledge", "join", "leave", "form", "merge", "expel", "lead", "belong", "base"})
"""Types that happen or hold once between the same parties: tellings far apart or vague in time, or with other places,
are of the same thing."""
_EVENT_DAYS = 3
_UNTIMED_DAYS = 7
"""Between a told time and a publication, or two publications."""
_VAGUE_DAYS = 31
_LOOKED_BACK = 100
"""How many entries of a type before a claim it is held against."""


def story(claims: Iterable[Claim], name: str, *, aliases: Aliases | None = None) -> Story:
    """Everything said of the actor (as agent or object) in time order, tellings of one event or state side by side.

    Claims are tellings of one thing where the type is the same, the parties they name do not contradict each other and
    the times are near: three days for events (a week where a time is only that of publication), any time for what
    happens once between two parties (pledging, leaving ...); for other types the places must fit too. Claims of one
    report are tellings of one thing only where status, figures or sources differ.

    UnknownName, with the nearest names, where no claim names the actor.
    """
    keys = Keys(aliases)
    subject, kept = find_subject(claims, name, keys=keys)
    groups: dict[str, list[list[Claim]]] = defaultdict(list)
    for claim in sorted(kept, key=time_order):
        told = groups[claim.type]
        for group in reversed(told[-_LOOKED_BACK:]):
            if all(_same(claim, other, keys) for other in group):
                group.append(claim)
                break
        else:
            told.append([claim])
    entries = [_entry(group) for told in groups.values() for group in told]
    entries.sort(key=lambda entry: (entry.day or date.max, time_order(entry.claims[0])))
    return Story(name, subject.names, subject.kind, tuple(entries))


def _same(one: Claim, other: Claim, keys: Keys) -> bool:
    if one.what != other.what or not _same_parties(one, other, keys) or not _same_time(one, other):
        return False
    if one.report == other.report and not (
        one.status != other.status or one.source != other.source or figures_differ(one.quantity, other.quantity)
    ):
        return False
    return one.type in _ONCE or _same_place(one.place, other.place)


def _same_parties(one: Claim, other: Claim, keys: Keys) -> bool:
    roles = [(keys.all(one.agent), keys.all(other.agent)), (keys.all(one.object), keys.all(other.object))]
    if one.type in _SYMMETRIC:
        mine, theirs = roles[0][0] | roles[1][0], roles[0][1] | roles[1][1]
        return mine <= theirs or theirs <= mine
    shared = [bool(mine & theirs) for mine, theirs in roles]
    unsaid = [not mine or not theirs for mine, theirs in roles]
    return any(shared) and all(s or u for s, u in zip(shared, unsaid, strict=True))


def _same_place(one: str | None, other: str | None) -> bool:
    first, second = place_key(one), place_key(other)
    if not first or not second:
        return True
    words, others = set(first.split()), set(second.split())
    return words <= others or others <= words


def _same_time(one: Claim, other: Claim) -> bool:
    if one.type in _ONCE:
        return True
    first, second = position(one), position(other)
    if first is None or second is None:
        return True
    if first == second:
        return True
    if one.type in ("strength", "hold"):
        near = _VAGUE_DAYS
    else:
        near = _EVENT_DAYS if is_timed(one) and is_timed(other) else _UNTIMED_DAYS
        if max((first.high - first.low).days, (second.high - second.low).days) > _VAGUE_DAYS:
            return False
    apart = days_between(Interval(first.low, first.high), Interval(second.low, second.high))
    return apart is not None and apart <= near


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
        "place": any(not _same_place(one.place, other.place) for one, other in pairs),
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
