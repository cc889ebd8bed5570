"""Pictures as pages have them: as SVG with links to each mark's claims, each mark by its number."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from markupsafe import Markup

from oathbook.errors import OathbookError, UnknownName
from oathbook.views.desk.clocks import days_of, on_last_day
from oathbook.views.desk.drawn import picture_of, spots_of
from oathbook.views.desk.history_asked import asked_of_one
from oathbook.views.desk.visitors import Visitor
from oathbook.views.desk.wanted import OF_ACTOR, Wanted
from oathbook.views.pictures import Picture
from oathbook.views.pictures.canvas import Mark
from oathbook.views.pictures.placed import Spot

if TYPE_CHECKING:
    from oathbook.views.desk.book import Book


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page has it: SVG, and how many marks can be pointed at."""

    svg: Markup
    marks: int


def shown(desk: Book, wanted: Wanted, visitor: Visitor) -> Shown:
    """The picture for a page; kept with the pictures."""
    return _seen(desk, wanted, visitor)[0]


def shown_map(desk: Book, wanted: Wanted, visitor: Visitor) -> tuple[Shown, list[Spot]]:
    """The map for a page, and its places."""
    return shown(desk, wanted, visitor), spots_of(desk, wanted, visitor)


def mark_of(desk: Book, wanted: Wanted, visitor: Visitor, number: str) -> tuple[Mark, str, str]:
    """A mark, the title of its picture, and what the picture was drawn of. UnknownName where there is none."""
    _, every, title = _seen(desk, wanted, visitor)
    marks = {str(mark.number): mark for mark in every}
    if number not in marks:
        raise UnknownName(f"the picture has no mark {number!a}; click on one of it")
    return marks[number], title, desk.histories.at


def warm(desk: Book) -> None:
    """Make what the pictures of every day need, and those of the last one."""
    for opens in (False, True) if desk.protector().names else (False,):
        visitor = Visitor("", "editor", opens, account=False)
        days = days_of(desk, opens=opens)
        for wanted in (Wanted("network"), Wanted("map"), Wanted("tree")):
            shown(desk, on_last_day(wanted, days), visitor)


def warm_of_one(desk: Book) -> None:
    """Load what pages of one actor need, by making that of any, so that nobody waits for it."""
    anybody = Visitor("", "editor", True, account=False)
    with suppress(OathbookError):
        for name in (name for claim in islice(desk.ledger.claims(), 20) for name in claim.agent[:1]):
            shown(desk, Wanted("timeline", name), anybody)
            asked_of_one(desk, anybody, "who", name, on=None, known_by=None, rule="default")
            break


def _seen(desk: Book, wanted: Wanted, visitor: Visitor) -> tuple[Shown, tuple[Mark, ...], str]:
    """The picture for a page, its marks and its title; drawings take more room, and fewer of them are kept."""

    def make() -> tuple[Shown, tuple[Mark, ...], str]:
        picture = picture_of(desk, wanted, visitor)
        return Shown(_inline(desk, wanted, picture), len(picture.marks)), picture.marks, picture.title

    kind = "seen of one" if wanted.kind in OF_ACTOR else "seen"
    return desk.histories.kept(kind, (wanted, desk.histories.view(opens=visitor.opens)), make)


def _inline(desk: Book, wanted: Wanted, picture: Picture) -> Markup:
    """SVG in which a click on a mark leads to its claims."""
    start = f"/pictures/{wanted.kind}/evidence?"
    query = wanted.query | {"at": desk.histories.at}
    text = picture.inline(
        wanted.kind, lambda number: start + urlencode(query | {"mark": str(number)}, errors="replace")
    )
    return Markup(text)
