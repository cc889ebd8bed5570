"""Claims as the model sees them: a trigger word of a type, and the words that fill its roles."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from oathbook.claims.paths import ROLES, Filler, candidates
from oathbook.records import STATUSES, Finding, Reading, Status

if TYPE_CHECKING:
    from oathbook.claims.paths import Paths
    from oathbook.claims.tree import Tree
    from oathbook.reading.candidates import Candidate

PARTICIPANTS = ("agent", "object")
INSIDE = frozenset(
    {"appos", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "compound", "flat", "amod", "nummod", "det"}
)
"""Labels by which a word belongs to the phrase of its head."""
EXPECTED = {
    "base": ("agent",), "belong": ("agent", "object"), "demand": ("agent", "object"), "detain": ("object",),
    "expel": ("object",), "form": ("object",), "hold": ("agent",), "join": ("agent", "object"), "kill": ("object",),
    "lead": ("agent", "object"), "leave": ("agent", "object"), "merge": ("agent",), "pledge": ("agent", "object"),
    "release": ("object",), "seize": ("agent",), "strength": ("agent",), "support": ("agent", "object"),
    "withdraw": ("agent",),
}  # fmt: skip
"""Participants that at least nine in ten marked claims of a type name (eight for the objects of leave and demand)."""
UNSEEN = 0.047
"""Probability of a role that the encoder gives less than what it reports at all (log odds -3)."""


@dataclass(frozen=True)
class Thresholds:
    """How the two voices on roles, the encoder's and the tree paths', are weighed, and from which probability on a
    word is taken. Chosen on a training file that neither of them saw."""

    trigger: float = 0.4
    participant: float = 0.45
    detail: float = 0.4
    moment: float = 0.1
    """For the time; what is no time expression drops out later."""
    expected: float = 0.2
    """For a participant that the type nearly always has, where none reached ``participant``."""
    incomplete: float = 0.5
    """What the score is multiplied by for every such participant that is not found at all."""
    encoder: float = 0.6
    path: float = 0.4


def find_by_model(reading: Reading, tree: Tree, paths: Paths, *, at: Thresholds | None = None) -> list[Finding]:
    """One finding a likely trigger; its score is the trigger's probability times its participants' mean."""
    chosen = at or Thresholds()
    found: tuple[Candidate, ...] = reading.scores.get("candidates", ())
    fillers: dict[int, Filler] = {}
    return [_finding(c, tree, paths, chosen, fillers) for c in found if c.probability >= chosen.trigger]


def role_probabilities(
    candidate: Candidate, tree: Tree, paths: Paths, at: Thresholds, fillers: dict[int, Filler]
) -> dict[str, dict[int, float]]:
    """For each role the probability of each word of the sentence that may fill it, both voices heard.

    Participants named only in another sentence (one in twenty-five in the marked reports) are left open: looked for
    there, more wrong ones were found than right ones.
    """
    inside = candidates(tree, candidate.token)
    for t in inside:
        if t not in fillers:
            fillers[t] = Filler.of(tree, t)
    scores = paths.scores(tree, candidate.type, candidate.token, [fillers[t] for t in inside])
    seen = np.array([[candidate.roles.get(r, {}).get(t, UNSEEN) for r in ROLES] for t in inside]).reshape(
        -1, len(ROLES)
    )
    odds = at.path * scores + at.encoder * np.log(seen / np.maximum(1 - seen, 1e-4))
    mixed = 1 / (1 + np.exp(-odds))
    return {role: dict(zip(inside, mixed[:, k].tolist(), strict=True)) for k, role in enumerate(ROLES)}


def _finding(candidate: Candidate, tree: Tree, paths: Paths, at: Thresholds, fillers: dict[int, Filler]) -> Finding:
    roles: dict[str, tuple[int, ...]] = {}
    certainty: list[float] = []
    for role, tokens in role_probabilities(candidate, tree, paths, at, fillers).items():
        if role in PARTICIPANTS:
            chosen = {t: p for t, p in tokens.items() if p >= at.participant}
            chosen = {t: p for t, p in chosen.items() if not _part_of(tree, t, chosen)}
            chosen = _own(tree, candidate.token, chosen)
            if not chosen and role in EXPECTED.get(candidate.type, ()):
                chosen = _best(tokens, at.expected)
            certainty += chosen.values()
        else:
            chosen = _best(tokens, at.moment if role == "when" else at.detail)
        if chosen:
            roles[role] = tuple(sorted(chosen))
    score = candidate.probability * (sum(certainty) / len(certainty) if certainty else 0.5)
    score *= at.incomplete ** sum(role not in roles for role in EXPECTED.get(candidate.type, ()))
    return Finding(
        type=candidate.type,
        head=candidate.token,
        trigger=(candidate.token, candidate.token),
        roles=roles,
        rule="model",
        score=round(score, 3),
        status=_status(candidate.status),
    )


def _best(tokens: dict[int, float], least: float) -> dict[int, float]:
    """The likeliest word, if it is likely enough."""
    best = max(tokens.items(), key=lambda item: item[1], default=None)
    return dict([best]) if best and best[1] >= least else {}


def _own(tree: Tree, trigger: int, chosen: dict[int, float]) -> dict[int, float]:
    """Without the subjects (or objects) of other verbs where one of the trigger's own was chosen."""
    label = {t: tree.dep[tree.first_conjunct(t)].split(":")[0] for t in chosen}
    governor = {t: tree.head[tree.first_conjunct(t)] for t in chosen}
    own = {label[t] for t in chosen if governor[t] == trigger and label[t] in ("nsubj", "obj")}
    return {t: p for t, p in chosen.items() if label[t] not in own or governor[t] == trigger}


def _part_of(tree: Tree, token: int, chosen: Container[int]) -> bool:
    """True for a word inside the phrase of another chosen word, unless it is coordinated with it."""
    at = token
    while tree.head[at] >= 0 and tree.dep[at] in INSIDE:
        at = tree.head[at]
        if at in chosen:
            return True
    return False


def _status(probabilities: tuple[float, ...]) -> Status:
    return STATUSES[max(range(len(STATUSES)), key=lambda k: probabilities[k])]
