"""What is said to be so and denied."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import date, timedelta

from oathbook.history.disputes.records import Draft, Joined, unique
from oathbook.history.disputes.spells import sure_spell
from oathbook.history.places import place_key
from oathbook.history.said import KeysLike
from oathbook.history.span import Span
from oathbook.history.times import position, time_order
from oathbook.history.wording import claim_says, span_says, wording
from oathbook.records import Claim, Interval

Pair = tuple[str, ...]
_SYMMETRIC = frozenset({"ally", "fight", "truce", "merge"})
_LOOKED_BACK = 50
"""How many claims before it a denial is held against, newest first."""


def denied_spans(spans: Iterable[Span]) -> Iterator[Draft]:
    """Ties that are said to hold and denied, and ends of ties that are said and denied."""
    groups: dict[tuple[str | None, ...], tuple[list[Span], list[Span]]] = defaultdict(lambda: ([], []))
    for span in spans:
        if span.state in ("held", "denied"):
            key = (span.kind, span.subject, span.other, place_key(span.place))
            groups[key][span.state == "denied"].append(span)
    for held, denied in groups.values():
        said = [claim for span in denied for claim in span.supporting]
        for span in held:
            against = [claim for claim in (*span.opposing, *said) if claim.status == "denied"]
            against = [claim for claim in against if not _is_end(claim) and _meets(claim, span)]
            if against:
                says = span_says(span)
                denies = wording()["side"]["denies"].format(says=says)
                yield _draft(span, [(says, unique(span.supporting)), (denies, unique(against))])
            yield from _denied_end(span)


def _denied_end(span: Span) -> Iterator[Draft]:
    ends = unique(c for c in (*span.enders, *span.opposing) if c.status == "actual" and _is_end(c))
    denials = unique(c for c in (*span.supporting, *span.opposing) if c.status == "denied" and _is_end(c))
    if ends and denials:
        words, says = wording()["side"], span_says(span)
        yield _draft(span, [(words["ended"].format(says=says), ends), (words["denies_end"].format(says=says), denials)])


def _is_end(claim: Claim) -> bool:
    return claim.type in wording()["ends"]


def _meets(denial: Claim, span: Span) -> bool:
    """Whether the denial is of the time of the span: not before it began, not long after it was last heard of."""
    at, spell = position(denial), sure_spell(span)
    if at is None or spell is None:
        return True
    begun = span.begin.earliest if span.begin and span.begin.earliest else spell.low
    if at.high < begun:
        return False
    if denial.type not in wording()["states"]:
        return True
    return at.low <= spell.high + timedelta(wording()["near"]["event"])


def _draft(span: Span, sides: list[tuple[str, tuple[Claim, ...]]]) -> Draft:
    actors = frozenset(key for key in (span.subject, span.other) if key is not None)
    begin = span.begin.earliest or span.begin.latest if span.begin else None
    if begin is None:
        spell = sure_spell(span)
        begin = spell.low if spell else None
    end = span.end.latest or span.end.earliest if span.end else None
    when = Interval(begin, end) if begin is None or end is None or begin <= end else None
    return Draft("denied", span.subject_name, span.subject, actors, sides, span.place, when)


def denied_claims(claims: Sequence[Claim], keys: KeysLike, covered: Set[str]) -> Iterator[Draft]:
    """Events that are said to have happened and denied. ``covered``: ids of denials that stand in a dispute already."""
    denied: dict[Pair, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.status == "denied" and claim.id not in covered:
            for pair in _pairs(claim, keys):
                denied[pair].append(claim)
    actual: dict[Pair, list[Claim]] = defaultdict(list)
    begun = {pair[:2] for pair in denied}
    types = {pair[0] for pair in denied}
    for claim in claims if denied else ():
        if claim.status == "actual" and claim.type in types:
            for pair in _pairs(claim, keys, begun):
                if pair in denied:
                    actual[pair].append(claim)
    seen: set[frozenset[str]] = set()
    for pair, said in sorted(actual.items()):
        for claims_of, denials in _matched(said, denied[pair]):
            ids = frozenset(claim.id for claim in (*claims_of, *denials))
            if ids not in seen:
                seen.add(ids)
                yield _claims_draft(claims_of, denials, keys)


def _pairs(claim: Claim, keys: KeysLike, begun: Set[Pair] | None = None) -> Iterator[Pair]:
    """What a claim and its denial share: type, who, whom; of what is only about a place, the place.

    ``begun``: only those that begin so.
    """
    agents: Iterable[str] = keys.all(claim.agent)
    objects: Iterable[str] = keys.all(claim.object)
    if begun is not None:
        either = {*agents, *objects} if claim.type in _SYMMETRIC else agents
        if not any((claim.type, each) in begun for each in either):
            return
    agents, objects = sorted(agents), sorted(objects)
    if claim.type in ("hold", "seize", "base", "withdraw"):
        place = place_key(claim.place)
        if place:
            yield from ((claim.type, agent, place) for agent in agents)
    elif claim.type in _SYMMETRIC:
        names = sorted({*agents, *objects})
        yield from ((claim.type, one, other) for i, one in enumerate(names) for other in names[i + 1 :])
    elif objects:
        yield from ((claim.type, agent, object) for agent in agents for object in objects)
    elif claim.type not in ("strength", "demand"):
        yield from ((claim.type, agent) for agent in agents)


def _matched(said: Iterable[Claim], denials: Iterable[Claim]) -> Iterator[tuple[tuple[Claim, ...], tuple[Claim, ...]]]:
    told = sorted({claim.id: claim for claim in said}.values(), key=time_order)
    lows = [at.low if (at := position(claim)) else date.max for claim in told]
    against = sorted({claim.id: claim for claim in denials}.values(), key=time_order)
    joined = Joined.of(len(told) + len(against))
    matched: set[int] = set()
    for number, denial in enumerate(against, len(told)):
        at = position(denial)
        last = len(told) if at is None else bisect_right(lows, at.high)
        for i in range(last - 1, max(-1, last - 1 - _LOOKED_BACK), -1):
            if _of_one(told[i], denial):
                joined.join(i, number)
                matched |= {i, number}
    for group in joined.groups():
        if matched.issuperset(group):
            yield (
                tuple(told[i] for i in group if i < len(told)),
                tuple(against[i - len(told)] for i in group if i >= len(told)),
            )


def _of_one(said: Claim, denial: Claim) -> bool:
    """Whether the denial can be of what is said: the places fit, and what may happen again was not long before."""
    words = wording()
    places = place_key(said.place), place_key(denial.place)
    if said.type in words["placed"] and places[0] and places[1] and places[0] != places[1]:
        return False
    if said.type not in words["often"] and said.type not in words["states"]:
        return True
    first, second = position(said), position(denial)
    return first is None or second is None or second.low <= first.high + timedelta(words["near"]["event"])


def _claims_draft(said: tuple[Claim, ...], denials: tuple[Claim, ...], keys: KeysLike) -> Draft:
    best = min(said, key=lambda claim: (-len(claim.agent) - len(claim.object), claim.id))
    says = claim_says(best)
    about = (best.agent or best.object)[0]
    actors = keys.all(name for claim in (*said, *denials) for name in (*claim.agent, *claim.object))
    at = [each for each in map(position, said) if each is not None]
    when = Interval(min(each.low for each in at), max(each.high for each in at)) if at else None
    sides = [(says, unique(said)), (wording()["side"]["denies"].format(says=says), unique(denials))]
    return Draft("denied", about, keys(about), actors, sides, best.place, when)
