"""Claims in the words that a picture shows when something in it is pointed at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from oathbook.records import Claim
from oathbook.views.phrases import count, sentence, short
from oathbook.views.pictures.text import plain
from oathbook.views.telling import where_said

MOST = 6
"""Claims told in full when something is pointed at; the page has all of them."""
_LONGEST = 220


def told(claim: Claim) -> str:
    """``[1f3a9c04] Lions left Tigers: the report, in wire (2014-12-15): "..."``."""
    words = plain(claim.evidence)
    words = words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
    return plain(f"[{short(claim.id)}] {sentence(claim)}") + f" ({plain(where_said(claim))}): “{words}”"


def hint(words: str, supporting: Sequence[Claim], against: Sequence[Claim]) -> str:
    """The words of a mark with its claims, a line each."""
    lines = [words]
    for head, claims in (("", supporting), ("against it, or ending it:", against)):
        if not claims:
            continue
        lines += [head] if head else []
        lines += [told(claim) for claim in claims[:MOST]]
        if len(claims) > MOST:
            lines.append(f"and {count(len(claims) - MOST, 'more claim')}")
    return "\n".join(lines)


def heard_in(claims: Iterable[Claim]) -> str:
    """``12 claims in 5 reports``."""
    kept = {claim.id: claim.report for claim in claims}
    return f"{count(len(kept), 'claim')} in {count(len(set(kept.values())), 'report')}"
