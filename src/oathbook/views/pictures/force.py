"""Places for the nodes of a network: ties pull, everything pushes; the same network always lies the same."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

Point = tuple[float, float]
Pull = tuple[int, int, float, float]
"""Two nodes, the length they are pulled to, and how strongly."""
_ROUNDS = 320
_TURN = math.pi * (3 - math.sqrt(5))


def laid_out(camps: Sequence[int], pulls: Sequence[Pull]) -> list[Point]:
    """Positions of the nodes, about 100 apart.

    ``camps`` gives each node the number of its camp: camps start on a circle, the nodes of each on a spiral in their
    order. Nothing is left to chance.
    """
    count, circle = len(camps), max(camps, default=0) + 1
    points = []
    placed = [0] * circle
    for camp in camps:
        turn = 2 * math.pi * camp / circle
        x, y = (
            (math.cos(turn) * 60 * math.sqrt(count), math.sin(turn) * 60 * math.sqrt(count))
            if circle > 1
            else (0.0, 0.0)
        )
        n = placed[camp]
        placed[camp] += 1
        away = 34 * math.sqrt(n + 0.2)
        points.append((x + away * math.cos(n * _TURN), y + away * math.sin(n * _TURN)))
    heat, at = 60.0, np.array(points, dtype=np.float64).reshape(count, 2)
    ends = np.array([pull[:2] for pull in pulls], dtype=np.intp).reshape(len(pulls), 2)
    lengths, strengths = (np.array([pull[n] for pull in pulls], dtype=np.float64) for n in (2, 3))
    home = np.array([-0.012, -0.016])
    for _ in range(_ROUNDS):
        between = at[:, None, :] - at[None, :, :]
        away = np.maximum((between**2).sum(axis=2), 0.01)
        moves = home * at + (between * (np.minimum(9000 / away, 40.0) / np.sqrt(away))[:, :, None]).sum(axis=1)
        if pulls:
            apart_by = at[ends[:, 1]] - at[ends[:, 0]]
            far = np.maximum(np.hypot(apart_by[:, 0], apart_by[:, 1]), 0.1)
            drawn = apart_by * (strengths * (far - lengths) / far)[:, None]
            np.add.at(moves, ends[:, 0], drawn)
            np.subtract.at(moves, ends[:, 1], drawn)
        steps = np.hypot(moves[:, 0], moves[:, 1])
        at = at + moves * np.minimum(1.0, heat / np.maximum(steps, 1e-9))[:, None]
        heat = max(heat * 0.985, 0.8)
    return [(float(x), float(y)) for x, y in at]


def fitted(points: Sequence[Point], left: float, top: float, right: float, bottom: float) -> list[Point]:
    """The positions stretched to a rectangle, neither way by more than half as much again as the other."""
    if not points:
        return []
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    wide, high = max(max(xs) - min(xs), 1.0), max(max(ys) - min(ys), 1.0)
    across, down = (right - left) / wide, (bottom - top) / high
    across, down = min(across, down * 1.5, 2.2), min(down, across * 1.5, 2.2)
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return [
        ((left + right) / 2 + (x - middle_x) * across, (top + bottom) / 2 + (y - middle_y) * down) for x, y in points
    ]


def apart(points: Sequence[Point], sizes: Sequence[float], gap: float) -> list[Point]:
    """The positions moved a little where two discs (radius ``sizes``) are nearer than the gap."""
    moved = [list(point) for point in points]
    for _ in range(40):
        still = True
        for one in range(len(moved)):
            for other in range(one):
                dx, dy = moved[one][0] - moved[other][0], moved[one][1] - moved[other][1]
                away = math.hypot(dx, dy)
                least = sizes[one] + sizes[other] + gap
                if away < least:
                    still = False
                    if away < 0.01:
                        dx, dy, away = 1.0, 0.3, 1.04
                    push = (least - away) / away / 2
                    moved[one][0] += dx * push
                    moved[one][1] += dy * push
                    moved[other][0] -= dx * push
                    moved[other][1] -= dy * push
        if still:
            break
    return [(x, y) for x, y in moved]
