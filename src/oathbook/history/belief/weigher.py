"""Weighs spans, with what is known of reports beside their claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from oathbook.history.belief.case import Case
from oathbook.history.belief.numbers import Numbers, load_numbers
from oathbook.history.belief.rules import RULES, rule_of
from oathbook.history.belief.voices import Chorus, gather, protected_names
from oathbook.history.belief.word import Listener
from oathbook.history.said import KeysLike
from oathbook.history.span import Belief, Span, SpanState
from oathbook.history.subject import Keys
from oathbook.lexicon import Lexicon
from oathbook.records import Claim


def itself(report: str) -> str:
    """A report that copies none."""
    return report


def nobody(report: str) -> str | None:
    """No publisher is known."""
    return None


@dataclass
class Weigher:
    """Weighs many spans; keeps names that it has worked out.

    Args:
        copy_of: the id of the report that a report (an id) copies in the end, its own where it copies none; copies are
            later than what they copy.
        publisher_of: the publisher of a report (an id), None where not known.
        keys: the key of the actor that a name means.
        lexicon: where the numbers and the list of sources are; that of oathbook where not given.
    """

    copy_of: Callable[[str], str] = itself
    publisher_of: Callable[[str], str | None] = nobody
    keys: KeysLike = field(default_factory=Keys)
    lexicon: Lexicon | None = None
    _numbers: Numbers = field(init=False, repr=False)
    _listener: Listener = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._numbers = load_numbers(self.lexicon)
        self._listener = Listener(self._numbers, self.keys, self.copy_of, self.publisher_of)

    def keeping(self) -> Weigher:
        """The same for many questions about claims that are held meanwhile: what was made of each is kept.

        Copies and publishers of reports must not change.
        """
        same = Weigher(self.copy_of, self.publisher_of, self.keys, self.lexicon)
        same._listener = self._listener.keeping()
        return same

    def weigh(self, span: Span, *, rule: str = "default", on: date | None = None) -> Belief:
        """How far the span is to be believed. ``on``: the day asked for; a state with no known end that was last
        heard of long before is then less sure. OptionError for a rule that there is not."""
        quiet = None
        if on is not None and span.end is None and span.last_heard is not None:
            quiet = max((on - span.last_heard).days, 0)
        return rule_of(rule).weigh(self._case(span.supporting, span.opposing, state=span.state, quiet=quiet))

    def weigh_claims(
        self, supporting: Iterable[Claim], opposing: Iterable[Claim] = (), *, rule: str = "default"
    ) -> Belief:
        """How far what the one claims say, and the others contradict, is to be believed."""
        return rule_of(rule).weigh(self._case(supporting, opposing, state="held", quiet=None))

    def weighed(self, spans: Iterable[Span], *, rule: str = "default", on: date | None = None) -> tuple[Span, ...]:
        """The spans with their belief."""
        return tuple(replace(span, belief=self.weigh(span, rule=rule, on=on)) for span in spans)

    def voices(self, claims: Iterable[Claim]) -> Chorus:
        """The independent sources behind claims, weighed as by the default rule."""
        return gather(claims, self._listener, of_fact=False)

    def _case(
        self, supporting: Iterable[Claim], opposing: Iterable[Claim], *, state: SpanState, quiet: int | None
    ) -> Case:
        pro, con = tuple(supporting), tuple(opposing)
        hidden = protected_names((*pro, *con), self._listener)
        of_fact = state == "held"
        return Case(
            pro=gather(pro, self._listener, of_fact=of_fact, hidden=hidden),
            con=gather(con, self._listener, of_fact=of_fact, hidden=hidden),
            quiet=quiet,
            numbers=self._numbers,
        )


def weigh(
    span: Span,
    *,
    rule: str = "default",
    copy_of: Callable[[str], str] = itself,
    publisher_of: Callable[[str], str | None] = nobody,
    keys: KeysLike | None = None,
    on: date | None = None,
    lexicon: Lexicon | None = None,
) -> Belief:
    """How far one span is to be believed; arguments as for ``Weigher``, which is faster for many."""
    weigher = Weigher(copy_of, publisher_of, Keys() if keys is None else keys, lexicon)
    return weigher.weigh(span, rule=rule, on=on)


def compare_rules(
    span: Span,
    *,
    copy_of: Callable[[str], str] = itself,
    publisher_of: Callable[[str], str | None] = nobody,
    keys: KeysLike | None = None,
    on: date | None = None,
    lexicon: Lexicon | None = None,
) -> dict[str, Belief]:
    """What each rule makes of a span, by the rule's name; arguments as for ``weigh``."""
    weigher = Weigher(copy_of, publisher_of, Keys() if keys is None else keys, lexicon)
    return {name: weigher.weigh(span, rule=name, on=on) for name in RULES}
