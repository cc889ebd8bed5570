"""Elements of a drawing and their text: everything escaped, numbers short, the same elements the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

Value = str | float | int


@dataclass(frozen=True, slots=True)
class Element:
    """One element. ``children`` are elements and texts; a text is escaped when it is written."""

    tag: str
    attributes: Mapping[str, Value] = field(default_factory=dict)
    children: tuple[Element | str, ...] = ()


def element(tag: str, *children: Element | str, **attributes: Value | None) -> Element:
    """An element; ``class_`` stands for ``class``, ``_`` for ``-``; attributes that are None are left out."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value is not None}
    return Element(tag, named, tuple(children))


def number(value: float) -> str:
    """To a tenth, without needless digits."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def write(item: Element | str) -> str:
    """The element as XML."""
    if isinstance(item, str):
        return escape(item, quote=False)
    parts = []
    for name, value in item.attributes.items():
        text = value if isinstance(value, str) else number(value)
        parts.append(f' {name}="{escape(text, quote=True)}"')
    head = f"<{item.tag}{''.join(parts)}"
    if not item.children:
        return head + "/>"
    inside = "".join(write(child) for child in item.children)
    return f"{head}>{inside}</{item.tag}>"


def path(points: Sequence[tuple[float, float]], *, closed: bool = False) -> str:
    """The ``d`` of a path of straight lines."""
    if not points:
        return ""
    steps = " ".join(f"{number(x)} {number(y)}" for x, y in points)
    return f"M{steps}{'Z' if closed else ''}"
