"""The spans for a picture: of all actors, or of those asked for and of who is tied to them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from oathbook.history import Source, Span, trace
from oathbook.history.around import find_actor, named, spans_of
from oathbook.history.source import Knowing
from oathbook.records import Claim
from oathbook.views.protect import PROTECTED, Protector

Kind = Literal["timeline", "tree", "network", "map", "strength"]
KINDS: tuple[Kind, ...] = ("timeline", "tree", "network", "map", "strength")
_STEPS: dict[Kind, int] = {"timeline": 1, "tree": 6, "network": 1, "map": 0, "strength": 0}
"""How many ties away actors are taken in."""
_MOST = 400
"""Actors that are taken in at most."""


def gather(
    source: Source, claims: Iterable[Claim], names: Sequence[str], *, kind: Kind, known_by: date | None
) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The keys of the actors asked for, and the spans.

    Without names all claims are traced; with names only those about these actors and, for some kinds, about those tied
    to them: for a tree all that stand under them, and what they stand under.

    UnknownName, with the nearest names, where no claim names one of them.
    """
    knowing = Knowing(known_by)
    if not names:
        return (), trace(knowing.known(claims), source.keys)
    actors = [find_actor(source, name, knowing) for name in names]
    keys = tuple(dict.fromkeys(actor.key for actor in actors))
    found: dict[str, Span] = {}
    seen: set[str] = set()
    frontier = list(keys)
    for _ in range(_STEPS[kind] + 1):
        following: set[str] = set()
        for key in frontier[: max(_MOST - len(seen), 0)]:
            seen.add(key)
            actor = named(key, key, knowing.known(source.about([key])), source.keys)
            spans = spans_of(source, actor, knowing)
            found |= {span.id: span for span in spans}
            tied = [span for span in spans if kind != "tree" or span.kind == "under"]
            following |= {end for span in tied for end in (span.subject, span.other) if end is not None}
        frontier = sorted(following - seen)
    return keys, tuple(found[id] for id in sorted(found))


def mended(span: Span, protector: Protector) -> Span:
    """The span without protected names, in its own fields and in its claims."""
    if not protector.names:
        return span

    def name(text: str | None) -> str | None:
        mend = protector.record(text)
        return mend if isinstance(mend, str) else None

    def told(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(protector.claim(claim) for claim in claims)

    return replace(
        span,
        subject_name=name(span.subject_name) or PROTECTED,
        other_name=name(span.other_name),
        place=name(span.place),
        supporting=told(span.supporting),
        opposing=told(span.opposing),
        enders=told(span.enders),
    )
