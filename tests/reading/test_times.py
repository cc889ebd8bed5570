"""Time expressions: hard cases, laws, and the values that the reader promises."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oathbook.errors import DataError
from oathbook.lexicon import Lexicon
from oathbook.reading.times import TimeReader, find_times, periods
from oathbook.reading.times.grammar import compile_grammar
from oathbook.records import TimeExpression

CASES = Path(__file__).parent.parent / "cases" / "times.csv"
READER = TimeReader(Lexicon())
MONDAY = date(2014, 12, 15)


def shown(time: TimeExpression) -> str:
    """An expression as the case table writes it: words=first..last kind."""
    interval = time.interval
    if interval is None:
        span = "open"
    elif interval.earliest == interval.latest:
        span = str(interval.earliest)
    else:
        span = f"{interval.earliest or ''}..{interval.latest or ''}"
    return f"{time.text}={span}" + ("" if time.kind == "date" else f" {time.kind}")


def read(text: str, published: date | None = MONDAY) -> str:
    return " ; ".join(shown(t) for t in READER.find(text, published=published)) or "-"


def test_hard_cases() -> None:
    with CASES.open(encoding="utf-8", newline="") as lines:
        cases = list(csv.DictReader(lines))
    assert len(cases) > 300
    wrong: dict[str, list[str]] = {"must": [], "should": []}
    for case in cases:
        found = read(case["text"], date.fromisoformat(case["published"]) if case["published"] else None)
        if found != case["expected"]:
            wrong[case["strength"]].append(f"{case['text']}\n  expected {case['expected']}\n  found    {found}")
    assert not wrong["must"], "\n".join(wrong["must"])
    assert len(wrong["should"]) <= 3, "\n".join(wrong["should"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("over the weekend", "2014-W50-WE"),
        ("in December 2014", "2014-12"),
        ("now", "PRESENT_REF"),
        ("for three days", "P3D"),
        ("in the 1990s", "199"),
        ("in the 19th century", "18"),
        ("in 490 BC", "BC0490"),
        ("in the second half of 2008", "2008-H2"),
        ("in the first quarter of 2008", "2008-Q1"),
        ("in the summer of 1943", "1943-SU"),
        ("last night", "2014-12-14TNI"),
        ("at 5:30 p.m. on 7 May 2014", "2014-05-07T17:30"),
        ("from 3 to 7 May 2014", "2014-05-03/2014-05-07"),
        ("every Friday", "XXXX-WXX-5"),
    ],
)
def test_values_are_those_of_timex3(text: str, value: str) -> None:
    assert [t.value for t in READER.find(text, published=MONDAY)] == [value]


def test_without_a_publication_date_what_counts_from_it_stays_open() -> None:
    times = READER.find("They left on Monday, last week, today and in 2013.", published=None)
    assert [t.interval is None for t in times] == [True, True, True, False]


def test_a_hint_decides_what_the_words_leave_open() -> None:
    text = "the council's Friday meeting"
    for looks, day in ((True, "2014-12-19"), (False, "2014-12-12")):
        (time,) = READER.find(text, published=MONDAY, future=lambda start, end, looks=looks: looks)
        assert time.interval is not None
        assert time.interval.as_json() == [day, day]


def test_given_sentences_bound_the_words_that_are_looked_at() -> None:
    text = "It will fight on Friday it fell"
    cut = text.index(" on Friday")
    (time,) = READER.find(text, published=MONDAY, sentences=[(0, cut), (cut, len(text))])
    assert time.interval is not None
    assert time.interval.as_json()[0] == "2014-12-12"


def test_a_history_goes_on_from_its_own_time() -> None:
    text = (
        "The war began in 1914. On 7 August troops crossed the border. In 1916 it stalled. In November it went on. "
        "In January the army fled. The next month it came back. In 1918 it ended."
    )
    assert [t.value for t in READER.find(text, published=date(2009, 12, 19))] == [
        "1914", "1914-08-07", "1916", "1916-11", "1917-01", "1917-02", "1918",
    ]  # fmt: skip


def test_find_times_compiles_once_for_a_lexicon() -> None:
    lexicon = Lexicon()
    assert find_times("on Monday", published=MONDAY, lexicon=lexicon) == READER.find("on Monday", published=MONDAY)
    assert lexicon.made("times", lambda: None) is not None


def test_a_users_words_are_read(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "times.yaml").write_text("names:\n  month: {janvier: 1}\n")
    (time,) = TimeReader(Lexicon(tmp_path)).find("in janvier 2014", published=None)
    assert time.value == "2014-01"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"layers": [[{"name": "x", "gives": "DAY", "pattern": "{nothing}"}]]}, "'nothing', which is no class"),
        ({"layers": [[{"name": "x", "gives": "DAY", "pattern": "({the}"}]]}, "no regular expression"),
        ({"words": {"the": ["the"], "also": ["the"]}}, "'the' stands in two classes"),
        ({"macros": None}, "has no 'macros'"),
    ],
)
def test_malformed_rules_are_named(change: dict[str, object], message: str) -> None:
    data = {"names": {}, "words": {"the": ["the"]}, "sets": {"quiet": ["the"]}, "macros": {}, "layers": []}
    broken = {key: value for key, value in (data | change).items() if value is not None}
    with pytest.raises(DataError, match=message):
        compile_grammar(broken)


WORDS = """
on in since until by before after from to the last next past this that same early late mid end of March May 2014 13th
12 31 Friday weekend week day days two three years ago later earlier morning night 1990s '99 BC 10:30 noon GMT , . - ( )
now today former century first second half Christmas Ramadan Eid quarter 0130 2014-12-05 5/6/2014 29 February within
every between and will had said 9999 1 hours decade ever then rest
"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])
LISTS = st.lists(PIECES, max_size=25)
TEXTS = st.one_of(st.text(max_size=80), LISTS.map(" ".join), LISTS.map("".join))
DATES = st.one_of(st.none(), st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31)))


@settings(max_examples=600, deadline=None)
@given(TEXTS, DATES)
def test_any_text_is_read_with_exact_offsets_in_order_and_the_same_twice(text: str, published: date | None) -> None:
    times = READER.find(text, published=published)
    at = 0
    for time in times:
        assert at <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == time.text
        at = time.end
        if time.interval and time.interval.earliest and time.interval.latest:
            assert time.interval.earliest <= time.interval.latest
    assert times == READER.find(text, published=published)


@settings(deadline=None)
@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2900, 1, 1)))
def test_every_written_day_is_read_back(day: date) -> None:
    forms = (day.strftime("%-d %B %Y"), day.strftime("%B %-d, %Y"), day.isoformat(), day.strftime("%d %b %Y").upper())
    for form in forms:
        if day.year >= 2100 and form != day.isoformat():
            continue
        (time,) = READER.find(f"They met on {form}.", published=None)
        assert time.value == day.isoformat(), form


@settings(deadline=None)
@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2090, 1, 1)), st.integers(1, 30))
def test_days_later_and_earlier_undo_each_other(day: date, count: int) -> None:
    text = f"On {day:%-d %B %Y} they met. {count} days later they left. {count} days earlier they came."
    times = READER.find(text, published=None)
    assert times[0].interval == times[2].interval


@pytest.mark.parametrize(
    ("year", "easter", "ramadan"),
    [(2014, "2014-04-20", "2014-06-29"), (2016, "2016-03-27", "2016-06-07"), (2023, "2023-04-09", "2023-03-23")],
)
def test_feasts(year: int, easter: str, ramadan: str) -> None:
    assert periods.easter(year).isoformat() == easter
    stretch = periods.islamic_stretch(year, 9, 1, 30)
    assert stretch is not None
    assert abs((stretch[0] - date.fromisoformat(ramadan)).days) <= 1
