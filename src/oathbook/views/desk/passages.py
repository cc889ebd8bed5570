"""A claim's paragraph, cut so that its words and those of its roles can be marked and selected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from oathbook.records import Claim, Report
from oathbook.views.desk.templating import UNFIT
from oathbook.views.protect import PROTECTED, Protector
from oathbook.views.showing import paragraph

ROLES = ("agent", "object", "place", "when", "source")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the paragraph.

    ``at``: its offset in the report's text; ``length``: how much of that it stands for. ``inside``: whether it is of
    the claim's words; ``role``: which role's words it is, or empty; ``held``: whether a protected name is left out.
    """

    text: str
    at: int
    length: int
    inside: bool
    role: str = ""
    held: bool = False


def passages(claim: Claim, report: Report, guard: Protector) -> list[Passage]:
    """The pieces of the claim's paragraph. ``claim`` is as it is kept, with its names."""
    first, last = paragraph(report, claim.start, claim.end)
    roles = list(_roles(claim, report.text, first, last))
    return _cut(report, (first, last), (claim.start, claim.end), roles, guard)


def plain_passages(report: Report, bounds: tuple[int, int], inside: tuple[int, int], guard: Protector) -> list[Passage]:
    """The pieces of a paragraph; ``inside``: the words that are chosen in it, or two equal offsets."""
    return _cut(report, bounds, inside, [], guard)


def _cut(
    report: Report,
    bounds: tuple[int, int],
    chosen: tuple[int, int],
    roles: list[tuple[int, int, str]],
    guard: Protector,
) -> list[Passage]:
    text = report.text
    first, last = bounds
    held = [(max(a, first), min(b, last)) for a, b in guard.spans(text, report.id) if a < last and b > first]
    unfit = [found.span() for found in UNFIT.finditer(text, first, last)]
    edges = {first, last, max(first, min(last, chosen[0])), max(first, min(last, chosen[1]))}
    edges |= {edge for low, high, _ in roles for edge in (low, high)} | {edge for pair in unfit for edge in pair}
    edges = {edge for edge in edges if not any(a < edge < b for a, b in held)} | {
        edge for pair in held for edge in pair
    }
    out = []
    for low, high in pairwise(sorted(edges)):
        is_held = (low, high) in held
        role = next((role for a, b, role in roles if a <= low and high <= b), "")
        inside = chosen[0] < high and low < chosen[1]
        out.append(Passage(PROTECTED if is_held else text[low:high], low, high - low, inside, role, is_held))
    return out


def _roles(claim: Claim, text: str, first: int, last: int) -> Iterator[tuple[int, int, str]]:
    """Where the words of each role stand: the place nearest to the claim's own words; none over another."""
    given: dict[str, tuple[str | None, ...]] = {
        "agent": claim.agent, "object": claim.object, "place": (claim.place,), "when": (claim.when_words,),
        "source": () if claim.source in ("report", "unnamed") else (claim.source,),
    }  # fmt: skip
    taken: list[tuple[int, int]] = []
    for role in ROLES:
        for name in filter(None, given[role]):
            spaced = r"\s+".join(map(re.escape, name.split()))
            places = [m.span() for m in re.finditer(rf"(?<!\w){spaced}(?!\w)", text[first:last], re.IGNORECASE)]
            whole = [(a + first, b + first) for a, b in places]
            free = [(a, b) for a, b in whole if not any(a < d and c < b for c, d in taken)]
            if free:
                low, high = min(free, key=lambda pair: _away(pair, claim))
                taken.append((low, high))
                yield low, high, role


def _away(pair: tuple[int, int], claim: Claim) -> tuple[int, int]:
    """How far words stand from those of the claim; 0 inside of them."""
    return max(0, claim.start - pair[1], pair[0] - claim.end), pair[0]
