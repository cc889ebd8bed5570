"""What was learned between two days: two histories, before and after, held against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from oathbook.history.phrasing import interval_words
from oathbook.history.places import place_key
from oathbook.history.span import Span
from oathbook.history.times import days_between, figures_differ, time_order
from oathbook.history.wording import figure_says, span_says
from oathbook.records import Claim, Interval

ChangeKind = Literal["learned", "corrected", "changed", "withdrawn"]
"""``learned``: nothing of it was known before. ``corrected``: later claims contradict it, or it is told otherwise.
``changed``: more is known of it (its end, a figure, how far it is believed). ``withdrawn``: reports of it were."""
_ORDER: tuple[ChangeKind, ...] = ("learned", "corrected", "changed", "withdrawn")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is known otherwise after than before.

    ``before`` is None for what was learned, ``after`` for what is said no more. ``says`` are sentences on what changed;
    ``claims`` are those that made the change: the new ones, or those withdrawn.
    """

    kind: ChangeKind
    before: Span | None
    after: Span | None
    says: tuple[str, ...]
    claims: tuple[Claim, ...]

    @property
    def span(self) -> Span:
        """The span as it is after, else as it was before."""
        span = self.after or self.before
        assert span is not None
        return span

    def as_json(self) -> dict[str, Any]:
        """One JSON object; ``claims`` as JSON, the claims of the spans by their ids."""
        return {
            "kind": self.kind,
            "what": span_says(self.span),
            "says": list(self.says),
            "before": self.before.as_json() if self.before else None,
            "after": self.after.as_json() if self.after else None,
            "claims": [claim.as_json() for claim in self.claims],
        }


def learned(before: Iterable[Span], after: Iterable[Span], *, withdrawn: Set[str] = frozenset()) -> tuple[Change, ...]:
    """What changed from one set of spans to another, learned first, then corrected, changed and withdrawn.

    Args:
        before: the spans traced from what had been published by the first day.
        after: those traced from what had been published by the second.
        withdrawn: ids of the reports that were withdrawn in between; their claims are in ``before`` alone.

    Spans are matched by kind, parties, place, way and state, then by fewer of these, never by id; where several fit,
    those that share most claims. What has only more claims of the same has not changed. Days of publication and of
    withdrawal are two clocks: see docs/belief.md.
    """
    lonely, fresh, pairs = _matched(before, after)
    changes = [change for old, new in pairs if (change := _compared(old, new, withdrawn)) is not None]
    changes += [Change("learned", None, new, (), _sorted(new.supporting)) for new in fresh]
    changes += [_lost(old, withdrawn) for old in lonely]
    return tuple(sorted(changes, key=_place))


def _place(change: Change) -> tuple[int, date, str]:
    days = [claim.published for claim in change.claims if claim.published is not None]
    return (_ORDER.index(change.kind), max(days, default=date.max), change.span.id)


def _matched(before: Iterable[Span], after: Iterable[Span]) -> tuple[list[Span], list[Span], list[tuple[Span, Span]]]:
    """Spans of before with no partner, those of after with none, and pairs."""
    olds, news = (sorted(spans, key=_span_order) for spans in (before, after))
    pairs: list[tuple[Span, Span]] = []
    for key in (_whole, _without_way, _without_state):
        by_key: dict[Hashable, tuple[list[Span], list[Span]]] = defaultdict(lambda: ([], []))
        for side, spans in enumerate((olds, news)):
            for span in spans:
                by_key[key(span)][side].append(span)
        taken: set[int] = set()
        for mine, theirs in by_key.values():
            for old, new in _paired(mine, theirs):
                pairs.append((old, new))
                taken |= {id(old), id(new)}
        olds, news = ([span for span in spans if id(span) not in taken] for spans in (olds, news))
    return olds, news, pairs


def _whole(span: Span) -> Hashable:
    return (span.kind, span.subject, span.other, place_key(span.place), span.state, span.way)


def _without_way(span: Span) -> Hashable:
    return (span.kind, span.subject, span.other, place_key(span.place), span.state)


def _without_state(span: Span) -> Hashable:
    return (span.kind, span.subject, span.other, place_key(span.place))


def _span_order(span: Span) -> tuple[date, date, str]:
    begin = span.begin.earliest or span.begin.latest if span.begin else None
    return (begin or date.max, span.last_heard or date.max, span.id)


def _paired(olds: Sequence[Span], news: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Those that share most claims first, then in the order of time."""
    left = list(news)
    waiting: list[Span] = []
    if len(olds) == len(left) == 1:
        yield olds[0], left[0]
        return
    holders: dict[str, list[Span]] = defaultdict(list)
    for new in left:
        for claim in new.supporting:
            holders[claim.id].append(new)
    taken: set[int] = set()
    for old in olds:
        shared: dict[int, int] = defaultdict(int)
        found: dict[int, Span] = {}
        for claim in old.supporting:
            for new in holders.get(claim.id, ()):
                if id(new) not in taken:
                    shared[id(new)] += 1
                    found[id(new)] = new
        if not found:
            waiting.append(old)
            continue
        best = min(found.values(), key=lambda new: (-shared[id(new)], _span_order(new)))
        taken.add(id(best))
        yield old, best
    yield from zip(waiting, (new for new in left if id(new) not in taken), strict=False)


def _lost(old: Span, withdrawn: Set[str]) -> Change:
    gone = [claim for claim in old.supporting if claim.report in withdrawn]
    if gone:
        return Change("withdrawn", old, None, (_counted(gone, old, "withdrawn"),), _sorted(gone))
    return Change("corrected", old, None, ("It follows no more from what is told.",), ())


def _compared(old: Span, new: Span, withdrawn: Set[str]) -> Change | None:
    """The change between two states of one span; None where there is none."""
    known = {claim.id for claim in (*old.supporting, *old.opposing, *old.enders)}
    gone = [claim for claim in old.supporting if claim.report in withdrawn]
    against = [claim for claim in new.opposing if claim.id not in known]
    corrected = [*_opposed(against), *_stated(old, new)]
    changed: list[str] = []
    for told, later, what in ((old.begin, new.begin, "began"), (old.end, new.end, "ended")):
        says, otherwise = _retimed(told, later, what)
        (corrected if otherwise else changed).extend(says)
    if old.way != new.way:
        changed.append(f"It is now told as {new.way or 'not said how'}, before as {old.way or 'not said how'}.")
    changed += _figured(old, new)
    if old.belief and new.belief and old.belief.grade != new.belief.grade:
        changed.append(f"It was {old.belief.grade} and is now {new.belief.grade}, by the rule {new.belief.rule}.")
    if not gone and not corrected and not changed:
        return None
    kind: ChangeKind = "withdrawn" if gone else "corrected" if corrected else "changed"
    left = [_counted(gone, old, "withdrawn")] if gone else []
    added = [claim for claim in (*new.supporting, *new.opposing, *new.enders) if claim.id not in known]
    return Change(kind, old, new, (*left, *corrected, *changed), _sorted(gone or against or added))


def _opposed(against: Sequence[Claim]) -> list[str]:
    if not against:
        return []
    return [f"{len(against)} later {'claim speaks' if len(against) == 1 else 'claims speak'} against it."]


def _stated(old: Span, new: Span) -> list[str]:
    return [f"It was {old.state} and is now {new.state}."] if old.state != new.state else []


def _figured(old: Span, new: Span) -> list[str]:
    one, other = old.figure, new.figure
    if one == other:
        return []
    told = (one and (one.value, one.low, one.high)), (other and (other.value, other.low, other.high))
    if told[0] == told[1]:
        return []
    how = "another figure" if figures_differ(one, other) else "the figure"
    return [f"It has {how}: {_spread(new)}, before {_spread(old)}."]


def _spread(span: Span) -> str:
    figure = span.figure
    says = figure_says(figure)
    if figure and figure.value is not None and figure.low is not None and figure.high is not None:
        return f"{says} (from {figure.low:,} to {figure.high:,})"
    return says


def _retimed(told: Interval | None, later: Interval | None, what: str) -> tuple[list[str], bool]:
    """The sentence, if any, and whether it tells another time and not only more of one."""
    if told == later:
        return [], False
    if told is None:
        return [f"It {what} {interval_words(later)}; that was not known."], False
    if later is None:
        return [f"It is no more said when it {what}, before {interval_words(told)}."], True
    return [f"It {what} {interval_words(later)}, before {interval_words(told)}."], bool(days_between(told, later))


def _counted(gone: Sequence[Claim], old: Span, how: str) -> str:
    return f"{len(gone)} of {len(old.supporting)} claims for it {'was' if len(gone) == 1 else 'were'} {how}."


def _sorted(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(sorted({claim.id: claim for claim in claims}.values(), key=time_order))


def about(change: Change, wanted: Set[str]) -> bool:
    """Whether a party of the change has one of the keys, or its place does ("place:" and the key of the place)."""
    span = change.span
    return bool({span.subject, span.other or "", f"place:{place_key(span.place)}"} & wanted)
