"""Which claim of a newer reading goes on for one about which people decided, and what they decided of that one.

No database here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from oathbook.actors import fold
from oathbook.ledger.outcomes import field_values
from oathbook.records import FIELDS, Claim, Decision, Review

How = Literal["same", "like", "held", "kept"]
_TOLD = tuple(field for field in FIELDS if field not in ("type", "span"))


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim about which people decided, as it was read (or added), as they left it, and those of older readings for
    which it goes on."""

    claim: Claim
    left: Claim
    before: tuple[Claim, ...] = ()

    @property
    def faces(self) -> tuple[Claim, ...]:
        """All of these."""
        return (self.claim, self.left, *self.before)


@dataclass(frozen=True, slots=True)
class Match:
    """A claim and the one that goes on for it. ``how``: "same" where all that is claimed, and the words, are."""

    old: str
    new: str
    how: Literal["same", "like"]


def same(one: Claim, other: Claim) -> bool:
    """Whether two claims of a report say the same in the same words; found by whom and how surely aside."""
    return _content(one) == _content(other)


def alike(one: Claim, other: Claim) -> bool:
    """Whether two claims may be the same one, read in two ways: of one type, and with words in common."""
    return one.report == other.report and one.type == other.type and one.start < other.end and other.start < one.end


def same_names(one: Claim, other: Claim) -> bool:
    """Whether two claims name the same agents and objects, by what the names fold to."""
    return all(_folded(list(getattr(one, role))) == _folded(list(getattr(other, role))) for role in ("agent", "object"))


def match(olds: Iterable[Decided], news: Sequence[Claim]) -> list[Match]:
    """Each claim with the one of the newer reading that goes on for it, where there is one.

    The same claim first. Of those that are ``alike`` to what was read or to what people left, the pair with most equal
    values first, then that with the larger share of common words. Each new claim goes on for one alone. The order of
    what is given changes nothing.
    """
    found: list[tuple[tuple[Any, ...], str, str, bool]] = []
    for old in olds:
        for new in news:
            faces = [face for face in old.faces if alike(face, new)]
            if faces:
                is_same = any(same(face, new) for face in faces)
                equal, shared = max((_equal(face, new), _shared(face, new)) for face in faces)
                found.append(((not is_same, -equal, -shared), old.claim.id, new.id, is_same))
    out: list[Match] = []
    taken: set[tuple[str, str]] = set()
    for _, old_id, new_id, is_same in sorted(found):
        if not {("old", old_id), ("new", new_id)} & taken:
            taken |= {("old", old_id), ("new", new_id)}
            out.append(Match(old_id, new_id, "same" if is_same else "like"))
    return out


def carried_on(review: Review, old: Claim, new: Claim) -> tuple[Decision, dict[str, Any]] | None:
    """What a review of ``old`` decides of ``new``: decision and corrections; None where it decides nothing of it.

    A person who held a claim right holds right what it said: where the new one says it otherwise, it is corrected to
    that. The words are the new one's, unless the person corrected the words. Who rejected a claim, or was unsure,
    decided about just that claim: it decides of the new one where the two are the same.
    """
    if review.decision in ("rejected", "unsure"):
        return (review.decision, {}) if same(old, new) else None
    if review.decision == "undone":
        return None
    values = field_values(old) | dict(review.corrections)
    held = field_values(new)
    chosen = review.decision == "added" or "span" in review.corrections
    wanted = {
        field: value
        for field, value in values.items()
        if value != held[field] and (field != "span" or chosen) and not _same_names(field, value, held[field])
    }
    return ("corrected", wanted) if wanted else ("accepted", {})


def _same_names(field: str, one: Any, other: Any) -> bool:
    """Whether two values are lists of the same names in another order; "Lions" and "the Lions" are not the same."""
    return field in ("agent", "object") and sorted(one) == sorted(other)


def _content(claim: Claim) -> tuple[Mapping[str, Any], str | None, str | None]:
    return field_values(claim), claim.what, claim.exchanged_for


def _equal(one: Claim, other: Claim) -> int:
    """In how many fields two claims say the same, by what names fold to."""
    mine, theirs = field_values(one), field_values(other)
    return sum(_folded(mine[field]) == _folded(theirs[field]) for field in _TOLD)


def _folded(value: Any) -> Any:
    if isinstance(value, list):
        return sorted((fold(each) or each) if isinstance(each, str) else "" for each in value)
    return (fold(value) or value) if isinstance(value, str) else value


def _shared(one: Claim, other: Claim) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start))
