"""What a person does at the desk, by mouse and by keyboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from scripts.desk_served import oathbook
from watching import Tab

PASSWORD = "correct horse battery"
REPORTS = Path(__file__).parent / "reports"
DROP = """(zone, files) => {
  const held = new DataTransfer();
  for (const [name, text] of files) held.items.add(new File([text], name));
  for (const kind of ["dragenter", "dragover", "drop"])
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true }));
}"""
"""Drops files, as a hand does with the mouse."""


def add_people(ledger: Path, **roles: str) -> None:
    """Accounts at the desk of a ledger, by name."""
    for name, role in roles.items():
        oathbook("desk", "user", "add", name, "--role", role, "--password-stdin", "--ledger", ledger, given=PASSWORD)


def sign_in(tab: Tab, name: str) -> None:
    """Sign in by keyboard; the desk leads to the sign-in by itself."""
    page = tab.open("/")
    assert page.url.startswith(f"{tab.desk}/sign-in")
    tab.tab_to("#name")
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("contentinfo").get_by_text(name).is_visible()


def sign_out(tab: Tab) -> None:
    """Sign out; the pages are shut then."""
    with tab.page.expect_navigation():
        tab.page.get_by_role("button", name="Sign out").click()
    assert tab.open("/reports").url.startswith(f"{tab.desk}/sign-in")


def drop(tab: Tab, files: list[tuple[str, str]]) -> None:
    """Drop files on the page that reads reports in, send them, and wait until they are read."""
    page = tab.open("/read")
    page.locator("[data-drop]").evaluate(DROP, files)
    assert page.locator("[data-chosen]").inner_text() == ", ".join(name for name, _ in files)
    with page.expect_navigation():
        page.get_by_role("region", name="Files").get_by_role("button", name="Read", exact=True).click()
    page.locator(".state.done").wait_for(timeout=60_000)


def in_hand(page: Any) -> str:
    """The id of the claim that the review page shows."""
    return re.sub(r".*/review/(\w+)/accept", r"\1", page.locator("form[action$='/accept']").get_attribute("action"))


def press(tab: Tab, key: str) -> str:
    """A key of the review page; the claim that it was pressed on."""
    before = in_hand(tab.page)
    with tab.page.expect_navigation():
        tab.page.keyboard.press(key)
    return before


def correct(tab: Tab, **fields: str) -> str:
    """Correct the claim in hand by keyboard: C, Tab to each field, Ctrl Enter."""
    page, before = tab.page, in_hand(tab.page)
    page.keyboard.press("c")
    assert tab.focused("#c-type")
    for name, value in fields.items():
        if not tab.focused(f"#c-{name}"):
            tab.tab_to(f"#c-{name}")
        if tab.focused("input, textarea"):
            page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(value)
    with page.expect_navigation():
        page.keyboard.press("ControlOrMeta+Enter")
    return before


def slide(tab: Tab, key: str) -> None:
    """Move the slider of the day D by a key, and wait until the page says the day that it stands on."""
    page = tab.page
    slider, told = page.locator("#s-on"), page.locator("#results .total")
    before = told.inner_text()
    slider.focus()
    page.keyboard.press(key)
    day = page.locator("#f-on").input_value()
    told.filter(has_text=day).wait_for()
    tab.settle()
    assert told.inner_text() != before


def exported(tab: Tab, name: str, folder: Path) -> str:
    """The text of the file that a link or button of "Export what is seen" gives."""
    with tab.page.expect_download() as coming:
        tab.page.locator(".exports").get_by_text(name, exact=True).click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file.read_text(encoding="utf-8")
