"""The parts that are measured, in the order of the table."""

from __future__ import annotations

from parts import claims, cost, dates, events, figures, likeness, model, names, perpetrators, relations, sources
from parts.bench import AbsentError, Bench, Figure, Figures, Part

PARTS: dict[str, Part] = {
    part.name: part
    for module in (claims, dates, sources, figures, names, likeness, relations, events, perpetrators, model, cost)
    for part in module.PARTS
}

__all__ = ["PARTS", "AbsentError", "Bench", "Figure", "Figures", "Part"]
