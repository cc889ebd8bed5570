"""The findings of patterns and of the model made one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from oathbook.reading.candidates import Candidate
from oathbook.records import Finding


@dataclass(frozen=True)
class Weights:
    """How much each voice counts. Chosen on a training file that neither the model nor the patterns were made on."""

    agreed: float = 0.35
    """Of the distance to certainty, what agreement takes away."""
    alone: float = 0.5
    """What a pattern's own score counts for where the model does not see the trigger."""


def join(
    by_pattern: Sequence[Finding],
    by_model: Sequence[Finding],
    candidates: Sequence[Candidate],
    weights: Weights | None = None,
) -> list[Finding]:
    """Findings of one type on one trigger become one, with the surer roles and a score that both voices make.

    Where both see a trigger, the model's roles are taken and the pattern's fill what the model leaves open. A
    pattern's finding that the model does not share keeps its own roles, its score weighed with the model's
    probability of the trigger.
    """
    at = weights or Weights()
    seen: dict[tuple[str, int], float] = {(c.type, c.token): c.probability for c in candidates}
    joined: list[Finding] = []
    taken: set[int] = set()
    for model in by_model:
        partner = next((k for k, p in enumerate(by_pattern) if k not in taken and _same(model, p)), None)
        if partner is None:
            joined.append(model)
            continue
        taken.add(partner)
        joined.append(_merged(model, by_pattern[partner], at))
    for k, pattern in enumerate(by_pattern):
        if k not in taken:
            probability = max(
                (seen.get((pattern.type, t), 0.0) for t in range(pattern.trigger[0], pattern.trigger[1] + 1)),
                default=0.0,
            )
            joined.append(replace(pattern, score=round(pattern.score * (at.alone + (1 - at.alone) * probability), 3)))
    return sorted(joined, key=lambda f: (f.trigger, f.type, f.rule))


def _same(model: Finding, pattern: Finding) -> bool:
    return model.type == pattern.type and (
        pattern.trigger[0] <= model.head <= pattern.trigger[1] or model.head == pattern.head
    )


def _merged(model: Finding, pattern: Finding, at: Weights) -> Finding:
    roles = dict(pattern.roles) | {role: tokens for role, tokens in model.roles.items() if tokens}
    given = set(roles.get("for", ()))
    for role in ("agent", "object"):
        roles[role] = tuple(t for t in roles.get(role, ()) if t not in given)
    return replace(
        model,
        trigger=pattern.trigger,
        roles=roles,
        rule=pattern.rule,
        score=round(model.score + (1 - model.score) * at.agreed * pattern.score, 3),
        status=pattern.status or model.status,
        what=pattern.what or model.what,
    )
