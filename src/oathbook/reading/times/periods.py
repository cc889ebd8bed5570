"""Stretches of the calendar and arithmetic on them.

A ``Period`` has a TIMEX3 value and the days it covers. Years before Christ are negative ``year`` numbers (-490 is
490 BC); Python's calendar has no days for them, so ``first`` and ``last`` are None there.

The Islamic calendar is the tabular one (30-year cycle, civil epoch; Dershowitz and Reingold, Calendrical
Calculations, ch. 7), which may be a day or two from what was seen of the moon. Easter follows the Gregorian rule of
Meeus, Astronomical Algorithms, ch. 8.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
UNITS = ("H", "D", "W", "M", "Y")
DAYS_OF_UNIT = {"D": 1, "W": 7, "F": 14}
MONTHS_OF_UNIT = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days. ``unit``: D, W, WE, M, S (season), Q, H2 (half-year), Y, E (decade), C or "" (other)."""

    value: str
    first: date | None
    last: date | None
    unit: str
    year: int | None = None
    month: int | None = None
    day: int | None = None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def written_year(year: int) -> str:
    """``1990`` as "1990", ``-490`` as "BC0490"."""
    return f"{year:04d}" if year >= 0 else f"BC{-year:04d}"


def day(year: int, month: int, number: int) -> Period | None:
    """One day, or None where the calendar has no such day."""
    if year > 0 and _date(year, month, number) is None:
        return None
    if not 1 <= number <= 31 or not 1 <= month <= 12:
        return None
    at = _date(year, month, number) if year > 0 else None
    return Period(f"{written_year(year)}-{month:02d}-{number:02d}", at, at, "D", year, month, number)


def day_of(at: date) -> Period:
    """The period of one date."""
    return Period(at.isoformat(), at, at, "D", at.year, at.month, at.day)


def month(year: int, number: int) -> Period:
    """One calendar month."""
    value = f"{written_year(year)}-{number:02d}"
    if not 1 <= year <= 9999:
        return Period(value, None, None, "M", year, number)
    last = calendar.monthrange(year, number)[1]
    return Period(value, date(year, number, 1), date(year, number, last), "M", year, number)


def year(number: int) -> Period:
    """One calendar year."""
    first, last = _years(number, number)
    return Period(written_year(number), first, last, "Y", number)


def decade(first_year: int) -> Period:
    """Ten years from ``first_year`` (1990: the 1990s; -470: the 470s BC)."""
    first, last = _years(first_year, first_year + 9)
    return Period(written_year(first_year)[:-1], first, last, "E", first_year)


def century(number: int, *, before_christ: bool = False) -> Period:
    """The ``number``th century: the 19th runs from 1800 to 1899, as most reports mean it."""
    if before_christ:
        return Period(f"BC{number - 1:02d}", None, None, "C", -100 * number)
    first, last = _years(max(1, (number - 1) * 100), number * 100 - 1)
    return Period(f"{number - 1:02d}", first, last, "C", (number - 1) * 100)


def season(at: int, name: str) -> Period:
    """Three months of a northern season; the winter of 1914 is December 1914 to February 1915."""
    value = f"{written_year(at)}-{name}"
    start, stop = SEASONS[name]
    if not 1 <= at <= 9998:
        return Period(value, None, None, "S", at, start)
    return Period(value, month(at, start).first, month(at + (stop < start), stop).last, "S", at, start)


def quarter(at: int, number: int) -> Period:
    """A quarter of a year, 1 to 4."""
    first = number * 3 - 2
    return Period(f"{written_year(at)}-Q{number}", month(at, first).first, month(at, first + 2).last, "Q", at, first)


def half(at: int, number: int) -> Period:
    """A half of a year, 1 or 2."""
    first = number * 6 - 5
    return Period(f"{written_year(at)}-H{number}", month(at, first).first, month(at, first + 5).last, "H2", at, first)


def week(at: date) -> Period:
    """Monday to Sunday around ``at``."""
    iso_year, number, weekday = at.isocalendar()
    monday = _plus(at, 1 - weekday)
    sunday = _plus(at, 7 - weekday)
    return Period(f"{iso_year:04d}-W{number:02d}", monday, sunday, "W", monday.year, monday.month, monday.day)


def weekend(at: date) -> Period:
    """Saturday and Sunday of the week around ``at``."""
    whole = week(at)
    assert whole.last is not None
    return Period(whole.value + "-WE", _plus(whole.last, -1), whole.last, "WE", whole.last.year, whole.last.month,
                  whole.last.day)  # fmt: skip


def _years(first: int, last: int) -> tuple[date | None, date | None]:
    if not 1 <= first <= last <= 9999:
        return None, None
    return date(first, 1, 1), date(last, 12, 31)


def _plus(at: date, days: int) -> date:
    try:
        return at + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def plus_days(at: date, days: int) -> date:
    """``at`` moved by ``days``, stopping at the ends of the calendar."""
    return _plus(at, days)


def plus_months(at: date, months: int) -> date:
    """``at`` moved by months; the day is cut to the month's length."""
    count = at.year * 12 + at.month - 1 + months
    number_year, number_month = divmod(count, 12)
    if not 1 <= number_year <= 9999:
        return date.max if months > 0 else date.min
    return date(number_year, number_month + 1, min(at.day, calendar.monthrange(number_year, number_month + 1)[1]))


def length(count: float, unit: str) -> str:
    """A TIMEX3 duration: 3, D -> "P3D"; 2, H -> "PT2H"; 1.5, Y -> "P1.5Y"."""
    shown = f"{count:g}" if count != int(count) else str(int(count))
    if unit in ("H", "N", "S"):
        return f"PT{shown}{'M' if unit == 'N' else unit}"
    scale = {"F": (2, "W"), "E": (1, "DE"), "C": (1, "CE"), "Q": (3, "M")}.get(unit)
    if scale:
        shown = f"{count * scale[0]:g}"
        return f"P{shown}{scale[1]}"
    return f"P{shown}{unit}"


def shift(base: Period, count: float, unit: str) -> Period | None:
    """``base`` moved by ``count`` units, as fine as the coarser of both: two years before March 1950 is 1948.

    None where ``base`` is too coarse ("two days after 1950") or has no year.
    """
    if base.year is None:
        return None
    if unit in ("Y", "E", "C"):
        years = round(count * MONTHS_OF_UNIT[unit] / 12)
        return year(_skip_zero(base.year, years))
    if unit in ("M", "Q"):
        if base.month is None:
            return None
        months = base.year * 12 + base.month - 1 + round(count * MONTHS_OF_UNIT[unit])
        return month(months // 12, months % 12 + 1) if base.year > 0 and months >= 12 else None
    if unit in DAYS_OF_UNIT:
        if base.unit not in ("D", "T", "WE", "W") or base.first is None:
            return None
        return day_of(_plus(base.first, round(count * DAYS_OF_UNIT[unit])))
    return None


def _skip_zero(at: int, years: int) -> int:
    moved = at + years
    if at < 0 <= moved:
        return moved + 1
    return moved - 1 if moved <= 0 < at else moved


def span_back(at: date, count: float, unit: str) -> date | None:
    """The day that lies ``count`` units before ``at`` (negative: after)."""
    if unit in DAYS_OF_UNIT:
        return _plus(at, -round(count * DAYS_OF_UNIT[unit]))
    if unit == "H":
        return _plus(at, -round(count / 24 + (0.49 if count > 0 else -0.49)))
    if unit in MONTHS_OF_UNIT:
        return plus_months(at, -round(count * MONTHS_OF_UNIT[unit]))
    return at if unit in ("N", "S") else None


def part(base: Period, which: str) -> Period:
    """``early``, ``mid`` or ``late`` in a period, with the period's own value.

    A year's ends are three months, a month's ten days, a decade's four (late: three) years; others are
    cut in thirds.
    """
    if base.first is None or base.last is None:
        return base
    first, last = base.first, base.last
    if base.unit == "Y":
        cut = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}[which]
        edges = month(first.year, cut[0]).first, month(first.year, cut[1]).last
    elif base.unit == "M":
        edges = {"early": (first, first.replace(day=10)), "mid": (first.replace(day=11), first.replace(day=20)),
                 "late": (first.replace(day=21), last)}[which]  # fmt: skip
    elif base.unit in ("D", "T", "WE"):
        return base
    elif base.unit in ("E", "C"):
        low, high = {"early": (0.0, 0.4), "mid": (0.4, 0.7), "late": (0.7, 1.0)}[which]
        years = last.year - first.year + 1
        edges = _years(first.year + round(years * low), first.year + round(years * high) - 1)
    elif base.unit in ("S", "Q"):
        at = plus_months(first, ("early", "mid", "late").index(which))
        whole = month(at.year, at.month)
        edges = whole.first, whole.last
    else:
        third = (last - first) / 3
        edges = {"early": (first, first + third), "mid": (first + third, last - third), "late": (last - third, last)}[
            which
        ]
    return replace(base, first=edges[0], last=edges[1], month=edges[0].month if edges[0] else base.month)


def easter(at: int) -> date:
    """Easter Sunday of a Gregorian year (Meeus)."""
    a, b, c = at % 19, at // 100, at % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    number, left = divmod(h + j - 7 * m + 114, 31)
    return date(at, number, left + 1)


def _islamic(at: int, number: int, number_day: int) -> date:
    days = number_day + 29 * (number - 1) + number // 2 + (at - 1) * 354 + (3 + 11 * at) // 30
    return date.fromordinal(227014 + days)


def islamic_stretch(at: int, number: int, first: int, last: int) -> tuple[date, date] | None:
    """Days ``first`` to ``last`` of an Islamic month that begins in the Gregorian year ``at``; None before 623."""
    if not 623 <= at <= 9000:
        return None
    guess = (at - 622) * 33 // 32
    for hijri in range(guess - 1, guess + 3):
        begin = _islamic(hijri, number, 1)
        if begin.year == at:
            return _plus(begin, first - 1), _plus(begin, last - 1)
    return None
