"""What patterns and the model take for triggers, put side by side: one record a type and word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from oathbook.reading.candidates import Candidate
from oathbook.records import STATUSES, Finding, Status

LEAST = 0.15
"""Least probability of a trigger that no pattern sees."""


@dataclass(frozen=True)
class Trigger:
    """A word that may head the trigger of a claim of a type.

    ``probability`` is the model's (0 where it gives none), ``heard`` its probabilities of claim roles and PropBank
    labels (None: it was not asked), ``status`` its likeliest status (None: it has none), ``pattern`` what a pattern
    finds there.
    """

    type: str
    head: int
    span: tuple[int, int]
    probability: float
    heard: Mapping[str, Mapping[int, float]] | None
    status: Status | None
    pattern: Finding | None


def find_triggers(by_pattern: Sequence[Finding], candidates: Sequence[Candidate]) -> list[Trigger]:
    """All triggers that a pattern finds or the model gives at least ``LEAST``, in the order of the text."""
    found: list[Trigger] = []
    taken: set[int] = set()
    for c in candidates:
        partner = next((k for k, p in enumerate(by_pattern) if k not in taken and _same(c, p)), None)
        if partner is None and c.probability < LEAST:
            continue
        pattern = None
        if partner is not None:
            taken.add(partner)
            pattern = by_pattern[partner]
        status = STATUSES[max(range(len(STATUSES)), key=lambda k: c.status[k])]
        span = pattern.trigger if pattern else (c.token, c.token)
        found.append(Trigger(c.type, c.token, span, c.probability, {**c.roles, **c.srl} or None, status, pattern))
    for k, p in enumerate(by_pattern):
        if k not in taken:
            found.append(Trigger(p.type, p.head, p.trigger, 0.0, None, None, p))
    return sorted(found, key=lambda t: (t.span, t.type, t.head))


def _same(candidate: Candidate, pattern: Finding) -> bool:
    return candidate.type == pattern.type and (
        pattern.trigger[0] <= candidate.token <= pattern.trigger[1] or candidate.token == pattern.head
    )
