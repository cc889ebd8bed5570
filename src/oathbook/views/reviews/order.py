"""Which claims are reviewed first."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

TOLD = frozenset({"kill", "detain", "release", "demand"})
"""Types that make no span of a history."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the order asks of a claim. ``agent`` and ``object`` are names as they fold."""

    id: str
    type: str
    status: str
    score: float
    agent: frozenset[str]
    object: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a claim comes where it does.

    Attributes:
        doubt: 1 less its score.
        disputed: whether another claim says of the same actors, in the same type, that it is denied, or is not.
        reach: how many claims that make spans name its most named actor; 0 where it makes none itself.
        weight: see ``order``; 0 to 2.
    """

    doubt: float
    disputed: bool
    reach: int
    weight: float


def order(claims: Iterable[Weighed]) -> dict[str, Reasons]:
    """The claims by what matters most, with the reasons.

    The rule: a claim weighs its doubt (1 less its score), and half a point more where it is disputed, and up to half a
    point more for its reach: log(1 + n) / log(1 + most), where n is the number of claims that make spans and name its
    most named actor, and most is the largest n of all. So a doubtful claim of a group that is in many answers comes
    before an as doubtful one that hardly any answer rests on. Equal ones are in the order of their ids.
    """
    every = list(claims)
    named = Counter(name for claim in every if claim.type not in TOLD for name in claim.agent | claim.object)
    said: dict[tuple[str, frozenset[str], frozenset[str]], set[bool]] = defaultdict(set)
    for claim in every:
        said[claim.type, claim.agent, claim.object].add(claim.status == "denied")
    most = math.log1p(max(named.values(), default=1))
    found = []
    for claim in every:
        names = claim.agent | claim.object
        disputed = bool(names) and len(said[claim.type, claim.agent, claim.object]) > 1
        reach = 0 if claim.type in TOLD else max((named[name] for name in names), default=0)
        doubt = 1 - claim.score
        weight = doubt + disputed / 2 + math.log1p(reach) / most / 2
        found.append((claim.id, Reasons(doubt, disputed, reach, weight)))
    found.sort(key=lambda pair: (-pair[1].weight, pair[0]))
    return dict(found)
