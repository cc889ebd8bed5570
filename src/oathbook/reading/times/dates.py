"""What dates, months, years, seasons, weekdays and holidays mean."""

from __future__ import annotations

from datetime import date

from oathbook.reading.times import periods
from oathbook.reading.times.context import Context, Meaning, meant
from oathbook.reading.times.finder import Node
from oathbook.reading.times.periods import Period
from oathbook.reading.times.registry import Meanings

DATES = Meanings()
ISLAMIC = {"ramadan": (9, 1, 30), "eid": (10, 1, 3), "eid-adha": (12, 10, 13), "ashura": (1, 10, 10)}
FIXED = {"christmas": (12, 25), "halloween": (10, 31), "nowruz": (3, 21)}


def stated_year(node: Node, context: Context, key: str = "year") -> int | None:
    """The year that a node gives itself, or None."""
    if not node.has(key):
        return None
    return context.year(node.parts[key], before_christ=node.has("bc"))


@DATES.of("iso")
def _iso(node: Node, context: Context) -> Meaning | None:
    written = context.word(node, "iso")
    day = periods.day(int(written[:4]), int(written[5:7]), int(written[8:10]))
    if day is None:
        return None
    clock = written[10:].upper().removesuffix("Z")[:6]
    return Meaning(day.value + clock, day.first, day.last, "date", day)


@DATES.of("slash")
def _slash(node: Node, context: Context) -> Meaning | None:
    """Day first, unless only month first gives a date."""
    a, b, c = (part for part in context.word(node, "slash").replace(".", "/").split("/"))
    year = int(c) if len(c) == 4 else context.full_year(int(c))
    return meant(periods.day(year, int(b), int(a)) or periods.day(year, int(a), int(b)))


@DATES.of("slash-short")
def _slash_short(node: Node, context: Context) -> Meaning | None:
    a, b = int(context.word(node, "a")), int(context.word(node, "b"))
    if (a, b) == (9, 11):
        return meant(periods.day(2001, 9, 11))
    year = context.year_for(node, b if b <= 12 else a, a if b <= 12 else b)
    return meant(periods.day(year, b, a) or periods.day(year, a, b)) if year else None


@DATES.of("day-month")
def _day_month(node: Node, context: Context) -> Meaning | None:
    month, number = int(context.named(node, "month")), context.ordinal(node.parts["day"])
    if node.has("yy"):
        year: int | None = context.full_year(int(context.word(node, "yy")))
    else:
        year = stated_year(node, context) or context.year_for(node, month, number)
    if year is None:
        return Meaning(f"XXXX-{month:02d}-{number:02d}")
    return meant(periods.day(year, month, number)) or meant(periods.month(year, month))


@DATES.of("month-year")
def _month_year(node: Node, context: Context) -> Meaning | None:
    month = int(context.named(node, "month"))
    year = stated_year(node, context) or context.year_for(node, month)
    return meant(periods.month(year, month)) if year else Meaning(f"XXXX-{month:02d}")


@DATES.of("month-seen")
def _month_seen(node: Node, context: Context) -> Meaning | None:
    """ "last September" is the latest one that is over, "the following May" the first after the time told last."""
    number, how = int(context.named(node, "month")), context.word(node, "how")
    textual = any(word in how for word in ("following", "previous", "that", "same", "very"))
    base = context.ref if textual else context.now
    if base is None or base.year is None:
        return Meaning(f"XXXX-{number:02d}")
    month = base.month or 1
    if any(word in how for word in ("that", "same", "this")):
        return meant(periods.month(base.year, number))
    ahead = any(word in how for word in ("next", "following", "coming"))
    years = (number <= month) if ahead else -(number >= month)
    return meant(periods.month(base.year + years, number))


@DATES.of("nth-day")
def _nth_day(node: Node, context: Context) -> Meaning | None:
    """ "the 13th": in the month told last, else the nearest such day before publication."""
    number = context.ordinal(node.parts["day"])
    base = context.now if context.word(node, "how") == "this" else None
    if base is None and context.ref and context.ref.month and (context.narrative or node.start - context.ref_at < 2000):
        base = context.ref
    base = base or context.now
    if base is None or base.year is None or base.month is None:
        return Meaning("XXXX-XX-" + f"{number:02d}")
    day = periods.day(base.year, base.month, number)
    is_now = context.published is not None and base.first == context.published
    if (
        is_now
        and day
        and day.first
        and context.published
        and day.first > context.published
        and not context.future(node)
    ):
        back = periods.plus_months(context.published.replace(day=1), -1)
        day = periods.day(back.year, back.month, number)
    return meant(day)


@DATES.of("day-range")
def _day_range(node: Node, context: Context) -> Meaning | None:
    month = int(context.named(node, "month"))
    a, b = context.ordinal(node.parts["a"]), context.ordinal(node.parts["b"])
    year = stated_year(node, context) or context.year_for(node, month, b)
    if year is None:
        return Meaning(f"XXXX-{month:02d}-{a:02d}/XXXX-{month:02d}-{b:02d}")
    first, last = periods.day(year, month, a), periods.day(year, month, b)
    return stretch(first, last)


def stretch(first: Period | None, last: Period | None) -> Meaning | None:
    """From one period to another, as an ISO 8601 interval; the later one is what the text goes on from."""
    if first is None or last is None:
        return meant(first or last)
    if first.first and last.last and first.first > last.last:
        return meant(last)
    return Meaning(f"{first.value}/{last.value}", first.first, last.last, "date", last)


@DATES.of("year", "year-bc")
def _year(node: Node, context: Context) -> Meaning | None:
    return meant(periods.year(stated_year(node, context) or 1))


@DATES.of("year-range", "year-bc-range")
def _year_range(node: Node, context: Context) -> Meaning | None:
    before_christ = node.has("bc")
    a = context.year(node.parts["a"], before_christ=before_christ)
    written = context.word(node, "b")
    if len(written) < 4 and not before_christ:
        b = int(str(a)[: 4 - len(written)] + written) if written.isdigit() else context.full_year(int(written[-2:]))
    else:
        b = context.year(node.parts["b"], before_christ=before_christ)
    return stretch(periods.year(a), periods.year(b)) if a <= b else meant(periods.year(a))


@DATES.of("decade")
def _decade(node: Node, context: Context) -> Meaning | None:
    if node.has("tens"):
        return meant(periods.decade(context.full_year(int(context.named(node, "tens")))))
    digits = "".join(c for c in context.word(node, "decade") if c.isdigit())
    if node.has("bc"):
        return meant(periods.decade(-int(digits)))
    if len(digits) == 2:
        return meant(periods.decade(context.full_year(int(digits))))
    if digits.endswith("00") and int(digits) < 1900:
        return meant(periods.century(int(digits) // 100 + 1))
    return meant(periods.decade(int(digits)))


@DATES.of("century")
def _century(node: Node, context: Context) -> Meaning | None:
    number = context.ordinal(node.parts["nth"])
    return meant(periods.century(number, before_christ=node.has("bc"))) if 0 < number < 40 else None


@DATES.of("season")
def _season(node: Node, context: Context) -> Meaning | None:
    name = str(context.named(node, "season"))
    year = stated_year(node, context)
    how = context.word(node, "how")
    if year is None and how:
        return meant(_season_seen(name, how, context))
    if year is None:
        year = context.year_for(node, periods.SEASONS[name][0])
        ref = context.ref
        if year and name == "WI" and ref and ref.year == year and ref.month and ref.month <= 3 and context.narrative:
            year -= 1
        if year and context.published and not context.narrative and not context.future(node):
            begun = periods.season(year, name).first
            year -= begun is not None and begun > context.published
    return meant(periods.season(year, name)) if year else Meaning(f"XXXX-{name}")


def _season_seen(name: str, how: str, context: Context) -> Period | None:
    """ "last summer", "this spring", "the following autumn"."""
    textual = any(word in how for word in ("following", "previous", "that", "same", "very"))
    base = context.ref if textual else context.now
    if base is None or base.year is None:
        return None
    if base.first is None or any(word in how for word in ("that", "same", "this")):
        return periods.season(base.year, name)
    candidates = [periods.season(base.year + n, name) for n in (-2, -1, 0, 1, 2)]
    if any(word in how for word in ("next", "following", "coming")):
        later = [c for c in candidates if c.first and c.first > base.first]
        return later[0] if later else None
    earlier = [c for c in candidates if c.last and c.last < base.first]
    return earlier[-1] if earlier else None


@DATES.of("weekday")
def _weekday(node: Node, context: Context) -> Meaning | None:
    number = int(context.named(node, "weekday"))
    how = context.word(node, "how")
    textual = any(word in how for word in ("that", "same", "following", "previous"))
    base = context.ref if textual else context.now
    if base is None or base.first is None or ((context.history or textual) and base.unit not in ("D", "T")):
        return Meaning(f"XXXX-WXX-{number}")
    at = base.first
    back, ahead = (at.isoweekday() - number) % 7, (number - at.isoweekday()) % 7
    if node.has("week"):
        weeks = {"last": -1, "next": 1}.get(context.word(node, "week").split()[-1], 0)
        return meant(periods.day_of(periods.plus_days(at, weeks * 7 + number - at.isoweekday())))
    if "last" in how or "past" in how or "previous" in how:
        days = -(back or 7)
    elif "next" in how or "following" in how or "coming" in how:
        days = ahead or 7
    elif how == "this":
        days = number - at.isoweekday()
    elif not textual and context.future(node) and not context.history:
        days = ahead
    else:
        days = -back
    return meant(periods.day_of(periods.plus_days(at, days)))


@DATES.of("holiday")
def _holiday(node: Node, context: Context) -> Meaning | None:
    name = (
        "easter" if node.has("friday") else str(context.grammar.values[context.words(node.parts["holiday"][-1:])[-1]])
    )
    if node.has("which") and context.word(node, "which") == "adha":
        name = "eid-adha"
    year = stated_year(node, context)
    if year is None:
        guess = context.now.year if context.now else None
        days = _holiday_days(name, guess) if guess else None
        if days is None:
            return Meaning(None)
        year = context.year_for(node, days[0].month, days[0].day)
        how = context.word(node, "how")
        if how and guess and context.published and not context.history:
            passed = days[0] < context.published
            year = guess - (how == "last" and not passed) + (how == "next" and passed)
    found = _holiday_days(name, year) if year else None
    if found is None:
        return Meaning(None)
    first, last = found
    move = -2 if node.has("friday") else 0
    if node.has("day"):
        word = context.word(node, "day")
        move = {"eve": -1, "monday": 1, "saturday": -1}.get(word, move)
    if first == last:
        return meant(periods.day_of(periods.plus_days(first, move)))
    if node.has("day"):
        return meant(periods.day_of(periods.plus_days(first, move)))
    point = Period(f"{first}/{last}", first, last, "", first.year, first.month, first.day)
    return Meaning(point.value, first, last, "date", point)


def _holiday_days(name: str, year: int | None) -> tuple[date, date] | None:
    if year is None or not 1583 <= year <= 4000:
        return None
    if name in ISLAMIC:
        return periods.islamic_stretch(year, *ISLAMIC[name])
    if name == "easter":
        return periods.easter(year), periods.easter(year)
    if name == "thanksgiving":
        first = date(year, 11, 1)
        at = periods.plus_days(first, (4 - first.isoweekday()) % 7 + 21)
        return at, at
    at = date(year, *FIXED[name])
    return at, at


@DATES.of("new-year")
def _new_year(node: Node, context: Context) -> Meaning | None:
    eve = context.word(node, "day") == "eve"
    month, number = (12, 31) if eve else (1, 1)
    year = stated_year(node, context)
    if year is None:
        year = context.year_for(node, month, number)
        ref = context.ref
        if context.narrative and ref and ref.month and ref.month >= 9 and year == ref.year and not eve and year:
            year += 1
    return meant(periods.day(year, month, number)) if year else Meaning(f"XXXX-{month:02d}-{number:02d}")
