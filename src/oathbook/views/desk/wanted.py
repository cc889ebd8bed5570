"""What the address of a picture asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import get_args

from oathbook.history.span import SpanKind
from oathbook.views.desk.asked import Asked as Given
from oathbook.views.desk.asked import day
from oathbook.views.desk.errors import Refusal
from oathbook.views.pictures import Asked, Kind
from oathbook.views.pictures.ties import DRAWN

KINDS: tuple[Kind, ...] = ("network", "map", "tree", "timeline", "strength")
OF_ACTOR = ("timeline", "strength")
"""Pictures that are drawn of one actor, from its own claims."""
SHOWN = ("auto", "actors", "blocs")
"""How a whole network can be shown."""
TIES: tuple[SpanKind, ...] = tuple(kind for kind in get_args(SpanKind) if kind in DRAWN)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that an address asks for.

    ``ties``: for a network those shown, all where empty. ``shown``: "" for a drawing of the most connected actors; for
    a whole network "actors" (each for itself), "blocs" (each bloc as one circle, but for those in ``opened``, which
    holds the ids of their banners), or "auto" (blocs where there are many actors).
    """

    kind: Kind
    name: str = ""
    on: date | None = None
    known_by: date | None = None
    ties: tuple[SpanKind, ...] = ()
    shown: str = ""
    opened: tuple[str, ...] = ()

    @property
    def query(self) -> dict[str, str]:
        """Its parameters; empty ones left out."""
        given = {
            "name": self.name,
            "on": self.on.isoformat() if self.on else "",
            "known_by": self.known_by.isoformat() if self.known_by else "",
            "ties": " ".join(self.ties),
            "shown": self.shown,
            "opened": " ".join(self.opened),
        }
        return {key: value for key, value in given.items() if value}

    @property
    def asked(self) -> Asked:
        """The two clocks."""
        return Asked(on=self.on, known_by=self.known_by)


def read_wanted(kind: str, given: Given) -> Wanted:
    """What a query asks for. Refusal where a value is not allowed."""
    if kind not in KINDS:
        raise Refusal(404, "unknown", f"there is no picture {kind!a}; allowed: {', '.join(KINDS)}", kind, list(KINDS))
    ties = given.get("ties", "").split()
    for tie in ties:
        if tie not in TIES:
            raise Refusal(400, "not_allowed", f"ties: {tie!r} is none; allowed: {', '.join(TIES)}", tie, list(TIES))
    chosen = tuple(tie for tie in TIES if tie in ties)
    shown = given.get("shown", "")
    if shown not in ("", *SHOWN):
        message = f"shown: {shown!r} is none; allowed: {', '.join(SHOWN)}"
        raise Refusal(400, "not_allowed", message, shown, list(SHOWN))
    network = kind == "network"
    return Wanted(
        kind,
        given.get("name", "").strip(),
        day("on", given, None),
        day("known_by", given, "last"),
        chosen if len(chosen) < len(TIES) and network else (),
        shown if network else "",
        tuple(sorted(set(given.get("opened", "").split()))) if network and shown in ("blocs", "auto") else (),
    )
