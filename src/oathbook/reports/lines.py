"""From the lines of a text to its paragraphs: wrapped lines are joined, lines that stand for themselves are not."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\Z")
_LABEL = re.compile(r"(?:Q|A|Question|Answer)\s?[:.]\s", re.IGNORECASE)
_WIDEST = 120
_NARROWEST = 30


@dataclass(frozen=True, slots=True)
class Chunk:
    """A paragraph, heading or single line: ``start`` and ``end`` without outer blanks; ``group`` counts the stretches
    between blank lines, ``indent`` the blanks before its first line."""

    start: int
    end: int
    group: int
    indent: int = 0


def find_chunks(text: str) -> tuple[Chunk, ...]:
    """The paragraphs of ``text``, in order and without overlaps; together they hold every character but blanks."""
    chunks: list[Chunk] = []
    for group in _groups(text):
        chunks.extend(_paragraphs(text, group) if _is_wrapped(text, group) else group)
    return tuple(chunks)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in LINE_END.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _groups(text: str) -> Iterator[list[Chunk]]:
    group: list[Chunk] = []
    number = 0
    for start, end in _lines(text):
        line = text[start:end]
        words = line.strip()
        if words:
            indent = len(line) - len(line.lstrip())
            group.append(Chunk(start + indent, start + indent + len(words), number, indent))
        elif group:
            yield group
            group, number = [], number + 1
    if group:
        yield group


def _is_wrapped(text: str, group: list[Chunk]) -> bool:
    """Whether a line mostly ends because the next word would not have fitted."""
    width = max(line.end - line.start for line in group)
    if len(group) < 2 or not _NARROWEST <= width <= _WIDEST:
        return False
    pairs = list(itertools.pairwise(group))
    full = sum(_is_full(text, line, after, width=width) for line, after in pairs)
    running = sum(not SENTENCE_END.search(text, line.start, line.end) for line, _ in pairs)
    return full >= 0.6 * len(pairs) and running >= 0.5 * len(pairs)


def _is_full(text: str, line: Chunk, after: Chunk, *, width: int, share: float = 0.85) -> bool:
    words = text[after.start : after.end].split(maxsplit=1)
    return text[line.end - 1] in "-\u00ad" or line.end - line.start + 1 + len(words[0]) > share * width


def _paragraphs(text: str, group: list[Chunk]) -> Iterator[Chunk]:
    width = max(line.end - line.start for line in group)
    usual = min(line.indent for line in group)
    current = group[0]
    for line, after in itertools.pairwise(group):
        ended = SENTENCE_END.search(text, line.start, line.end)
        if (
            (after.indent > usual + 1 and line.indent <= usual + 1)
            or _LABEL.match(text, after.start)
            or not _is_full(text, line, after, width=width, share=0.85 if ended else 0.55)
        ):
            yield current
            current = after
        else:
            current = replace(current, end=after.end)
    yield current
