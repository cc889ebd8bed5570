"""Addresses that stay good: of actors after their names are merged, of spans after claims come in or go.

A span is addressed by its kind, the claim that begins it, and the names that this claim gives its two sides. Claims
that come later change none of these; one that begins it earlier leaves the address leading to the same span.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from oathbook.actors import fold
from oathbook.errors import UnknownName
from oathbook.history import Span
from oathbook.history.places import place_key
from oathbook.history.said import KeysLike
from oathbook.records import Claim
from oathbook.views.desk.drawn import told_of
from oathbook.views.desk.templating import with_query
from oathbook.views.phrases import short

if TYPE_CHECKING:
    from oathbook.views.desk.desk import Desk
    from oathbook.views.desk.visitors import Visitor


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """What an address of a span leads to.

    Attributes:
        span: the span; None where it is no longer there.
        claim: the claim of the address, as it is answered now.
        note: one line, where the span begins otherwise than when it was addressed, or why it is not there any more.
        others: where it is not there: what is told now by that claim or of the same sides.
    """

    span: Span | None
    claim: Claim
    note: str = ""
    others: tuple[Span, ...] = ()


def actor_key(desk: Desk, visitor: Visitor, name: str) -> str:
    """The key that addresses the actor of that name: never a name that the visitor may not see."""
    actors, guard = desk.ledger.actors(), desk.name_guard(visitor)
    key = actors(name)
    if not guard.hides([key]):
        return key
    return next((fold(each) for each in desk.find(name, visitor) if not guard.hides([each])), fold(name))


def span_address(desk: Desk, visitor: Visitor, span: Span, known_by: date | None = None) -> str:
    """The path and query at which a span stays. Names that the visitor may not see are left out of it."""
    claim, keys, guard = span.supporting[0], desk.ledger.actors(), desk.name_guard(visitor)
    of = _given(claim, span.subject, keys) or span.subject_name
    to = (_given(claim, span.other, keys) or span.other_name) if span.other else (claim.place if span.place else None)
    names = {key: name for key, name in (("of", of), ("to", to)) if name and not guard.hides([name])}
    return with_query(f"/spans/{span.kind}/{claim.id}", {**names, "known_by": known_by or ""})


def find_span(
    desk: Desk, visitor: Visitor, kind: str, claim_id: str, of: str, to: str, known_by: date | None = None
) -> FoundSpan:
    """What the address of a span leads to now. UnknownName where the ledger never held the claim.

    ``of`` and ``to``: the names of its sides, as the address has them; either may be empty.
    """
    claim = desk.ledger.claim(claim_id, current=False)
    keys = desk.ledger.actors()
    told = _told(desk, visitor, [of] if of else [*claim.agent, *claim.object], known_by)
    sided = [span for span in told if span.kind == kind and _has_sides(span, of, to, keys)]
    begun = [span for span in sided if claim.id in {each.id for each in span.supporting}]
    begun.sort(key=lambda span: span.supporting[0].id != claim.id)
    if begun:
        earlier = begun[0].supporting[0]
        note = f"An earlier claim, {short(earlier.id)}, begins it now." if earlier.id != claim.id else ""
        return FoundSpan(begun[0], claim, note)
    others = sided or [span for span in told if claim in (*span.supporting, *span.opposing, *span.enders)]
    return FoundSpan(None, claim, _why_gone(desk, claim, of, to, known_by), tuple(others))


def _why_gone(desk: Desk, claim: Claim, of: str, to: str, known_by: date | None) -> str:
    """Why no span of that kind begins with the claim any more, in one line."""
    try:
        desk.ledger.claim(claim.id)
    except UnknownName as gone:
        return f"{gone}."
    if known_by and (claim.published is None or claim.published > known_by):
        said = f"was published on {claim.published}" if claim.published else "has no day of publication"
        return f"The claim that begins it {said}; by {known_by} it was not known."
    if of and to:
        ruling = desk.ledger.actors().verdict(of, to)
        if ruling.verdict == "same":
            judged = next((step.judgement for step in ruling.path if step.judgement), None)
            by = f", judged so by {judged.who} on {judged.at.date()} ({judged.why})" if judged else ""
            return f"{of} and {to} are one actor now{by}: nothing is told between the two."
    if desk.ledger.claim(claim.id, as_read=True) != claim:
        return "A review corrected the claim that began it: it is told otherwise now."
    return (
        "The claim that began it still counts and is traced otherwise now: other claims or judgements of names came in."
    )


def _told(desk: Desk, visitor: Visitor, names: Iterable[str], known_by: date | None) -> list[Span]:
    """The spans of the actors of these names, each once; names that nobody has now add nothing."""
    found: dict[str, Span] = {}
    for name in names:
        try:
            desk.find(name, visitor)
            found |= {span.id: span for span in told_of(desk, name, known_by).spans}
        except UnknownName:
            continue
    return list(found.values())


def _has_sides(span: Span, of: str, to: str, keys: KeysLike) -> bool:
    sides = [span.subject, span.other or (place_key(span.place) if span.place else None)]
    if of:
        if keys(of) not in sides:
            return False
        sides.remove(keys(of))
    return not to or keys(to) in sides or (span.place is not None and place_key(to) in sides)


def _given(claim: Claim, key: str | None, keys: KeysLike) -> str | None:
    """The name that the claim gives the actor of that key."""
    return next((name for name in (*claim.agent, *claim.object) if keys(name) == key), None)
