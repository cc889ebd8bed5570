"""From the probabilities of role fillers to a finding: which words are taken."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oathbook.records import Finding

if TYPE_CHECKING:
    from oathbook.claims.tree import Tree
    from oathbook.claims.triggers import Trigger

PARTICIPANTS = ("agent", "object")
INSIDE = frozenset(
    {"appos", "nmod", "nmod:poss", "nmod:desc", "nmod:unmarked", "compound", "flat", "amod", "nummod", "det"}
)
"""Labels by which a word belongs to the phrase of its head."""
EXPECTED = {
    "ally": ("agent", "object"), "base": ("agent",), "belong": ("agent", "object"), "demand": ("agent", "object"),
    "detain": ("object",), "expel": ("object",), "form": ("object",), "hold": ("agent",), "join": ("agent", "object"),
    "kill": ("object",), "lead": ("agent", "object"), "leave": ("agent", "object"), "merge": ("agent",),
    "pledge": ("agent", "object"), "release": ("object",), "seize": ("agent",), "strength": ("agent",),
    "support": ("agent", "object"), "withdraw": ("agent",),
}  # fmt: skip
"""Participants that at least nine in ten marked claims of a type name (eight for the objects of leave and demand)."""

SYMMETRIC = frozenset({"ally", "fight", "merge", "truce"})
"""Types whose agent and object may change places."""
TWO_SIDES = frozenset({"ally", "truce"})
"""Symmetric types that stand one party on each side: of several agents the first is agent, the others are objects."""

Probabilities = Mapping[str, Mapping[int, float]]


@dataclass(frozen=True)
class Thresholds:
    """From which probability on a word is taken. Chosen on a training file that no voice saw."""

    participant: float = 0.45
    detail: float = 0.4
    moment: float = 0.1
    """For the time; what is no time expression drops out later."""
    expected: float = 0.1
    """For a participant that the type nearly always has, where none reached ``participant``."""


def choose(trigger: Trigger, roles: Probabilities, tree: Tree, *, at: Thresholds | None = None) -> Finding:
    """The finding that takes the likeliest words for each role; its score is still the trigger's alone."""
    least = at or Thresholds()
    taken: dict[str, tuple[int, ...]] = {}
    if trigger.type in SYMMETRIC:
        roles = _as_parties(roles)
    for role, tokens in roles.items():
        if role in PARTICIPANTS:
            chosen = {t: p for t, p in tokens.items() if p >= least.participant}
            chosen = {t: p for t, p in chosen.items() if not _part_of(tree, t, chosen)}
            chosen = _own(tree, trigger.head, chosen)
            if not chosen and role in EXPECTED.get(trigger.type, ()):
                chosen = _best(tokens, least.expected)
        else:
            chosen = _best(tokens, least.moment if role == "when" else least.detail)
        if chosen:
            taken[role] = tuple(sorted(chosen))
    if trigger.type in TWO_SIDES:
        _part_sides(taken)
    pattern = trigger.pattern
    if pattern:
        given = pattern.roles.get("for", ())
        if given:
            taken["for"] = given
            for role in PARTICIPANTS:
                taken[role] = tuple(t for t in taken.get(role, ()) if t not in given)
    return Finding(
        type=trigger.type,
        head=trigger.head,
        trigger=trigger.span,
        roles=taken,
        rule=pattern.rule if pattern else "model",
        score=trigger.probability,
        status=(pattern.status if pattern else None) or trigger.status,
        what=pattern.what if pattern else None,
    )


def _as_parties(roles: Probabilities) -> Probabilities:
    """Where sides mean nothing a word is as likely a party as it is agent or object, on the side it is likelier on."""
    agent, other = (roles.get(role, {}) for role in PARTICIPANTS)
    party = {t: min(1.0, p + other.get(t, 0.0)) for t, p in agent.items()}
    left = {t: p if agent[t] >= other.get(t, 0.0) else 0.0 for t, p in party.items()}
    right = {t: p if agent[t] < other.get(t, 0.0) else 0.0 for t, p in party.items()}
    return {**roles, "agent": left, "object": right}


def _part_sides(taken: dict[str, tuple[int, ...]]) -> None:
    """Parties that all stand on one side are parted: the first against the others."""
    for full, empty in (PARTICIPANTS, PARTICIPANTS[::-1]):
        parties = taken.get(full, ())
        if len(parties) > 1 and not taken.get(empty):
            taken["agent"], taken["object"] = parties[:1], parties[1:]
            return


def _best(tokens: Mapping[int, float], least: float) -> dict[int, float]:
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
