"""What was done with reports, and what people decided about names and claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what was done with a report, by whom, when and why. Never changed, never deleted.

    ``what`` is "read" (``who`` is the reader's version), "withdrawn" or "restored" (``who`` is the person who did it
    and ``why`` is always given), "reviewed": a review of ``who`` changed what the ledger answers of a claim, which
    ``why`` names, or "carried": what people decided of a claim of an older reading goes on with one of the newest,
    which ``why`` names (``who`` is the newest reading's version). ``at`` is in UTC. ``number`` is the ledger's own
    running number.
    """

    number: int
    id: str
    what: Literal["read", "withdrawn", "restored", "reviewed", "carried"]
    report: str
    who: str
    at: datetime
    why: str | None

    def as_json(self) -> dict[str, Any]:
        """The entry as one JSON object."""
        return {
            "number": self.number,
            "id": self.id,
            "what": self.what,
            "report": self.report,
            "who": self.who,
            "at": self.at.isoformat(),
            "why": self.why,
        }


PROGRAM = "oathbook "
"""How ``who`` begins where the program itself judged; its version follows."""
Verdict = Literal["same", "different", "unsure", "undone"]
"""``undone`` takes back what was judged of the two names before; nothing is judged of them then."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judged of two names: whether they mean one actor. Never changed, never deleted.

    The newest judgement of a pair counts. ``one`` and ``other`` are names as given, in the order of the alphabet;
    ``who`` is a person, or "oathbook VERSION" for what was merged automatically. ``at`` is in UTC. ``number`` is the
    ledger's own running number of judgements. ``score`` is how alike the program found the two, None where a person
    judged.
    """

    number: int
    id: str
    one: str
    other: str
    verdict: Verdict
    who: str
    at: datetime
    why: str
    score: float | None = None

    @property
    def by_program(self) -> bool:
        """Whether the program judged, and no person."""
        return self.who.startswith(PROGRAM)

    def as_json(self) -> dict[str, Any]:
        """The judgement as one JSON object."""
        return {
            "number": self.number,
            "id": self.id,
            "one": self.one,
            "other": self.other,
            "verdict": self.verdict,
            "who": self.who,
            "at": self.at.isoformat(),
            "why": self.why,
            "score": self.score,
        }


Decision = Literal["accepted", "corrected", "rejected", "unsure", "undone", "added"]
"""``undone`` takes back what the same person decided about the claim in the same round before. ``added``: the person
found the claim in the report, where the reader did not."""
ADDED = "added by a person"
"""The rule, and the reader, of a claim that a person added."""
FIRST = "first"
"""The round of reviews that count for answers, each for one person."""
SETTLED = "settled"
"""The round of an editor who settles where others differ; it counts before all others."""
FIELDS = ("type", "agent", "object", "place", "when", "status", "source", "quantity", "span")
"""What a review can correct. ``span`` is the claim's own words, as ``[start, end]``."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided about one claim. Never changed, never deleted.

    The newest review of a claim, person and round counts. ``corrections`` maps fields (``FIELDS``) to their right
    values, in the form of ``Claim.as_json``; empty where nothing is corrected; all of them where the claim was added.
    ``round`` is ``FIRST``, ``SETTLED``, or the name of a blind round, which is for comparing and changes no answer.
    ``at`` is in UTC. ``number`` is the ledger's own running number of reviews. ``carried`` is the number of the review
    of an older reading's claim that this one carries on to a newer reading's, None where the person decided.
    """

    number: int
    id: str
    claim: str
    report: str
    who: str
    at: datetime
    decision: Decision
    corrections: Mapping[str, Any]
    why: str | None
    round: str
    carried: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The review as one JSON object; ``carried`` where it carries on another."""
        return {
            "number": self.number,
            "id": self.id,
            "claim": self.claim,
            "report_id": self.report,
            "who": self.who,
            "at": self.at.isoformat(),
            "decision": self.decision,
            "corrections": dict(self.corrections),
            "why": self.why,
            "round": self.round,
            **({"carried": self.carried} if self.carried is not None else {}),
        }
