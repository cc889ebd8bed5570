"""Claims into events by complete linkage: every two claims of an event are linked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Links = Mapping[int, Mapping[int, float]]
"""For each claim (by position) the claims it is linked to, with the score; both ways."""


def cluster(size: int, links: Links, contradict: Callable[[int, int], bool]) -> list[list[int]]:
    """Positions from 0 to ``size`` in groups, each sorted, in order of their first.

    The best links first, of equal ones the lower positions; two groups become one where every claim of the one is
    linked to every claim of the other. A claim that fits another group as well as its own, where these two contradict
    each other, could be of either, and stands alone.
    """
    group_of = {i: [i] for i in range(size)}
    best_first = sorted((-score, i, j) for i, partners in links.items() for j, score in partners.items() if i < j)
    for _, i, j in best_first:
        mine, theirs = group_of[i], group_of[j]
        if mine is not theirs and all(b in links[a] for a in mine for b in theirs):
            mine += theirs
            for each in theirs:
                group_of[each] = mine
    torn = {i for i in links if _fits_elsewhere(i, group_of, links, contradict)}
    groups = {id(group): [i for i in group if i not in torn] for group in group_of.values()}
    found = [sorted(group) for group in groups.values() if group] + [[i] for i in torn]
    return sorted(found)


def _fits_elsewhere(
    i: int, group_of: Mapping[int, list[int]], links: Links, contradict: Callable[[int, int], bool]
) -> bool:
    own = group_of[i]
    at_home = max((links[i][j] for j in own if j != i), default=None)
    if at_home is None:
        return False
    others = {id(group_of[j]): group_of[j] for j in links[i] if group_of[j] is not own}
    return any(
        max(links[i][j] for j in other if j in links[i]) >= at_home
        and all(j in links[i] for j in other)
        and any(contradict(a, b) for a in own if a != i for b in other)
        for other in others.values()
    )
