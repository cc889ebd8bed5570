"""Which day a page was published, of all the dates it shows.

Looked at: what was given, what the page's head says, its address, and in the text only the lines that are about the
text: byline, dateline, headline, and labelled lines ("Published: ...") at the top or the end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from oathbook.records import Block
from oathbook.reports.dates import ShownDate, find_dates, find_yearless, parse_date
from oathbook.reports.pagewords import PageWords

EARLIEST = date(1900, 1, 1)
_LAST_BLOCKS = 6
_MONTH_OF_DAYS = 31
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_ABOUT = ("byline", "dateline", "headline", "boilerplate", "subheading")
GIVE_IT = "give it with --published YYYY-MM-DD"
NO_DATE = f'no publication date found: times such as "Monday" or "last week" stay open; {GIVE_IT}'


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date that may be the day of publication: the words, the days they can mean, and where they stand.

    ``weight`` is below 0 for dates that are taken only where there is no other (a last change, a wrong weekday).
    """

    words: str
    days: tuple[date, ...]
    source: str
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Publication:
    """The day chosen, how it was found, and the other dates as written; ``warnings`` say what stays open."""

    day: date | None = None
    source: str | None = None
    others: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def choose(
    candidates: Iterable[Candidate], *, text: str = "", given: date | None = None, today: date | None = None
) -> Publication:
    """The plausible day that most places of the page agree on, the first of them where they are level.

    A day is plausible from 1900 to tomorrow. A date that can be two days ("02/03/2015") is the one that another date
    agrees with, that follows closely on the days the ``text`` tells of, or that goes by the text's own order of day
    and month, and a warning says so. ``given`` wins over all.
    """
    shown = list(candidates)
    latest = (today or date.today()) + timedelta(days=1)
    sure = {candidate.days[0] for candidate in shown if len(candidate.days) == 1} | ({given} if given else set())
    usable: list[tuple[date, Candidate]] = []
    warnings: dict[str, None] = {}
    for candidate in shown:
        days = [day for day in candidate.days if EARLIEST <= day <= latest]
        if len(days) > 1:
            agreed = [day for day in days if day in sure]
            chosen_day = agreed[0] if agreed else _likelier(days, text)
            if not agreed:
                other = next(day for day in days if day != chosen_day)
                warnings[f'the date "{candidate.words}" is read as {chosen_day}; if it is {other}, {GIVE_IT}'] = None
            days = [chosen_day]
        if days:
            usable.append((days[0], candidate))
    chosen, source = (given, "given") if given else _most_shown(usable)
    if chosen is None:
        return Publication(others=tuple(dict.fromkeys(candidate.words for candidate in shown)), warnings=(NO_DATE,))
    others = dict.fromkeys(candidate.words for candidate in shown if chosen not in candidate.days)
    return Publication(chosen, source, tuple(others), () if given else tuple(warnings))


def _likelier(days: list[date], text: str) -> date:
    """Of a day-first and a month-first reading: the one with more of the text's days in the month before it, else
    the one whose order of day and month the text uses more, else the day-first one."""
    shown, yearless = find_dates(text), find_yearless(text)
    full = {one.days[0] for one in shown if len(one.days) == 1}
    near = []
    for day in days:
        told = full | {found for one in yearless if (found := one.in_year(day.year))}
        near.append(sum(0 <= (day - other).days <= _MONTH_OF_DAYS for other in told))
    if near[0] != near[1]:
        return days[0] if near[0] > near[1] else days[1]
    orders = Counter(one.words[0].isdigit() for one in yearless)
    return days[1] if orders[False] > orders[True] else days[0]


def _most_shown(usable: list[tuple[date, Candidate]]) -> tuple[date | None, str | None]:
    if not usable:
        return None, None
    best = max(candidate.weight for _, candidate in usable)
    kept = [(day, candidate) for day, candidate in usable if candidate.weight == best or best > 0 <= candidate.weight]
    votes = Counter(day for day, _ in kept)
    day, candidate = max(kept, key=lambda pair: (votes[pair[0]], pair[1].weight))
    return day, candidate.source


def in_text(text: str, blocks: tuple[Block, ...], words: PageWords) -> Iterator[Candidate]:
    """Dates in the lines of a page that are about the page: those above its second paragraph, and labelled ones."""
    body = [i for i, block in enumerate(blocks) if block.kind in ("paragraph", "answer", "question")]
    top = body[0] if body else len(blocks)
    for i, block in enumerate(blocks):
        if block.kind not in _ABOUT or not (
            i < top or block.kind in ("byline", "boilerplate") or i >= len(blocks) - _LAST_BLOCKS
        ):
            continue
        line = text[block.start : block.end]
        for shown in find_dates(line):
            before = line[: shown.start]
            labelled = words.published.search(before) is not None
            if i < top or labelled or words.updated.search(before):
                yield _candidate(shown, before, block.kind if i < top else "end of page", words, labelled=labelled)
    for i in body[-1:]:
        yield from _labelled_sentence(text[blocks[i].start : blocks[i].end], words)


def _candidate(shown: ShownDate, before: str, place: str, words: PageWords, *, labelled: bool) -> Candidate:
    if words.updated.search(before):
        return Candidate(shown.words, shown.days, "last change", -1)
    weight = 1 if labelled or place in ("byline", "dateline") else 0
    return Candidate(shown.words, shown.days, place, weight if shown.weekday_fits else -1)


def _labelled_sentence(line: str, words: PageWords) -> Iterator[Candidate]:
    """ "Published: 3 May 2014" as the last words of the text."""
    for shown in find_dates(line[-80:]):
        before = line[-80:][: shown.start]
        if before.rstrip().endswith(":") and words.published.search(before):
            yield Candidate(shown.words, shown.days, "end of page", 1)


def in_url(url: str | None) -> Iterator[Candidate]:
    """The day in an address ("/2014/12/15/", "20141215")."""
    for match in _URL_DATE.finditer(url or ""):
        day = parse_date("-".join(match.groups()))
        if day:
            yield Candidate(match.group(), (day,), "url")


def yearless_in(text: str, blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Days without a year in the datelines at the top ("Nov. 19"), as written."""
    return tuple(
        yearless.words
        for block in blocks[:8]
        if block.kind in ("dateline", "byline")
        for yearless in find_yearless(text[block.start : block.end])
    )
