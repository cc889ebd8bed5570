"""A tab of the browser that keeps account of what goes wrong in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

AXE = Path(__file__).resolve().parent.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
RECKONING = 202
"""The status of a page that stands for one that is being reckoned."""
BEHIND = "p#behind"
"""What says that a page is of the ledger as it was a moment ago."""
LISTENING = """
window.stopped = [];
document.addEventListener("securitypolicyviolation",
    (event) => window.stopped.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`));
"""
"""Keeps what the content security policy stopped; run before anything of a page."""


class Tab:
    """A page of a desk in a profile of its own.

    Attributes:
        page: playwright's.
        desk: the address of the desk, without a slash at the end.
        problems: what went wrong up to now, a line each.
        allowed: beginnings of console errors that are expected.
    """

    def __init__(self, browser: Any, desk: str, *, width: int = 1200, height: int = 900, dark: bool = False) -> None:
        self.desk = desk
        self.problems: list[str] = []
        self.allowed: tuple[str, ...] = ()
        self._context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light",
            reduced_motion="reduce", accept_downloads=True, locale="en-GB",
        )  # fmt: skip
        self._context.set_default_timeout(15_000)
        self._context.add_init_script(LISTENING)
        self._context.route(lambda url: not url.startswith(f"{desk}/"), self._outside)
        self.page = self._context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.problems.append(f"{self.page.url}: {error}"))
        self.page.on("dialog", self._asked)

    def open(self, address: str, *, status: int = 200) -> Any:
        """Go to a page and wait until it has loaded all; ``address`` may leave the desk out. Playwright's page."""
        wanted = address if "://" in address else self.desk + address
        answer = self.page.goto(wanted)
        for _ in range(60):
            if not answer or (answer.status != RECKONING and not self.page.locator(BEHIND).count()):
                break
            self.page.wait_for_timeout(500)
            answer = self.page.goto(wanted)
        self.settle()
        assert answer and answer.status == status, (address, answer and answer.status)
        return self.page

    def settle(self) -> None:
        """Wait until no part of the page is being fetched."""
        from playwright.sync_api import expect

        expect(self.page.locator(".htmx-request")).to_have_count(0, timeout=15_000)

    def stopped(self) -> list[str]:
        """What the content security policy stopped on the page that is open."""
        return [f"{self.page.url}: {each}" for each in self.page.evaluate("window.stopped")]

    def findings(self) -> list[str]:
        """The serious and critical findings of axe-core on the page that is open, a line each."""
        if not self.page.evaluate("typeof window.axe !== 'undefined'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{each['impact']} {each['id']}: {node['html'][:200]} {json.dumps(node['target'])} {node['failureSummary']}"
            for each in found["violations"]
            if each["impact"] in GRAVE
            for node in each["nodes"]
        ]

    def fits(self) -> bool:
        """Whether the page that is open needs no scrolling from side to side."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))

    def focused(self, what: str = "") -> Any:
        """Whether what has the focus is such an element (a CSS selector); without one, its description."""
        if what:
            return self.page.evaluate("what => document.activeElement.matches(what)", what)
        return self.page.evaluate(FOCUSED)

    def tab_to(self, what: str, *, most: int = 150) -> None:
        """Press Tab until such an element has the focus, which must be seen at each step.

        AssertionError where none gets it, or where it is not seen.
        """
        passed = []
        for _ in range(most):
            self.page.keyboard.press("Tab")
            passed.append(self.focused())
            unseen = self.page.evaluate(SEEN)
            assert not unseen, f"{passed[-1]} has the focus and {unseen}"
            if self.focused(what):
                return
        raise AssertionError(f"Tab does not lead to {what} on {self.page.url}; it leads to {passed}")

    def close(self) -> list[str]:
        """Close it; the problems."""
        if not self.page.is_closed() and self.page.url.startswith(self.desk):
            self.problems += self.stopped()
        self._context.close()
        return self.problems

    def _outside(self, route: Any) -> None:
        self.problems.append(f"{self.page.url}: asked for {route.request.url}")
        route.abort()

    def _said(self, message: Any) -> None:
        if message.type == "error" and not message.text.startswith(self.allowed or ("\0",)):
            self.problems.append(f"{self.page.url}: {message.text}")

    def _asked(self, dialog: Any) -> None:
        self.problems.append(f"{self.page.url}: a dialog said {dialog.message}")
        dialog.dismiss()


OpenTab = Callable[..., Tab]
"""Opens a tab at the desk of that address; a fixture."""
FOCUSED = """(() => {
  const element = document.activeElement;
  return `${element.tagName} ${element.id || element.name || element.textContent.trim()}`;
})()"""
SEEN = """(() => {
  const element = document.activeElement;
  if (!element.matches(":focus")) return "";  // on a part that the browser made, as the button of a date's calendar
  const style = getComputedStyle(element);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "no outline";
  const box = element.getBoundingClientRect();
  if (!box.width && !box.height) return "no size";
  if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) return "is out of sight";
  return "";
})()"""
"""What is wrong with how the focus is seen; empty where nothing is."""
