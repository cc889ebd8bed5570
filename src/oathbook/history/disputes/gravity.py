"""How much a dispute matters, from 0 to 100, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oathbook.history.belief.voices import Chorus
from oathbook.history.disputes.records import Draft
from oathbook.history.wording import wording


def gravity(
    draft: Draft, voices: Sequence[Chorus], everybody: Chorus, newest: date | None
) -> tuple[int, tuple[str, ...]]:
    """The gravity and one sentence for each of its parts.

    ``voices`` are those of each side, ``everybody`` those of all sides together; ``newest`` is the day asked for, else
    that of the newest report of all.
    """
    words = wording()
    shares = words["gravity"]
    weights = sorted((chorus.weight for chorus in voices), reverse=True)
    counted = weights[-1] if draft.kind == "loyalties" else weights[1]
    apart = words["kinds"][draft.kind]["apart"]
    parts = {
        "sure": min(1.0, counted / words["sure_at"]),
        "sources": min(1.0, everybody.voices / words["many"]),
        "recent": _recent(everybody.newest, newest, words["half_life"]),
        "difference": draft.difference if apart is None else apart,
    }
    says = {
        "sure": f"the second strongest side weighs {counted:.2f}, {words['sure_at']} counts in full",
        "sources": f"{everybody.voices} independent sources on all sides, {words['many']} count in full",
        "recent": f"newest report of {everybody.newest or 'no known day'}",
        "difference": "how far apart the sides are",
    }
    reasons = tuple(f"{name.capitalize()} {parts[name]:.2f} of 1: {says[name]}." for name in parts)
    return round(100 * sum(shares[name] * part for name, part in parts.items())), reasons


def _recent(day: date | None, newest: date | None, half_life: int) -> float:
    if day is None or newest is None:
        return 0.0
    return float(0.5 ** (max((newest - day).days, 0) / half_life))
