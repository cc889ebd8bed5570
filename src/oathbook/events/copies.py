"""Which reports are copies: reprints, trimmed ones, the same wire story under other headlines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import numpy as np
import numpy.typing as npt

from oathbook.events.shingles import Runs, Shingler, shared, told_words
from oathbook.events.words import CopyRules
from oathbook.records import Report

_ALL_LOOKED_AT = 64
"""A report with no more runs than this is looked for by all of them."""
_COUNTED = 1 << 22
"""Of up to so many possible pairs each has a counter; more are sorted."""
_AT_ONCE = 512
"""How many reports are taken apart together."""
_LEAST_SAMPLE = 0.25
"""Pairs are compared whole where they share this part of the runs that are looked at."""


@dataclass(frozen=True, slots=True)
class _Told:
    id: str
    published: date | None
    publisher: str | None
    words: str
    runs: Runs

    @property
    def order(self) -> tuple[date, int, str]:
        """What is published first is the original; on one day the longer one is."""
        return (self.published or date.max, -len(self.runs), self.id)


@dataclass(frozen=True, slots=True)
class Copies:
    """``originals`` maps every report's id to that of the report it copies in the end; its own where it copies none.

    ``order`` gives each report its place: earlier published first, of one day the longer first.
    """

    originals: dict[str, str]
    order: dict[str, int]
    publishers: dict[str, str]

    def original(self, report: str) -> str:
        """The report that this one copies, or itself; a report that is not known copies none."""
        return self.originals.get(report, report)


def find_copies(reports: Iterable[Report], rules: CopyRules) -> Copies:
    """The copies among these reports.

    A report copies an earlier one where ``rules.share`` of the runs of words of the shorter stand in the other too; of
    several it copies the one it shares most with, the earliest of these. Copies of copies are copies of the first.
    A later report that takes in two others copies one of them: two originals are never made one.
    """
    return _found(list(_made(reports, Shingler(rules.run))), rules)


class CopyFinder:
    """Finds copies as ``find_copies`` does, for one question after another: what was made of a report is kept.

    Args:
        rules: as for ``find_copies``.
        most: of how many reports that is kept.
    """

    def __init__(self, rules: CopyRules, *, most: int = 20_000) -> None:
        self._rules = rules
        self._most = most
        self._shingler = Shingler(rules.run)
        self._told: dict[str, _Told] = {}

    def find(self, ids: Iterable[str], texts: Callable[[Iterable[str]], Iterable[Report]]) -> Copies:
        """The copies among the reports of these ids; ``texts`` gives those not met before."""
        wanted = set(ids)
        told = {id: made for id in wanted if (made := self._told.get(id)) is not None}
        fresh = {each.id: each for each in _made(texts(wanted - told.keys()), self._shingler)}
        self._told |= fresh
        if len(self._told) > self._most:
            for id in list(self._told)[: len(self._told) - self._most]:
                self._told.pop(id, None)
        return _found([*told.values(), *fresh.values()], self._rules)


def _found(told: list[_Told], rules: CopyRules) -> Copies:
    told.sort(key=lambda each: each.order)
    first: dict[str, int] = {}
    parent = list(range(len(told)))
    for i, each in enumerate(told):
        if each.words:
            parent[i] = first.setdefault(each.words, i)
    singles = [i for i in range(len(told)) if parent[i] == i and len(told[i].runs) >= rules.least_runs]
    best: dict[int, tuple[float, int]] = {}
    for i, j in _likely([told[k].runs for k in singles], rules):
        earlier, later = singles[i], singles[j]
        share = shared(told[earlier].runs, told[later].runs)
        if share >= rules.share:
            best[later] = max(best.get(later, (0.0, 0)), (share, -earlier))
    for later, (_, earlier) in best.items():
        parent[later] = -earlier
    originals: dict[str, str] = {}
    for i, each in enumerate(told):
        # a parent stands earlier, so that its own original is known
        originals[each.id] = each.id if parent[i] == i else originals[told[parent[i]].id]
    return Copies(
        originals,
        {each.id: i for i, each in enumerate(told)},
        {each.id: each.publisher for each in told if each.publisher},
    )


def _made(reports: Iterable[Report], shingler: Shingler) -> Iterator[_Told]:
    waiting = iter(reports)
    while some := list(islice(waiting, _AT_ONCE)):
        words = [told_words(report) for report in some]
        for report, told, runs in zip(some, words, shingler.runs(words), strict=True):
            yield _Told(report.id, report.published, report.publisher, " ".join(told), runs)


def _likely(runs: list[Runs], rules: CopyRules) -> Iterator[tuple[int, int]]:
    """Pairs of positions (smaller first) that share enough of the runs that are looked at to be compared whole."""
    samples = [_sample(each, rules.looked_at) for each in runs]
    sizes = np.array([len(each) for each in samples], dtype=np.int64)
    if not sizes.sum():
        return
    hashes = np.concatenate(samples)
    owners = np.repeat(np.arange(len(runs), dtype=np.int64), sizes)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    lengths = np.diff(np.r_[starts, len(hashes)])
    pairs, counts = _counted(_pairs(owners, starts, lengths, len(runs), rules.common), len(runs) ** 2)
    first, second = np.divmod(pairs, len(runs))
    whole = np.array([len(each) for each in runs], dtype=np.int64)
    # a short report is looked for by all its runs, a long one by some: what both look at is that of the longer
    common = np.minimum(
        np.minimum(sizes[first], sizes[second]), np.minimum(whole[first], whole[second]) / rules.looked_at
    )
    near = counts >= _LEAST_SAMPLE * common
    yield from zip(first[near].tolist(), second[near].tolist(), strict=True)


def _counted(pairs: npt.NDArray[np.int64], end: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Each pair once, in order, and how often it is there; all are below ``end``."""
    if end > _COUNTED:
        return np.unique(pairs, return_counts=True)
    counts = np.bincount(pairs, minlength=1)
    found = np.flatnonzero(counts)
    return found, counts[found]


def _sample(runs: Runs, one_in: int) -> Runs:
    if len(runs) <= _ALL_LOOKED_AT:
        return runs
    taken: Runs = runs[(runs >> np.uint64(17)) % np.uint64(one_in) == 0]
    return taken


def _pairs(
    owners: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    total: int,
    common: int,
) -> npt.NDArray[np.int64]:
    """Every two owners of one run, as ``first * total + second``; of a common run only those side by side."""
    found: list[npt.NDArray[np.int64]] = [np.empty(0, dtype=np.int64)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
        if length > common:
            side = owners[start : start + length]
            found.append(side[:-1] * total + side[1:])
        elif length > 1:
            by_length[length].append(start)
    for length, begins in by_length.items():
        first, second = np.triu_indices(length, 1)
        table = owners[np.array(begins)[:, None] + np.arange(length)]
        found.append((table[:, first] * total + table[:, second]).ravel())
    return np.concatenate(found)
