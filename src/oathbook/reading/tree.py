"""From arc scores to a tree: the best head of each word, made a tree where the best heads are none."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def best_tree(scores: Array) -> list[int]:
    """Heads (the root is its own head) of the best tree under ``scores[dependent, head]``, root on the diagonal.

    The best heads are taken where they already make one tree; else Chu-Liu-Edmonds is run for the three likeliest
    roots and the best tree kept.
    """
    heads = scores.argmax(1).tolist()
    if is_tree(heads):
        return heads  # type: ignore[no-any-return]
    best: tuple[float, list[int]] | None = None
    for root in np.argsort(-(scores.diagonal() - _without_diagonal(scores).max(1)))[:3].tolist():
        fixed = _without_diagonal(scores)
        fixed[root] = -np.inf
        fixed[root, root] = 0.0
        tree = _edmonds(fixed, root)
        total = float(sum(scores[d, h] for d, h in enumerate(tree)))
        if best is None or total > best[0]:
            best = (total, tree)
    assert best is not None
    return best[1]


def is_tree(heads: list[int]) -> bool:
    """True if exactly one word is its own head and every word comes to it."""
    roots = [i for i, h in enumerate(heads) if h == i]
    if len(roots) != 1:
        return False
    reached = [False] * len(heads)
    reached[roots[0]] = True
    for i in range(len(heads)):
        path, at = [], i
        while not reached[at]:
            if at in path:
                return False
            path.append(at)
            at = heads[at]
        for p in path:
            reached[p] = True
    return True


def _without_diagonal(scores: Array) -> Array:
    out = scores.astype(np.float64, copy=True)
    np.fill_diagonal(out, -np.inf)
    return out


def _edmonds(scores: Array, root: int) -> list[int]:
    """Maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967) of a dense matrix [dependent, head]."""
    n = len(scores)
    heads = scores.argmax(1).tolist()
    heads[root] = root
    cycle = _cycle(heads, root)
    if not cycle:
        return heads  # type: ignore[no-any-return]
    inside = set(cycle)
    rest = [i for i in range(n) if i not in inside]
    own = np.array([scores[i, heads[i]] for i in cycle])
    small = np.full((len(rest) + 1, len(rest) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    into = scores[np.ix_(cycle, rest)] - own[:, None]
    out_of = scores[np.ix_(rest, cycle)]
    enter, leave = into.argmax(0), out_of.argmax(1)
    small[-1, :-1] = into.max(0)
    small[:-1, -1] = out_of.max(1)
    solved = _edmonds(small, rest.index(root))
    tree = list(heads)
    for i, h in zip(rest, solved[:-1], strict=True):
        tree[i] = cycle[int(leave[rest.index(i)])] if h == len(rest) else rest[h]
    entered = rest[solved[-1]]
    tree[cycle[int(enter[rest.index(entered)])]] = entered
    tree[root] = root
    return tree


def _cycle(heads: list[int], root: int) -> list[int]:
    done = {root}
    for start in range(len(heads)):
        path: list[int] = []
        at = start
        while at not in done and at not in path:
            path.append(at)
            at = heads[at]
        if at in path:
            return path[path.index(at) :]
        done.update(path)
    return []
