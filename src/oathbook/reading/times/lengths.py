"""Lengths of time, what comes again, times of day, and words without a place in the calendar."""

from __future__ import annotations

import re

from oathbook.reading.times import periods
from oathbook.reading.times.context import Context, Meaning
from oathbook.reading.times.finder import Node
from oathbook.reading.times.registry import Meanings
from oathbook.reading.times.relative import PART, count_of

LENGTHS = Meanings()


@LENGTHS.of("duration")
def _duration(node: Node, context: Context) -> Meaning | None:
    key = next(key for key in ("unit", "halved", "bare") if node.has(key))
    unit = str(context.named(node, key))
    if unit == "X":
        return Meaning(None, kind="duration")
    count = count_of(node, context)
    value = periods.length(count, unit) if count else ("PTX" if unit in ("H", "N", "S") else "PX") + unit
    return Meaning(value, kind="duration")


@LENGTHS.of("set")
def _set(node: Node, context: Context) -> Meaning | None:
    if node.has("frequency"):
        return Meaning(str(context.named(node, "frequency")), kind="set")
    if node.has("weekdays"):
        return Meaning(f"XXXX-WXX-{context.named(node, 'weekdays')}", kind="set")
    named, word = context.named(node, "unit"), context.word(node, "unit")
    if node.has("count"):
        return Meaning(periods.length(context.number(node.parts["count"]), str(named)), kind="set")
    if isinstance(named, int):
        return Meaning(f"XXXX-WXX-{named}" if word.endswith("day") else f"XXXX-{named:02d}", kind="set")
    if named in PART:
        return Meaning(f"XXXX-XX-XX{PART[named]}", kind="set")
    if named in periods.SEASONS:
        return Meaning(f"XXXX-{named}", kind="set")
    if named == "WE":
        return Meaning("XXXX-WXX-WE", kind="set")
    return Meaning(periods.length(1, str(named)), kind="set")


def clock_value(node: Node, context: Context) -> str | None:
    """ "T10:57" of a clock node; None where it is no time of day."""
    if node.has("hourname"):
        return "T" + str(context.named(node, "hourname"))
    if node.has("four"):
        four = context.word(node, "four")
        hour, minute = int(four[:2]), int(four[2:])
    elif node.has("clock"):
        hour, minute = (int(part) for part in context.word(node, "clock").split(":")[:2])
    else:
        named = context.grammar.values.get(context.word(node, "hour"))
        hour, minute = named if isinstance(named, int) else int(re.sub(r"\D", "", context.word(node, "hour"))), 0
    if node.has("ampm"):
        afternoon = context.word(node, "ampm").startswith("p")
        hour = hour % 12 + 12 * afternoon
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


@LENGTHS.of("clock")
def _clock(node: Node, context: Context) -> Meaning | None:
    value = clock_value(node, context)
    if value is None:
        return None
    ref = context.ref
    if ref and ref.unit in ("D", "T") and ref.year and (context.narrative or node.start - context.ref_at < 300):
        return Meaning(ref.value[:10] + value, ref.first, ref.last)
    return Meaning(value)


@LENGTHS.of("present")
def _present(node: Node, context: Context) -> Meaning | None:
    at = None if context.history else context.published
    return Meaning("PRESENT_REF", at, at)


@LENGTHS.of("vague")
def _vague(node: Node, context: Context) -> Meaning | None:
    if node.has("past"):
        return Meaning("PAST_REF")
    return Meaning(str(context.grammar.values[context.words(node.parts["ref"][-1:])[-1]]))


@LENGTHS.of("vague-units")
def _vague_units(node: Node, context: Context) -> Meaning | None:
    at = context.now.first if context.now and context.now.unit == "D" else None
    return Meaning("PAST_REF", None, at) if node.has("back") else Meaning("FUTURE_REF", at, None)


@LENGTHS.of("long-ago")
def _long_ago(node: Node, context: Context) -> Meaning | None:
    return Meaning("PAST_REF")


@LENGTHS.of("length")
def _length(node: Node, context: Context) -> Meaning | None:
    return Meaning(None, kind="duration")


@LENGTHS.of("then")
def _then(node: Node, context: Context) -> Meaning | None:
    words = context.text[node.start : node.end].lower().split()
    if words[0] in ("until", "till", "til") and context.ref:
        return Meaning(None, None, context.ref.last, "until")
    return Meaning(None)
