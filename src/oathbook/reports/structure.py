"""The parts of a page: headline, byline, dateline, paragraphs, captions, questions and answers, boilerplate.

Everything is read off the words and the lay-out of the text; nothing of the text is changed. Each step takes the
pieces found so far and gives them a kind, splits them, or leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from oathbook.records import Block, BlockKind
from oathbook.reports.furniture import (
    credits_start,
    dateline_end,
    headlines_in_menu,
    is_boilerplate,
    is_byline,
    is_caption,
    is_dateline,
    is_menu,
    name_end,
)
from oathbook.reports.interview import mark_turns
from oathbook.reports.lines import SENTENCE_END, Chunk, find_chunks
from oathbook.reports.pagewords import PageWords
from oathbook.reports.repeats import mark_repeats

_LONGEST_LINE = 300
_HEADLINE = 220
_SUBHEADING_WORDS = 14
_FULL_STOP = re.compile(r"[.…][\"'”’»)\]]*\Z")


@dataclass(frozen=True, slots=True)
class _Piece:
    chunk: Chunk
    line: str
    kind: BlockKind | None = None


def find_blocks(text: str, *, words: PageWords) -> tuple[Block, ...]:
    """The blocks of ``text``: in order, without overlaps, and together every character of it that is not blank."""
    chunks = (part for chunk in find_chunks(text) for part in _out_of_menu(text, chunk, words))
    pieces = [_by_itself(_Piece(chunk, _one_line(text, chunk)), words) for chunk in chunks]
    first = next((i for i, piece in enumerate(pieces) if _opens_the_body(piece, words)), len(pieces))
    pieces = [
        *_top(pieces[:first], words, body_follows=first < len(pieces)),
        *(_in_body(piece) for piece in pieces[first:]),
    ]
    blocks = [
        Block(piece.kind or "paragraph", piece.chunk.start, piece.chunk.end) for piece in _headlines_joined(pieces)
    ]
    blocks = mark_turns(text, blocks, words)
    blocks = mark_repeats(text, blocks, words)
    return tuple(_split(text, blocks, words))


def _one_line(text: str, chunk: Chunk) -> str:
    return " ".join(text[chunk.start : chunk.end].splitlines())


def _out_of_menu(text: str, chunk: Chunk, words: PageWords) -> Iterator[Chunk]:
    """A headline that stands in a row of menu items ("LIVE | Kabul: the provinces fall | Refresh") comes out of it."""
    at = chunk.start
    for start, end in headlines_in_menu(text[chunk.start : chunk.end], words):
        yield replace(chunk, start=at, end=at + len(text[at : chunk.start + start].rstrip()))
        yield replace(chunk, start=chunk.start + start, end=chunk.start + end)
        at = chunk.start + end
        at += len(text[at : chunk.end]) - len(text[at : chunk.end].lstrip())
    if at < chunk.end:
        yield replace(chunk, start=at)


def _by_itself(piece: _Piece, words: PageWords) -> _Piece:
    """The kinds that a line shows by itself, wherever it stands."""
    line = piece.line
    if is_boilerplate(line, words):
        return replace(piece, kind="boilerplate")
    if is_caption(line, words):
        return replace(piece, kind="caption")
    if len(line) > _LONGEST_LINE:
        return piece
    if is_byline(line, words):
        return replace(piece, kind="byline")
    if is_dateline(line, words):
        return replace(piece, kind="dateline")
    return replace(piece, kind="boilerplate") if is_menu(line, words) else piece


def _opens_the_body(piece: _Piece, words: PageWords) -> bool:
    if piece.kind is not None or _in_brackets(piece.line):
        return False
    count = len(piece.line.split())
    ended = _FULL_STOP.search(piece.line) is not None
    return count >= 30 or (ended and (count >= 12 or dateline_end(piece.line, words) > 0))


def _top(pieces: list[_Piece], words: PageWords, *, body_follows: bool) -> list[_Piece]:
    """What stands above the first full paragraph: a masthead, the headline, a line below it."""
    out: list[_Piece] = []
    headline = False
    for i, piece in enumerate(pieces):
        line = piece.line
        if (piece.kind is None and _in_brackets(line)) or (piece.kind is None and _is_masthead(pieces, i, words)):
            piece = replace(piece, kind="byline")
        elif piece.kind is None and headline and _is_place(line, words) and not _goes_on(out[-1], piece):
            piece = replace(piece, kind="dateline")
        elif piece.kind is None and not _FULL_STOP.search(line) and (body_follows or _others_follow(pieces, i)):
            is_first = not headline and len(line) <= _HEADLINE
            piece = replace(piece, kind="headline" if is_first else "subheading")
            headline = headline or is_first
        out.append(piece)
    return out


def _in_body(piece: _Piece) -> _Piece:
    line = piece.line
    if piece.kind is not None or SENTENCE_END.search(line):
        return piece
    short = len(line.split()) <= _SUBHEADING_WORDS and not line[0].islower() and line[-1] not in ",;:-"
    return replace(piece, kind="subheading") if short else piece


def _headlines_joined(pieces: list[_Piece]) -> Iterator[_Piece]:
    """A headline that goes on in the next line of the same group ("MILITIAS TIGHTEN / GRIP") is one."""
    held: _Piece | None = None
    for piece in pieces:
        if held is not None and piece.kind == "subheading" and _goes_on(held, piece):
            held = replace(held, chunk=replace(held.chunk, end=piece.chunk.end), line=f"{held.line} {piece.line}")
            continue
        if held is not None:
            yield held
        held = piece if piece.kind == "headline" else None
        if held is None:
            yield piece
    if held is not None:
        yield held


def _goes_on(held: _Piece, piece: _Piece) -> bool:
    alike = piece.line[0].islower() or (piece.line.isupper() and held.line.isupper())
    return alike and held.kind == "headline" and piece.chunk.group == held.chunk.group


def _split(text: str, blocks: Iterable[Block], words: PageWords) -> Iterator[Block]:
    """Cuts off what is glued to a block: a dateline before, credits after, the name of a picture file."""
    first = True
    for block in blocks:
        line = text[block.start : block.end]
        if block.kind == "caption" and (end := name_end(line, words)):
            yield from _cut(text, block, block.start + end, before="boilerplate", after="caption")
        elif block.kind == "paragraph":
            cut = credits_start(line, words)
            body = replace(block, end=block.start + len(line[:cut].rstrip())) if cut else block
            end = dateline_end(text[body.start : body.end], words)
            if end and (first or _is_certain_dateline(line[:end])):
                yield from _cut(text, body, block.start + end, before="dateline", after="paragraph")
            else:
                yield body
            if cut:
                yield Block("boilerplate", block.start + cut, block.end)
            first = False
        else:
            yield block


def _cut(text: str, block: Block, at: int, *, before: BlockKind, after: BlockKind) -> Iterator[Block]:
    head = text[block.start : at].rstrip()
    tail = text[at : block.end]
    yield replace(block, kind=before, end=block.start + len(head))
    yield replace(block, kind=after, start=block.end - len(tail.lstrip()))


def _is_certain_dateline(head: str) -> bool:
    """Further down the page a dateline must show more than a name: an agency in brackets, or a number."""
    return head.split()[0].strip(",:").isupper() and bool(re.search(r"\d|\([A-Z]", head))


def _in_brackets(line: str) -> bool:
    return line.startswith("(") and line.endswith(")") and line.count("(") == 1


def _is_place(line: str, words: PageWords) -> bool:
    return line.isupper() and len(line.split()) <= 3 and line[-1].isalpha() and not words.not_places.match(line)


def _is_masthead(pieces: list[_Piece], i: int, words: PageWords) -> bool:
    """The outlet's own name at the top: an outlet's word in it, a date line right below or a headline to come."""
    line = pieces[i].line
    outlet = words.outlet.search(line)
    if outlet is None or len(line.split()) > 7 or re.search(r"[.?!,;:]", line):
        return False
    if i + 1 < len(pieces) and pieces[i + 1].kind == "dateline":
        return True
    capitals = all(word[0].isupper() or word in ("and", "for", "of", "the") for word in line.split())
    return capitals and outlet.end() == len(line) and any(piece.kind is None for piece in pieces[i + 1 :])


def _others_follow(pieces: list[_Piece], i: int) -> bool:
    return any(piece.kind in (None, "caption") for piece in pieces[i + 1 :])
