"""What a page tells twice: teasers that break off, headlines and pull quotes that are said again in full."""

from __future__ import annotations

import re
from dataclasses import replace

from oathbook.records import Block
from oathbook.reports.dates import find_dates
from oathbook.reports.pagewords import PageWords

_FEWEST_WORDS = 5
_FEWEST_WORDS_OF_A_QUOTE = 8
_MOST_BLOCKS = 2000
_TELLING = ("headline", "subheading", "paragraph", "question", "answer")


def mark_repeats(text: str, blocks: list[Block], words: PageWords) -> list[Block]:
    """Blocks whose every word stands again in a fuller or earlier block become boilerplate; the fuller one is read."""
    if len(blocks) > _MOST_BLOCKS:
        return blocks
    plain = [_plain(text[block.start : block.end]) if block.kind in _TELLING else "" for block in blocks]
    return [
        replace(block, kind="boilerplate", speaker=None) if _is_repeat(text, blocks, plain, i, words) else block
        for i, block in enumerate(blocks)
    ]


def _is_repeat(text: str, blocks: list[Block], plain: list[str], i: int, words: PageWords) -> bool:
    block = blocks[i]
    if block.kind not in ("headline", "subheading", "paragraph"):
        return False
    line = text[block.start : block.end]
    if words.ellipsis.search(line) and _is_teaser(line, plain, i, words):
        return True
    count = plain[i].count(" ") + 1
    if count < _FEWEST_WORDS:
        return False
    if plain[i] in plain[:i]:
        return True
    return count >= _FEWEST_WORDS_OF_A_QUOTE and any(
        len(other) > len(plain[i]) and f" {plain[i]} " in f" {other} " for other in plain
    )


def _is_teaser(line: str, plain: list[str], i: int, words: PageWords) -> bool:
    """Whether the line breaks off what another block tells in full, or is a date and a few words that break off."""
    shown = find_dates(line[:60])
    told = line[shown[0].end :] if shown and shown[0].start == 0 else line
    start = _plain(words.ellipsis.sub("", told))
    if start.count(" ") >= 2 and any(other.startswith(start) for j, other in enumerate(plain) if j != i):
        return True
    return told is not line and line.rstrip()[-1] in ")]"


def _plain(line: str) -> str:
    return " ".join(re.findall(r"[\w'’]+", line.casefold()))
