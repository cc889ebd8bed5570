"""A finished picture and its SVG."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from oathbook.views.pictures.canvas import Box, Canvas, Mark
from oathbook.views.pictures.style import Theme, css
from oathbook.views.pictures.svg import Element, element, write
from oathbook.views.pictures.text import plain

_SLIM = 1000.0
"""Drawings that are not wider are shown on pages no larger than they are."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn, and the claims behind it.

    ``labels`` are the boxes of all words in it; ``marks`` what can be pointed at, each with its claims.
    """

    title: str
    caption: tuple[str, ...]
    width: float
    height: float
    items: tuple[Element, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Box, ...]

    def svg(self, *, theme: Theme = "both", linked: bool = False) -> str:
        """The picture as an SVG document, the same bytes for the same picture.

        Args:
            theme: see ``style.Theme``.
            linked: whether a click on a mark leads to ``#e`` and its number, as the page has it.
        """
        sheet = element("style", css(theme))
        ground = element("rect", width=self.width, height=self.height, class_="paper")
        root = element(
            "svg",
            element("title", plain(self.title)),
            element("desc", plain(" ".join(self.caption))),
            sheet,
            ground,
            *(_resolved(item, linked=linked) for item in self.items),
            xmlns="http://www.w3.org/2000/svg",
            width=self.width,
            height=self.height,
            viewBox=f"0 0 {self.width:.0f} {self.height:.0f}",
            role="img",
        )
        return write(root) + "\n"

    def inline(self, prefix: str, href: Callable[[int], str]) -> str:
        """The picture as part of a page that has its style sheet (``style.css``, under ``.picture``).

        Args:
            prefix: begins its ids, so that several pictures can stand in one page.
            href: where a click on the mark of that number leads.
        """
        root = element(
            "svg",
            element("title", plain(self.title), id=f"{prefix}-title"),
            element("rect", width=self.width, height=self.height, class_="paper"),
            *(_placed(item, prefix, href) for item in self.items),
            class_="picture",
            data_slim=None if self.width > _SLIM else "yes",
            viewBox=f"0 0 {self.width:.0f} {self.height:.0f}",
            role="group",
            aria_labelledby=f"{prefix}-title",
        )
        return write(root)


def finish(canvas: Canvas, title: str, caption: tuple[str, ...]) -> Picture:
    """The picture that the canvas holds."""
    height = round(canvas.height + 14)
    return Picture(title, caption, canvas.width, height, tuple(canvas.items), tuple(canvas.marks), tuple(canvas.labels))


def _resolved(item: Element | str, *, linked: bool) -> Element | str:
    """Marks as groups, or as links to their claims."""
    if isinstance(item, str):
        return item
    children = tuple(_resolved(child, linked=linked) for child in item.children)
    if item.tag != "mark":
        return Element(item.tag, item.attributes, children) if children != item.children else item
    if not linked:
        return element("g", *children, class_="mark")
    name = str(item.attributes["id"])
    return element("a", *children, class_="mark", id=name, href=f"#e{name[1:]}")


def _placed(item: Element | str, prefix: str, href: Callable[[int], str]) -> Element | str:
    """Marks as links; ids and what points to them with the prefix."""
    if isinstance(item, str):
        return item
    children = tuple(_placed(child, prefix, href) for child in item.children)
    attributes = dict(item.attributes)
    if "id" in attributes:
        attributes["id"] = f"{prefix}-{attributes['id']}"
    if "clip-path" in attributes:
        attributes["clip-path"] = str(attributes["clip-path"]).replace("url(#", f"url(#{prefix}-")
    if item.tag != "mark":
        return Element(item.tag, attributes, children)
    number = int(str(item.attributes["id"])[1:])
    children = tuple(map(_first_line, children))
    return Element("a", attributes | {"class": "mark", "href": href(number)}, children)


def _first_line(child: Element | str) -> Element | str:
    """The words of a mark without its claims: a page shows these when it is clicked."""
    if isinstance(child, Element) and child.tag == "title":
        return Element("title", {}, tuple(str(words).split("\n", 1)[0] for words in child.children))
    return child
