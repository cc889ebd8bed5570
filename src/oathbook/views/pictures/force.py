"""Places for the nodes of a network: ties pull, everything pushes; the same network always lies the same."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

Point = tuple[float, float]
Pull = tuple[int, int, float, float]
"""Two nodes, the length they are pulled to, and how strongly."""
Points = np.ndarray[tuple[int, int], np.dtype[np.float64]]
Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
_ROUNDS, _FEWER = 320, 160
_CIRCLE = 8
_ALL = 400
"""Up to so many nodes each pushes each."""
_TURN = math.pi * (3 - math.sqrt(5))


def laid_out(camps: Sequence[int], pulls: Sequence[Pull]) -> list[Point]:
    """Positions of the nodes, about 100 apart.

    ``camps`` gives each node the number of its camp: camps start on a circle, the nodes of each on a spiral in their
    order. Nothing is left to chance.
    """
    count = len(camps)
    heat, at = 60.0, np.array(_begun(camps), dtype=np.float64).reshape(count, 2)
    ends = np.array([pull[:2] for pull in pulls], dtype=np.intp).reshape(len(pulls), 2)
    lengths, strengths = (np.array([pull[n] for pull in pulls], dtype=np.float64) for n in (2, 3))
    home = np.array([-0.012, -0.016])
    many = count > _ALL
    for _ in range(_FEWER if many else _ROUNDS):
        moves = home * at + (pushed_by_fields(at) if many else _pushed(at))
        if pulls:
            apart_by = at[ends[:, 1]] - at[ends[:, 0]]
            far = np.maximum(np.hypot(apart_by[:, 0], apart_by[:, 1]), 0.1)
            drawn = apart_by * (strengths * (far - lengths) / far)[:, None]
            np.add.at(moves, ends[:, 0], drawn)
            np.subtract.at(moves, ends[:, 1], drawn)
        steps = np.hypot(moves[:, 0], moves[:, 1])
        at = at + moves * np.minimum(1.0, heat / np.maximum(steps, 1e-9))[:, None]
        heat = max(heat * (0.97 if many else 0.985), 0.8)
    return [(float(x), float(y)) for x, y in at]


def _begun(camps: Sequence[int]) -> list[Point]:
    """Where nodes start: few camps on a circle, many on a spiral with room for each; those of a camp on a spiral."""
    circle, sizes = max(camps, default=0) + 1, Counter(camps)
    middles: list[Point] = []
    passed = 0
    for camp in range(circle):
        turn = 2 * math.pi * camp / circle if circle <= _CIRCLE else camp * _TURN
        away = 60 * math.sqrt(len(camps) if circle <= _CIRCLE else passed + sizes[camp] / 2)
        passed += sizes[camp]
        middles.append((math.cos(turn) * away, math.sin(turn) * away) if circle > 1 else (0.0, 0.0))
    points, placed = [], [0] * circle
    for camp in camps:
        n, (x, y) = placed[camp], middles[camp]
        placed[camp] += 1
        away = 34 * math.sqrt(n + 0.2)
        points.append((x + away * math.cos(n * _TURN), y + away * math.sin(n * _TURN)))
    return points


def _pushed(at: Points) -> Points:
    """How each is pushed away by all others."""
    return _pushes(at, at, 1.0)


def _pushes(at: Points, by: Points, many: float | np.ndarray) -> Points:
    """How each of the first is pushed away by the second, each of which counts for so many."""
    dx, dy = at[:, 0, None] - by[None, :, 0], at[:, 1, None] - by[None, :, 1]
    away = np.maximum(dx * dx + dy * dy, 0.01)
    force = np.minimum(9000 / away, 40.0) / np.sqrt(away) * many
    return np.stack([np.einsum("ij,ij->i", dx, force), np.einsum("ij,ij->i", dy, force)], axis=1)


def pushed_by_fields(at: Points) -> Points:
    """About the same for many: the plane is cut into fields; those in the same field push one by one, the other fields
    as if all in each stood in its middle."""
    side = max(int(math.sqrt(len(at)) / 3), 2)
    low, high = at.min(axis=0), at.max(axis=0) + 1e-6
    cells = ((at - low) / (high - low) * side).astype(np.intp)
    field = cells[:, 0] * side + cells[:, 1]
    many = np.bincount(field, minlength=side * side).astype(np.float64)
    held = np.maximum(many, 1.0)
    middles = np.stack([np.bincount(field, at[:, n], side * side) / held for n in (0, 1)], axis=1)
    weights = np.broadcast_to(many, (len(at), len(many))).copy()
    weights[np.arange(len(at)), field] = 0.0
    moves = _pushes(at, middles, weights)
    order = np.argsort(field, kind="stable")
    for group in np.split(order, np.cumsum(many.astype(np.intp))[:-1]):
        if len(group) > 1:
            moves[group] += _pushed(at[group])
    return moves


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
    if len(points) > _ALL:
        return _apart_many(points, sizes, gap)
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


def _apart_many(points: Sequence[Point], sizes: Sequence[float], gap: float) -> list[Point]:
    """The same for many discs at once: all pairs that are too near are moved together, in a few rounds."""
    at = np.array(points, dtype=np.float64)
    size = np.array(sizes, dtype=np.float64)
    for _ in range(24):
        order = np.argsort(at[:, 0], kind="stable")
        one, other = _near_pairs(at[order], size[order] + gap / 2)
        if not len(one):
            break
        one, other = order[one], order[other]
        between = at[one] - at[other]
        away = np.hypot(between[:, 0], between[:, 1])
        between[away < 0.01] = (1.0, 0.3)
        away = np.maximum(away, 1.04)
        push = between * ((size[one] + size[other] + gap - away) / away / 2)[:, None]
        np.add.at(at, one, push)
        np.subtract.at(at, other, push)
    return [(float(x), float(y)) for x, y in at]


def _near_pairs(at: Points, reach: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of places (sorted by x) whose discs meet."""
    widest = 2 * reach.max()
    ones, others = [], []
    for step in range(1, len(at)):
        apart_by = at[step:, 0] - at[:-step, 0]
        if apart_by.min() > widest:
            break
        meets = np.hypot(apart_by, at[step:, 1] - at[:-step, 1]) < reach[step:] + reach[:-step]
        found = np.nonzero(meets)[0]
        ones.append(found)
        others.append(found + step)
    none = np.zeros(0, dtype=np.intp)
    return np.concatenate([none, *ones]), np.concatenate([none, *others])
