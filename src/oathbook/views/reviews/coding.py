"""What two coders made of the same claims, field by field, and where they differ."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from oathbook.actors import fold
from oathbook.ledger import Ledger
from oathbook.ledger.matching import Decided, match
from oathbook.ledger.outcomes import counting, field_values, outcome
from oathbook.records import ADDED, FIELDS, SETTLED, Claim, Review
from oathbook.views.reviews.agreement import alpha, kappa, share_agreed

DECISION = "is a claim"
"""The field of whether a claim is one at all: right as it is or once corrected, rejected, or unsure."""
COLUMNS = (
    "one", "one_round", "other", "other_round", "field", "claims", "agreed", "differ", "share", "kappa", "alpha",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coder:
    """A person in one round."""

    who: str
    round: str

    @property
    def said(self) -> str:
        """``Ada, first round``."""
        return f"{self.who}, {self.round}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two coders agree in one field.

    Attributes:
        field: ``DECISION`` or one of ``records.FIELDS``.
        claims: how many claims both gave a value.
        agreed: of how many of those the two values are the same.
        share: ``agreed`` of ``claims``; None where there are none.
        kappa, alpha: see ``agreement``.
    """

    one: Coder
    other: Coder
    field: str
    claims: int
    agreed: int
    share: float | None
    kappa: float | None
    alpha: float | None

    @property
    def differ(self) -> int:
        """Of how many claims the two values are not the same."""
        return self.claims - self.agreed

    def as_json(self) -> dict[str, Any]:
        """One JSON object, with the keys of ``COLUMNS``."""
        return {
            "one": self.one.who, "one_round": self.one.round, "other": self.other.who, "other_round": self.other.round,
            "field": self.field, "claims": self.claims, "agreed": self.agreed, "differ": self.differ,
            "share": _rounded(self.share), "kappa": _rounded(self.kappa), "alpha": _rounded(self.alpha),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim that people decided differently, as it was read, with their reviews, oldest first."""

    claim: Claim
    reviews: tuple[Review, ...]
    fields: tuple[str, ...]
    """In which fields; ``DECISION`` where one rejects it and another does not."""
    settled: Review | None
    """The review that settled it, where there is one."""


def values_of(review: Review, claim: Claim) -> dict[str, Any]:
    """The claim's fields as the review leaves them, in the form of ``Claim.as_json``."""
    return field_values(claim) | dict(review.corrections)


def by_claim(reviews: Iterable[Review]) -> dict[str, list[Review]]:
    """The reviews of each claim that count (see ``outcomes.counting``)."""
    every: dict[str, list[Review]] = {}
    for review in reviews:
        every.setdefault(review.claim, []).append(review)
    return {claim: held for claim, found in every.items() if (held := counting(found))}


def shared(ledger: Ledger) -> tuple[list[Review], dict[str, Claim]]:
    """All reviews of a ledger, and the claims about which two people decided or that people added, as they were read or
    added. Of a claim that goes on in a newer reading, the newer one alone."""
    gone = ledger.carried_claims()
    reviews = [review for review in ledger.reviews() if review.claim not in gone]
    people: dict[str, set[str]] = {}
    added = {review.claim for review in reviews if review.decision == "added"}
    for review in reviews:
        people.setdefault(review.claim, set()).add(review.who)
    return reviews, ledger.claims_as_read([c for c, who in people.items() if len(who) > 1 or c in added])


def coders(reviews: Iterable[Review]) -> list[Coder]:
    """Who coded in which round; those who settle are none. In the order of the alphabet, the first round first."""
    found = {Coder(review.who, review.round) for review in reviews if review.round != SETTLED}
    return sorted(found, key=lambda coder: (coder.round != "first", coder.round, coder.who))


def compare(
    one: Coder, other: Coder, reviews: Mapping[str, Sequence[Review]], claims: Mapping[str, Claim]
) -> list[Agreement]:
    """How far two coders agree in each field, over the claims that both decided.

    The fields of a claim are compared where neither rejects it nor is unsure. Names are the same as ``actors.fold``
    folds them, and in any order. Claims that they added count in the reports that both coded: see ``added_pairs``.

    Args:
        reviews: as ``by_claim`` gives them.
        claims: the claims as they were read, by id; of others nothing is compared.
    """
    pairs: dict[str, list[tuple[Hashable, Hashable]]] = {field: [] for field in (DECISION, *FIELDS)}
    for id, held in reviews.items():
        mine, theirs = (_of(coder, held) for coder in (one, other))
        if mine is None or theirs is None or id not in claims or claims[id].rule == ADDED:
            continue
        pairs[DECISION].append((_verdict(mine), _verdict(theirs)))
        if _verdict(mine) == _verdict(theirs) == "yes":
            values = [values_of(review, claims[id]) for review in (mine, theirs)]
            for field in FIELDS:
                pairs[field].append((_value(field, values[0][field]), _value(field, values[1][field])))
    for mine_of, theirs_of in added_pairs(one, other, reviews, claims):
        if mine_of is None or theirs_of is None:
            pairs[DECISION].append(("no", "yes") if mine_of is None else ("yes", "no"))
            continue
        pairs[DECISION].append(("yes", "yes"))
        for field in FIELDS:
            pairs[field].append((_value(field, mine_of[field]), _value(field, theirs_of[field])))
    return [
        Agreement(
            one, other, field, len(found), sum(a == b for a, b in found), share_agreed(found), kappa(found),
            alpha(found),
        )
        for field, found in pairs.items()
    ]  # fmt: skip


def added_pairs(
    one: Coder, other: Coder, reviews: Mapping[str, Sequence[Review]], claims: Mapping[str, Claim]
) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """The claims that two coders added, as values by field: one's and the other's side by side, None where one missed
    it. Two that are alike (see ``ledger.matching``) are one claim, added by both.

    Only in reports that both coded to the end: of which each decided the same claims that were read, at least one. In
    others it cannot be told whether somebody missed a claim, or has not come to it.
    """
    decided: dict[str, tuple[set[str], set[str]]] = {}
    added: dict[str, tuple[dict[str, Claim], dict[str, Claim]]] = {}
    values: dict[str, dict[str, Any]] = {}
    for id, held in reviews.items():
        for side, coder in enumerate((one, other)):
            review = _of(coder, held)
            if review is None:
                continue
            claim = claims.get(id)
            if claim is None or claim.rule != ADDED:
                decided.setdefault(review.report, (set(), set()))[side].add(id)
            elif _verdict(review) == "yes":
                values[f"{side}{id}"] = values_of(review, claim)
                added.setdefault(claim.report, ({}, {}))[side][id] = claim
    out: list[tuple[dict[str, Any] | None, dict[str, Any] | None]] = []
    for report, (mine, theirs) in sorted(added.items()):
        read = decided.get(report, (set(), set()))
        if not read[0] or read[0] != read[1]:
            continue
        both = match([Decided(claim, claim) for claim in mine.values()], list(theirs.values()))
        paired = {each.old: each.new for each in both}
        out += [(values[f"0{id}"], values[f"1{paired[id]}"] if id in paired else None) for id in sorted(mine)]
        out += [(None, values[f"1{id}"]) for id in sorted(theirs) if id not in paired.values()]
    return out


def compared(reviews: Iterable[Review], claims: Mapping[str, Claim]) -> Iterator[list[Agreement]]:
    """``compare`` for each pair of coders who decided about at least one claim in common."""
    every = list(reviews)
    held, people = by_claim(every), coders(every)
    for at, one in enumerate(people):
        for other in people[at + 1 :]:
            found = compare(one, other, held, claims) if one.who != other.who else []
            if found and found[0].claims:
                yield found


def differences(reviews: Iterable[Review], claims: Mapping[str, Claim]) -> list[Difference]:
    """The claims that two people decided differently, in the order of report and text."""
    out = []
    for id, held in by_claim(reviews).items():
        said = [review for review in held if review.round != SETTLED and review.decision != "unsure"]
        if id not in claims or len({review.who for review in said}) < 2:
            continue
        claim = claims[id]
        kept = [values_of(review, claim) for review in said if review.decision != "rejected"]
        fields = [field for field in FIELDS if len({_value(field, values[field]) for values in kept}) > 1]
        if len({_verdict(review) for review in said}) > 1:
            fields.insert(0, DECISION)
        if fields:
            settled = next((review for review in reversed(held) if review.round == SETTLED), None)
            out.append(Difference(claim, tuple(said), tuple(fields), settled))
    return sorted(out, key=lambda each: (each.claim.report_name, each.claim.start, each.claim.id))


def decided_claims(reviews: Iterable[Review]) -> dict[str, Review]:
    """The claims whose reviews come to a decision (see ``outcomes.outcome``), each with the last review for it."""
    every: dict[str, list[Review]] = {}
    for review in reviews:
        every.setdefault(review.claim, []).append(review)
    found = {claim: outcome(held) for claim, held in every.items()}
    return {id: each.by for id, each in found.items() if each.by and each.kind != "differ"}


def _of(coder: Coder, held: Sequence[Review]) -> Review | None:
    return next((r for r in held if (r.who, r.round) == (coder.who, coder.round)), None)


def _verdict(review: Review) -> str:
    return {"accepted": "yes", "added": "yes", "corrected": "yes", "rejected": "no"}.get(review.decision, "unsure")


def _value(field: str, value: Any) -> Hashable:
    if field in ("agent", "object"):
        return frozenset(fold(name) or name for name in value)
    if field in ("place", "source") and value:
        return fold(value) or value
    return json.dumps(value, sort_keys=True)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
