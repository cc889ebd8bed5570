"""The same event told twice in one report is one claim: the fuller telling stays."""

from __future__ import annotations

from collections.abc import Sequence

from oathbook.claims.choosing import SYMMETRIC
from oathbook.records import Block, Claim


def without_retellings(claims: Sequence[Claim], *, headlines: Sequence[Block] = ()) -> list[Claim]:
    """Claims with each event once, in the order of the text.

    What a headline tells is a retelling when the text has a claim of its type with one of its participants.

    A claim retells another of the same type and status when its participants are the other's or fewer, on the same
    sides, and nothing it says (place, figure, time) differs from what the other says.
    """
    body = [c for c in claims if not _in(c, headlines)]
    told = [c for c in claims if not _in(c, headlines) or not any(_headlined(c, other) for other in body)]
    kept: list[Claim] = []
    for claim in sorted(told, key=lambda c: (-_fullness(c), -c.score, c.start, c.id)):
        if not any(_retells(claim, other) for other in kept):
            kept.append(claim)
    return sorted(kept, key=lambda c: (c.start, c.end, c.type, c.id))


def _in(claim: Claim, blocks: Sequence[Block]) -> bool:
    return any(b.start <= claim.start < b.end for b in blocks)


def _headlined(claim: Claim, other: Claim) -> bool:
    return claim.type == other.type and bool({*claim.agent, *claim.object} & {*other.agent, *other.object})


def _fullness(claim: Claim) -> int:
    details = (claim.place, claim.quantity, claim.when)
    return 3 * bool(claim.agent) + 3 * bool(claim.object) + sum(d is not None for d in details)


def _retells(claim: Claim, other: Claim) -> bool:
    if claim.type != other.type or claim.status != other.status:
        return False
    sides = set(claim.agent) <= set(other.agent) and set(claim.object) <= set(other.object)
    if claim.type in SYMMETRIC:
        sides = sides or (set(claim.agent) <= set(other.object) and set(claim.object) <= set(other.agent))
    if not sides:
        return False
    return all(
        mine is None or theirs is None or mine == theirs
        for mine, theirs in ((claim.quantity, other.quantity), (claim.when, other.when), (_place(claim), _place(other)))
    )


def _place(claim: Claim) -> str | None:
    return claim.place.lower() if claim.place else None
