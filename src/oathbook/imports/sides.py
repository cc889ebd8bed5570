"""What sort of actor a name of UCDP or ACLED means, by how it begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def kind_of(name: str, told: Mapping[str, Any], *, other: str = "group") -> str:
    """``state``, ``people``, or ``other``. ``told``: ``states`` and ``people`` of the format's data file."""
    if name.startswith(tuple(told["states"])):
        return "state"
    if name.startswith(tuple(told.get("people") or ("\0",))):
        return "people"
    return other


def only_one(cell: str, *, mark: str) -> str | None:
    """What a cell names, where that is one thing, however often it is named; None where it names several or none."""
    named = {part.strip() for part in cell.split(mark)} - {""}
    return named.pop() if len(named) == 1 else None
