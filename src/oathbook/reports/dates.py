"""The forms in which pages write a date: find them in a line, and say which day each is.

Own grammar rather than a library: parsers of free dates guess at what is not one ("10", "may"), and give neither
offsets nor the reason when a form can be read as two days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = (
    r"(?:\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|r|rs|rsday|urday)?\b\.?,?\s+(?:the\s+)?)?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4,5})(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_WEEKDAY}(?<![\d/.]){_DAY}\s*(?:of\s+)?[-./ ]?\s*{_MONTH}[-, ./]*{_YEAR}",
        rf"{_WEEKDAY}\b{_MONTH}\s*[-. ]?\s*{_DAY}\s*[-,. ]\s*{_YEAR}",
        rf"{_WEEKDAY}(?<![\d/.-]){_DAY}[-. ]?\s*{_MONTH}[-, .']*(?P<short>\d\d)(?![\d:]|\.\d)",
        rf"{_WEEKDAY}\b{_MONTH}\s+{_DAY},?\s+'?(?P<short>\d\d)(?=\s*(?:[()|\u2013\u2014-]|\Z))",
        r"(?<![\d/.-])(?P<year>\d{4})(?P<mark>[-/.])(?P<number>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?=$|[^\d/-]|-\d{2}:)",
        r"(?<![\d/.-])(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})(?P=mark)(?P<year>\d{4})(?![\d/-])",
    )
)
_TWO_DIGITS = re.compile(r"\d\d")
_YEARLESS = (
    re.compile(rf"(?<![\d/.-]){_DAY}\s+{_MONTH}(?!\w)", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+{_DAY}\b(?![,.]?\s*\d{{4}})", re.IGNORECASE),
)
TIME_OF_DAY = re.compile(
    r"(?<![\d:])(?:(?:at\s+)?(?:[01]?\d|2[0-4])[:.h][0-5]\d(?:[:.][0-5]\d)?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?"
    r"|\d{4}\s*(?=gmt|utc|hrs|hours))\s*(?:gmt|utc|hrs|hours|[a-z]{1,2}[sd]?t\b|wat\b|z\b|[+-]\d{2}:?\d{2})?(?!\w)",
    re.IGNORECASE,
)
"""A time of day with or without its zone ("11:42", "09:10 AM", "1800 gmt")."""


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A date as a page writes it, at ``start`` to ``end`` of the searched text.

    ``days`` are the days it can be read as: one; two for "02/03/2015"; none where there is no such day ("31 June
    2014", "December 15, 21014"). ``weekday_fits`` is False where the weekday beside it is another one.
    """

    start: int
    end: int
    words: str
    days: tuple[date, ...]
    weekday_fits: bool = True


def find_dates(text: str) -> tuple[ShownDate, ...]:
    """Every full date (day, month and year) in ``text``, in order, without overlaps."""
    if not _TWO_DIGITS.search(text):
        return ()
    found: list[ShownDate] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in found):
                found.append(_shown(match))
    return tuple(sorted(found, key=lambda shown: shown.start))


@dataclass(frozen=True, slots=True)
class YearlessDay:
    """A day and month without a year ("Nov 19"), as written."""

    words: str
    month: int
    day: int

    def in_year(self, year: int) -> date | None:
        """The day in ``year``; None where there is no such day."""
        return next(_days(year, ((self.month, self.day),)), None)


def find_yearless(text: str) -> tuple[YearlessDay, ...]:
    """Days and months without a year, outside of full dates."""
    full = find_dates(text)
    return tuple(
        YearlessDay(match.group().strip(), 1 + _MONTHS.index(match["month"][:3].lower()), int(match["day"]))
        for form in _YEARLESS
        for match in form.finditer(text)
        if not any(match.start() < other.end and other.start < match.end() for other in full)
    )


def parse_date(words: str) -> date | None:
    """The one day that ``words`` (a whole cell, key or attribute) give; None where they give none or several."""
    compact = re.fullmatch(r"\s*(\d{4})(\d{2})(\d{2})(?:T[\d:.Z+-]*)?\s*", words)
    if compact:
        year, month, day = (int(part) for part in compact.groups())
        return next(_days(year, ((month, day),)), None)
    shown = find_dates(words[:200])
    return shown[0].days[0] if len(shown) == 1 and len(shown[0].days) == 1 else None


def _shown(match: re.Match[str]) -> ShownDate:
    parts = match.groupdict()
    year = _long_year(int(parts["short"]), this_year=date.today().year) if parts.get("short") else int(parts["year"])
    if parts.get("month"):
        pairs = [(1 + _MONTHS.index(parts["month"][:3].lower()), int(parts["day"]))]
    elif parts.get("number"):
        pairs = [(int(parts["number"]), int(parts["day"]))]
    else:
        one, two = int(parts["one"]), int(parts["two"])
        pairs = [(two, one)] if parts["mark"] == "." else [(two, one), (one, two)]
    days = tuple(dict.fromkeys(_days(year, pairs)))
    weekday = parts.get("weekday")
    fits = not weekday or any(day.weekday() == _WEEKDAYS.index(weekday[:3].lower()) for day in days)
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    return ShownDate(start, match.end(), match.group().strip(), days, fits)


def _days(year: int, pairs: Iterable[tuple[int, int]]) -> Iterator[date]:
    for month, day in pairs:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def _long_year(short: int, *, this_year: int) -> int:
    century = this_year - this_year % 100
    return century + short if century + short <= this_year else century - 100 + short
