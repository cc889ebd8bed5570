"""What held when, reckoned from all claims once and kept until the ledger grows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock, RLock
from typing import Any, TypeVar

from oathbook.actors.knowledge import Knowledge, load_knowledge
from oathbook.events.copies import CopyFinder
from oathbook.events.words import load_event_words
from oathbook.history import Source, Span, trace
from oathbook.history.belief import Weigher
from oathbook.history.disputes import Dispute, find_disputes
from oathbook.history.learned import Change
from oathbook.history.pausing import uncollected
from oathbook.ledger import Ledger
from oathbook.lexicon import Lexicon
from oathbook.records import Claim
from oathbook.views.answering import changed, knowing, known_before, weigher_of, withdrawn_between
from oathbook.views.pictures import mended
from oathbook.views.protect import NOBODY, Protector
from oathbook.views.shield import Shield

T = TypeVar("T")
MOST = {"claims": 1, "weigher": 1, "shield": 1, "spans": 4, "disputes": 4, "changes": 4, "pictures": 48, "parties": 2,
        "watch": 8, "networks": 24, "layouts": 6, "days": 4, "cast": 4, "places": 4, "keys": 4, "actors": 32,
        "names": 2, "events": 4}  # fmt: skip
"""How many answers of a kind are kept; the one not asked for longest goes first."""
PATIENCE = 2.0
"""Seconds that a page waits before it says that the answer is being reckoned."""


class Reckoning(Exception):  # noqa: N818 (it is no fault)
    """The answer takes longer than a page should wait; it is being reckoned."""


@dataclass
class Histories:
    """Spans, disputes and changes of the ledger as it is now. One thing is reckoned at a time.

    Kept are the current claims and what is made of them, all thrown away when the ledger grows.
    """

    ledger: Ledger
    lexicon: Lexicon
    protector: Callable[[], Protector]
    _kept: OrderedDict[tuple[str, Hashable], tuple[str, Any]] = field(default_factory=OrderedDict, repr=False)
    _table: Lock = field(default_factory=Lock, repr=False)
    _making: Any = field(default_factory=RLock, repr=False)
    _worker: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="reckoning"), repr=False
    )
    _asked: dict[tuple[str, Hashable], Any] = field(default_factory=dict, repr=False)

    def close(self) -> None:
        """Begin nothing more."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge files of actors."""
        return load_knowledge(self.lexicon)

    @cached_property
    def finder(self) -> CopyFinder:
        """Finds copies of reports, which never change."""
        return CopyFinder(load_event_words(self.lexicon).copies)

    def knowing(self, rule: str = "default", on: date | None = None) -> tuple[Source, dict[str, Any]]:
        """Where a question finds its claims, and how its spans are weighed; as the commands do."""
        return knowing(self.ledger, self.lexicon, rule, on, finder=self.finder)

    def claims(self, known_by: date | None = None) -> list[Claim]:
        """All current claims; those published up to a day, where one is given."""
        told: list[Claim] = self.kept("claims", None, self._all_claims)
        if known_by is None:
            return told
        return [claim for claim in told if claim.published is not None and claim.published <= known_by]

    def _all_claims(self) -> list[Claim]:
        with uncollected():
            return list(self.ledger.claims())

    def spans(self, known_by: date | None = None, *, opens: bool = True) -> tuple[Span, ...]:
        """All spans; without protected names where not ``opens``."""
        guard = NOBODY if opens else self.protector()
        if not guard.names:
            return self.kept("spans", (known_by, True), lambda: trace(self.claims(known_by), self.ledger.actors()))
        return self.kept(
            "spans", (known_by, False), lambda: tuple(mended(span, guard) for span in self.spans(known_by))
        )

    def weigher(self) -> Weigher:
        """Weighs spans, copies of one report counted once."""
        return self.kept("weigher", None, lambda: weigher_of(self.ledger, self.ledger.actors(), self.lexicon))

    def shield(self) -> Shield:
        """Takes protected names out of sentences."""
        return self.kept("shield", None, lambda: Shield(self.protector()))

    def shielded(self, claim: Claim, *, opens: bool) -> Claim:
        """The claim without any protected name, whichever report protects it; as it is where ``opens``."""
        if opens or not self.protector().names:
            return claim
        return Claim.from_json(self.shield().record(claim.as_json()))

    def disputes(
        self, *, known_by: date | None = None, on: date | None = None, rule: str = "default"
    ) -> tuple[Dispute, ...]:
        """What cannot all be true, worst first."""

        def make() -> tuple[Dispute, ...]:
            claims, keys = self.claims(known_by), self.ledger.actors()
            return find_disputes(self.spans(known_by), claims, keys, weigher=self.weigher(), rule=rule, on=on)

        return self.kept("disputes", (known_by, on, rule), make)

    def published_between(self, first: date, second: date, *, rule: str = "default") -> tuple[Change, ...]:
        """What is known otherwise by what was published up to the second day than by that up to the first."""

        def make() -> tuple[Change, ...]:
            after, gone = self.claims(second), withdrawn_between(self.ledger, first, second)
            before = known_before(self.ledger, after, first, gone)
            return changed(before, after, self.weigher(), self.ledger.actors(), rule=rule, withdrawn=gone)

        return self.kept("changes", ("published", first, second, rule), make)

    def read_since(self, number: int, *, rule: str = "default") -> tuple[Change, ...]:
        """What is known otherwise than when the ledger's newest entry had this number.

        Reports read in since are new; those withdrawn since were known; one read anew in between tells now what it
        told then.
        """

        def make() -> tuple[Change, ...]:
            entries = self.ledger.numbers()
            old = {report for at, report in entries if at <= number}
            since = {report for at, report in entries if at > number}
            after = self.claims()
            before = [claim for claim in after if claim.report in old]
            withdrawn = {stored.report.id for stored in self.ledger.reports(withdrawn=True)} if since else set()
            gone = frozenset(withdrawn & since & old)
            if gone:
                before += [claim for claim in self.ledger.withdrawn_claims() if claim.report in gone]
            return changed(before, after, self.weigher(), self.ledger.actors(), rule=rule, withdrawn=gone)

        return self.kept("changes", ("read", number, rule), make)

    def kept(self, kind: str, key: Hashable, make: Callable[[], T]) -> T:
        """The answer that is kept, or one made now."""
        generation = self.ledger.generation()
        found, value = self._look(kind, key, generation)
        if found:
            return value  # type: ignore[no-any-return]
        with self._making:
            generation = self.ledger.generation()
            found, value = self._look(kind, key, generation)
            if found:
                return value  # type: ignore[no-any-return]
            made = make()
            self._keep(kind, key, generation, made)
        return made

    def soon(self, name: Hashable, ask: Callable[[], T], *, patience: float | None = None) -> T:
        """The answer of ``ask``; Reckoning where it is not there in time (``PATIENCE``, or as given).

        It is worked on meanwhile, and asked once, however many wait for it.
        """
        key = ("soon", (self.ledger.generation(), name))
        with self._table:
            for old in [old for old, each in self._asked.items() if old[1] != key[1] and each.done()]:
                del self._asked[old]
            future = self._asked.get(key)
            if future is None:
                future = self._asked[key] = self._worker.submit(ask)
        try:
            answer: T = future.result(timeout=PATIENCE if patience is None else patience)
        except TooLate:
            raise Reckoning from None
        except BaseException:
            self._forget(key)
            raise
        self._forget(key)
        return answer

    def _forget(self, key: tuple[str, Hashable]) -> None:
        with self._table:
            self._asked.pop(key, None)

    def _look(self, kind: str, key: Hashable, generation: str) -> tuple[bool, Any]:
        with self._table:
            for at in [at for at, (of, _) in self._kept.items() if of != generation]:
                del self._kept[at]
            if (kind, key) not in self._kept:
                return False, None
            self._kept.move_to_end((kind, key))
            return True, self._kept[(kind, key)][1]

    def _keep(self, kind: str, key: Hashable, generation: str, value: Any) -> None:
        with self._table:
            self._kept[(kind, key)] = (generation, value)
            same = [at for at in self._kept if at[0] == kind]
            for at in same[: max(len(same) - MOST[kind], 0)]:
                del self._kept[at]
