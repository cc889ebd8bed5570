"""Questions of a ledger, put alike by the commands and the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from oathbook.errors import UnknownName

if TYPE_CHECKING:
    from oathbook.events import Event
    from oathbook.events.copies import CopyFinder
    from oathbook.history import Source
    from oathbook.history.belief import Weigher
    from oathbook.history.learned import Change
    from oathbook.history.said import KeysLike
    from oathbook.history.source import NameOn
    from oathbook.ledger import Ledger
    from oathbook.lexicon import Lexicon
    from oathbook.records import Claim

_SHOWN = 5
"""How many ids an error offers."""


def knowing(
    book: Ledger, lexicon: Lexicon, rule: str, on: date | None = None, *, finder: CopyFinder | None = None
) -> tuple[Source, dict[str, Any]]:
    """Where a question finds its claims, and how its spans are weighed.

    ``finder``: finds copies, where one is kept for many questions.
    """
    from oathbook.events.believing import Believing
    from oathbook.history.kept import Kept

    kept = Kept(book)
    believing = Believing(book, kept.keys, lexicon, lambda: kept.met, rule, finder)
    return kept, {"weigh": lambda spans: believing(spans, on=on)}


def naming(source: Source, lexicon: Lexicon) -> NameOn:
    """Gives the name that a known actor had on a day, where it is no spelling of the one asked for."""
    from oathbook.actors import load_knowledge

    knowledge = load_knowledge(lexicon)

    def name_on(key: str, on: date | None) -> str | None:
        found = knowledge.find(key) if on is not None else ()
        name = knowledge.name_on(found[0], on) if on is not None and len(found) == 1 else None
        return name if name is not None and source.keys(name) != key else None

    return name_on


def weigher_of(book: Ledger, keys: KeysLike, lexicon: Lexicon) -> Weigher:
    """A weigher that knows copies and publishers, and the user's list of sources."""
    from oathbook.events.copies import find_copies
    from oathbook.events.words import load_event_words
    from oathbook.history.belief import Weigher

    copies = find_copies((stored.report for stored in book.reports()), load_event_words(lexicon).copies)
    return Weigher(copies.original, copies.publishers.get, keys, lexicon)


def keys_of(name: str, claims: Iterable[Claim], keys: KeysLike) -> frozenset[str]:
    """The keys that the name can have: of an actor and of a place. UnknownName where claims give neither."""
    from oathbook.actors import nearest
    from oathbook.history.places import place_key

    key, place = keys(name), place_key(name)
    known: set[str] = set()
    found: set[str] = set()
    for claim in claims:
        for each in (*claim.agent, *claim.object):
            known.add(each)
            if keys(each) == key:
                found.add(key)
        if claim.place:
            known.add(claim.place)
            if place_key(claim.place) == place:
                found.add(f"place:{place}")
    if not found:
        near = nearest(name, known)
        offered = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownName(
            f"no claim in the ledger names {name!r}{offered}; `oathbook claims` shows what there is", near
        )
    return frozenset(found)


def events_of(
    book: Ledger, *, type: str | None = None, known_by: date | None = None, min_score: float = 0.0
) -> Sequence[Event]:
    """All events, in the order of their time; claims published later or of a lower score are left out altogether."""
    from oathbook.events import link

    claims = (claim for claim in book.claims(type=type, known_by=known_by) if claim.score >= min_score)
    reports = (stored.report for stored in book.reports(until=known_by, withdrawn=False))
    return link(claims, reports)


def event_of_id(events: Sequence[Event], id: str) -> Event:
    """The event of this id, or whose id begins so. UnknownName where there is none, or several."""
    found = [event for event in events if event.id.startswith(id)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = tuple(event.id for event in found[:_SHOWN])
        raise UnknownName(f"{id!r} fits several events ({', '.join(ids)}); give more of the id", ids)
    raise UnknownName(
        f"there is no event {id!r} in the ledger; an event whose claims have changed has another id; `oathbook events` "
        "shows what there is"
    )


def withdrawn_between(book: Ledger, first: date, second: date) -> frozenset[str]:
    """The reports that an entry of these days (after the first, up to the second) withdrew and none restored."""
    return frozenset(
        stored.report.id
        for stored in book.reports(withdrawn=True)
        if stored.withdrawn is not None and first < stored.withdrawn.at.date() <= second
    )


def known_before(book: Ledger, after: Iterable[Claim], first: date, gone: frozenset[str]) -> list[Claim]:
    """Of what is known after, the claims published by the first day, with those of the reports withdrawn since."""
    before = [claim for claim in after if claim.published is not None and claim.published <= first]
    return before + ([c for c in book.withdrawn_claims(known_by=first) if c.report in gone] if gone else [])


def changed(
    before: Iterable[Claim],
    after: Iterable[Claim],
    weigher: Weigher,
    keys: KeysLike,
    *,
    rule: str,
    withdrawn: frozenset[str],
    wanted: frozenset[str] | None = None,
) -> tuple[Change, ...]:
    """What is known otherwise by the claims after than by those before; about these keys only, where given."""
    from oathbook.history import trace
    from oathbook.history.learned import about, learned

    spans = [weigher.weighed(trace(claims, keys), rule=rule) for claims in (before, after)]
    changes = learned(*spans, withdrawn=withdrawn)
    return changes if wanted is None else tuple(change for change in changes if about(change, wanted))
