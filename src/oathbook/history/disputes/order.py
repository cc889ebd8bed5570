"""Before against after: two times of what happens once, what is over before it began, the dead who act."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from oathbook.history.disputes.records import Draft, unique
from oathbook.history.phrasing import interval_words
from oathbook.history.said import KeysLike
from oathbook.history.span import Span
from oathbook.history.times import STATES, Position, is_timed, position, time_order
from oathbook.history.wording import claim_says, claim_when_says, span_says, wording
from oathbook.records import Claim, Interval


def two_times(claims: Iterable[Claim], keys: KeysLike) -> Iterator[Draft]:
    """What happens once between two (or to one: a death) and is told of two times; parting in between allows both."""
    words = wording()
    once, parting = frozenset(words["once"]), frozenset(words["parting"])
    told: dict[tuple[str, ...], list[tuple[Position, Claim]]] = defaultdict(list)
    parted: dict[tuple[str, ...], list[Position]] = defaultdict(list)
    for claim in claims:
        if claim.status != "actual" or not is_timed(claim):
            continue
        at = position(claim)
        assert at is not None
        if claim.type in parting:
            for one in keys.all(claim.agent):
                for other in keys.all(claim.object):
                    parted[tuple(sorted((one, other)))].append(at)
        elif (at.high - at.low).days <= words["near"]["vague"]:
            if claim.type in once:
                for agent in keys.all(claim.agent):
                    for body in keys.all(claim.object):
                        told[(claim.type, agent, body)].append((at, claim))
            elif claim.type == "kill":
                person = _victim(claim, keys)
                if person is not None:
                    told[("kill", person)].append((at, claim))
    seen: set[frozenset[str]] = set()
    for key, group in sorted(told.items()):
        breaks = sorted(parted.get(tuple(sorted(key[1:])), ()))
        for sides in _apart(group, breaks):
            ids = frozenset(claim.id for side in sides for claim in side)
            if len(sides) > 1 and ids not in seen:
                seen.add(ids)
                yield _times_draft(key, sides, keys)


def _victim(claim: Claim, keys: KeysLike) -> str | None:
    """The person of a claim that one person was killed."""
    if len(claim.object) != 1 or claim.kinds.get(claim.object[0]) != "person" or " " not in claim.object[0].strip():
        return None
    return keys(claim.object[0])


def _apart(group: Sequence[tuple[Position, Claim]], breaks: Sequence[Position]) -> Iterator[list[list[Claim]]]:
    """The claims by their times; a new list of sides where the two parted in between."""
    near = timedelta(wording()["near"]["time"])
    sides: list[list[Claim]] = []
    until = None
    for at, claim in sorted(group, key=lambda each: (each[0], each[1].id)):
        if until is None or at.low > until + near:
            if until is not None and any(until <= each.high and each.low <= at.low for each in breaks):
                yield sides
                sides = []
            sides.append([])
            until = at.high
        sides[-1].append(claim)
        until = max(until, at.high)
    yield sides


def _times_draft(key: tuple[str, ...], sides: Sequence[Sequence[Claim]], keys: KeysLike) -> Draft:
    words = wording()
    role = "object" if key[0] == "kill" else "agent"
    names = Counter(name for side in sides for claim in side for name in getattr(claim, role) if keys(name) == key[1])
    told = []
    for side in sides:
        first = min(side, key=time_order)
        told.append((words["side"]["at"].format(says=claim_says(first), when=claim_when_says(first)), unique(side)))
    at = [each for side in sides for each in map(position, side) if each is not None]
    low, high = min(each.low for each in at), max(each.high for each in at)
    difference = min(1.0, (high - low).days / words["long"])
    about = min(names, key=lambda name: (-names[name], name))
    return Draft("time", about, key[1], frozenset(key[1:]), told, None, Interval(low, high), difference)


def over_before_begun(spans: Iterable[Span]) -> Iterator[Draft]:
    """Spans whose end is told to be before their beginning."""
    words = wording()
    for span in spans:
        begin = span.begin.earliest if span.begin else None
        end = span.end.latest if span.end else None
        ending = span.enders or span.opposing
        if begin is None or end is None or end >= begin or not ending:
            continue
        says = span_says(span)
        sides = [
            (words["side"]["began"].format(says=says, when=interval_words(span.begin)), unique(span.supporting)),
            (words["side"]["over"].format(says=says, when=interval_words(span.end)), unique(ending)),
        ]
        actors = frozenset(key for key in (span.subject, span.other) if key is not None)
        difference = min(1.0, (begin - end).days / words["long"])
        yield Draft(
            "order", span.subject_name, span.subject, actors, sides, span.place, Interval(end, begin), difference
        )


def dead_who_act(claims: Sequence[Claim], keys: KeysLike) -> Iterator[Draft]:
    """Persons said to be killed who act or lead later, by a day that the claim tells or by a much later report."""
    words = wording()
    deaths: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.type == "kill" and claim.status == "actual" and position(claim) is not None:
            person = _victim(claim, keys)
            if person is not None:
                deaths[person].append(claim)
    acts: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims if deaths else ():
        if claim.status == "actual":
            for person in keys.all(claim.agent) & deaths.keys():
                acts[person].append(claim)
    for person, killed in sorted(deaths.items()):
        highs = [at.high for at in map(position, killed) if at is not None]
        by = max(highs)
        late = [claim for claim in acts[person] if _is_after(claim, Position(by, by), words["near"]["dead"])]
        if not late:
            continue
        names = Counter(claim.object[0] for claim in killed)
        name = min(names, key=lambda each: (-names[each], each))
        later = min(late, key=time_order)
        sides = [
            (words["side"]["killed"].format(name=name, when=by), unique(killed)),
            (
                words["side"]["alive"].format(name=name, says=f"{claim_says(later)} ({claim_when_says(later)})"),
                unique(late),
            ),
        ]
        last = max(at.high for at in map(position, late) if at is not None)
        actors = keys.all(each for claim in (*killed, *late) for each in (*claim.agent, *claim.object))
        difference = min(1.0, (last - by).days / words["long"])
        yield Draft("dead", name, person, actors, sides, None, Interval(by, last), difference)


def _is_after(claim: Claim, death: Position, grace: int) -> bool:
    """Whether the act is after the death for sure; a state told without a day may be old news for a while."""
    if is_timed(claim):
        return claim.when is not None and claim.when.earliest is not None and claim.when.earliest > death.high
    told = claim.published
    return told is not None and claim.type in STATES and (told - death.high).days > grace
