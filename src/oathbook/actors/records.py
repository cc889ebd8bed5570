"""What is said of names: how alike two are and why; what the knowledge files know of an actor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from oathbook.records import Interval


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against two names meaning one actor.

    ``rule`` is its short name ("translated word", "acronym", "other number"); ``one`` and ``other`` are the parts of
    the two names that it looked at (may be empty); ``says`` puts it in words.
    """

    rule: str
    effect: Literal["for", "against"]
    one: str
    other: str
    says: str

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {"rule": self.rule, "effect": self.effect, "one": self.one, "other": self.other, "says": self.says}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two names are spellings or forms of one, between 0 and 1, with the reasons, weightiest first."""

    score: float
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {"score": self.score, "reasons": [reason.as_json() for reason in self.reasons]}


KnownTie = Literal[
    "renamed to", "splinter of", "merged into", "part of", "allied in", "successor of", "renamed back to"
]


@dataclass(frozen=True, slots=True)
class KnownRelation:
    """A relation that a knowledge file gives: the actor was renamed to, split from, ... ``other`` (an actor's id).

    ``when`` is the time in which it came about, None where the file tells no time; ``source`` says where the fact is
    from. ``until`` is the time in which a membership or alliance ended, None where the file does not tell.
    """

    kind: KnownTie
    other: str
    when: Interval | None
    source: str
    until: Interval | None = None

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {
            "relation": self.kind,
            "other": self.other,
            "when": self.when.as_json() if self.when else None,
            "until": self.until.as_json() if self.until else None,
            "source": self.source,
        }


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name of an actor in a knowledge file, with the time in which it used it (None: not told)."""

    name: str
    when: Interval | None = None

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {"name": self.name, "when": self.when.as_json() if self.when else None}


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of a knowledge file. ``names``: the first is the one it is best known by. ``kind``: a mention kind.

    ``ucdp`` is its number in the UCDP actor list; the names that an actor had one after another share it.
    """

    id: str
    kind: str
    names: tuple[KnownName, ...]
    conflict: str | None
    relations: tuple[KnownRelation, ...]
    source: str
    ucdp: int | None = None

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {
            "id": self.id,
            "kind": self.kind,
            "names": [each.as_json() for each in self.names],
            "conflict": self.conflict,
            "relations": [each.as_json() for each in self.relations],
            "ucdp": self.ucdp,
            "source": self.source,
        }
