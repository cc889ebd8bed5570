"""Quotation marks in all their shapes, paired into quoted stretches.

A straight mark opens where a blank or bracket stands before it and closes where one stands after it. A quotation may
run over paragraphs: each following paragraph then begins with another opening mark. A mark without a partner closes
at the end of its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_MARKS = re.compile(r"[\"“”„«»‟″]|``|''|['‘’‚‹›`]")
_DOUBLE = frozenset('"“”„«»‟″') | {"``", "''"}
_OPENERS = frozenset("“„«‘‚‹`‟") | {"``"}
_NEVER_OPEN = frozenset("”’»›")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch: characters ``start`` to ``end`` (exclusive), marks included where they are there.

    ``closed`` is False where no closing mark stands in its paragraph: a quotation at the start of the next paragraph
    then continues it.
    """

    start: int
    end: int
    closed: bool


def _can_open(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not after.isspace() and (before.isspace() or before in "([{—–-:/“\"‘'«>")


def _can_close(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isspace() and not after.isalnum()


def _paragraphs(text: str, borders: Sequence[int] | None) -> list[int]:
    if borders is not None:
        return sorted(set(borders))
    return [found.end() for found in re.finditer(r"\n\s*\n", text)]


def find_quotes(text: str, *, borders: Sequence[int] | None = None) -> tuple[Quote, ...]:
    """The outermost quoted stretches of ``text``, in order.

    ``borders`` are the offsets at which paragraphs begin; without them blank lines part paragraphs. Marks within a
    quotation (of the other kind) are part of it.
    """
    starts = _paragraphs(text, borders)
    marks = [(m.start(), m.end()) for m in _MARKS.finditer(text)]
    quotes: list[Quote] = []
    begun, border, double, index = -1, len(text), True, 0
    while index < len(marks):
        start, end = marks[index]
        mark = text[start:end]
        if begun >= 0 and start >= border and _runs_on(text, starts, marks[index], double=double):
            border = _border(starts, start, len(text))
        if begun >= 0 and start >= border:  # the paragraph ended while the quotation was open
            quotes.append(Quote(begun, _trimmed(text, border), False))
            begun = -1
            continue
        if begun >= 0:
            if (mark in _DOUBLE) == double and _closes(text, start, end, mark, double=double):
                quotes.append(Quote(begun, end, True))
                begun = -1
        elif _opens(text, start, end, mark) and (mark in _DOUBLE or _has_partner(text, marks, index, starts)):
            begun, border, double = start, _border(starts, start, len(text)), mark in _DOUBLE
        index += 1
    if begun >= 0:
        quotes.append(Quote(begun, _trimmed(text, border), False))
    return tuple(quotes)


def _border(starts: list[int], offset: int, length: int) -> int:
    """Where the paragraph that holds ``offset`` ends."""
    place = bisect_right(starts, offset)
    return starts[place] if place < len(starts) else length


def _runs_on(text: str, starts: list[int], mark: tuple[int, int], *, double: bool) -> bool:
    """True where the first mark of a paragraph closes the quotation that the paragraph before left open."""
    start, end = mark
    opens = _opens(text, start, end, text[start:end])
    return (
        (text[start:end] in _DOUBLE) == double
        and not opens
        and _closes(text, start, end, text[start:end], double=double)
    )


def _trimmed(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _opens(text: str, start: int, end: int, mark: str) -> bool:
    if mark in _NEVER_OPEN:
        return False
    return not text[end : end + 1].isspace() if mark in _OPENERS else _can_open(text, start, end)


def _closes(text: str, start: int, end: int, mark: str, *, double: bool) -> bool:
    if double:
        return mark not in _OPENERS and (mark in "”»" or _can_close(text, start, end))
    return mark not in _OPENERS and _can_close(text, start, end) and not _plural_possessive(text, start, end)


def _plural_possessive(text: str, start: int, end: int) -> bool:
    """True for the apostrophe of "the fighters' camp": an s before it, a blank and a small letter after it."""
    return text[start - 1 : start] in {"s", "S"} and bool(re.match(r"\s+[a-z]", text[end : end + 3]))


def _has_partner(text: str, marks: list[tuple[int, int]], index: int, starts: list[int]) -> bool:
    """True where a single mark has a closing partner in the same paragraph."""
    stop = bisect_left(marks, (_border(starts, marks[index][0], len(text)), 0))
    return any(
        text[s:e] not in _DOUBLE and _closes(text, s, e, text[s:e], double=False) for s, e in marks[index + 1 : stop]
    )
