"""The desk's pages, as ``desk_pages.yaml`` lists them: for tests and screenshots."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import yaml

LIST = Path(__file__).resolve().with_suffix(".yaml")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the desk.

    Attributes:
        name: a word for it, and the name of its picture.
        route: its address as the desk's routes write it; empty where it has none of its own.
        shows: a line about it.
        address: where it is; empty where it is found by a link.
        linked, link: the page that links to it, and how that link begins.
        status: of HTTP.
    """

    name: str
    route: str
    shows: str
    address: str = ""
    linked: str = ""
    link: str = ""
    status: int = 200

    def found(self, desk: str) -> str:
        """Its address at a desk that runs at ``desk``. LookupError where the page that leads to it has no such link."""
        if self.address:
            return f"{desk}{self.address}"
        with urlopen(f"{desk}{self.linked}") as answer:
            text = answer.read().decode()
        main = text[text.index("<main") :]
        link = re.search(rf'href="({re.escape(self.link)}[^"#]+)"', main)
        if link is None:
            raise LookupError(f"{self.linked} has no link to {self.link}")
        return f"{desk}{html.unescape(link[1])}"


def pages() -> list[Page]:
    """All of them, in the order of the list."""
    return [Page(**row) for row in yaml.safe_load(LIST.read_text(encoding="utf-8"))]
