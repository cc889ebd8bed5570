"""The desk without a mouse: Tab leads to what each page is for, the focus is seen, Escape closes what opens."""

from __future__ import annotations

import pytest
from scripts.desk_pages import pages
from watching import OpenTab

PLACES = {page.name: page for page in pages()}
ACTIONS = {
    "home": "main a[href='/reports']",
    "reports": "#results a[href^='/reports/']",
    "report": "a.mark",
    "claims": "#results a[href^='/claims/']",
    "claim": "main a[href^='/review?claim=']",
    "review": "form[action$='/accept'] button",
    "agreement": "main a[href='/review/agreement.csv']",
    "differences": "form.settle button",
    "actors": "#results a[href^='/actors/']",
    "actor": "#results a[href^='/spans/']",
    "span": "main a[href^='/claims/']",
    "names": "form.verdict button[value=same]",
    "names-pair": "form.verdict button[value=same]",
    "network": "#f-on",
    "map": "#f-on",
    "disputes": "#results a[href^='/claims/']",
    "watch": "#results a[href^='/claims/']",
    "changes": "#results a[href^='/claims/']",
    "search": "main a[href^='/claims/']",
    "read": "#files",
}
"""By page: what it is for."""


@pytest.mark.parametrize("width", [1200, 380])
@pytest.mark.parametrize("name", ACTIONS)
def test_tab_leads_to_what_a_page_is_for(name: str, width: int, desk: str, open_tab: OpenTab) -> None:
    tab = open_tab(desk, width=width)
    tab.open(PLACES[name].found(desk))
    tab.tab_to(ACTIONS[name])


def test_the_first_tab_skips_to_the_page(desk: str, open_tab: OpenTab) -> None:
    tab = open_tab(desk)
    page = tab.open("/reports")
    tab.tab_to(".skip", most=1)
    page.keyboard.press("Enter")
    tab.tab_to("main *", most=1)


def test_marks_of_a_report_show_their_claims_and_escape_closes_them(desk: str, open_tab: OpenTab) -> None:
    tab = open_tab(desk)
    page = tab.open(PLACES["report"].found(desk))
    tab.tab_to("a.mark")
    assert page.locator(".tip").is_visible()
    assert page.locator(".card.lit, .lit .card, li.lit").count()
    page.keyboard.press("Escape")
    assert page.locator(".tip").count() == 0
    assert tab.focused("a.mark")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/claims/" in page.url


def test_escape_closes_the_correction(desk: str, open_tab: OpenTab) -> None:
    tab = open_tab(desk)
    page = tab.open("/review")
    page.keyboard.press("c")
    assert page.locator("#c-why").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#c-why").is_visible()
    assert tab.focused("#main")


def test_a_mark_of_a_picture_shows_its_claims(desk: str, open_tab: OpenTab) -> None:
    tab = open_tab(desk)
    page = tab.open("/actors/Fajr%20al-Wadi")
    tab.tab_to("figure.drawing a.mark")
    page.keyboard.press("Enter")
    page.locator("#evidence-timeline h2").wait_for()
    assert tab.focused("#evidence-timeline")


def test_sliders_move_by_arrow_keys(desk: str, open_tab: OpenTab) -> None:
    tab = open_tab(desk)
    page = tab.open("/network")
    tab.tab_to("#s-on")
    before = page.locator("#f-on").input_value()
    page.keyboard.press("ArrowLeft")
    page.locator("#results .total").filter(has_text=page.locator("#f-on").input_value()).wait_for()
    assert page.locator("#f-on").input_value() < before
    assert tab.focused("#s-on")
