"""The same event told twice in one report is one claim: the fuller telling stays."""

from __future__ import annotations

from collections.abc import Sequence

from oathbook.records import Claim


def without_retellings(claims: Sequence[Claim]) -> list[Claim]:
    """Claims with each event once, in the order of the text.

    A claim retells another of the same type and status when its participants are the other's or fewer, on the same
    sides, and nothing it says (place, figure, time) differs from what the other says.
    """
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda c: (-_fullness(c), -c.score, c.start, c.id)):
        if not any(_retells(claim, other) for other in kept):
            kept.append(claim)
    return sorted(kept, key=lambda c: (c.start, c.end, c.type, c.id))


def _fullness(claim: Claim) -> int:
    details = (claim.place, claim.quantity, claim.when)
    return 3 * bool(claim.agent) + 3 * bool(claim.object) + sum(d is not None for d in details)


def _retells(claim: Claim, other: Claim) -> bool:
    if claim.type != other.type or claim.status != other.status:
        return False
    sides = set(claim.agent) <= set(other.agent) and set(claim.object) <= set(other.object)
    if claim.type in ("fight", "ally", "truce", "merge"):
        sides = sides or (set(claim.agent) <= set(other.object) and set(claim.object) <= set(other.agent))
    if not sides:
        return False
    return all(
        mine is None or theirs is None or mine == theirs
        for mine, theirs in ((claim.quantity, other.quantity), (claim.when, other.when), (_place(claim), _place(other)))
    )


def _place(claim: Claim) -> str | None:
    return claim.place.lower() if claim.place else None
