"""Leaves the names of protected sources out: people under an alias and people who asked not to be named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from oathbook.records import PROTECTED_STANDINGS, Claim
from oathbook.views.phrases import wording

PROTECTED = "protected source"


def _pattern(name: str) -> re.Pattern[str] | None:
    """Finds the name in running text, whatever its case, and a proper name's own parts ("Taha" of "Mahmoud Taha").

    None for a description of one or two words ("a commander"): it names nobody, and stands for others elsewhere.
    """
    words = re.findall(r"\w[\w'’]*(?:-\w[\w'’]*)*", name)
    proper = bool(words) and words[0][:1].isupper() and words[-1][:1].isupper()
    if not proper and len(words) < 3:
        return None
    parts = [word for word in words if proper and word[:1].isupper() and len(word) > 2]
    parts = [part for part in parts if part.lower() not in wording()["not_names"]]
    whole = r"\s+".join(re.escape(piece) for piece in name.split())
    found = [rf"(?i:{whole})", *(re.escape(part) for part in dict.fromkeys(parts))]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)")


@dataclass(frozen=True)
class Protector:
    """Knows the protected names of each report and takes them out. Made by ``protector``.

    A name is protected in the whole report in which one claim's source has it with standing alias or anonymous: also
    where it is agent or object, and inside the quoted words. ``start`` and ``end`` stay those of the report's text.
    """

    names: Mapping[str, frozenset[str]]
    """Protected names by report id."""
    _patterns: dict[str, re.Pattern[str] | None] = field(default_factory=dict, repr=False)

    def spans(self, text: str, report: str) -> list[tuple[int, int]]:
        """Where protected names of the report stand in a text; in order, not overlapping."""
        found: list[tuple[int, int]] = []
        for name in self.names.get(report, ()):
            pattern = self._found(name)
            found += [match.span() for match in pattern.finditer(text)] if pattern else []
        merged: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def text(self, text: str, report: str) -> str:
        """The text with PROTECTED in place of each protected name of the report."""
        for start, end in reversed(self.spans(text, report)):
            text = text[:start] + PROTECTED + text[end:]
        return text

    def claim(self, claim: Claim) -> Claim:
        """The claim without the protected names of its report."""
        if not self.names.get(claim.report):
            return claim

        held = claim.standing in PROTECTED_STANDINGS

        def mend(text: str) -> str:
            return PROTECTED if held and text == claim.source else self.text(text, claim.report)

        return replace(
            claim,
            agent=tuple(mend(name) for name in claim.agent),
            object=tuple(mend(name) for name in claim.object),
            place=mend(claim.place) if claim.place else claim.place,
            source=mend(claim.source),
            exchanged_for=mend(claim.exchanged_for) if claim.exchanged_for else claim.exchanged_for,
            evidence=mend(claim.evidence),
            kinds={mend(name): kind for name, kind in claim.kinds.items()},
        )

    def record(self, value: Any) -> Any:
        """JSON of an answer: claims inside it as ``claim`` does; elsewhere every name that any report protects."""
        if isinstance(value, Mapping):
            if "report_id" in value and "evidence" in value:
                return self.claim(Claim.from_json(value)).as_json()
            return {key: self.record(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.record(item) for item in value]
        if isinstance(value, str) and any(value in names for names in self.names.values()):
            return PROTECTED
        return value

    def _found(self, name: str) -> re.Pattern[str] | None:
        if name not in self._patterns:
            self._patterns[name] = _pattern(name)
        return self._patterns[name]


def protector(claims: Iterable[Claim]) -> Protector:
    """A protector for these claims' reports. Give it all claims of a report, not a selection."""
    names: dict[str, set[str]] = {}
    for claim in claims:
        if claim.standing in PROTECTED_STANDINGS:
            names.setdefault(claim.report, set()).add(claim.source)
    return Protector({report: frozenset(found) for report, found in names.items()})


NOBODY = Protector({})
"""Protects no name."""
