"""All that stand under a banner, with the chain from each up to it."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from oathbook.history.answers import Banner, Member, Seen
from oathbook.history.around import find_actor, weighed
from oathbook.history.said import KeysLike
from oathbook.history.source import Knowing, NameOn, Source, Weigh, as_source
from oathbook.history.span import Span
from oathbook.history.standing import stands
from oathbook.history.subject import most_frequent
from oathbook.history.trace import trace_actor
from oathbook.records import Claim

_TYPES = frozenset({"pledge", "join", "merge", "belong", "form", "leave", "expel", "demand"})
_OATHS = frozenset({"pledge", "join", "merge"})


def under(
    claims: Source | Iterable[Claim],
    name: str,
    *,
    on: date | None = None,
    known_by: date | None = None,
    weigh: Weigh | None = None,
    name_on: NameOn | None = None,
) -> Banner:
    """All that stand under the actor on the day (all told so far, where None), directly or through others.

    Each is given once, with its surest chain, and of those the shortest; whoever stands under itself is not followed.
    Crowds ("fighters") are left out. Asks the source level by level, and only for those who stand there on the day.
    UnknownName, with the nearest names, where no claim names the actor.
    """
    source, knowing = as_source(claims), Knowing(known_by, weigh, name_on)
    actor = find_actor(source, name, knowing)
    spans = _levels(source, actor.key, on, knowing)
    found = [(span, sure) for span in spans if (sure := stands(span, on)) != "no"]
    links = {
        span.id: Seen(span, sure) for span, sure in found if span.state == "held" and not is_crowd(span, source.keys)
    }
    others = [(span, sure) for span, sure in found if span.state != "held" and span.other == actor.key]
    chains = _chains(actor.key, links.values())
    shown = [*(link.span for chain in chains.values() for link in chain), *(span for span, _ in others)]
    believed = {span.id: span for span in weighed({span.id: span for span in shown}.values(), knowing)}
    members = [
        Member(
            name=chain[0].span.subject_name,
            called=knowing.named(key, on),
            kind=kind_of(chain[0].span, source.keys),
            chain=tuple(replace(link, span=believed[link.span.id]) for link in chain),
            sure="yes" if all(link.sure == "yes" for link in chain) else "maybe",
        )
        for key, chain in chains.items()
    ]
    return Banner(
        name=name,
        names=actor.names,
        kind=actor.kind,
        on=on,
        known_by=known_by,
        members=tuple(sorted(members, key=lambda member: (len(member.chain), member.name, member.chain[0].span.id))),
        others=tuple(Seen(believed[span.id], sure) for span, sure in others),
    )


def kind_of(span: Span, keys: KeysLike) -> str:
    """The kind of its subject, as most of its claims give it."""
    kinds = Counter(
        claim.kinds.get(name, "other")
        for claim in (*span.supporting, *span.enders)
        for name in (*claim.agent, *claim.object)
        if keys(name) == span.subject
    )
    return (most_frequent(kinds) or ("other",))[0]


def is_crowd(span: Span, keys: KeysLike) -> bool:
    """Whether its subject is a number of people and no actor."""
    return kind_of(span, keys) == "people"


def _levels(source: Source, banner: str, on: date | None, knowing: Knowing) -> list[Span]:
    """The spans under the banner and under all who may stand under it on the day."""
    kept: dict[str, Claim] = {}
    found: dict[str, Span] = {}
    seen = {banner}
    frontier = {banner}
    while frontier:
        level = knowing.known(source.about(sorted(frontier), types=_TYPES))
        kept |= {claim.id: claim for claim in level}
        new = [s for s in trace_actor(level, source.keys, frontier) if s.kind == "under" and s.other in frontier]
        found |= {span.id: span for span in new}
        members = {s.subject for s in new if _stands(s, on) and not is_crowd(s, source.keys)}
        frontier = members - seen
        seen |= members
    moved, beside = _moved(source, kept.values(), seen, knowing)
    if moved:
        spans = trace_actor([*kept.values(), *beside], source.keys, moved)
        found = {id: span for id, span in found.items() if span.subject not in moved}
        found |= {s.id: s for s in spans if s.kind == "under" and s.subject in moved and s.other in seen}
    return [found[id] for id in sorted(found)]


def _stands(span: Span, on: date | None) -> bool:
    return span.state == "held" and stands(span, on) != "no"


def _moved(
    source: Source, claims: Iterable[Claim], members: set[str], knowing: Knowing
) -> tuple[set[str], list[Claim]]:
    """Members who died or swore to an enemy of a body they stood under, with the claims that tell it."""
    keys = source.keys
    persons: set[str] = set()
    bodies: dict[str, set[str]] = defaultdict(set)
    sworn: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        persons |= {keys(name) for name, kind in claim.kinds.items() if kind == "person"} & members
        if claim.status == "actual" and claim.type in _TYPES:
            for member in keys.all(claim.agent) & members:
                bodies[member] |= keys.all(claim.object)
                if claim.type in _OATHS:
                    sworn[member] |= keys.all(claim.object)
    deaths = knowing.known(source.about(sorted(persons), types=("kill",))) if persons else []
    moved = {key for claim in deaths for key in keys.all(claim.object) & persons}
    movers = {member for member in sworn if len(bodies[member]) > 1}
    fights: list[Claim] = []
    if movers:
        to, of = (set().union(*(found[member] for member in movers)) for found in (sworn, bodies))
        fights = knowing.known(source.between(sorted(to), sorted(of), types=("fight",)))
        moved |= movers if fights else set()
    return moved, [*deaths, *fights]


def _chains(banner: str, links: Iterable[Seen]) -> dict[str, tuple[Seen, ...]]:
    """For each key under the banner the best chain of links up to it: sure before unsure, short before long."""
    below: dict[str, list[Seen]] = defaultdict(list)
    for link in links:
        below[link.span.other or ""].append(link)
    found: dict[str, tuple[Seen, ...]] = {}
    waiting: list[tuple[bool, int, tuple[str, ...], str]] = []
    chains: dict[tuple[str, ...], tuple[Seen, ...]] = {}

    def push(key: str, chain: tuple[Seen, ...]) -> None:
        for link in below.get(key, ()):
            if link.span.subject != banner and link.span.subject not in found:
                new = (link, *chain)
                ids = tuple(each.span.id for each in new)
                chains[ids] = new
                heapq.heappush(waiting, (any(each.sure != "yes" for each in new), len(new), ids, link.span.subject))

    push(banner, ())
    while waiting:
        _, _, ids, key = heapq.heappop(waiting)
        if key not in found:
            found[key] = chains[ids]
            push(key, chains[ids])
    return found
