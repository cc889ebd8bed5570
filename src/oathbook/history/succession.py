"""What others do that ends a tie: a place taken by another, a new leader, an oath to an enemy, a broken truce."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from oathbook.history.places import place_key
from oathbook.history.said import Days, Ending, KeysLike, Said, Tie, days_of
from oathbook.history.times import time_order
from oathbook.history.words import rank, tells_successor
from oathbook.records import Claim

_RETOLD = timedelta(days=7)
"""Acts of others that begin no later than this after the first one's end are taken for tellings of it."""
_ENEMIES = timedelta(days=31)
"""Two are enemies when somebody swears to one of them where they fought before that, or so soon after."""


def is_person(said: Said) -> bool:
    """Whether the claim takes its subject for a person; only persons follow each other as leaders."""
    return said.claim.kinds.get(said.names[0]) == "person"


class Acts:
    """Acts of one sort (all takings of one town) in time order; made by ``Succession``."""

    def __init__(self, acts: Iterable[tuple[Ending, frozenset[str]]]) -> None:
        placed = [(end, owners) for end, owners in acts if end.at is not None]
        placed.sort(key=lambda act: time_order(act[0].claim))
        self._acts = placed
        self._at: list[Days] = [end.at for end, _ in placed if end.at is not None]
        self._by_report: dict[str, list[tuple[Ending, frozenset[str]]]] = defaultdict(list)
        for end, owners in placed:
            self._by_report[end.claim.report].append((end, owners))

    def after(self, at: Days, before: Days | None, fits: Callable[[Ending, frozenset[str]], bool]) -> list[Ending]:
        """The first that fits later than ``at`` and earlier than ``before``, with the tellings of it."""
        found: list[Ending] = []
        for number in range(bisect_right(self._at, at), len(self._acts)):
            here = self._at[number]
            if before is not None and here >= before:
                break
            if found and found[0].at is not None and here[0] > found[0].at[1] + _RETOLD:
                break
            end, owners = self._acts[number]
            if fits(end, owners):
                found.append(end)
        return found

    def of_report(self, report: str) -> list[tuple[Ending, frozenset[str]]]:
        """Those that a report tells."""
        return self._by_report.get(report, [])


class _Fitting:
    """``timeline.Others`` for one tie."""

    def __init__(
        self, acts: Acts, fits: Callable[[Ending, frozenset[str]], bool], *, same_report: bool = False
    ) -> None:
        self._acts, self._fits, self._same_report = acts, fits, same_report

    def after(self, at: Days, before: Days | None) -> list[Ending]:
        return self._acts.after(at, before, self._fits)

    def beside(self, said: Said) -> list[Ending]:
        if not self._same_report:
            return []
        return [end for end, owners in self._acts.of_report(said.claim.report) if self._fits(end, owners)]


class Succession:
    """All such acts in the claims given, by what they can end."""

    def __init__(self, said: Iterable[Said], claims: Iterable[Claim], keys: KeysLike) -> None:
        leaders: dict[str, list[tuple[Ending, frozenset[str]]]] = defaultdict(list)
        pairs: dict[Tie, list[tuple[Ending, frozenset[str]]]] = defaultdict(list)
        oaths: dict[str, list[Said]] = defaultdict(list)
        for each in said:
            kind, subject, other, _ = each.tie
            if each.state != "held" or other is None:
                continue
            end = Ending(each.names, each.claim, each.at, strict=True)
            if kind == "leads" and is_person(each) and tells_successor(each.claim):
                leaders[other].append((end, frozenset({subject})))
            elif kind in ("hostile", "truce"):
                pairs[each.tie].append((end, frozenset()))
            elif kind == "under" and each.way in ("pledged", "joined", "merged") and not each.mass:
                oaths[subject].append(each)
        taken: dict[str, list[tuple[Ending, frozenset[str]]]] = defaultdict(list)
        for claim in claims:
            if claim.type == "seize" and claim.status == "actual" and claim.place and claim.agent:
                where = place_key(claim.place) or ""
                end = Ending((claim.agent[0], None, claim.place), claim, days_of(claim), strict=True)
                taken[where].append((end, keys.all(claim.agent)))
        self._leaders = {key: Acts(acts) for key, acts in leaders.items()}
        self._taken = {key: Acts(acts) for key, acts in taken.items()}
        self._pairs = {key: Acts(acts) for key, acts in pairs.items()}
        self._enemies: dict[str, dict[str, Days]] = defaultdict(dict)
        for (kind, one, other, _), acts in pairs.items():
            fought = min((end.at for end, _ in acts if end.at), default=None)
            if kind == "hostile" and other is not None and fought is not None:
                self._enemies[one][other] = self._enemies[other][one] = fought
        self._oaths: dict[str, dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
        for subject, sworn in oaths.items():
            for oath in sworn:
                self._oaths[subject][oath.tie[2] or ""].append(oath)

    def of(self, tie: Tie, told: Sequence[Said]) -> _Fitting | None:
        """What others do that can end this tie; None for ties that nobody else ends."""
        kind, subject, other, place = tie
        if kind == "holds":
            return self._fitting(self._taken, place, lambda end, owners: subject not in owners)
        if kind == "leads" and other in self._leaders and any(is_person(said) for said in told):
            ranks = {rank(said.claim) for said in told}
            mine = {said.claim.id for said in told if tells_successor(said.claim)}
            return _Fitting(
                self._leaders[other],
                lambda end, owners: subject not in owners and rank(end.claim) in ranks and end.claim.id not in mine,
                same_report=not mine,
            )
        if kind == "hostile" and other is not None:
            return self._fitting(self._pairs, ("truce", subject, other, None), lambda end, _: not end.claim.place)
        if kind == "truce" and other is not None:
            where = {place_key(said.claim.place) for said in told}
            return self._fitting(
                self._pairs,
                ("hostile", subject, other, None),
                lambda end, _: not end.claim.place or None in where or place_key(end.claim.place) in where,
            )
        if kind == "under" and other is not None and subject in self._oaths:
            return self._switch(subject, other)
        return None

    @staticmethod
    def _fitting(
        found: dict[Tie, Acts] | dict[str, Acts], key: Tie | str | None, fits: Callable[[Ending, frozenset[str]], bool]
    ) -> _Fitting | None:
        acts = found.get(key)  # type: ignore[arg-type]
        return _Fitting(acts, fits) if acts is not None else None

    def _switch(self, subject: str, body: str) -> _Fitting | None:
        """Oaths of the member to an enemy of the body."""
        enemies, sworn = self._enemies.get(body, {}), self._oaths[subject]
        acts = []
        for enemy in enemies if len(enemies) < len(sworn) else sworn:
            if enemy not in enemies or enemy not in sworn:
                continue
            for oath in sworn[enemy]:
                if oath.at is not None and enemies[enemy][0] <= oath.at[1] + _ENEMIES:
                    acts.append((Ending(oath.names, oath.claim, oath.at, strict=True), frozenset[str]()))
        return _Fitting(Acts(acts), lambda end, owners: True) if acts else None
