"""Belief in the spans of an answer, copies of one report counted once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from oathbook.events.copies import CopyFinder
from oathbook.events.words import load_event_words
from oathbook.history.belief import Weigher
from oathbook.history.said import KeysLike
from oathbook.history.span import Belief, Span
from oathbook.ledger import Ledger
from oathbook.lexicon import Lexicon


@dataclass
class Believing:
    """Gives spans their belief by a named rule. A span's belief depends on its own claims and their reports alone.

    Args:
        ledger: where the reports are.
        keys: which actor a name means.
        lexicon: where the numbers of the rules and the user's list of sources are.
        rule: one of ``history.belief.RULES``.
        finder: finds copies among the reports of a span; one of its own where not given.
    """

    ledger: Ledger
    keys: KeysLike
    lexicon: Lexicon
    rule: str = "default"
    finder: CopyFinder | None = None

    def __post_init__(self) -> None:
        self.finder = self.finder or CopyFinder(load_event_words(self.lexicon).copies)

    def __call__(self, spans: Sequence[Span], *, on: date | None = None) -> tuple[Belief, ...]:
        """How far each of the spans is to be believed (by the day ``on``). OptionError for a rule that there is not."""
        groups = [{claim.report for claim in (*span.supporting, *span.opposing)} for span in spans]
        publishers = self.ledger.publishers({id for ids in groups for id in ids})
        assert self.finder is not None
        self.finder.meet({id for ids in groups if len(ids) > 1 for id in ids}, self.ledger.texts)
        originals: dict[str, str] = {}
        weigher = Weigher(lambda report: originals.get(report, report), publishers.get, self.keys, self.lexicon)
        found = []
        for span, ids in zip(spans, groups, strict=True):
            originals.clear()
            if len(ids) > 1:
                originals |= self.finder.find(ids, self.ledger.texts).originals
            found.append(weigher.weigh(span, rule=self.rule, on=on))
        return tuple(found)
