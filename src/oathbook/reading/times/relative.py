"""What "last week", "three days ago", "the next morning" and "the past two years" mean."""

from __future__ import annotations

from datetime import date

from oathbook.reading.times import periods
from oathbook.reading.times.context import Context, Meaning, meant
from oathbook.reading.times.finder import Node
from oathbook.reading.times.periods import Period
from oathbook.reading.times.registry import Meanings

RELATIVE = Meanings()
TEXTUAL = ("previous", "following", "same", "that", "very", "before", "after")
AHEAD = ("next", "following", "coming", "after")
BACK = ("last", "past", "previous", "before")
PART = {"MO": "TMO", "AF": "TAF", "EV": "TEV", "NI": "TNI", "MI": "TMI", "DT": "TDT"}


def unit_around(base: Period, unit: str, steps: int) -> Period | None:
    """The unit that holds ``base`` (its day, week, month, year ...), moved by ``steps`` of them."""
    if base.year is None:
        return None
    if unit == "Y":
        return periods.shift(base, steps, "Y")
    if unit == "E":
        start = base.year // 10 * 10 if base.year > 0 else -(-base.year // 10 * 10)
        return periods.decade(start + steps * 10)
    if unit == "C":
        if base.year < 0:
            return periods.century((-base.year - 1) // 100 + 1 - steps, before_christ=True)
        return periods.century(base.year // 100 + 1 + steps)
    if unit in ("M", "Q") and base.month is not None:
        if unit == "Q" and base.first:
            at = periods.plus_months(base.first, 3 * steps)
            return periods.quarter(at.year, (at.month - 1) // 3 + 1)
        if base.year <= 0:
            return periods.month(base.year, base.month) if steps == 0 else None
        return periods.shift(base, steps, "M")
    if base.first is None or base.unit not in ("D", "T", "W", "WE"):
        return None
    if unit == "D":
        at = base.last if steps > 0 and base.last else base.first
        return periods.day_of(periods.plus_days(at, steps))
    if unit in ("W", "F"):
        return periods.week(periods.plus_days(base.first, steps * (7 if unit == "W" else 14)))
    return None


def steps_of(how: str) -> int:
    """-1 for "last" and its like, 1 for "next", 0 for "this" and "that"."""
    words = how.split()
    if any(word in AHEAD for word in words):
        return 1
    return -1 if any(word in BACK for word in words) else 0


def _base(node: Node, context: Context, *, textual: bool) -> Period | None:
    return context.ref if textual else context.now


@RELATIVE.of("unit-relative")
def _unit_relative(node: Node, context: Context) -> Meaning | None:
    how, unit = context.word(node, "how"), str(context.named(node, "unit"))
    the = node.has("the")
    if how in ("past", "this past") or (the and how == "last" and unit in ("D", "W", "M", "Y", "E", "C", "H", "F")):
        return _stretch_back(context.now, 1, unit, 1)
    textual = any(word in how for word in TEXTUAL) or (how == "next" and (the or unit == "D"))
    base = _base(node, context, textual=textual)
    if base is None:
        return Meaning(unknown(unit))
    found = unit_around(base, unit, steps_of(how))
    if found is None:
        return Meaning(unknown(unit, base))
    return meant(found)


def unknown(unit: str, base: Period | None = None) -> str | None:
    """The value of a day, week, month or year that cannot be worked out, with what is known of it."""
    year = periods.written_year(base.year) if base and base.year else "XXXX"
    month = f"{base.month:02d}" if base and base.year and base.month and base.unit in ("M", "D", "T") else "XX"
    return {"D": f"{year}-{month}-XX", "W": f"{year}-WXX", "M": f"{year}-XX", "Y": "XXXX"}.get(unit)


def unknown_day(base: Period | None) -> str:
    """The value of a day that cannot be worked out."""
    return unknown("D", base) or "XXXX-XX-XX"


@RELATIVE.of("unit-adjacent")
def _unit_adjacent(node: Node, context: Context) -> Meaning | None:
    """ "the day before", "the night after": next to the time told last."""
    unit = str(context.named(node, "unit"))
    steps = -1 if node.has("back") else 1
    base = _base(node, context, textual=True)
    if unit in PART:
        found = unit_around(base, "D", steps) if base else None
        return in_part(found or base, PART[unit])
    return meant(unit_around(base, unit, steps) if base else None) or Meaning(unknown(unit, base))


def in_part(day: Period | None, part: str) -> Meaning | None:
    """A part of a day: the day, with the part in the value."""
    if day is None or day.unit not in ("D", "T"):
        return Meaning(unknown_day(day) + part)
    return Meaning(
        day.value[:10] + part if day.year and day.year > 0 else day.value + part, day.first, day.last, "date", day
    )


@RELATIVE.of("part-relative")
def _part_relative(node: Node, context: Context) -> Meaning | None:
    how = context.word(node, "how")
    named = context.named(node, "part")
    part = PART.get(str(named), "TNI" if named == "24:00" else "TMI")
    told = any(word in how for word in (*TEXTUAL, "next"))
    base = _base(node, context, textual=told)
    return in_part((unit_around(base, "D", steps_of(how)) or base) if base else None, part)


@RELATIVE.of("daypart")
def _daypart(node: Node, context: Context) -> Meaning | None:
    part = PART.get(str(context.named(node, "part")) if node.has("part") else "MO", "TMO")
    if node.name == "PART":
        return in_part(context.ref, part)
    ref = context.ref
    if ref and ref.unit in ("D", "T") and context.sentence(node)[0] <= context.ref_at <= node.start:
        return Meaning("XXXX-XX-XX" + part, ref.first, ref.last)
    return Meaning("XXXX-XX-XX" + part)


@RELATIVE.of("deictic")
def _deictic(node: Node, context: Context) -> Meaning | None:
    if context.published is None:
        return Meaning("XXXX-XX-XX")
    if context.history:
        return Meaning("PRESENT_REF")
    if node.has("tonight"):
        return in_part(periods.day_of(context.published), "TNI")
    days = int(context.named(node, "deictic")) + node.has("plus") - node.has("minus")
    return meant(periods.day_of(periods.plus_days(context.published, days)))


@RELATIVE.of("overnight")
def _overnight(node: Node, context: Context) -> Meaning | None:
    """Overnight covers two days."""
    base = context.now
    if base is None or base.first is None or base.unit != "D":
        return Meaning("XXXX-XX-XXTNI")
    before = periods.day_of(periods.plus_days(base.first, -1))
    return Meaning(before.value + "TNI", before.first, base.first, "date", None)


@RELATIVE.of("weekend")
def _weekend(node: Node, context: Context) -> Meaning | None:
    """In a report of Monday "the weekend" is the two days before; on a Saturday or Sunday it is that one."""
    how = context.word(node, "how")
    base = _base(node, context, textual=any(word in how for word in TEXTUAL))
    if base is None or base.first is None or base.unit not in ("D", "T", "W", "WE"):
        return Meaning("XXXX-WXX-WE")
    at = base.first
    on_it = at.isoweekday() >= 6
    steps = steps_of(how) if how else 0
    if not how or how.startswith(("last", "past", "this past")):
        ahead = not how and context.future(node) and not context.history
        weeks = 0 if ahead or (on_it and not how) else -1
    elif steps > 0:
        weeks = 1 if on_it or (how.startswith("next") and at.isoweekday() > 5) else 0
    else:
        weeks = steps
    return meant(periods.weekend(periods.plus_days(at, weeks * 7)))


@RELATIVE.of("units-relative")
def _units_relative(node: Node, context: Context) -> Meaning | None:
    how, unit = context.word(node, "how"), str(context.named(node, "alone" if node.has("alone") else "unit"))
    steps = steps_of(how)
    textual = any(word in how for word in ("previous", "following"))
    base = _base(node, context, textual=textual or (steps > 0 and context.future(node) is False))
    if node.has("half"):
        count: float | None = 0.5
    elif node.has("alone"):
        count = 1
    elif node.has("count"):
        count = context.number(node.parts["count"])
    else:
        count = 2 if context.word(node, "loose").startswith("a couple") else None
    return _stretch_back(base, count, unit, -steps or 1)


def _stretch_back(base: Period | None, count: float | None, unit: str, sign: int) -> Meaning:
    """The ``count`` units that end at ``base`` (``sign`` 1) or begin there (-1); one end stays open without a count."""
    if unit in ("X",):
        return Meaning("PAST_REF" if sign > 0 else "FUTURE_REF")
    value = periods.length(count, unit) if count else ("PTX" if unit in ("H", "N", "S") else "PX") + unit
    if base is None or base.first is None or base.last is None:
        return Meaning(value)
    if count is None and unit in ("H", "N", "S"):  # "the past few hours": the day itself
        return Meaning(value, base.first, base.last)
    if count is None:
        return Meaning(value, None, base.last) if sign > 0 else Meaning(value, base.first, None)
    edge = periods.span_back(base.first if sign > 0 else base.last, count * sign, unit)
    return ordered(value, edge, base.last) if sign > 0 else ordered(value, base.first, edge)


def ordered(
    value: str | None, first: date | None, last: date | None, kind: str = "date", point: Period | None = None
) -> Meaning:
    """A meaning whose ends stand in order; an end that would come before the beginning is left open."""
    if first and last and first > last:
        last = None
    return Meaning(value, first, last, kind, point)


def moved(base: Period | None, count: float | None, unit: str, sign: int, published: date | None) -> Meaning:
    """``count`` units later (``sign`` 1) or earlier than ``base``. "Several days later" runs from it to publication."""
    if base is None:
        return Meaning("FUTURE_REF" if sign > 0 else "PAST_REF") if count is None else Meaning(unknown(unit))
    if count is None:
        if unit in ("H", "N", "S", "X") and base.unit in ("D", "T"):
            return Meaning(f"{base.value}TXX", base.first, base.last, "date", base)
        if sign > 0:
            return ordered("FUTURE_REF", base.first, published)
        return Meaning("PAST_REF", None, base.last)
    if unit in ("H", "N", "S"):
        days = round(count * sign / 24) if unit == "H" and count >= 24 else 0
        if base.first is None or base.unit not in ("D", "T"):
            return Meaning(None)
        return meant(periods.day_of(periods.plus_days(base.first, days))) or Meaning(None)
    found = periods.shift(base, count * sign, unit)
    return (meant(found) if found else None) or Meaning(
        unknown(unit, base), base.first if sign > 0 else None, None if sign > 0 else base.last
    )


@RELATIVE.of("ago")
def _ago(node: Node, context: Context) -> Meaning | None:
    unit = str(context.named(node, "unit"))
    ago = node.has("ago")
    base = context.now if ago else _base(node, context, textual=True)
    count = count_of(node, context)
    return moved(base, count, unit, 1 if node.has("later") else -1, context.published)


def count_of(node: Node, context: Context) -> float | None:
    """How many units a node tells; None for "several" and its like."""
    half = 0.5 if node.has("half") else 0
    if node.has("count"):
        return context.number(node.parts["count"]) + half
    if node.has("one"):
        return 1 + half
    if node.has("halved") or node.has("halfa"):
        return 0.5
    if context.word(node, "loose").startswith("a couple"):
        return 2
    if node.has("loose") or node.has("bare"):
        return None
    words = context.words([Node("", node.start, node.end)])[0].split()
    return (
        1 + half if words[:1] in (["a"], ["an"]) or " a " in f" {' '.join(words)} " or node.rule == "duration" else None
    )


@RELATIVE.of("from-now")
def _from_now(node: Node, context: Context) -> Meaning | None:
    return moved(
        context.now, context.number(node.parts["count"]), str(context.named(node, "unit")), 1, context.published
    )


@RELATIVE.of("nth-unit")
def _nth_unit(node: Node, context: Context) -> Meaning | None:
    """ "the second day", "the final hour" of something that has no date here."""
    unit = str(context.named(node, "unit"))
    if unit in PART:
        return Meaning(unknown_day(context.ref) + PART[unit])
    return Meaning(periods.length(1, unit) if unit in ("H", "W", "M", "Y") else unknown(unit, context.ref))
