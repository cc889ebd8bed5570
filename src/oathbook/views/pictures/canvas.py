"""What is drawn on: shapes and labels, the marks that carry claims, and where each label stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from oathbook.records import Claim
from oathbook.views.pictures.evidence import hint
from oathbook.views.pictures.style import BOLD, MARGIN, SIZES, TEXT, TITLE
from oathbook.views.pictures.svg import Element, Value, element
from oathbook.views.pictures.text import cut, plain, width_of, wrapped

Anchor = Literal["start", "middle", "end"]
Size = Literal["title", "text", "label", "small", "strong"]


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands: left, top, right, bottom; ``words`` where it is a label."""

    left: float
    top: float
    right: float
    bottom: float
    words: str = ""

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether they overlap, or come nearer than the gap."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """Something drawn that claims bear out: what it says, the claims for it and those against it or ending it."""

    number: int
    words: str
    supporting: tuple[Claim, ...]
    against: tuple[Claim, ...] = ()


def text_box(words: str, x: float, y: float, size: Size, anchor: Anchor = "start") -> Box:
    """The box of a label whose baseline begins (ends, has its middle) at the point."""
    pixels = SIZES[size]
    wide = width_of(words, pixels, bold=size in BOLD)
    left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return Box(left, y - 0.78 * pixels, left + wide, y + 0.22 * pixels, words)


@dataclass
class Canvas:
    """A drawing in the making. ``width`` is fixed; ``height`` grows with what is added below."""

    width: float
    height: float = 0.0
    items: list[Element] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    labels: list[Box] = field(default_factory=list)

    def add(self, *items: Element) -> None:
        """Draw shapes over what is there."""
        self.items += items

    def group(self, start: int, **attributes: Value) -> None:
        """Put all that was drawn from that number of items on into one group; attributes as for ``element``."""
        held = element("g", *self.items[start:], **attributes)
        self.items[start:] = [held]

    def label(
        self,
        words: str,
        x: float,
        y: float,
        *,
        size: Size = "label",
        anchor: Anchor = "start",
        colour: str = "",
        room: float | None = None,
        halo: bool = False,
    ) -> Element:
        """A label, cut to ``room`` where given (the whole words then show when it is pointed at). Not drawn yet."""
        whole = plain(words)
        shown = whole if room is None else cut(whole, room, SIZES[size], bold=size in BOLD)
        if shown:
            self.labels.append(text_box(shown, x, y, size, anchor))
        tip = [element("title", whole)] if shown != whole else []
        classes = " ".join(filter(None, [size, colour, "halo" if halo else ""]))
        where = None if anchor == "start" else anchor
        return element("text", *tip, shown, x=x, y=y, class_=classes, text_anchor=where)

    def write(self, words: str, x: float, y: float, **how: object) -> None:
        """Draw a label; options as for ``label``."""
        self.add(self.label(words, x, y, **how))  # type: ignore[arg-type]

    def mark(
        self,
        words: str,
        shapes: Iterable[Element],
        supporting: Sequence[Claim],
        against: Sequence[Claim] = (),
    ) -> None:
        """Draw shapes that stand for something said: pointing at them shows the words and the claims."""
        made = Mark(len(self.marks) + 1, plain(words), tuple(supporting), tuple(against))
        self.marks.append(made)
        title = element("title", hint(made.words, made.supporting, made.against))
        self.add(element("mark", title, *shapes, id=f"m{made.number}"))

    def header(self, title: str, caption: Sequence[str]) -> float:
        """The title and the lines below it; gives the y from which there is room."""
        y = MARGIN + TITLE * 0.8
        self.write(title, MARGIN, y, size="title", room=self.width - 2 * MARGIN)
        for line in caption:
            for part in wrapped(plain(line), self.width - 2 * MARGIN, TEXT):
                y += TEXT * 1.45
                self.write(part, MARGIN, y, size="text", colour="quiet")
        self.height = y + 12
        return self.height

    def notes(self, lines: Iterable[str], y: float) -> float:
        """Lines of small text below the drawing."""
        for line in lines:
            for part in wrapped(plain(line), self.width - 2 * MARGIN, SIZES["label"]):
                y += SIZES["label"] * 1.45
                self.write(part, MARGIN, y, colour="quiet")
        self.height = max(self.height, y + 6)
        return y
