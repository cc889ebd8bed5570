"""Claims as the model sees them: a trigger word of a type, and the words that fill its roles."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from oathbook.claims.paths import ROLES, candidates
from oathbook.records import STATUSES, Finding, Reading, Status

if TYPE_CHECKING:
    from oathbook.claims.paths import Paths
    from oathbook.claims.tree import Tree
    from oathbook.reading.candidates import Candidate

PARTICIPANTS = ("agent", "object")
UNSEEN = -3.0
"""Log odds of a role that the encoder gives less than the probability it reports at all."""


@dataclass(frozen=True)
class Thresholds:
    """How the two voices on roles, the encoder's and the tree paths', are weighed, and from which probability on a
    word is taken. Chosen on a training file that neither of them saw."""

    trigger: float = 0.3
    participant: float = 0.4
    detail: float = 0.4
    elsewhere: float = 0.6
    """For participants in other sentences, of which only the encoder speaks."""
    encoder: float = 0.6
    path: float = 0.6
    bias: float = 0.3


def find_by_model(reading: Reading, tree: Tree, paths: Paths, *, at: Thresholds | None = None) -> list[Finding]:
    """One finding a likely trigger; its score is the trigger's probability times its participants' mean."""
    chosen = at or Thresholds()
    found: tuple[Candidate, ...] = reading.scores.get("candidates", ())
    return [_finding(c, tree, paths, chosen) for c in found if c.probability >= chosen.trigger]


def role_probabilities(candidate: Candidate, tree: Tree, paths: Paths, at: Thresholds) -> dict[str, dict[int, float]]:
    """For each role the probability of each word that may fill it, both voices heard."""
    inside = candidates(tree, candidate.token)
    scores = paths.scores(tree, candidate.type, candidate.token, inside)
    out: dict[str, dict[int, float]] = {}
    for k, role in enumerate(ROLES):
        seen = candidate.roles.get(role, {})
        mixed = {
            t: _probability(at.path * float(scores[n, k]) + at.encoder * _odds(seen.get(t)) + at.bias)
            for n, t in enumerate(inside)
        }
        away = {t: p * at.participant / at.elsewhere for t, p in seen.items() if t not in mixed}
        out[role] = mixed | away
    return out


def _finding(candidate: Candidate, tree: Tree, paths: Paths, at: Thresholds) -> Finding:
    roles: dict[str, tuple[int, ...]] = {}
    certainty: list[float] = []
    for role, tokens in role_probabilities(candidate, tree, paths, at).items():
        if role in PARTICIPANTS:
            chosen = {t: p for t, p in tokens.items() if p >= at.participant}
            certainty += chosen.values()
        else:
            best = max(tokens.items(), key=lambda item: item[1], default=None)
            chosen = dict([best]) if best and best[1] >= at.detail else {}
        if chosen:
            roles[role] = tuple(sorted(chosen))
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


def _odds(probability: float | None) -> float:
    return UNSEEN if probability is None else log(max(probability, 1e-4) / max(1 - probability, 1e-4))


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
