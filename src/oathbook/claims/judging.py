"""From triggers to findings: which participants are taken, and how likely the finding is right.

The score of a claim is this probability, so that of claims at 0.8 four in five are right. A small network weighs what
the voices said of the trigger, how sure the participants are, and what sort of actors they name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from oathbook.claims.choosing import EXPECTED, PARTICIPANTS, Probabilities, choose
from oathbook.claims.climate import Gate
from oathbook.claims.paths import ROLES
from oathbook.claims.perceptron import Perceptron
from oathbook.claims.weighing import FORMS, KINDS, flags, places
from oathbook.records import STATUSES, TYPES, Finding, Mention

if TYPE_CHECKING:
    from oathbook.claims.triggers import Trigger
    from oathbook.claims.weighing import Voices

Array = np.ndarray[Any, Any]
LOOSE = ("amod", "compound", "nmod", "nmod:poss", "appos", "conj", "acl", "acl:relcl", "nsubj", "obj", "obl")
"""Labels of triggers that make a difference to whether they tell something."""

_TYPES, _STATUSES, _LOOSE, _KINDS, _FORMS = map(places, (TYPES, STATUSES, LOOSE, KINDS, FORMS))


class Judge:
    """What ``judge.npz`` holds: a network that weighs the voices on each word and role, one that judges whole findings,
    a gate for whole reports, and the record of each pattern."""

    def __init__(self, file: Path) -> None:
        kept = np.load(file)
        self._roles, self._claims = (
            Perceptron({k.removeprefix(part): kept[k] for k in kept.files if k.startswith(part)})
            for part in ("roles_", "claims_")
        )
        self.gate = Gate({k.removeprefix("gate_"): kept[k] for k in ("gate_weights", "gate_bias")})
        self.record = dict(zip(kept["rules"].tolist(), kept["record"].tolist(), strict=True))

    def findings(self, voices: Voices, triggers: Sequence[Trigger]) -> list[Finding]:
        """A finding a trigger, with its score.

        A report that is not about armed groups has none. What a user's own pattern finds is not judged: it keeps the
        pattern's score and roles, and the voices fill what these leave open.
        """
        own = [t.pattern for t in triggers if t.pattern and t.type not in TYPES]
        known = [t for t in triggers if t.type in TYPES]
        if not self.gate.opens(voices.climate):
            known = [t for t in known if t.pattern and t.pattern.rule not in self.record]
        chosen = self.chosen(voices, known)
        scores = self._scores(voices, known, chosen)
        judged = []
        for t, (finding, _), score in zip(known, chosen, scores, strict=True):
            if t.pattern and t.pattern.rule not in self.record:
                own.append(replace(finding, roles={**finding.roles, **t.pattern.roles}, score=t.pattern.score))
            else:
                judged.append(replace(finding, score=round(score, 3)))
        return without_doubles(judged + own, voices)

    def chosen(self, voices: Voices, triggers: Sequence[Trigger]) -> list[tuple[Finding, Probabilities]]:
        """For each trigger the finding with its likeliest participants, and the probabilities it was chosen by."""
        asked = [voices.about(t.type, t.head, t.heard, t.pattern) for t in triggers]
        if not asked:
            return []
        every = self._roles.probabilities(np.concatenate([f for _, f in asked]))
        out: list[tuple[Finding, Probabilities]] = []
        start = 0
        for trigger, (tokens, rows) in zip(triggers, asked, strict=True):
            here = every[start : start + len(rows)]
            start += len(rows)
            roles = {role: dict(zip(tokens, here[:, k].tolist(), strict=True)) for k, role in enumerate(ROLES)}
            out.append((choose(trigger, roles, voices.tree), roles))
        return out

    def _scores(
        self, voices: Voices, triggers: Sequence[Trigger], chosen: Sequence[tuple[Finding, Probabilities]]
    ) -> list[float]:
        if not triggers:
            return []
        rows = [features(t, f, roles, voices, self.record) for t, (f, roles) in zip(triggers, chosen, strict=True)]
        return [float(p) for p in self._claims.probabilities(np.array(rows, np.float32))[:, 0]]


def without_doubles(findings: Sequence[Finding], voices: Voices) -> list[Finding]:
    """Of findings of one type in one sentence that say no more than another does, only the likeliest.

    Two words of a sentence may both be taken for the trigger of one event ("launched an attack").
    """
    kept: list[Finding] = []
    for f in sorted(findings, key=lambda f: (-f.score, f.trigger, f.type)):
        rivals = (g for g in kept if g.type == f.type and voices.sentence(g.head) == voices.sentence(f.head))
        if not any(_says_no_more(f, g) for g in rivals):
            kept.append(f)
    return sorted(kept, key=lambda f: (f.trigger, f.type, f.head))


def _says_no_more(f: Finding, g: Finding) -> bool:
    def of(x: Finding, role: str) -> set[int]:
        return set(x.roles.get(role, ()))

    if not all(of(f, role) <= of(g, role) for role in PARTICIPANTS):
        return False
    return all(not of(f, r) or not of(g, r) or of(f, r) == of(g, r) for r in ("place", "quantity"))


def rule_record(pattern: Finding | None, record: Mapping[str, float]) -> float:
    """How often a pattern's trigger was right in the reports that the judge was made on; 0 without a pattern."""
    return 0.0 if pattern is None else record.get(pattern.rule, pattern.score)


def features(
    trigger: Trigger, finding: Finding, roles: Probabilities, voices: Voices, record: Mapping[str, float]
) -> list[float]:
    """What the judgement of one finding goes by; always as many numbers. ``record`` see ``rule_record``."""
    tree, p, pattern = voices.tree, trigger.probability, trigger.pattern
    verb = tree.pos[trigger.head] in ("VERB", "AUX")
    out = [
        float(np.log((p + 0.02) / (1.02 - p))), float(p > 0), float(pattern is not None),
        pattern.score if pattern else 0.0, float(pattern is not None) * p, rule_record(pattern, record),
        float(verb), float(voices.headline(trigger.head)), float(tree.pos[trigger.head] == "PROPN"),
        *voices.climate.features(),
    ]  # fmt: skip
    out += flags(_TYPES, [trigger.type]) + flags(_STATUSES, [finding.status or ""])
    out += flags(_LOOSE, [tree.dep[trigger.head]])
    for role in PARTICIPANTS:
        taken, tokens = finding.roles.get(role, ()), roles.get(role, {})
        sure = [tokens.get(t, 0.0) for t in taken]
        left = [q for t, q in tokens.items() if t not in taken]
        shared = set(pattern.roles.get(role, ())) == set(taken) if pattern else 0.5
        out += [
            min(sure, default=0.0), float(np.prod(sure)) if sure else 0.0, max(left, default=0.0),
            float(np.prod([1 - q for q in left])), float(not taken), float(len(taken) == 1), float(len(taken) > 1),
            float(not taken and role in EXPECTED.get(trigger.type, ())), float(shared),
        ]  # fmt: skip
        mention = voices.mention(taken[0]) if taken else None
        out += _mention(mention)
        out.append(float(mention is not None and voices.named(mention)))
    out += [float(bool(finding.roles.get(r))) for r in ("place", "when", "quantity")]
    return out


def _mention(m: Mention | None) -> list[float]:
    return flags(_KINDS, [m.kind] if m else []) + flags(_FORMS, [m.form] if m else [])
