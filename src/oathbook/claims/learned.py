"""Claims as the model sees them: a trigger word of a type, and the words that fill its roles."""

from __future__ import annotations

from dataclasses import dataclass

from oathbook.reading.candidates import Candidate
from oathbook.records import STATUSES, Finding, Reading, Status

PARTICIPANTS = ("agent", "object")


@dataclass(frozen=True)
class Thresholds:
    """From which probability on the model's word is taken. Chosen on a training file that the model did not see."""

    trigger: float = 0.3
    participant: float = 0.4
    detail: float = 0.4


def find_by_model(reading: Reading, thresholds: Thresholds | None = None) -> list[Finding]:
    """One finding a likely trigger; its score is the trigger's probability times its participants' mean."""
    at = thresholds or Thresholds()
    candidates: tuple[Candidate, ...] = reading.scores.get("candidates", ())
    return [_finding(c, at) for c in candidates if c.probability >= at.trigger]


def _finding(candidate: Candidate, at: Thresholds) -> Finding:
    roles: dict[str, tuple[int, ...]] = {}
    certainty: list[float] = []
    for role, tokens in candidate.roles.items():
        if role in PARTICIPANTS:
            chosen = {t: p for t, p in tokens.items() if p >= at.participant}
        else:
            best = max(tokens.items(), key=lambda item: item[1], default=None)
            chosen = dict([best]) if best and best[1] >= at.detail else {}
        if chosen:
            roles[role] = tuple(sorted(chosen))
        if role in PARTICIPANTS:
            certainty += chosen.values()
    score = candidate.probability * (sum(certainty) / len(certainty) if certainty else 0.5)
    return Finding(
        type=candidate.type,
        head=candidate.token,
        trigger=(candidate.token, candidate.token),
        roles=roles,
        rule="model",
        score=round(score, 3),
        status=_status(candidate.status),
    )


def _status(probabilities: tuple[float, ...]) -> Status:
    return STATUSES[max(range(len(STATUSES)), key=lambda k: probabilities[k])]
