"""The pages to look for things: search, lists of reports, and what comes before and after a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from desks import Browser, browser, desk
from invented import make_claim, make_report

from oathbook.ledger import Ledger

DAYS = (date(2015, 1, 1), date(2015, 2, 1), date(2015, 3, 1), None)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Browser]:
    """Four reports: of two publishers and languages, with 1, 3, 2 and 0 claims; the last is undated."""
    url = str(tmp_path / "book.sqlite")
    with Ledger(url) as ledger:
        for number, published in enumerate(DAYS):
            text = f"Report {number}: Feilaq a-Sham left the old Front near Qasr.\n"
            report = make_report(
                f"r{number}", text, title=f"Title {number}", published=published, language="en" if number else None,
                publisher="The Paper" if number % 2 else "The Wire",
            )  # fmt: skip
            claims = [
                make_claim(report, "leave", ["Feilaq a-Sham"], ["the old Front"], evidence=text.strip(), start=each)
                for each in range((1, 3, 2, 0)[number])
            ]
            ledger.append(report, claims, reader="reader-1")
    made = desk(url)
    yield browser(made)
    made.state.desk.close()


def titles(page: str) -> list[str]:
    """The titles of the reports in a list, without marks."""
    found = re.findall(r'<p class="say" dir="auto"><a href="/reports/[^"]+">(.*?)</a>', page)
    return [re.sub("<.*?>", "", title) for title in found]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", "3210"), ("order=oldest", "0123"), ("order=most", "1203"), ("order=read", "3210"),
        ("publisher=The+Paper", "31"), ("language=en", "321"), ("language=unknown", "0"), ("least=1", "210"),
        ("least=1&most=2&order=oldest", "02"), ("most=0", "3"), ("since=2015-02&until=2015-02", "1"),
        ("q=report+2", "2"),
    ],
)  # fmt: skip
def test_reports_are_filtered_and_sorted(window: Browser, query: str, numbers: str) -> None:
    assert titles(window.page(f"/reports?{query}")) == [f"Title {number}" for number in numbers]


@pytest.mark.parametrize("query", ["least=5&most=2", "least=x", "order=worst", "most=-1"])
def test_what_is_not_allowed_is_said(window: Browser, query: str) -> None:
    answer = window.get(f"/reports?{query}")
    assert answer.status_code == 400 and 'class="notice warn"' in answer.text


@pytest.mark.parametrize("query", ["", "order=oldest", "order=most", "order=read", "publisher=The+Wire", "q=feilaq"])
def test_next_leads_through_the_list_that_was_asked_for_and_previous_back(window: Browser, query: str) -> None:
    listed = re.findall(r'href="(/reports/\w{16}[^"]*)"', window.page(f"/reports?{query}"))
    path, walked = listed[0], []
    while path:
        page = window.page(path.replace("&amp;", "&"))
        walked.append(path)
        before, after = (re.search(rf'rel="{rel}" href="(/reports/[^"]+)">', page) for rel in ("prev", "next"))
        assert (before[1] if before else None) == (walked[-2] if len(walked) > 1 else None)
        path = after[1] if after else ""
    assert walked == listed


def test_a_long_list_comes_in_pages(tmp_path: Path) -> None:
    url = str(tmp_path / "many.sqlite")
    with Ledger(url) as ledger:
        readings = [(make_report(f"r{number:04}", f"Text {number}.\n"), []) for number in range(1_203)]
        ledger.append_many(readings, reader="reader-1")
    made = desk(url)
    window = browser(made)
    made.state.desk.index.catch_up()
    assert "1 to 50 of 1,203 reports" in window.page("/reports")
    last = window.page("/reports?page=25")
    assert "1,201 to 1,203 of 1,203 reports" in last and len(titles(last)) == 3 and 'rel="prev"' in last
    made.state.desk.close()


def test_actors_of_another_spelling_stand_on_top(window: Browser) -> None:
    page = window.page("/search?q=Faylaq+al-Sham")
    assert "Feilaq a-Sham" in page.split('id="claims-h"')[0] and "spelt much like it" in page
    assert "/claims?actor=Feilaq+a-Sham" in page and "0 claims" in page
    told = window.get("/api/v1/search?q=Faylaq al-Sham").json()["actors"]
    assert told[0]["name"] == "Feilaq a-Sham" and 0.5 < told[0]["score"] < 1
    assert 'id="actors-h"' not in window.page("/search?q=zebra")
    assert window.get("/api/v1/search?q=feilaq").json()["actors"][0]["score"] == 1


def test_words_that_were_looked_for_are_marked_wherever_they_stand(window: Browser) -> None:
    page = window.page('/search?q="old+front"')
    assert "<mark>old</mark> <mark>Front</mark>" in page.split('id="reports-h"')[0]
    assert "<mark>old</mark> <mark>Front</mark>" in page.split('id="reports-h"')[1]
    assert "publisher <bdi>The <mark>Wire</mark></bdi>" in window.page("/search?q=wire"), "also outside the text"
    assert "<mark>Title</mark>" in window.page("/search?q=title")
    assert "0 claims" in window.page('/search?q="front+old"') and "6 claims" in window.page("/search?q=fro*")
    assert "<mark>Qasr</mark>" in window.page("/claims?q=qasr")


def test_a_search_keeps_its_filters_in_the_address(window: Browser) -> None:
    page = window.page("/search?q=feilaq&type=leave&since=2015-02&known_by=2015-02-28")
    assert "3 claims" in page and "1 report<" in page
    assert 'value="2015-02-28"' in page and '<option value="leave" selected>' in page
    assert "0 claims" in window.page("/search?q=feilaq&type=kill")
    assert window.get("/search?q=feilaq&type=eat").status_code == 400


def test_what_is_not_shown_is_one_link_away_with_the_same_filters(tmp_path: Path) -> None:
    url = str(tmp_path / "many.sqlite")
    with Ledger(url) as ledger:
        for number in range(30):
            report = make_report(
                f"r{number:02}", f"Number {number}: Lions left.\n", published=date(2015, 1, 1 + number)
            )
            ledger.append(report, [make_claim(report, "leave", evidence="Lions left")], reader="reader-1")
    made = desk(url)
    window = browser(made)
    page = window.page("/search?q=lions&type=leave&since=2015-01-11&known_by=2015-01-25")
    for noun in ("claims", "reports"):
        link = re.search(rf'href="(/{noun}[?][^"]+)">All 15 {noun}</a>', page)
        assert link and f"15 {noun}" in window.page(link[1].replace("&amp;", "&"))
    made.state.desk.close()


def test_a_report_has_its_claims_beside_its_words(window: Browser) -> None:
    listed = re.findall(r'href="(/reports/\w{16}[^"]*)"', window.page("/reports?order=most"))
    page = window.page(listed[0])
    marks: list[Any] = re.findall(r'data-claims="([^"]+)"', page)
    cards = re.findall(r'data-card="(\d+)"', page)
    assert cards == ["1", "2", "3"] and marks and max(len(mark.split()) for mark in marks) == 3
    assert page.count("<summary>Roles</summary>") == 3
