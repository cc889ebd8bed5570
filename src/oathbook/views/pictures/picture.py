"""A finished picture and its SVG."""

from __future__ import annotations

from dataclasses import dataclass

from oathbook.views.pictures.canvas import Box, Canvas, Mark
from oathbook.views.pictures.style import Theme, css
from oathbook.views.pictures.svg import Element, element, write
from oathbook.views.pictures.text import plain


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
