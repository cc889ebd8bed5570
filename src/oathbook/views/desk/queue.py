"""The queue of claims to review: their order, what was decided, which comes next."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from sqlalchemy import func, select

from oathbook.actors import fold
from oathbook.ledger import Ledger
from oathbook.records import FIRST, SETTLED
from oathbook.views.desk.handing import Handing
from oathbook.views.desk.index import Index, tables
from oathbook.views.reviews.order import Reasons, Weighed, order

AT_ONCE = 20_000
"""Claims that are put in order while a page waits; more by a thread, and until then the lowest scores come first."""
_FEW = 500


class Queue:
    """The claims of a ledger that wait for a review."""

    def __init__(self, ledger: Ledger, index: Index, handing: Handing) -> None:
        self._ledger, self._index, self._handing = ledger, index, handing
        self._order: dict[str, Reasons] = {}
        self._made_of = -1
        self._making = threading.Lock()
        self._folding = threading.Lock()
        self._last = 0
        self._decided: dict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        self._reports: dict[str, str] = {}
        self._added: set[str] = set()

    def next(
        self, who: str, holder: str, *, round: str = FIRST, report: str | None = None, hand: Collection[str] = ()
    ) -> str | None:
        """The claim that comes next for a person; None where none is left.

        In the first round a claim that nobody decided, by ``reviews.order``; it is handed to nobody else for some
        minutes. In a blind round a claim that others decided in the first and this person in none, by report and place
        in the text, of the reports in ``hand``. ``report``: only claims of that one, by their place in the text.
        """
        self._fold()
        if round == FIRST:
            found = self._of(report) if report else iter(self._in_order())
            return self._handing.take(self._still_open(found), holder)
        skipped = self._handing.skipped(holder)
        return next(
            (c for c in self._blind(who, hand if report is None else {report} & set(hand)) if c not in skipped), None
        )

    def reasons(self, claim: str) -> Reasons | None:
        """Why the claim comes where it does; None where the order is not made yet, or it is none of the current."""
        return self._order.get(claim)

    def left(self) -> int:
        """How many current claims nobody decided."""
        self._fold()
        total = int(self._index.store.all(select(func.count()).select_from(tables.claims))[0][0])
        if not self._order:
            return total
        return len(self._order) - sum(claim in self._order and not self._is_open(claim) for claim in self._decided)

    def blind_left(self, who: str, reports: Collection[str] | None = None) -> int:
        """How many claims there are for a blind round of this person; ``reports``: only those of these."""
        self._fold()
        return sum(
            1
            for claim in self._decided
            if (reports is None or self._reports[claim] in reports) and self._is_blind(claim, who)
        )

    def blind_reports(self, who: str) -> set[str]:
        """The reports with claims that others decided in the first round, and this person in none."""
        self._fold()
        return {self._reports[claim] for claim in list(self._decided) if self._is_blind(claim, who)}

    def _still_open(self, found: Iterable[str]) -> Iterator[str]:
        """Those that nobody has decided by now, asked for where nobody else can take one: another desk of the ledger
        may have had one decided since, and have given it back."""
        self._fold()
        yield from (claim for claim in found if self._is_open(claim))

    def _is_open(self, claim: str) -> bool:
        held = self._decided.get(claim)
        return not held or not any(round in (FIRST, SETTLED) for round, _ in held)

    def _is_blind(self, claim: str, who: str) -> bool:
        held = self._decided[claim]
        others = any(round == FIRST and person != who for round, person in held)
        return others and claim not in self._added and not any(person == who for _, person in held)

    def _blind(self, who: str, reports: Collection[str]) -> Iterator[str]:
        decided = list(self._decided)
        wanted = [claim for claim in decided if self._reports[claim] in reports and self._is_blind(claim, who)]
        for each in dict.fromkeys(self._reports[claim] for claim in wanted):
            here = set(wanted)
            yield from (claim for claim in self._of(each) if claim in here)

    def _of(self, report: str) -> Iterator[str]:
        found = [claim for _, claim in self._ledger.readings_of([report], as_read=True)]
        found.sort(key=lambda claim: (claim.start, claim.end, claim.id))
        return (claim.id for claim in found)

    def _fold(self) -> None:
        """Take in the reviews that came since."""
        with self._folding:
            for review in self._ledger.reviews(after=self._last):
                held = self._decided[review.claim]
                held.pop((review.round, review.who), None)
                if review.decision != "undone":
                    held[review.round, review.who] = review.decision
                self._reports[review.claim] = review.report
                if review.decision == "added":
                    self._added.add(review.claim)
                self._last = review.number

    def prepare(self) -> None:
        """Put the claims in order, so that the first who asks need not wait."""
        self._in_order()

    def _in_order(self) -> Iterable[str]:
        newest = self._ledger.last_change()
        if newest != self._made_of:
            total = self._index.store.all(select(func.count()).select_from(tables.claims))[0][0]
            if total <= AT_ONCE:
                self._make(newest)
            elif not self._making.locked():
                threading.Thread(target=self._make, args=(newest,), name="desk-queue", daemon=True).start()
        if self._order:
            return self._order
        query = select(tables.claims.c.id).order_by(tables.claims.c.score, tables.claims.c.id).limit(_FEW)
        return [row.id for row in self._index.store.all(query)]

    def _make(self, newest: int) -> None:
        with self._making:
            folded = lru_cache(maxsize=None)(fold)
            names: dict[tuple[int, str], set[str]] = defaultdict(set)
            for row in self._index.store.all(select(tables.names.c.document, tables.names.c.role, tables.names.c.name)):
                names[row.document, row.role].add(folded(row.name))
            claims = tables.claims.c
            rows = self._index.store.all(select(claims.id, claims.type, claims.status, claims.score, claims.document))
            self._order = order(
                Weighed(
                    row.id, row.type, row.status, row.score,
                    frozenset(names.get((row.document, "agent"), ())),
                    frozenset(names.get((row.document, "object"), ())),
                )
                for row in rows
            )  # fmt: skip
            self._made_of = newest
