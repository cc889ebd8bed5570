"""Questions about what held, as pages and API put them: the answers of the commands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from oathbook import history
from oathbook.history.belief import RULES as _RULES
from oathbook.history.disputes import Dispute
from oathbook.history.disputes.records import DisputeKind
from oathbook.history.learned import Change, about
from oathbook.history.places import place_key
from oathbook.views.answering import keys_of, naming

if TYPE_CHECKING:
    from oathbook.views.desk.desk import Desk
    from oathbook.views.desk.visitors import Visitor

RULES = tuple(_RULES)
DISPUTE_KINDS: tuple[DisputeKind, ...] = get_args(DisputeKind)
OF_ONE = {"who": history.who, "under": history.under, "strength": history.strength, "places": history.places}
"""Questions about one actor whose spans are weighed."""
NAMED = ("who", "under")
"""Questions whose answers have the names of the day."""


def asked_of_one(
    desk: Desk, visitor: Visitor, question: str, name: str, *, on: date | None, known_by: date | None, rule: str
) -> Any:
    """The answer to a question about one actor. UnknownName where nobody whom the visitor may see has the name."""
    desk.find(name, visitor)
    source, how = desk.histories.knowing(rule, on)
    if question in NAMED:
        how["name_on"] = naming(source, desk.histories.lexicon)
    ask: Any = OF_ONE[question]
    return ask(source, name, on=on, known_by=known_by, **how)


def asked_between(
    desk: Desk, visitor: Visitor, name: str, other: str, *, on: date | None, known_by: date | None, rule: str
) -> history.Between:
    """The ties of two actors."""
    for each in (name, other):
        desk.find(each, visitor)
    source, how = desk.histories.knowing(rule, on)
    return history.between(source, name, other, on=on, known_by=known_by, **how)


def asked_watch(
    desk: Desk, visitor: Visitor, *, name: str, on: date | None, known_by: date | None, days: int, rule: str
) -> history.Watchlist:
    """What hangs in the balance."""
    if name:
        desk.find(name, visitor)
    source, how = desk.histories.knowing(rule, on)
    return history.watch(source, name=name or None, on=on, known_by=known_by, days=days, **how)


def disputes_asked(
    desk: Desk,
    visitor: Visitor,
    *,
    name: str = "",
    kind: str | None = None,
    rule: str = "default",
    on: date | None = None,
    known_by: date | None = None,
) -> Sequence[Dispute]:
    """The disputes that fit. UnknownName where no claim names the actor or place."""
    wanted = _wanted(desk, visitor, name, known_by) if name else None
    return [
        dispute
        for dispute in desk.histories.disputes(known_by=known_by, on=on, rule=rule)
        if (kind is None or dispute.kind == kind) and (wanted is None or wanted & {*dispute.actors, dispute.about_key})
    ]


def changes_about(desk: Desk, visitor: Visitor, changes: Sequence[Change], name: str) -> Sequence[Change]:
    """Those of the changes that are about the actor or place of that name; all where it is empty."""
    if not name:
        return changes
    claims = [*desk.histories.claims(), *desk.ledger.withdrawn_claims()]
    wanted = keys_of(_open(desk, visitor, name), claims, desk.ledger.actors())
    return [change for change in changes if about(change, wanted)]


def _wanted(desk: Desk, visitor: Visitor, name: str, known_by: date | None) -> frozenset[str]:
    """The keys that a name can have, as ``answering.keys_of``; all keys are kept until the ledger grows."""
    keys, place = desk.ledger.actors(), f"place:{place_key(_open(desk, visitor, name))}"

    def make() -> frozenset[str]:
        claims = desk.histories.claims(known_by)
        found = {name for claim in claims for name in (*claim.agent, *claim.object)}
        places = {claim.place for claim in claims if claim.place}
        return frozenset({*map(keys, found), *(f"place:{place_key(each)}" for each in places)})

    found = desk.histories.kept("keys", known_by, make) & {keys(name), place}
    return found or keys_of(name, desk.histories.claims(known_by), keys)


def _open(desk: Desk, visitor: Visitor, name: str) -> str:
    """The name; UnknownName for one that the visitor may not see."""
    if not visitor.opens and desk.name_guard(visitor).hides([name]):
        desk.find(name, visitor)
    return name
