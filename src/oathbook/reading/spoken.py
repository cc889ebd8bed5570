"""A document made ready for finding who speaks, and the speeches found in it before their sources are named."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from oathbook.reading.columns import Columns
from oathbook.reading.cue_phrases import Attribution
from oathbook.reading.cues import find_attributions
from oathbook.reading.quotes import find_quotes
from oathbook.reading.speech_words import SpeechWords
from oathbook.reading.utterance import Stretch

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from oathbook.records import Block


@dataclass
class Spoken:
    """Content and speaker on tokens, before the source is named; ``name`` where no token of the text names it."""

    stretches: list[Stretch]
    speaker: int
    cue: int = -1
    negative: bool = False
    name: str | None = None
    kind: str = "clause"

    def size(self) -> int:
        """Tokens of content."""
        return sum(last - first + 1 for first, last in self.stretches)


@dataclass
class SpeechText:
    """The document with what every step asks of it."""

    doc: Doc
    columns: Columns
    words: SpeechWords
    sentences: list[Span]
    starts: list[int]
    quotes: list[tuple[int, int, bool]]
    quoted: list[int]
    paragraph: list[int]
    attributions: list[Attribution] = field(default_factory=list)

    def sentence_at(self, i: int) -> int:
        """Index of the sentence that holds a token."""
        return bisect_right(self.starts, i) - 1


def prepare(doc: Doc, words: SpeechWords, blocks: Sequence[Block], block_of: Sequence[int]) -> SpeechText:
    """A document with its sentences, quotations, paragraphs and attributions."""
    columns = Columns(doc)
    sentences = list(doc.sents)
    offsets = columns.numbers("IDX")
    borders = [block.start for block in blocks] if blocks else None
    quotes: list[tuple[int, int, bool]] = []
    quoted = [-1] * len(doc)
    for quote in find_quotes(columns.text, borders=borders):
        first = bisect_left(offsets, quote.start)
        last = bisect_left(offsets, quote.end) - 1
        if first <= last:
            for i in range(first, last + 1):
                quoted[i] = len(quotes)
            quotes.append((first, last, quote.closed))
    paragraph, number = [], 0
    for i, word in enumerate(columns.words):
        if (block_of and i and block_of[i] != block_of[i - 1]) or (word.isspace() and "\n" in word):
            number += 1
        paragraph.append(number)
    text = SpeechText(doc, columns, words, sentences, [s.start for s in sentences], quotes, quoted, paragraph)
    text.attributions = list(find_attributions(doc, columns.lower, words))
    return text
