"""Words that tell how a claim stands in a history: refusals, successors, what a strength counts."""

from __future__ import annotations

import re
from functools import cache

from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Figure

PEOPLE = "people"
"""The unit of a strength that counts people, or does not say what."""


@cache
def _pattern(name: str, *, first: bool = False) -> re.Pattern[str]:
    words = sorted(Lexicon().words("history")[name], key=lambda word: (-len(word), word))
    one = "|".join(re.escape(word) for word in words)
    return re.compile(rf"^\W*(?:{one})\b" if first else rf"(?<!\w)(?:{one})(?!\w)", re.IGNORECASE)


def _evidence(claim: Claim) -> str:
    return claim.evidence.replace("’", "'")


def refuses(claim: Claim) -> bool:
    """Whether the words of a denial say that something will not be done."""
    return _pattern("refusing").search(_evidence(claim)) is not None


def tells_so_far(claim: Claim) -> bool:
    """Whether the words of a denial say how things were, not what will be."""
    return _pattern("not_so_far").search(_evidence(claim)) is not None


def tells_successor(claim: Claim) -> bool:
    """Whether the words of a claim of leadership tell that it is new: became, was appointed, replaced."""
    return _pattern("successor").search(_evidence(claim)) is not None


@cache
def _beside(evidence: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _pattern("beside").findall(evidence))


def rank(claim: Claim) -> frozenset[str]:
    """Words that set a leader beside others ("deputy", "military"); two leaders of one rank are rivals."""
    return _beside(_evidence(claim))


def tells_since(claim: Claim) -> bool:
    """Whether the time is told as that of a beginning ("since January")."""
    return bool(claim.when_words) and _pattern("since", first=True).search(claim.when_words or "") is not None


def unit(figure: Figure | None) -> str:
    """What a strength counts: ``PEOPLE``, or the word ("groups")."""
    word = ((figure.of if figure else None) or "").casefold()
    return word if word in _units() else PEOPLE


@cache
def _units() -> frozenset[str]:
    return frozenset(Lexicon().words("history")["units"])
