"""What "since", "until", "by", "before", "after" and "within" make of the time they stand before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from oathbook.reading.times import periods
from oathbook.reading.times.context import Context, Meaning, meant
from oathbook.reading.times.finder import Node
from oathbook.reading.times.joined import inner_meaning, length_key
from oathbook.reading.times.periods import Period
from oathbook.reading.times.registry import Meanings
from oathbook.reading.times.relative import count_of, moved, ordered

SIGNALS = Meanings()


def _since(first: date | None, context: Context, value: str | None, point: Period | None) -> Meaning:
    now = context.published
    return ordered(value, first, now if first and now and first <= now else None, "since", point)


@SIGNALS.of("since", "after")
def _since_when(node: Node, context: Context) -> Meaning | None:
    if not node.has("inner"):
        point = context.ref
        return _since(point.first if point else None, context, None, None)
    inner = inner_meaning(node, context)
    return _since(inner.first, context, inner.value, inner.point)


@SIGNALS.of("from")
def _from(node: Node, context: Context) -> Meaning | None:
    if node.has("now"):
        return Meaning("FUTURE_REF", context.published, None, "since")
    inner = inner_meaning(node, context)
    return Meaning(inner.value, inner.first, None, "since", inner.point)


@SIGNALS.of("until")
def _until(node: Node, context: Context) -> Meaning | None:
    if node.has("now"):
        return Meaning("PRESENT_REF", None, context.published, "until")
    inner = inner_meaning(node, context)
    return Meaning(inner.value, None, inner.last, "until", inner.point)


def _due(node: Node, context: Context) -> Meaning:
    """The meaning of what stands after "by" or "before", where "to" before it looks ahead ("told to leave by")."""
    context.deadline = True
    try:
        return inner_meaning(node, context)
    finally:
        context.deadline = False


@SIGNALS.of("before")
def _before(node: Node, context: Context) -> Meaning | None:
    inner, edge = _due(node, context), node.one("inner")
    last = periods.plus_days(inner.first, -1) if inner.first else None
    if edge and edge.rule == "edge" and edge.has("late"):
        last = inner.last
    if last and context.published and context.published <= last and not context.history:
        return Meaning(inner.value, context.published, last, "deadline", inner.point)
    return Meaning(inner.value, None, last, "until", inner.point)


@SIGNALS.of("by")
def _by(node: Node, context: Context) -> Meaning | None:
    """A deadline runs from publication to its last day; "by 1973" in a story has no known beginning."""
    inner = _due(node, context)
    last = inner.last
    weekday = node.one("inner")
    if (
        weekday
        and _is_weekday(weekday)
        and last
        and context.published
        and not context.history
        and not context.says_past(node)
    ):
        while last < context.published:
            last = periods.plus_days(last, 7)
        if inner.point and inner.point.first != last:
            inner = replace(meant(periods.day_of(last)) or inner)
    told_back = last == context.published and context.says_past(node)
    if last and context.published and context.published <= last and not context.history and not told_back:
        return Meaning(inner.value, context.published, last, "deadline", inner.point)
    return Meaning(inner.value, None, last, "until", inner.point)


def _is_weekday(node: Node) -> bool:
    if node.rule == "weekday":
        return not node.has("how")
    inner = node.one("inner")
    return inner is not None and node.rule in ("part-of-day", "clock-day") and _is_weekday(inner)


@SIGNALS.of("within", "in-future")
def _within(node: Node, context: Context) -> Meaning | None:
    inner_node, inner = node.one("inner"), inner_meaning(node, context)
    if inner_node is None or inner_node.rule != "duration":
        return inner
    looks = context.future(node)
    now = context.published
    if now is None or context.history or looks is False or (node.rule == "in-future" and not looks):
        return inner
    key = length_key(inner_node)
    count = count_of(inner_node, context)
    if count is None:
        return Meaning(inner.value, now, None, "deadline") if node.rule == "within" else inner
    end = periods.span_back(now, -count, str(context.named(inner_node, key)))
    if node.rule == "within":
        return ordered(inner.value, now, end, "deadline")
    return moved(periods.day_of(now), count, str(context.named(inner_node, key)), 1, None)
