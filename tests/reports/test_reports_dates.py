"""The forms of dates on pages, and which of several is the day of publication."""

from datetime import date

import pytest

from oathbook.reports import from_text
from oathbook.reports.dates import find_dates, find_yearless, parse_date
from oathbook.reports.published import GIVE_IT, NO_DATE, Candidate, choose, in_url

DAY = date(2014, 12, 15)
STORY = (
    "The Falcon Brigade broke away from the Northern Front on Saturday, its commander said in a statement to the press."
)


@pytest.mark.parametrize(
    "words",
    [
        "15 December 2014",
        "15th of December, 2014",
        "15th December 2014",
        "Monday 15 December 2014",
        "Monday, December 15, 2014",
        "Mon., Dec. 15, 2014",
        "Dec 15 2014",
        "DECEMBER 15, 2014",
        "15-Dec-2014",
        "15 Dec 14",
        "2014-12-15",
        "2014/12/15",
        "2014.12.15",
        "15.12.2014",
        "15/12/2014",
        "12/15/2014",
        "15-12-2014",
    ],
)
def test_forms_of_a_date(words):
    (shown,) = find_dates(f"Posted {words} | 11:42 by the desk")
    assert (shown.days, shown.words, shown.weekday_fits) == ((DAY,), words, True)
    assert parse_date(words) == DAY


@pytest.mark.parametrize("words", ["2014-12-15T23:10:00Z", "2014-12-15T23:10:00+02:00", "20141215", "2014-12-15 08:00"])
def test_forms_of_machines(words):
    assert parse_date(words) == DAY


@pytest.mark.parametrize(
    "words", ["21014", "December 2014", "15 December", "in 2014-15", "1.5 to 2.5", "10 may come", ""]
)
def test_what_is_no_date(words):
    assert find_dates(words) == ()
    assert parse_date(words) is None


def test_days_that_are_none_two_or_another_weekday():
    assert find_dates("31 June 2014")[0].days == ()
    assert find_dates("December 15, 21014")[0].days == ()
    assert find_dates("02/03/2015")[0].days == (date(2015, 3, 2), date(2015, 2, 3))
    assert find_dates("Friday 15 December 2014")[0].weekday_fits is False
    assert [(one.words, one.month, one.day) for one in find_yearless("KELLO, Nov. 19 (Wire)")] == [("Nov. 19", 11, 19)]
    assert [one.in_year(2015) for one in find_yearless("on 29 February")] == [None]


def test_a_range_ends_on_its_last_day():
    assert find_dates("bulletin of 24-30 June 2002")[0].days == (date(2002, 6, 30),)


@pytest.mark.parametrize(
    ("page", "day", "source", "others"),
    [
        ("T\n\nDecember 15, 21014\n\n15 December 2014\n\n" + STORY, DAY, "dateline", ("December 15, 21014",)),
        ("T\n\n15 December 2104\n\nBy Ana Ruiz, 15 December 2014\n\n" + STORY, DAY, "byline", ("15 December 2104",)),
        ("T\n\nDec 14, 2014\n\n15 December 2014\n\n15/12/2014\n\n" + STORY, DAY, "dateline", ("Dec 14, 2014",)),
        ("T\n\nFri 14 December 2014\n\nDecember 15, 2014\n\n" + STORY, DAY, "dateline", ("Fri 14 December 2014",)),
        ("KELLO, Dec 15, 2014 (Wire) - " + STORY, DAY, "dateline", ()),
        ("T\n\nStaff | Last updated: 15 December 2014, 11:42\n\n" + STORY, DAY, "last change", ()),
        ("T\n\nPosted Dec 15, 2014 | Updated Dec 17, 2014\n\n" + STORY, DAY, "dateline", ("Dec 17, 2014",)),
        (STORY + "\n\n" + STORY[:40] + "\n\nPublished: 15 December 2014", DAY, "end of page", ()),
        (STORY + " Published: 15 December 2014", DAY, "end of page", ()),
        ("From the press: The Echo, 15 December 2014 (translated)\n\n" + STORY, DAY, "headline", ()),
    ],
)  # fmt: skip
def test_publication_dates_of_plain_pages(page, day, source, others):
    report = from_text(page, name="a")
    assert (report.published, report.published_from, report.published_others) == (day, source, others)
    assert report.warnings == ()


@pytest.mark.parametrize(
    "page",
    [
        STORY,
        STORY + "\n\nThe siege began on 3 May 2014 and ended on 9 May 2014, when the last of the men left the town.",
    ],
)
def test_dates_of_events_are_no_publication_dates(page):
    report = from_text(page, name="a")
    assert (report.published, report.published_from) == (None, None)
    assert report.warnings == (
        'no publication date found: times such as "Monday" or "last week" stay open; '
        "give it with --published YYYY-MM-DD",
    )


def test_a_dateline_without_a_year_is_recorded():
    report = from_text(f"KELLO, Nov 19 (Wire) - {STORY}", name="a")
    assert (report.published, report.published_others, report.warnings) == (None, ("Nov 19",), (NO_DATE,))


def test_a_date_that_can_be_two_days():
    def read(text):
        report = from_text(f"Bulletin\n\n06/07/2014\n\n{text}", name="a")
        return report.published.isoformat(), report.warnings

    def warning(taken, other):
        return (f'the date "06/07/2014" is read as {taken}; if it is {other}, {GIVE_IT}',)

    first, second = "2014-07-06", "2014-06-07"
    assert read(STORY) == (first, warning(first, second))
    assert read(STORY + " The fighting began on 4 June.") == (second, warning(second, first))
    assert read(STORY + " The quarrel began on March 3.") == (second, warning(second, first))
    assert read(STORY + "\n\nPosted: 7 June 2014") == (second, ())


def test_votes_and_their_order():
    def chosen(*candidates, **options):
        found = choose(candidates, today=date(2020, 1, 1), **options)
        return found.day, found.source

    byline = Candidate("15 December 2014", (DAY,), "byline", 1)
    meta = Candidate("2014-12-16", (date(2014, 12, 16),), "meta", 1)
    url = Candidate("2014/12/16", (date(2014, 12, 16),), "url")
    assert chosen(byline, meta) == (DAY, "byline")
    assert chosen(byline, meta, url) == (date(2014, 12, 16), "meta")
    assert chosen(Candidate("1 May 2021", (date(2021, 5, 1),), "byline", 1), url) == (date(2014, 12, 16), "url")
    assert chosen(Candidate("1 May 1821", (date(1821, 5, 1),), "byline", 1)) == (None, None)
    assert chosen(byline, meta, url, given=date(2014, 1, 1)) == (date(2014, 1, 1), "given")


def test_days_in_addresses():
    assert [c.days for c in in_url("https://a.example/2014/12/15/falcon")] == [(DAY,)]
    assert [c.days for c in in_url("https://a.example/falcon-20141215.html")] == [(DAY,)]
    assert list(in_url("https://a.example/article/201412159")) == []
    assert list(in_url(None)) == []
