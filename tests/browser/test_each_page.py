"""Every page of the desk: nothing goes wrong in it, a screen reader finds its way, it fits a narrow screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from scripts.desk_pages import Page, pages
from watching import OpenTab, Tab

from oathbook.views.desk.app import create_app, every_route

NO_PAGES = (
    "/claims.", "/pictures/{kind}.", "/pictures/style.css", "/claims/{id}.bib", "/cite.", ".csv", ".json", "/api/",
)  # fmt: skip
"""Parts of the addresses of what is asked for by GET and is no page."""
ELSEWHERE = ("/sign-in", "/jobs/{id}", "/jobs/{id}/progress", "/spans/{id}", "/reckoned")
"""Pages that this desk has not, which ``test_a_day`` opens; an old address that leads on; a line of other pages."""


def check(tab: Tab, address: str, *, status: int = 200) -> None:
    """Open a page, and look at what holds for all of them."""
    page = tab.open(address, status=status)
    assert page.title().endswith(" – oathbook")
    assert len(page.title()) > len(" – oathbook")
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_attribute("html", "lang") == "en"
    for landmark in ("banner", "main", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1, landmark
    assert tab.findings() == []
    page.emulate_media(color_scheme="dark")
    assert tab.findings() == []
    page.set_viewport_size({"width": 380, "height": 800})
    assert tab.fits(), [page.evaluate(WIDE)]
    assert tab.stopped() == []


WIDE = """[...document.querySelectorAll("main *, .bar *, .foot *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 5).map((each) => each.outerHTML.slice(0, 150))"""
"""What reaches over the page's right edge."""


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page(page: Page, desk: str, open_tab: OpenTab) -> None:
    tab = open_tab(desk)
    if page.status != 200:
        tab.allowed = ("Failed to load resource",)
    check(tab, page.found(desk), status=page.status)
    assert tab.page.get_by_role("banner").get_by_text("Menu", exact=True).is_visible()
    tab.page.set_viewport_size({"width": 1200, "height": 900})
    assert tab.page.get_by_role("navigation", name="Main").count() == 1


def test_no_page_is_forgotten(tmp_path: Path) -> None:
    app = create_app(str(tmp_path / "book.sqlite"))
    routes = {route.path for route in every_route(app) if "GET" in route.methods}
    app.state.desk.close()
    there = {route for route in routes if not any(part in route for part in NO_PAGES)}
    assert there == {page.route for page in pages() if page.route} | set(ELSEWHERE)
