"""What is computed from claims: events, each with its tellings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from oathbook.records import Claim, Interval, content_id

Aspect = Literal["status", "quantity", "when", "place", "agent", "object", "source"]
ASPECTS: tuple[Aspect, ...] = ("status", "quantity", "when", "place", "agent", "object", "source")
"""In what tellings can differ, in the order in which an event lists them."""
Ground = Literal["agent", "object", "place", "day", "figure", "victims", "words"]
GROUNDS: tuple[Ground, ...] = ("agent", "object", "place", "day", "figure", "victims", "words")
"""On what grounds claims were linked: ``victims`` the same sort of people, ``words`` the same words in a copy."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim of an event. ``copy_of`` is the id of the claim that it copies: the same words in a copied report."""

    claim: Claim
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One event or state with all claims that tell it.

    Attributes:
        type: the claim type.
        agent, object: who and whom, as the fullest telling names them; of a symmetric type they may change places.
        place: the narrowest place told, as written; None where none is told.
        when: the days that every telling with a time allows; None where none tells a time.
        tellings: by publication date (undated last), then id; at least one.
        reports: how many reports tell it, copies included.
        voices: how many of them are independent of one another; see ``oathbook.events.voices``.
        differs: in what the tellings differ, each aspect with what is told and the ids of the claims that tell it;
            copies do not count.
        grounds: on what the tellings were linked, of every two of them together; empty for a single telling.
    """

    type: str
    agent: tuple[str, ...]
    object: tuple[str, ...]
    place: str | None
    when: Interval | None
    tellings: tuple[Telling, ...]
    reports: int
    voices: int
    differs: tuple[tuple[Aspect, tuple[tuple[Any, tuple[str, ...]], ...]], ...]
    grounds: tuple[Ground, ...]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, in the order of the tellings."""
        return tuple(telling.claim for telling in self.tellings)

    @property
    def id(self) -> str:
        """The content id of the ids of its claims: the same claims are the same event."""
        return content_id(["event", *sorted(telling.claim.id for telling in self.tellings)])

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """In what the tellings differ."""
        return tuple(aspect for aspect, _ in self.differs)

    @property
    def published(self) -> tuple[date, date] | None:
        """The first and last publication date of its reports; None where none is known."""
        days = [claim.published for claim in self.claims if claim.published is not None]
        return (min(days), max(days)) if days else None

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``claims`` are claims as JSON, ``copies`` maps ids of copies to those they copy."""
        return {
            "id": self.id,
            "type": self.type,
            "agent": list(self.agent),
            "object": list(self.object),
            "place": self.place,
            "when": self.when.as_json() if self.when else None,
            "reports": self.reports,
            "voices": self.voices,
            "grounds": list(self.grounds),
            "differs": {
                aspect: [{"told": told, "claims": list(ids)} for told, ids in values] for aspect, values in self.differs
            },
            "copies": {telling.claim.id: telling.copy_of for telling in self.tellings if telling.copy_of},
            "claims": [claim.as_json() for claim in self.claims],
        }
