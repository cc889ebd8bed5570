"""What leaves the program about names, without those of protected sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from oathbook.actors import fold
from oathbook.views.protect import PROTECTED, Protector
from oathbook.views.quoting import Quote


@dataclass(frozen=True)
class NameGuard:
    """Hides names that any report protects, however they are spelt. Made by ``name_guard``."""

    folded: frozenset[str]
    protector: Protector

    def hides(self, names: Iterable[str]) -> bool:
        """Whether one of the names is protected."""
        return any(fold(name) in self.folded for name in names)

    def party(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The JSON of an actor. Where one of its names is protected its key and all of its names are left out."""
        hidden = self.hides([record["key"], *record["names"]])
        return {**record, "key": PROTECTED, "names": [PROTECTED]} if hidden else dict(record)

    def pair(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """A record with ``one`` and ``other``. Where one is protected both are left out: the other may tell it."""
        hidden = self.hides([record["one"], record["other"]])
        return {**record, "one": PROTECTED, "other": PROTECTED} if hidden else dict(record)

    def judgement(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The JSON of a judgement. Where a name is protected the reason is left out with both, since it may tell it."""
        out = self.pair(record)
        return {**out, "why": PROTECTED} if out["one"] == PROTECTED else out

    def step(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """The JSON of a step between two names."""
        judged = self.judgement(record["judgement"]) if record["judgement"] else None
        return {**self.pair(record), "judgement": judged}

    def likeness(self, record: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
        """The JSON of a likeness of these names; without what the reasons quote where one is protected."""
        if not self.hides(names):
            return dict(record)
        bare = [{**reason, "one": "", "other": "", "says": reason["rule"]} for reason in record["reasons"]]
        return {**record, "reasons": bare}

    def quote(self, quote: Quote | None) -> dict[str, Any] | None:
        """The JSON of a sentence, without the protected names of its report."""
        if quote is None:
            return None
        return {**quote.as_json(), "text": self.protector.text(quote.text, quote.report)}


def name_guard(protector: Protector) -> NameGuard:
    """A guard for the names that the protector knows."""
    names = {name for found in protector.names.values() for name in found}
    return NameGuard(frozenset(filter(None, map(fold, names))), protector)
