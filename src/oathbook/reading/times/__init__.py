"""Time expressions: found in a text and resolved to days.

``find_times`` is the one verb. Words and rules are data (``data/words/times.yaml``); ``grammar`` compiles them,
``finder`` finds, ``dates``, ``relative``, ``lengths`` and ``joined`` say what each rule means, ``context`` holds what
a text has told so far, ``periods`` does the calendar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from oathbook.lexicon import Lexicon
from oathbook.reading.times.context import Cues, Future
from oathbook.reading.times.finder import Finder
from oathbook.reading.times.grammar import compile_grammar
from oathbook.reading.times.resolver import Resolver
from oathbook.records import Interval, TimeExpression

__all__ = ["TimeReader", "find_times", "time_reader"]


class TimeReader:
    """The compiled rules of one lexicon; make it once, use it for many texts."""

    def __init__(self, lexicon: Lexicon) -> None:
        data = lexicon.words("times")
        self._resolver = Resolver(Finder(compile_grammar(data)), Cues.of(data["cues"]))

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where words of time stand, ages included ("24-year-old"): there a number counts nothing else."""
        for node in self._resolver.finder.find(text, ages=True):
            yield node.start, node.end

    def find(
        self,
        text: str,
        *,
        published: date | None,
        sentences: Sequence[tuple[int, int]] = (),
        future: Future | None = None,
    ) -> tuple[TimeExpression, ...]:
        """Every time expression of ``text``, in order, without overlaps.

        ``sentences`` are character spans in order (found by punctuation where none are given). ``future`` tells
        for an expression's span whether its clause looks ahead; without it the words around decide. Without
        ``published`` what counts from the publication day keeps an ``interval`` of None.
        """
        out = []
        for node, meaning in self._resolver.read(text, published=published, sentences=sentences, future=future):
            known = meaning.first or meaning.last
            interval = Interval(meaning.first, meaning.last) if known else None
            out.append(
                TimeExpression(node.start, node.end, text[node.start : node.end], interval, meaning.kind, meaning.value)
            )
        return tuple(out)


def find_times(
    text: str,
    *,
    published: date | None,
    sentences: Sequence[tuple[int, int]] = (),
    future: Future | None = None,
    lexicon: Lexicon,
) -> tuple[TimeExpression, ...]:
    """Every time expression of one text; see ``TimeReader.find``. The rules are compiled once for a lexicon."""
    return time_reader(lexicon).find(text, published=published, sentences=sentences, future=future)


def time_reader(lexicon: Lexicon) -> TimeReader:
    """The lexicon's reader of times, made once."""
    return lexicon.made("times", lambda: TimeReader(lexicon))
