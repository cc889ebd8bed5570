"""The answers of under, between, strength, places and watch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from oathbook.history.coverage import Covers
from oathbook.history.span import Span
from oathbook.records import Claim

Watch = Literal["considering", "under ultimatum", "threatened", "negotiating", "refused", "leaving", "possible"]
"""``considering``: plans to pledge, join, merge; ``under ultimatum``: something is demanded of it; ``threatened``: an
attack on it, or the taking of a place, is planned or feared; ``negotiating``: a truce, an alliance, a release is
planned; ``refused``: it said it would not; ``leaving``: it plans to leave or may; ``possible``: it may come to stand
under another."""


def day_json(day: date | None) -> str | None:
    """ISO, or None."""
    return day.isoformat() if day else None


def claims_json(spans: Iterable[Span], more: Iterable[Claim] = ()) -> list[dict[str, Any]]:
    """Every claim that the spans name, once, and more, in the order of their ids."""
    found = {claim.id: claim for claim in more}
    for span in spans:
        found |= {claim.id: claim for claim in (*span.supporting, *span.opposing, *span.enders)}
    return [found[id].as_json() for id in sorted(found)]


@dataclass(frozen=True, slots=True)
class Seen:
    """A span, and whether it covers the day asked for ("yes" where none is asked for and no end is told)."""

    span: Span
    sure: Covers

    def as_json(self) -> dict[str, Any]:
        """The span as JSON, with ``sure``."""
        return {**self.span.as_json(), "sure": self.sure}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody under a banner.

    Attributes:
        name: as most claims of its first link name it; ``called``: its name on the day, where known.
        kind: as those claims give it.
        chain: the links from it up to the banner, each a span of kind ``under``.
        sure: "maybe" where one of the links is.
    """

    name: str
    called: str | None
    kind: str
    chain: tuple[Seen, ...]
    sure: Covers

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``chain`` are spans."""
        return {
            "name": self.name,
            "called": self.called,
            "kind": self.kind,
            "sure": self.sure,
            "level": len(self.chain),
            "chain": [link.as_json() for link in self.chain],
        }


@dataclass(frozen=True, slots=True)
class Banner:
    """All that stand under an actor. ``members``: by level, then by name. ``others``: spans of those who consider it,
    are called on, may, refused or are said not to, directly under it."""

    name: str
    names: tuple[str, ...]
    kind: str
    on: date | None
    known_by: date | None
    members: tuple[Member, ...]
    others: tuple[Seen, ...]

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``claims`` are all that are named by their ids."""
        spans = [link.span for member in self.members for link in member.chain]
        return {
            "name": self.name,
            "names": list(self.names),
            "kind": self.kind,
            "on": day_json(self.on),
            "known_by": day_json(self.known_by),
            "members": [member.as_json() for member in self.members],
            "others": [seen.as_json() for seen in self.others],
            "claims": claims_json([*spans, *(seen.span for seen in self.others)]),
        }


@dataclass(frozen=True, slots=True)
class Between:
    """What is told of two actors. ``spans``: all ties of the one to the other in time, those over by the day too.
    ``claims``: all claims that name both, in time order; with a day those of that day and before."""

    name: str
    other: str
    names: tuple[str, ...]
    other_names: tuple[str, ...]
    on: date | None
    known_by: date | None
    spans: tuple[Seen, ...]
    claims: tuple[Claim, ...]

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``claims`` holds in full all that are named."""
        return {
            "name": self.name,
            "other": self.other,
            "names": list(self.names),
            "other_names": list(self.other_names),
            "on": day_json(self.on),
            "known_by": day_json(self.known_by),
            "spans": [seen.as_json() for seen in self.spans],
            "told": [claim.id for claim in self.claims],
            "claims": claims_json((seen.span for seen in self.spans), self.claims),
        }


@dataclass(frozen=True, slots=True)
class Series:
    """Spans of one actor in time: its strength, or its places. ``notes``: claims beside them, such as losses."""

    question: Literal["strength", "places"]
    name: str
    names: tuple[str, ...]
    kind: str
    on: date | None
    known_by: date | None
    spans: tuple[Seen, ...]
    notes: tuple[Claim, ...]

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``claims`` holds in full all that are named."""
        return {
            "question": self.question,
            "name": self.name,
            "names": list(self.names),
            "kind": self.kind,
            "on": day_json(self.on),
            "known_by": day_json(self.known_by),
            "spans": [seen.as_json() for seen in self.spans],
            "notes": [claim.id for claim in self.notes],
            "claims": claims_json((seen.span for seen in self.spans), self.notes),
        }


@dataclass(frozen=True, slots=True)
class Watched:
    """Something that hangs in the balance: who, what, with regard to whom, by which claims.

    ``span`` is the span that tells it, None where claims alone do (demands but for an oath, plans to leave).
    ``claims`` are in time order; ``what``: for a demand, what is demanded.
    """

    state: Watch
    name: str
    other: str | None
    place: str | None
    what: str | None
    heard: date | None
    span: Span | None
    claims: tuple[Claim, ...]

    def as_json(self) -> dict[str, Any]:
        """One JSON object."""
        return {
            "state": self.state,
            "name": self.name,
            "other": self.other,
            "place": self.place,
            "what": self.what,
            "heard": day_json(self.heard),
            "span": self.span.as_json() if self.span else None,
            "claims": [claim.id for claim in self.claims],
        }


@dataclass(frozen=True, slots=True)
class Watchlist:
    """What hangs in the balance on a day: heard of in the ``days`` before it and not settled by then, newest first."""

    on: date | None
    known_by: date | None
    days: int
    entries: tuple[Watched, ...]

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``claims`` holds in full all that are named."""
        return {
            "on": day_json(self.on),
            "known_by": day_json(self.known_by),
            "days": self.days,
            "entries": [entry.as_json() for entry in self.entries],
            "claims": claims_json(
                (entry.span for entry in self.entries if entry.span),
                [claim for entry in self.entries for claim in entry.claims],
            ),
        }
