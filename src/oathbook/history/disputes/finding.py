"""From spans and claims to disputes, worst first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from oathbook.history.belief import Weigher
from oathbook.history.disputes.denials import denied_claims, denied_spans
from oathbook.history.disputes.figures import rival_strengths, rival_tolls
from oathbook.history.disputes.gravity import gravity
from oathbook.history.disputes.order import dead_who_act, over_before_begun, two_times
from oathbook.history.disputes.records import Dispute, Draft, Side
from oathbook.history.disputes.rivals import rival_holders, rival_leaders, two_masters
from oathbook.history.pausing import uncollected
from oathbook.history.said import KeysLike
from oathbook.history.span import Span
from oathbook.history.wording import wording
from oathbook.records import Claim, content_id


def find_disputes(
    spans: Iterable[Span],
    claims: Iterable[Claim],
    keys: KeysLike,
    *,
    weigher: Weigher | None = None,
    rule: str = "default",
    on: date | None = None,
    event_of: Callable[[Claim], str | None] | None = None,
) -> tuple[Dispute, ...]:
    """What cannot all be true, in the order of gravity, disputes about one actor or place together.

    Args:
        spans: as traced from the claims, in any order.
        claims: all current claims; those of the spans are taken with them.
        keys: the key of the actor that a name means.
        weigher: weighs the sides; one that knows no copies and no publishers where not given.
        rule: the rule by which the sides are weighed. Gravity goes by the default rule whatever this is.
        on: only disputes about this day.
        event_of: which event a claim is of, for tolls; without it, by actor, place and day.

    OptionError for a rule that there is not. Nothing depends on the order of spans and claims.
    """
    every = sorted({span.id: span for span in spans}.values(), key=lambda span: span.id)
    known = {claim.id: claim for claim in claims}
    for span in every:
        for claim in (*span.supporting, *span.opposing, *span.enders):
            known.setdefault(claim.id, claim)
    told = [known[id] for id in sorted(known)]
    weigher = (weigher or Weigher(keys=keys)).keeping()
    newest = on or max((claim.published for claim in told if claim.published is not None), default=None)
    drafts = (draft for draft in _drafts(every, told, keys, event_of) if on is None or _covers(draft, on))
    with uncollected():
        found = {dispute.id: dispute for dispute in (_dispute(draft, weigher, rule, newest) for draft in drafts)}
    return _grouped(found.values())


def _drafts(
    spans: Sequence[Span], claims: Sequence[Claim], keys: KeysLike, event_of: Callable[[Claim], str | None] | None
) -> Iterator[Draft]:
    yield from rival_leaders(spans)
    yield from rival_holders(spans)
    yield from two_masters(spans)
    yield from over_before_begun(spans)
    covered: set[str] = set()
    for draft in denied_spans(spans):
        covered |= {claim.id for _, side in draft.sides for claim in side}
        yield draft
    yield from denied_claims(claims, keys, covered)
    yield from rival_strengths(claims, keys)
    yield from rival_tolls(claims, keys, event_of)
    yield from two_times(claims, keys)
    yield from dead_who_act(claims, keys)


def _covers(draft: Draft, on: date) -> bool:
    if draft.when is None:
        return False
    low, high = draft.when.earliest, draft.when.latest
    return (low is None or low <= on) and (high is None or high >= on)


def _dispute(draft: Draft, weigher: Weigher, rule: str, newest: date | None) -> Dispute:
    """The draft with its sides weighed; of very many sides the weightiest."""
    heard = [(weigher.voices(side), says, side) for says, side in draft.sides]
    heard.sort(key=lambda each: (-each[0].weight, -len(each[2]), each[1], sorted(claim.id for claim in each[2])))
    most = int(wording()["most_sides"])
    heard, left = heard[:most], len(heard[most:])
    draft.sides = [(says, side) for _, says, side in heard]
    voices = [chorus for chorus, _, _ in heard]
    all_claims = {claim.id: claim for _, side in draft.sides for claim in side}
    grave, reasons = gravity(draft, voices, weigher.voices(all_claims.values()), newest)
    if left:
        reasons = (*reasons, f"{left} lighter sides are left out.")
    sides = []
    for (says, side), chorus in zip(draft.sides, voices, strict=True):
        mine = {claim.id for claim in side}
        against = [claim for id, claim in all_claims.items() if id not in mine]
        made = Side(says, side, weigher.weigh_claims(side, against, rule=rule))
        sides.append((-chorus.weight, -len(side), says, sorted(mine), made))
    sides.sort(key=lambda each: each[:4])
    return Dispute(
        id=content_id([draft.kind, draft.about_key, sorted(ids for *_, ids, _ in sides)]),
        kind=draft.kind,
        about=draft.about,
        about_key=draft.about_key,
        actors=draft.actors,
        place=draft.place,
        when=draft.when,
        sides=tuple(made for *_, made in sides),
        gravity=grave,
        reasons=reasons,
    )


def _grouped(disputes: Iterable[Dispute]) -> tuple[Dispute, ...]:
    groups: dict[str, list[Dispute]] = defaultdict(list)
    for dispute in disputes:
        groups[dispute.about_key].append(dispute)
    ordered = sorted(groups.items(), key=lambda each: (-max(dispute.gravity for dispute in each[1]), each[0]))
    return tuple(
        dispute for _, group in ordered for dispute in sorted(group, key=lambda each: (-each.gravity, each.id))
    )
