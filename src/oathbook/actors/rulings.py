"""What is held of two names, and by which steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from oathbook.records import Judgement


@dataclass(frozen=True, slots=True)
class Step:
    """One step from a name to another: a judgement, or None where the known names give both to one actor (or, in a
    step that says "different", to two). ``one`` and ``other`` are folded names, in the direction of the path."""

    one: str
    other: str
    verdict: Literal["same", "different", "unsure"]
    judgement: Judgement | None = None

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``judgement`` is null for a step of the known names."""
        judged = self.judgement.as_json() if self.judgement else None
        return {"one": self.one, "other": self.other, "verdict": self.verdict, "judgement": judged}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is held of two names: one actor, two, judged to be unclear, or nothing (None).

    ``path`` are the steps from one to the other; empty where nothing is held or the two fold to one name.
    """

    verdict: Literal["same", "different", "unsure"] | None
    path: tuple[Step, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {"verdict": self.verdict, "path": [step.as_json() for step in self.path]}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A judgement "same" that is not followed, since it would join what ``against`` keeps apart."""

    judgement: Judgement
    against: Ruling

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {"judgement": self.judgement.as_json(), "against": self.against.as_json()}


NOTHING = Ruling(None)
"""Nothing is held."""
