"""The two clocks of a picture's page: the days that sliders go over, and where they were moved to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from oathbook.views.desk.asked import Asked as Given
from oathbook.views.desk.citing import cite_view
from oathbook.views.desk.wanted import Wanted, read_wanted
from oathbook.views.pictures.times import days_told

if TYPE_CHECKING:
    from oathbook.views.desk.book import Book
    from oathbook.views.desk.desk import Desk
    from oathbook.views.desk.visitors import Visitor


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a slider goes over. Few spans far from all others do not stretch it."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """Days from the first to the last."""
        return (self.last - self.first).days

    def at(self, number: int) -> date:
        """The day of a place on the slider."""
        return date.fromordinal(min(self.first.toordinal() + max(number, 0), self.last.toordinal()))

    def place(self, day: date) -> int:
        """Where a day stands, the nearest end where it is outside."""
        return min(max((day - self.first).days, 0), self.length)


def days_of(desk: Book, *, opens: bool) -> Days | None:
    """From the first to the last day that spans tell; None where none tells any."""

    def make() -> Days | None:
        told = sorted(day for span in desk.histories.spans(opens=opens) for day in set(days_told(span)))
        if not told:
            return None
        cut = len(told) // 200
        return Days(told[cut], told[-1 - cut])

    return desk.histories.kept("days", ("held", desk.histories.view(opens=opens)), make)


def published_days(desk: Book) -> Days | None:
    """From the first to the last day of publication; None where no report has one."""
    first, last = desk.index.days()
    return Days(date.fromisoformat(first), date.fromisoformat(last)) if first and last else None


def read_clocks(given: Given, held: Days | None, told: Days | None) -> tuple[dict[str, str], bool]:
    """The query with the days that sliders were moved to, and whether one was.

    Without JavaScript a form sends the days and the places of its sliders; a slider that stands elsewhere than it was
    drawn was moved, and its day counts.
    """
    query, moved = dict(given), False
    for name, days in (("on", held), ("known_by", told)):
        place, was = query.pop(f"{name}_at", ""), query.pop(f"{name}_was", "")
        if days is not None and place.isascii() and place.isdecimal() and len(place) < 8 and place != was:
            query[name], moved = days.at(int(place)).isoformat(), True
    return query, moved


def on_last_day(wanted: Wanted, days: Days | None) -> Wanted:
    """With the last day told, where no day is asked for."""
    return wanted if wanted.on or days is None else replace(wanted, on=days.last)


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of a picture is asked for, and the days of its sliders.

    ``moved``: whether a slider was moved without JavaScript, so that the address must follow.
    """

    wanted: Wanted
    held: Days | None
    told: Days | None
    moved: bool

    def context(self, desk: Desk, path: str, wanted: Wanted, base: str) -> dict[str, Any]:
        """What the page of every picture hands to its template, whatever it shows besides."""
        return {
            "wanted": wanted,
            "citation": cite_view(desk, path, wanted.query, base=base),
            "behind": desk.answers.behind(),
            "held": self.held,
            "told": self.told,
        }


def read_page(desk: Desk, kind: str, given: Given, visitor: Visitor) -> Page:
    """What the address of a picture's page asks for; the last day told, where it names none.

    Refusal where a value is not allowed, Reckoning where the days are not there yet.
    """
    desk.index.freshen()
    held = desk.answers.ask(days_of, opens=visitor.opens)
    told = published_days(desk)
    query, moved = read_clocks(given, held, told)
    wanted = read_wanted(kind, query)
    return Page(wanted if moved else on_last_day(wanted, held), held, told, moved)
