"""Quotation marks in all their shapes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oathbook.reading.quotes import find_quotes


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “we left” today.", ["“we left”"]),
        ('He said "we left" today.', ['"we left"']),
        ("He said 'we left' today.", ["'we left'"]),
        ("He said ‘we left’ today.", ["‘we left’"]),
        ("He said «we left» today.", ["«we left»"]),
        ("He said ``we left'' today.", ["``we left''"]),
        ("“It is ‘so’ and so,” he said.", ["“It is ‘so’ and so,”"]),
        ("\"It is 'so' and so,\" he said.", ["\"It is 'so' and so,\""]),
        ("The fighters' camp and Assad's men's guns", []),
        ("It's the fighters’ camp, isn't it", []),
        ('He said: "We left.', ['"We left.']),
        ('("we left")', ['"we left"']),
        ("We left,” he said.", []),
        ("a 5' 10\" man", []),
        ("“One.\n\n“Two,” he said.", ["“One.", "“Two,”"]),
        ("“One.\n\nTwo,” he said.", ["“One.\n\nTwo,”"]),
        ("“One.\n\nTwo. He said “three” too.", ["“One.", "“three”"]),
        ("", []),
    ],
)
def test_pairs(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_an_unclosed_quotation_is_marked() -> None:
    assert [q.closed for q in find_quotes("“One.\n\n“Two,” he said.")] == [False, True]


@given(st.text(alphabet="ab “”\"'‘’«»`\n.", max_size=60))
def test_quotes_are_in_order_and_apart(text: str) -> None:
    quotes = find_quotes(text)
    assert all(0 <= q.start < q.end <= len(text) for q in quotes)
    assert all(a.end <= b.start for a, b in pairwise(quotes))


def test_borders_replace_blank_lines() -> None:
    text = "“One. “Two.”"
    assert [text[q.start : q.end] for q in find_quotes(text, borders=[6])] == ["“One.", "“Two.”"]
