"""How wide words are, and words made to fit a width."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from oathbook.views.phrases import clean

_WIDTHS = tuple(
    int(width)
    for width in (
        "32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53 100 68 69 70 "
        "77 63 58 77 75 29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34 39 84 50 50 61 63 55 63 62 35 63 "
        "63 28 28 58 28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64 34 64 84"
    ).split()
)
"""Widths of the letters from blank to tilde in hundredths of the size, in a wide sans-serif (DejaVu Sans)."""
_OTHER, _WIDE, _BOLD = 68, 105, 1.13
_UNFIT = re.compile(r"[\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef\u061c\u2028\u2029]")
ELLIPSIS = "…"


def plain(text: str) -> str:
    """One line without what has no place in a drawing: control and direction characters, lone surrogates."""
    return clean(_UNFIT.sub("", text))


@lru_cache(maxsize=20_000)
def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide the text is; rather too wide than too narrow for common fonts."""
    total = 0
    for letter in text:
        place = ord(letter) - 32
        if 0 <= place < len(_WIDTHS):
            total += _WIDTHS[place]
        elif unicodedata.combining(letter):
            continue
        else:
            total += _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER
    return total * size / 100 * (_BOLD if bold else 1)


def cut(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits with an ellipsis; empty where not even one letter does."""
    if width_of(text, size, bold=bold) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle].rstrip() + ELLIPSIS, size, bold=bold) <= width:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS if low else ""


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines of whole words; a word longer than the width is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, size) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        line = cut(word, width, size)
    return [*lines, line] if line else lines
