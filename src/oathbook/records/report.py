"""A report as it was taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

BlockKind = Literal[
    "headline", "byline", "dateline", "paragraph", "caption", "question", "answer", "boilerplate", "subheading"
]
"""``dateline`` is a line (or the start of one: "AMMAN:") that gives place or date; ``byline`` names authors.
``boilerplate`` ("3 min read", "Share this article") is kept in the text and never read."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the report's text with one part to play. Blocks are in order and do not overlap."""

    kind: BlockKind
    start: int
    end: int
    speaker: str | None = None
    """For ``answer`` (and a marked ``question``): who is speaking, as the page writes it, where it says."""


@dataclass(frozen=True, slots=True)
class Report:
    """One article as it was taken in.

    ``id`` is the content id of the text, url and publication date. ``name`` is the file's name without suffix or the
    row's own id. ``published_from`` says how the date was found ("given", "url", "meta", "page text", ...);
    ``published_others`` holds dates the page also shows and that were not taken, as written.
    """

    id: str
    name: str
    text: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: date | None = None
    published_from: str | None = None
    published_others: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    warnings: tuple[str, ...] = ()
