"""Pictures of every page of the desk, and the page that shows them: docs/desk/.

    python scripts/screenshots.py [FOLDER]

Reads examples/ into a new ledger with a few decisions (desk_book.py), starts the desk, opens each page of
desk_pages.yaml in Chromium. FOLDER gets the pictures instead of docs/desk/, without the page.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path
from typing import Any

from desk_book import READ, decide
from desk_pages import Page, pages
from desk_served import ROOT, chromium, oathbook, served

DOCS = ROOT / "docs" / "desk"
LOOKS = {"light": (1200, "light"), "dark": (1200, "dark"), "narrow": (380, "light")}
"""By the end of the picture's name: width in CSS pixels, colours."""
LONGEST = {1200: 1350, 380: 1400}
"""By width: CSS pixels from the top that a picture shows at most."""
PORT = 8765
"""The desk's usual one, as it stands on some pages."""
QUALITY = 40
"""Of WebP, 0 to 100."""
HEAD = """# The desk in pictures

Every page on the reports of [examples/](../../examples/README.md) and one more, all made up, with a few decisions of
two reviewers. Written by `make screenshots`, as are the pictures. How it is used: [howto/desk.md](../howto/desk.md).
"""


def taken(browser: Any, desk: str, page: Page, look: str) -> bytes:
    """A picture of a page as WebP."""
    width, colours = LOOKS[look]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=colours)
    context.add_init_script("document.addEventListener('DOMContentLoaded', () => document.activeElement?.blur())")
    tab = context.new_page()
    address = page.found(desk)
    while (answer := tab.goto(address, wait_until="networkidle")) and answer.status == 202:
        tab.wait_for_timeout(500)
    tall = min(int(tab.evaluate("document.documentElement.scrollHeight")), LONGEST[width])
    clip = {"x": 0, "y": 0, "width": width, "height": tall, "scale": 1}
    shot = context.new_cdp_session(tab).send(
        "Page.captureScreenshot",
        {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True},
    )
    context.close()
    return base64.b64decode(shot["data"])


def accept_two(browser: Any, desk: str) -> None:
    """Accept two claims at the desk itself, so that its audit list has a line."""
    tab = browser.new_page()
    tab.goto(f"{desk}/review")
    for _ in range(2):
        with tab.expect_navigation():
            tab.keyboard.press("a")
    tab.close()


def shown(listed: list[Page]) -> str:
    """The page that shows the pictures."""
    parts = [HEAD]
    for page in listed:
        parts.append(f"## {page.name.replace('-', ' ').capitalize()}\n\n{page.shows}\n")
        cells = [f"![{page.name}, {look}]({page.name}-{look}.webp)" for look in LOOKS]
        parts.append(f"| light | dark | narrow |\n|---|---|---|\n| {' | '.join(cells)} |\n")
    return "\n".join(parts)


def main() -> int:
    """Take them all; says how many bytes they have together."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.webp"):
        old.unlink()
    total, listed = 0, pages()
    with tempfile.TemporaryDirectory() as held:
        ledger = Path(held) / "book.sqlite"
        oathbook("read", *READ, "--ledger", ledger)
        decide(ledger)
        with served(ledger, port=PORT) as desk, chromium() as browser:
            accept_two(browser, desk)
            for page in listed:
                for look in LOOKS:
                    picture = taken(browser, desk, page, look)
                    (folder / f"{page.name}-{look}.webp").write_bytes(picture)
                    total += len(picture)
    if folder == DOCS:
        (folder / "README.md").write_text(shown(listed), encoding="utf-8")
    print(f"{len(listed) * len(LOOKS)} pictures in {folder}, {total:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
