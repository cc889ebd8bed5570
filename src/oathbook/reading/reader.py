"""All stages of reading, in order: words, trees, dates, figures, mentions, reference, speakers."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from oathbook import __version__
from oathbook.lexicon import Lexicon
from oathbook.reading.candidates import find_candidates
from oathbook.reading.document import annotate
from oathbook.reading.encoder import MODEL, Analysis, Array, Encoder
from oathbook.reading.figures import find_figures
from oathbook.reading.kinds import ActorWords
from oathbook.reading.learned import find_learned
from oathbook.reading.mentions import find_in_tree, unread
from oathbook.reading.reference import resolve_tree
from oathbook.reading.speakers import find_speeches
from oathbook.reading.syntax import build
from oathbook.reading.times import find_times
from oathbook.reading.tokens import make_tokenizer, tokenize
from oathbook.records import Reading, Report

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc
    from spacy.vocab import Vocab


@dataclass(frozen=True)
class Words:
    """A report's words analysed: block of each token, the ``Doc``, the model's analysis, each token's row there."""

    block_of: tuple[int, ...]
    doc: Doc
    analysis: Analysis
    rows: np.ndarray[Any, Any]


class Reader:
    """Reads reports; one reader reads any number of them, in any order.

    What takes about a second to load is loaded at the first report. ``threads`` see ``Encoder``.
    """

    def __init__(self, lexicon: Lexicon, folder: Path = MODEL, *, threads: int | None = None) -> None:
        self.lexicon, self._folder = lexicon, folder
        self.encoder = Encoder(folder, threads=threads)
        self.version = f"oathbook {__version__}, model {self.encoder.version}, data {lexicon.digest()}"

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process it is loaded anew, and reads with one thread: others are reading beside it."""
        return _alone, (self.lexicon, self._folder)

    @cached_property
    def _loaded(self) -> tuple[Tokenizer, Vocab, Mapping[str, str]]:
        """The tokenizer, its vocabulary, and the words shown to the model in place of others.

        What is loaded by then is taken out of the garbage collector's rounds, which go over it again and again.
        """
        self.encoder.load()
        loaded = *make_tokenizer(self.lexicon), self.lexicon.words("tokens")["stand_ins"]
        gc.collect()
        gc.freeze()
        return loaded

    def analyse(self, report: Report) -> Words:
        """The first half of reading: words, trees and what the model makes of them. Safe to run in another thread."""
        tokenizer, vocab, stand_ins = self._loaded
        tokens = tokenize(report.text, report.blocks, tokenizer, stand_ins=stand_ins)
        return Words(tuple(tokens.block_of), *annotate(tokens, self.encoder, vocab))

    def read(self, report: Report, *, words: Words | None = None) -> Reading:
        """Everything but the claims. The same report gives the same reading.

        Args:
            words: ``analyse`` of this report, where it was done already.
        """
        analysed = words or self.analyse(report)
        doc, analysis, rows = analysed.doc, analysed.analysis, analysed.rows
        block_of, blocks = analysed.block_of, report.blocks
        read = [i for i, row in enumerate(rows.tolist()) if row >= 0]
        sentences = _sentences(doc, read)
        syntax = build(doc)
        actor_words = self.lexicon.made("actor words", lambda: ActorWords.from_lexicon(self.lexicon))
        mentions = find_in_tree(syntax, actor_words, skip=unread(len(doc), block_of, blocks))
        heads = [m.head for m in mentions]
        learned = find_learned(analysis.vectors[rows[heads]], [doc[i].text for i in heads], self.encoder)
        mentions, clusters = resolve_tree(
            syntax, mentions, actor_words, blocks=blocks, block_of=block_of, learned=learned
        )
        bounds = [(doc[first].idx, doc[last].idx + len(doc[last])) for first, last in sentences]
        number = {i: k for k, (first, last) in enumerate(sentences) for i in range(first, last + 1)}
        scores: Mapping[str, Any] = {
            "candidates": find_candidates(analysis, read, [number[i] for i in read], self.encoder),
        }
        return Reading(
            report=report,
            doc=doc,
            block_of=block_of,
            mentions=mentions,
            clusters=clusters,
            times=find_times(report.text, published=report.published, sentences=bounds, lexicon=self.lexicon),
            figures=find_figures(doc, self.lexicon),
            speeches=find_speeches(
                doc, blocks=blocks, block_of=block_of, mentions=mentions, clusters=clusters, lexicon=self.lexicon
            ),
            vectors=_by_token(analysis.vectors, rows),
            scores=scores,
        )


def _by_token(vectors: Array, rows: Array) -> Array:
    """The vectors with a row for each token; zeros where a token is not read. ``rows``: a token's row, or -1."""
    out = np.zeros((len(rows), vectors.shape[1]), vectors.dtype)
    out[rows >= 0] = vectors[rows[rows >= 0]]
    return out


def _alone(lexicon: Lexicon, folder: Path) -> Reader:
    return Reader(lexicon, folder, threads=1)


def _sentences(doc: Doc, read: list[int]) -> list[tuple[int, int]]:
    """First and last read token of each sentence that has one."""
    wanted = set(read)
    out = []
    for span in doc.sents:
        inside = [t.i for t in span if t.i in wanted]
        if inside:
            out.append((inside[0], inside[-1]))
    return out
