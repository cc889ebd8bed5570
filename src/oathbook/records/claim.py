"""A candidate of a claim, and a claim."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from oathbook.records.basic import Figure, Interval
from oathbook.records.reading import Standing

Status = Literal["actual", "planned", "possible", "denied"]

TYPES = (
    "pledge", "join", "leave", "form", "merge", "expel", "demand", "ally", "fight", "kill", "detain", "release",
    "hold", "seize", "withdraw", "base", "strength", "lead", "belong", "truce", "support",
)  # fmt: skip
PROTECTED_STANDINGS: tuple[Standing, ...] = ("alias", "anonymous")
STATUSES: tuple[Status, ...] = ("actual", "planned", "possible", "denied")


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim candidate on tokens, before names, dates, source and status are settled.

    ``trigger`` are the first and last token of the words that name the event or state; ``head`` its head token.
    ``roles`` maps "agent", "object", "place", "when", "quantity", "source" to head tokens of the fillers.
    ``status`` is None where the rule leaves it to the general reading of status. ``rule`` names what found it
    ("pledge/swear-allegiance", "model"); ``score`` is between 0 and 1.
    """

    type: str
    head: int
    trigger: tuple[int, int]
    roles: Mapping[str, tuple[int, ...]]
    rule: str
    score: float
    status: Status | None = None
    what: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one report says about an armed group. See docs/claims.md for types and roles.

    ``agent``, ``object`` and ``source`` are names as the report gives them; ``kinds`` maps each of these names to its
    kind. ``source`` is "report" for the reporter's own voice and "unnamed" for "reportedly". ``evidence`` is
    ``text[start:end]``. ``exchanged_for`` is what a release was exchanged for ("for" in JSON).
    """

    id: str
    report: str
    report_name: str
    type: str
    agent: tuple[str, ...]
    object: tuple[str, ...]
    place: str | None
    quantity: Figure | None
    when: Interval | None
    when_words: str | None
    status: Status
    source: str
    standing: Standing
    what: str | None
    exchanged_for: str | None
    start: int
    end: int
    evidence: str
    rule: str
    score: float
    published: date | None
    kinds: Mapping[str, str]
    reader: str
    """Version of the reader (program, model, lexicon) that made the claim."""

    def as_json(self) -> dict[str, Any]:
        """The claim as one JSON object, with the keys of the claim schema; ``report`` is the report's name."""
        out: dict[str, Any] = {
            "report": self.report_name,
            "report_id": self.report,
            "id": self.id,
            "type": self.type,
            "agent": list(self.agent),
            "object": list(self.object),
            "place": self.place,
            "quantity": self.quantity.as_json() if self.quantity else None,
            "when": self.when.as_json() if self.when else None,
            "when_words": self.when_words,
            "status": self.status,
            "source": self.source,
            "standing": self.standing,
            "evidence": self.evidence,
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
            "score": self.score,
            "published": self.published.isoformat() if self.published else None,
            "kinds": dict(self.kinds),
            "reader": self.reader,
        }
        if self.what is not None:
            out["what"] = self.what
        if self.exchanged_for is not None:
            out["for"] = self.exchanged_for
        return out

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Claim:
        """The reverse of ``as_json``."""
        return cls(
            id=record["id"],
            report=record["report_id"],
            report_name=record["report"],
            type=record["type"],
            agent=tuple(record["agent"]),
            object=tuple(record["object"]),
            place=record["place"],
            quantity=Figure.from_json(record["quantity"]),
            when=Interval.from_json(record["when"]),
            when_words=record["when_words"],
            status=record["status"],
            source=record["source"],
            standing=record["standing"],
            what=record.get("what"),
            exchanged_for=record.get("for"),
            start=record["start"],
            end=record["end"],
            evidence=record["evidence"],
            rule=record["rule"],
            score=record["score"],
            published=date.fromisoformat(record["published"]) if record["published"] else None,
            kinds=dict(record["kinds"]),
            reader=record["reader"],
        )
