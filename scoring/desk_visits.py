"""What the users of ``bench_desk.py`` do: the kinds of pages that there are, each with an address drawn by chance."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlencode

MOST = 200
"""Links of a kind that a user remembers."""


@dataclass
class Known:
    """What the ledger holds, for addresses to be drawn from."""

    reports: list[str]
    claims: list[str]
    names: list[str]
    first: date
    last: date


@dataclass
class Visit:
    """One user: what they know, and the links they have met (marks of pictures, spans)."""

    known: Known
    chance: random.Random
    met: dict[str, list[str]] = field(default_factory=dict)

    def day(self) -> str:
        """A day of those that the claims tell of."""
        length = (self.known.last - self.known.first).days
        return (self.known.first + timedelta(days=self.chance.randrange(length))).isoformat()

    def name(self) -> str:
        """An actor's name."""
        return self.chance.choice(self.known.names)

    def learn(self, page: str) -> None:
        """Remember the links of a page that lead to more than the page itself."""
        for kind, pattern in LINKS.items():
            found = [link.replace("&amp;", "&") for link in re.findall(pattern, page)]
            if found:
                held = self.met.setdefault(kind, [])
                held += self.chance.sample(found, min(5, len(found)))
                del held[:-MOST]


LINKS = {
    "span": r'href="(/spans/[^"]+)"',
    "evidence": r'href="(/pictures/[a-z]+/evidence\?[^"]+)"',
    "review form": r'action="/review/(\w{16,})/accept"',
}
Draw = Callable[[Visit], str]


def _at(path: str, **given: Draw | str) -> Draw:
    def draw(visit: Visit) -> str:
        values = {key: value if isinstance(value, str) else value(visit) for key, value in given.items()}
        return f"{path}?{urlencode(values)}" if values else path

    return draw


def _of(kind: str, path: str) -> Draw:
    def draw(visit: Visit) -> str:
        return path.format(quote(visit.chance.choice(getattr(visit.known, kind)), safe=""))

    return draw


def _met(kind: str, instead: Draw) -> Draw:
    def draw(visit: Visit) -> str:
        held = visit.met.get(kind)
        return visit.chance.choice(held) if held else instead(visit)

    return draw


def _one_of(*draws: Draw) -> Draw:
    return lambda visit: visit.chance.choice(draws)(visit)


_NAME: Draw = Visit.name
_DAY: Draw = Visit.day
PAGES: dict[str, Draw] = {
    "home": _at("/"),
    "reports": _one_of(_at("/reports"), _at("/reports", q="report 77"), _at("/reports", since="2014", until="2015")),
    "a report": _of("reports", "/reports/{}"),
    "claims": _one_of(
        _at("/claims"), _at("/claims", page="700"), _at("/claims", type="leave"), _at("/claims", actor=_NAME),
        _at("/claims", type="kill", since="2014", until="2015"), _at("/claims", q="liwa 7"),
    ),
    "a claim": _of("claims", "/claims/{}"),
    "search": _one_of(_at("/search", q="winter"), _at("/search", q=_NAME)),
    "actors": _one_of(_at("/actors"), _at("/actors", q="7"), _at("/actors", kind="group", page="3")),
    "an actor": _of("names", "/actors/{}"),
    "a span": _met("span", _of("names", "/actors/{}")),
    "names": _at("/names"),
    "two names": _at("/names/pair", one=_NAME, other=_NAME),
    "names, log": _at("/names/log"),
    "network": _at("/network", on=_DAY),
    "network of one": _at("/network", on=_DAY, name=_NAME),
    "network, moving": _at("/pictures/network.json", on=_DAY, shown="auto"),
    "ties": _at("/network/ties", on=_DAY),
    "tree": _one_of(_at("/tree", on=_DAY), _at("/tree", on=_DAY, name=_NAME)),
    "map": _at("/map", on=_DAY),
    "evidence": _met("evidence", _at("/network", on=_DAY)),
    "picture as a file": _one_of(_at("/pictures/network.svg", on=_DAY), _at("/pictures/network.gexf", on=_DAY)),
    "disputes": _one_of(_at("/disputes"), _at("/disputes", kind="strength", page="2"), _at("/disputes", name=_NAME)),
    "watch": _at("/watch"),
    "changes": _at("/changes"),
    "agreement": _at("/review/agreement"),
    "differences": _at("/review/differences"),
    "audit": _at("/audit"),
    "read in": _at("/read"),
    "claims as a file": _at("/claims.csv", actor=_NAME),
    "gold": _at("/review/gold.jsonl"),
    "API claims": _one_of(_at("/api/v1/claims"), _at("/api/v1/claims", actor=_NAME)),
    "API a claim": _of("claims", "/api/v1/claims/{}"),
    "API reports": _one_of(_at("/api/v1/reports"), _of("reports", "/api/v1/reports/{}")),
    "API actors": _one_of(_at("/api/v1/actors"), _at("/api/v1/actors/log")),
    "API who": _at("/api/v1/who", name=_NAME, on=_DAY),
    "API story": _at("/api/v1/story", name=_NAME),
    "API under": _at("/api/v1/under", name=_NAME, on=_DAY),
    "API between": _at("/api/v1/between", name=_NAME, other=_NAME),
    "API strength": _at("/api/v1/strength", name=_NAME),
    "API places": _at("/api/v1/places", name=_NAME),
    "API search": _at("/api/v1/search", q=_NAME),
    "API watch": _at("/api/v1/watch"),
    "API disputes": _at("/api/v1/disputes"),
    "API reviews": _at("/api/v1/reviews"),
    "API entries": _at("/api/v1/entries"),
}  # fmt: skip
"""By kind: who reads. ``review`` and ``decide`` come with them for reviewers."""
READERS = frozenset(PAGES) - {"agreement", "differences", "gold", "API reviews", "read in"}
ONLY_EDITORS = frozenset({"audit"})
DECISIONS = ("accept",) * 7 + ("unsure", "reject", "correct")


def decision(visit: Visit) -> tuple[str, dict[str, Any]]:
    """What a reviewer decides, and the fields of its form."""
    what = visit.chance.choice(DECISIONS)
    return what, {"status": "possible", "why": "measured"} if what == "correct" else {}
