"""Belief in the spans of an answer, copies of one report counted once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from oathbook.events.copies import Copies, CopyFinder
from oathbook.events.words import load_event_words
from oathbook.history.belief import Weigher
from oathbook.history.said import KeysLike
from oathbook.history.span import Belief, Span
from oathbook.ledger import Ledger
from oathbook.lexicon import Lexicon


@dataclass
class Believing:
    """Gives spans their belief by a named rule.

    Args:
        ledger: where the texts of reports are.
        keys: which actor a name means.
        lexicon: where the numbers of the rules and the user's list of sources are.
        met: the ids of the reports among which copies are looked for; asked when the first spans are weighed, and again
            where spans come from reports that were not among them.
        rule: one of ``history.belief.RULES``.
        finder: finds the copies; one of its own where not given.
    """

    ledger: Ledger
    keys: KeysLike
    lexicon: Lexicon
    met: Callable[[], Collection[str]]
    rule: str = "default"
    finder: CopyFinder | None = None
    weigher: Weigher = field(init=False, repr=False)
    _copies: Copies = field(init=False, repr=False, default_factory=lambda: Copies({}, {}, {}))

    def __post_init__(self) -> None:
        self.weigher = Weigher(
            lambda report: self._copies.original(report),
            lambda report: self._copies.publishers.get(report),
            self.keys,
            self.lexicon,
        )

    def __call__(self, spans: Sequence[Span], *, on: date | None = None) -> tuple[Belief, ...]:
        """How far each of the spans is to be believed (by the day ``on``). OptionError for a rule that there is not."""
        ids = {claim.report for span in spans for claim in (*span.supporting, *span.opposing)}
        if not ids <= self._copies.order.keys():
            self.finder = self.finder or CopyFinder(load_event_words(self.lexicon).copies)
            self._copies = self.finder.find({*self.met(), *ids, *self._copies.order}, self.ledger.texts)
        return tuple(self.weigher.weigh(span, rule=self.rule, on=on) for span in spans)
