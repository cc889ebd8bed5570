"""Words and the model's analysis put together as a spaCy ``Doc``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.reading.encoder import Analysis, Encoder
from oathbook.reading.tokens import Tokens

if TYPE_CHECKING:
    import numpy as np
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

LONGEST = 160
"""Words of one sentence for the model; longer ones (lists, tables) are cut there."""


def sentences_of(tokens: Tokens) -> list[list[int]]:
    """The read tokens of each sentence, as token indices."""
    sentences: list[list[int]] = []
    for i, read in enumerate(tokens.read):
        if not read:
            continue
        if not sentences or _border(tokens, sentences[-1][-1], i) or len(sentences[-1]) >= LONGEST:
            sentences.append([])
        sentences[-1].append(i)
    return sentences


def _border(tokens: Tokens, last: int, i: int) -> bool:
    return tokens.block_of[last] != tokens.block_of[i] or any(tokens.starts[last + 1 : i + 1])


def shown(tokens: Tokens, sentence: list[int]) -> list[str]:
    """The words of a sentence as the model is shown them: "IS" as a name that cannot be taken for a verb."""
    words = [tokens.words[i] for i in sentence]
    if not any(w.islower() for w in words):
        return words
    return [tokens.stand_ins.get(i, w) for i, w in zip(sentence, words, strict=True)]


def annotate(tokens: Tokens, encoder: Encoder, vocab: Vocab) -> tuple[Doc, Analysis, np.ndarray]:
    """The text as a Doc, the model's analysis of its read words, and for each token its row there (-1: unread).

    Line breaks hang on the token before them; other unread tokens have no labels and are sentences of their own.
    """
    import numpy as np
    from spacy.tokens import Doc

    sentences = sentences_of(tokens)
    analysis = encoder.analyse([shown(tokens, s) for s in sentences])
    order = [i for s in sentences for i in s]
    n = len(tokens.words)
    rows = np.full(n, -1, np.int64)
    rows[order] = np.arange(len(order))
    tags, pos, lemmas, deps = [""] * n, [""] * n, list(tokens.words), [""] * n
    heads, names = list(range(n)), ["O"] * n
    for row, i in enumerate(order):
        tags[i], pos[i] = analysis.xpos[row], analysis.upos[row]
        if i not in tokens.stand_ins:
            lemmas[i] = analysis.lemmas[row]
        deps[i] = analysis.deprels[row] if analysis.heads[row] != row else "ROOT"
        heads[i] = order[analysis.heads[row]]
        names[i] = analysis.names[row]
    for i, word in enumerate(tokens.words):
        if word.isspace():
            heads[i], deps[i], pos[i], tags[i] = max(i - 1, 0), "dep", "SPACE", "_SP"
        elif rows[i] < 0:
            deps[i] = "ROOT"
    doc = Doc(
        vocab, words=tokens.words, spaces=tokens.spaces, tags=tags, pos=pos, lemmas=lemmas, heads=heads, deps=deps,
        ents=names,
    )  # fmt: skip
    return doc, analysis, rows
