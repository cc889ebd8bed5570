"""What expressions made of others mean: "early on Friday", "the end of March", "between March and June"."""

from __future__ import annotations

from dataclasses import replace

from oathbook.reading.times import periods
from oathbook.reading.times.context import Context, Meaning, meant
from oathbook.reading.times.dates import DATES
from oathbook.reading.times.finder import Node
from oathbook.reading.times.lengths import LENGTHS, clock_value
from oathbook.reading.times.registry import Meanings
from oathbook.reading.times.relative import PART, RELATIVE, count_of, in_part, moved, ordered, unit_around

JOINED = Meanings()


def meaning_of(node: Node, context: Context) -> Meaning | None:
    """The meaning of any node, by its rule."""
    for table in (DATES, RELATIVE, LENGTHS, JOINED):
        function = table.get(node.rule)
        if function is not None:
            return function(node, context)
    return None


def has_year(node: Node) -> bool:
    """Whether a node or one of its parts states a year or is tied to the publication day by itself."""
    if (
        node.has("year")
        or node.has("yy")
        or node.rule in ("iso", "slash", "year", "year-bc", "year-range", "year-bc-range", "decade")
    ):
        return True
    return any(has_year(inner) for key in ("inner", "a", "b") for inner in node.parts.get(key, ()))


def inner_meaning(node: Node, context: Context, key: str = "inner") -> Meaning:
    """The meaning of a part; an empty one where it has none."""
    inner = node.one(key)
    return (meaning_of(inner, context) if inner else None) or Meaning(None)


def length_key(length: Node) -> str:
    """The part of a length that holds its unit."""
    return next(key for key in ("unit", "bare", "halved") if length.has(key))


@JOINED.of("weekday-date")
def _weekday_date(node: Node, context: Context) -> Meaning | None:
    return inner_meaning(node, context)


@JOINED.of("with-year")
def _with_year(node: Node, context: Context) -> Meaning | None:
    year = inner_meaning(node, context, "year").point
    if year is None or year.year is None:
        return inner_meaning(node, context)
    kept, context.given_year = context.given_year, year.year
    try:
        return inner_meaning(node, context)
    finally:
        context.given_year = kept


@JOINED.of("part-of-day")
def _part_of_day(node: Node, context: Context) -> Meaning | None:
    inner = inner_meaning(node, context)
    part = node.one("part")
    if part is None or (inner.point is None and "/" in (inner.value or "")):
        return inner
    word = context.named(part, "part") if part.has("part") else "MO"
    if inner.point is None:
        return replace(inner, value=(inner.value or "XXXX-XX-XX") + PART.get(str(word), "TMO"))
    return in_part(inner.point, PART.get(str(word), "TMO"))


@JOINED.of("clock-day")
def _clock_day(node: Node, context: Context) -> Meaning | None:
    inner, clock = inner_meaning(node, context), node.one("clock")
    value = clock_value(clock, context) if clock and clock.rule == "clock" else None
    if value is None or inner.value is None:
        return inner
    return replace(inner, value=inner.value.split("T")[0] + value)


@JOINED.of("unit-current", "unit-end")
def _unit_current(node: Node, context: Context) -> Meaning | None:
    """ "the month" in "the end of the month": the one that is spoken of."""
    unit = str(context.named(node, "unit"))
    base = context.now
    if (
        not context.history
        and context.ref_explicit
        and context.ref
        and node.start - context.ref_at < 200
        and unit != "W"
    ):
        base = context.ref
    found = unit_around(base, unit, 0) if base else None
    if found and node.rule == "unit-end":
        found = periods.part(found, "late")
    return meant(found)


@JOINED.of("edge")
def _edge(node: Node, context: Context) -> Meaning | None:
    inner = inner_meaning(node, context)
    if inner.point is None:
        return inner
    if node.has("turn"):
        return Meaning(inner.value)
    which = next(key for key in ("early", "mid", "late") if node.has(key))
    return meant(periods.part(inner.point, which))


@JOINED.of("half-of")
def _half_of(node: Node, context: Context) -> Meaning | None:
    point = inner_meaning(node, context).point
    if point is None or point.year is None:
        return Meaning(None)
    second = node.has("second")
    if point.unit == "Y":
        return meant(periods.half(point.year, 2 if second else 1))
    if point.first is None or point.last is None:
        return meant(point)
    middle = point.first + (point.last - point.first) / 2
    first, last = (periods.plus_days(middle, 1), point.last) if second else (point.first, middle)
    return ordered(point.value, first, last, "date", point)


@JOINED.of("quarter-of")
def _quarter_of(node: Node, context: Context) -> Meaning | None:
    point = inner_meaning(node, context).point
    if point is None or point.year is None:
        return Meaning(None)
    number = context.ordinal(node.parts["nth"]) or 4
    return meant(periods.quarter(point.year, number) if number <= 4 else point)


@JOINED.of("units-of")
def _units_of(node: Node, context: Context) -> Meaning | None:
    """ "the first two weeks of March": the value is the length, the days are those."""
    inner = inner_meaning(node, context)
    length = node.one("length") or node.one("last")
    if length is not None and length.rule == "duration":
        count = count_of(length, context)
        unit = str(context.named(length, length_key(length)))
    elif length is not None and length.rule in ("unit-relative", "units-relative"):
        if not context.word(length, "how").endswith("last"):
            return inner
        count = context.number(length.parts["count"]) if length.has("count") else None
        count = 1 if length.rule == "unit-relative" else count
        unit = str(context.named(length, "unit"))
    elif node.has("nthunit"):
        return _nth_of(node.parts["nthunit"][0], inner, context)
    elif node.has("unit"):
        count, unit = 1, str(context.named(node, "unit"))
    else:
        return inner
    value = periods.length(count, unit) if count else "PX" + unit
    point = inner.point
    if point is None or point.first is None or point.last is None:
        return Meaning(value)
    count = count or {"D": 10, "W": 4, "M": 3}.get(unit, 1)
    if node.has("last"):
        edge = periods.span_back(periods.plus_days(point.last, 1), count, unit)
        first = max(edge, point.first) if edge else None
        return ordered(value, first, point.last, "date", point)
    edge = periods.span_back(point.first, -count, unit)
    last = min(periods.plus_days(edge, -1), point.last) if edge else None
    if unit == "D" and count == 1:
        return meant(periods.day_of(point.first))
    return ordered(value, point.first, last if last and last >= point.first else point.first, "date", point)


def _nth_of(nth: Node, inner: Meaning, context: Context) -> Meaning | None:
    """ "the first day of Ramadan", "the third week of May", "the final month of the year"."""
    unit, point = str(context.named(nth, "unit")), inner.point
    if point is None or point.first is None or point.last is None or unit in PART or unit == "H":
        return inner
    closing = context.word(nth, "nth") in ("last", "final", "closing")
    number = 1 if context.word(nth, "nth") in ("opening",) else context.ordinal(nth.parts["nth"])
    first = (
        periods.span_back(periods.plus_days(point.last, 1), 1, unit)
        if closing
        else periods.span_back(point.first, 1 - number, unit)
    )
    edge = periods.span_back(first, -1, unit) if first else None
    if first is None or edge is None or not point.first <= first <= point.last:
        return inner
    last = min(periods.plus_days(edge, -1), point.last)
    if unit == "D":
        return meant(periods.day_of(first))
    if unit == "M":
        return meant(periods.month(first.year, first.month))
    return ordered(periods.length(1, unit), first, last, "date", point)


@JOINED.of("last-date")
def _last_date(node: Node, context: Context) -> Meaning | None:
    """ "last 9 August": the latest one that is over."""
    inner = inner_meaning(node, context)
    point, now = inner.point, context.now
    if (
        point is None
        or point.first is None
        or point.unit != "D"
        or now is None
        or now.first is None
        or point.year is None
    ):
        return inner
    how = context.word(node, "how")
    years = {"next": int(point.first <= now.first), "this": 0}.get(how, -int(point.first >= now.first))
    return meant(periods.day(point.year + years, point.month or 1, point.day or 1)) or inner


@JOINED.of("then-on")
def _then_on(node: Node, context: Context) -> Meaning | None:
    """ "earlier this year": to the publication day. "later that month": from the time told last."""
    inner = inner_meaning(node, context)
    point = inner.point
    if point is None or point.first is None or point.unit in ("D", "T"):
        return inner
    ref, now = context.ref, context.published
    inside = now is not None and point.last is not None and point.first <= now <= point.last and not context.history
    if node.has("earlier"):
        last = now if inside else point.last
        return ordered(inner.value, point.first, last, inner.kind, point)
    first = now if inside and now else point.first
    if not inside and ref and ref.first and point.last and first <= ref.first <= point.last:
        first = ref.first
    return ordered(inner.value, first, point.last, inner.kind, point)


@JOINED.of("rest-of", "days-of")
def _rest_of(node: Node, context: Context) -> Meaning | None:
    return inner_meaning(node, context)


@JOINED.of("after-length")
def _after_length(node: Node, context: Context) -> Meaning | None:
    length = node.one("length")
    assert length is not None
    key = length_key(length)
    base = inner_meaning(node, context).point if node.has("inner") else context.ref
    if (
        not node.has("inner")
        and not context.narrative
        and context.text[node.end : node.end + 2].strip() not in ("", ",", ".", ";", ")")
    ):
        return replace(moved(None, count_of(length, context), str(context.named(length, key)), 1, None))
    sign = 1 if node.has("after") else -1
    return moved(base, count_of(length, context), str(context.named(length, key)), sign, context.published)


@JOINED.of("after-day")
def _after_day(node: Node, context: Context) -> Meaning | None:
    length, inner = node.one("length"), inner_meaning(node, context)
    if length is None or length.rule not in ("unit-adjacent", "unit-relative") or inner.point is None:
        return (meaning_of(length, context) if length else None) or inner
    kept, context.ref = context.ref, inner.point
    try:
        return meaning_of(length, context)
    finally:
        context.ref = kept


@JOINED.of("range")
def _range(node: Node, context: Context) -> Meaning | None:
    a, b = node.one("a"), node.one("b")
    if a is None or b is None:
        return None
    kept_ref, kept_year = context.ref, context.given_year
    try:
        if has_year(b) and not has_year(a):
            last = meaning_of(b, context)
            if last and last.point and last.point.year:
                context.given_year = last.point.year
            first = meaning_of(a, context)
            if first and last and first.first and last.last and first.first > last.last and context.given_year:
                context.given_year -= 1
                first = meaning_of(a, context)
        else:
            first = meaning_of(a, context)
            if first and first.point and not has_year(b):
                context.given_year = first.point.year
            last = meaning_of(b, context)
            if first and last and first.first and last.last and first.first > last.last and context.given_year:
                context.given_year += 1
                last = meaning_of(b, context)
    finally:
        context.ref, context.given_year = kept_ref, kept_year
    return _joined(first, last)


def _joined(first: Meaning | None, last: Meaning | None) -> Meaning | None:
    if first is None or last is None:
        return first or last
    value = f"{first.value}/{last.value}"
    start, end = first.first, last.last
    if start and end and start > end:
        back = start.isocalendar().week != end.isocalendar().week and (start - end).days < 7
        start = periods.plus_days(start, -7) if back else None
    return Meaning(value, start, end, "date", last.point or first.point)
