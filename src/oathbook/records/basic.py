"""What all records are made of: ids, days, figures."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def content_id(value: Any, *, length: int = 16) -> str:
    """Hex SHA-256 prefix of the canonical JSON of ``value`` (sorted keys, no blanks, UTF-8)."""
    return hashlib.sha256(_CANONICAL.encode(value).encode()).hexdigest()[:length]


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``earliest`` to ``latest``, both inclusive. ``None`` is an end that nobody gave."""

    earliest: date | None
    latest: date | None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"an interval cannot end ({self.latest}) before it begins ({self.earliest})")

    def as_json(self) -> list[str | None]:
        """``[earliest, latest]`` as ISO dates."""
        return [d.isoformat() if d else None for d in (self.earliest, self.latest)]

    @classmethod
    def from_json(cls, pair: list[str | None] | None) -> Interval | None:
        """The reverse of ``as_json``; ``None`` stays ``None``."""
        if pair is None:
            return None
        low, high = pair
        return cls(date.fromisoformat(low) if low else None, date.fromisoformat(high) if high else None)


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, as said: "around 500" is value 500, low 450, high 550; "dozens" has only low 24 and high 99."""

    value: int | None
    low: int | None = None
    high: int | None = None
    of: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Keys value, low, high, of; ``low``, ``high`` and ``of`` left out where unsaid."""
        out: dict[str, Any] = {"value": self.value}
        for key in ("low", "high", "of"):
            if getattr(self, key) is not None:
                out[key] = getattr(self, key)
        return out

    @classmethod
    def from_json(cls, record: Mapping[str, Any] | None) -> Figure | None:
        """The reverse of ``as_json``; ``None`` stays ``None``."""
        if record is None:
            return None
        return cls(record.get("value"), record.get("low"), record.get("high"), record.get("of"))
