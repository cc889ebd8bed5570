"""What held when, reckoned from all claims once and kept until the ledger grows, or as it was at one moment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock, RLock
from typing import Any, TypeVar

from oathbook.actors.knowledge import Knowledge, load_knowledge
from oathbook.events.copies import CopyFinder
from oathbook.events.words import load_event_words
from oathbook.history import Source, Span, told, trace
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
MOST = {
    "actors": 32, "all parties": 1, "bounds": 4, "cards": 400, "cast": 4, "changes": 4, "claims": 1, "days": 4,
    "disputes": 4, "drawn": 32, "events": 4, "keys": 4, "layouts": 6, "mended": 4, "names": 2, "networks": 24,
    "pairs": 2, "parties": 2, "pictures": 8, "placed": 4, "places": 4, "seen": 64, "seen of one": 64, "shield": 1,
    "source": 1, "spans": 4, "spots": 64, "watch": 8, "weigher": 1,
}  # fmt: skip
"""How many answers of a kind are kept; the one not asked for longest goes first."""
LIVE = frozenset({"shield", "actors", "drawn", "seen of one"})
"""What is asked of the ledger itself, and so always of the ledger as it is now."""
HEAVY = frozenset({"spans", "disputes", "changes", "pairs"})
"""What takes all claims into account: one of these is made at a time."""
Key = tuple[str, Hashable]


@dataclass
class Histories:
    """Spans, disputes and changes of the ledger, each made once.

    Kept are the current claims and what is made of them. Where ``state`` is None all of it is thrown away when the
    ledger grows; else it is of the generation of that name for good, but for what is ``LIVE``.
    """

    ledger: Ledger
    lexicon: Lexicon
    protector: Callable[[], Protector]
    state: str | None = None
    _kept: OrderedDict[Key, tuple[str, Any]] = field(default_factory=OrderedDict, repr=False)
    _table: Lock = field(default_factory=Lock, repr=False)
    _making: dict[Key, Any] = field(default_factory=dict, repr=False)
    _heavy: Any = field(default_factory=RLock, repr=False)

    @property
    def at(self) -> str:
        """The generation of the ledger of which this is."""
        return self.state or self.ledger.generation()

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
        every: list[Claim] = self.kept("claims", None, self._all_claims)
        if known_by is None:
            return every
        return [claim for claim in every if claim.published is not None and claim.published <= known_by]

    def _all_claims(self) -> list[Claim]:
        with uncollected():
            return list(self.ledger.claims())

    def spans(self, known_by: date | None = None, *, opens: bool = True) -> tuple[Span, ...]:
        """All spans; without protected names where not ``opens``."""
        guard = NOBODY if opens else self.protector()
        if not guard.names:
            return self.kept("spans", known_by, lambda: trace(self.claims(known_by), self.ledger.actors()))
        return self.kept(
            "mended",
            (known_by, self.view(opens=opens)),
            lambda: tuple(mended(span, guard) for span in self.spans(known_by)),
        )

    def view(self, *, opens: bool) -> Hashable:
        """What is seen: of two views that are equal the same names are hidden."""
        return None if opens else hash(frozenset(self.protector().names.items()))

    def weigher(self) -> Weigher:
        """Weighs spans, copies of one report counted once."""
        return self.kept("weigher", None, lambda: weigher_of(self.ledger, self.ledger.actors(), self.lexicon))

    def source(self) -> Source:
        """The claims in memory, by their actors and places, for questions that are about many of them."""
        return self.kept("source", None, lambda: told(self.claims(), keys=self.ledger.actors()))

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
            keys, spans = self.ledger.actors(), self.spans()
            return changed(before, after, self.weigher(), keys, rule=rule, withdrawn=gone, spans=spans)

        return self.kept("changes", ("read", number, rule), make)

    def kept(self, kind: str, key: Hashable, make: Callable[[], T]) -> T:
        """The answer that is kept, or one made now."""
        found, value = self._look(kind, key)
        if found:
            return value  # type: ignore[no-any-return]
        with self._table:
            making = self._making.setdefault((kind, key), RLock())
        with making, self._heavy if kind in HEAVY else nullcontext():
            found, value = self._look(kind, key)
            if found:
                return value  # type: ignore[no-any-return]
            state = self._state(kind)
            made = make()
            self.keep(kind, key, made, state=state)
        with self._table:
            self._making.pop((kind, key), None)
        return made

    def keep(self, kind: str, key: Hashable, value: Any, *, state: str | None = None) -> None:
        """Keep an answer; ``state`` is that of the ledger when its making began, that of now where not given."""
        with self._table:
            self._kept[(kind, key)] = (state or self._state(kind), value)
            same = [at for at in self._kept if at[0] == kind]
            for at in same[: max(len(same) - MOST[kind], 0)]:
                del self._kept[at]

    def _state(self, kind: str) -> str:
        return self.ledger.generation() if self.state is None or kind in LIVE else self.state

    def _look(self, kind: str, key: Hashable) -> tuple[bool, Any]:
        state, lives = self._state(kind), self.state is None or kind in LIVE
        with self._table:
            past = [at for at, (of, _) in self._kept.items() if of != state and (self.state is None or at[0] in LIVE)]
            for at in past if lives else ():
                del self._kept[at]
            held = self._kept.get((kind, key))
            if held is None or held[0] != state:
                return False, None
            self._kept.move_to_end((kind, key))
            return True, held[1]
