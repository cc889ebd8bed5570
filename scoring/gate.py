"""Floors: what no figure may fall under, pinned with a hash of the gold it was measured on.

``floors.json`` holds for each part {"gold": SHA-256 of its gold files, "floors": {figure: number}}. For figures of
which less is better (claims in texts without any, memory) the number is a ceiling. A floor is pinned a little under the
measured value (see ``Figure.margin``). Pinning raises floors on its own; lowering or dropping one takes ``lower``.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from parts.bench import Figure, Figures

FLOORS = Path(__file__).with_name("floors.json")
DIGITS = 3
PIN = "pin it with `make floors`"
LOWER = "`make floors LOWER=yes` lowers it; say why in the commit"


@dataclass
class Pinned:
    """The floors of one part."""

    gold: str
    floors: dict[str, float] = field(default_factory=dict)


class LoweredError(Exception):
    """Floors would be lowered or dropped, and nobody said that they may be."""


def gold_hash(files: Iterable[tuple[str, Path]]) -> str:
    """SHA-256 over the names and bytes of the files, in order of name."""
    hashed = hashlib.sha256()
    for name, path in sorted(files):
        content = path.read_bytes()
        hashed.update(f"{name}\0{len(content)}\0".encode() + content)
    return hashed.hexdigest()


def load_floors(path: Path | None = None) -> dict[str, Pinned]:
    """The floors of all parts; none where the file is not there."""
    path = path or FLOORS
    told = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {part: Pinned(record["gold"], dict(record["floors"])) for part, record in told.items()}


def save_floors(floors: Mapping[str, Pinned], order: Iterable[str], path: Path | None = None) -> None:
    """Writes the floors, parts in the given order."""
    told = {part: {"gold": floors[part].gold, "floors": floors[part].floors} for part in order if part in floors}
    write_json(path or FLOORS, told)


def write_json(path: Path, told: Any) -> None:
    """JSON as our data files have it."""
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def faults(part: str, figures: Figures, gold: str, pinned: Pinned | None) -> list[str]:
    """What is wrong with a part's figures, a line each: what happened, the values, what to do."""
    if pinned is None:
        return [f"{part}: has no floors; {PIN}"]
    if pinned.gold != gold:
        return [
            f"{part}: the gold files have changed (SHA-256 {gold[:12]}, the floors are for {pinned.gold[:12]}), so its "
            f"floors mean nothing; look at the figures and pin them with `make floors`"
        ]
    out = []
    for name, figure in figures.items():
        if not figure.floored:
            continue
        if name not in pinned.floors:
            out.append(f"{part}: {name} has no floor; {PIN}")
        elif is_under(figure, pinned.floors[name]):
            side = "under its floor of" if figure.better == "higher" else "over its ceiling of"
            out.append(f"{part}: {name} is {shown(figure.value)}, {side} {shown(pinned.floors[name])}; {LOWER}")
    measured = {name for name, figure in figures.items() if figure.floored}
    out += [
        f"{part}: {name} has a floor and is not measured any more; {LOWER}"
        for name in pinned.floors
        if name not in measured
    ]
    return out


def is_under(figure: Figure, floor: float) -> bool:
    """Whether a figure is worse than its floor allows."""
    value = round(figure.value, DIGITS)
    return value < floor if figure.better == "higher" else value > floor


def floor_of(figure: Figure) -> float:
    """Where a figure's floor is pinned: its margin under the value, rounded away from it, never under nothing."""
    scale = 10**DIGITS
    if figure.better == "higher":
        return max(0.0, math.floor(round((figure.value - figure.margin) * scale, 6)) / scale)
    return math.ceil(round((figure.value + figure.margin) * scale, 6)) / scale


def pin(part: str, figures: Figures, gold: str, old: Pinned | None, *, lower: bool) -> Pinned:
    """The part's new floors. Raises LoweredError where one would be lowered or dropped without ``lower``.

    Without it a floor stays where the new one would be a little lower but the figure still holds the old one.
    """
    before = old.floors if old else {}
    out, wrong = Pinned(gold), []
    for name, figure in figures.items():
        if not figure.floored:
            continue
        new, had = floor_of(figure), before.get(name)
        if had is not None and not lower:
            if is_under(figure, had):
                wrong.append(
                    f"{part}: {name} would go from {shown(had)} to {shown(new)} (measured {shown(figure.value)})"
                )
            new = max(had, new) if figure.better == "higher" else min(had, new)
        out.floors[name] = new
    if not lower:
        wrong += [
            f"{part}: {name} ({shown(floor)}) would be dropped"
            for name, floor in before.items()
            if name not in out.floors
        ]
    if wrong:
        raise LoweredError("\n".join(wrong))
    return out


def shown(value: float) -> str:
    """A figure as the table prints it."""
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"
