"""Sentences with their trees written by hand, for tests that need no model."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc, Span

_VOCAB = spacy.blank("en").vocab
_CLOSE = frozenset({".", ",", ":", ";", "?", "]", ")", "”", "’", "'s", "n't"})
_OPEN = frozenset({"[", "(", "“", "‘"})


def tree(*lines: str, people: tuple[str, ...] = (), bodies: tuple[str, ...] = ()) -> Doc:
    """A Doc from lines of words written ``form/POS/label/head``, a line for each sentence.

    ``head`` is the number of a word in its sentence, counted from 1; 0 is the root. The lemma is the form in small
    letters. ``people`` and ``bodies`` are words (of one token) that are names. "¶" begins a paragraph.
    """
    words, spaces, pos, deps, heads, starts = [], [], [], [], [], []
    for line in lines:
        offset = len(words)
        cells = line.split()
        if cells[0] == "¶":
            words[-1:] = [words[-1]]
            words.append("\n\n")
            spaces[-1] = False
            spaces.append(False)
            pos.append("SPACE")
            deps.append("dep")
            heads.append(offset - 1)
            starts.append(False)
            cells, offset = cells[1:], offset + 1
        for index, cell in enumerate(cells):
            form, tag, label, head = cell.split("/")
            words.append(form)
            spaces.append(form not in _OPEN)
            pos.append(tag)
            deps.append("ROOT" if head == "0" else label)
            heads.append(offset + (int(head) - 1 if head != "0" else index))
            starts.append(index == 0)
    for i in range(1, len(words)):
        if words[i] in _CLOSE:
            spaces[i - 1] = False
    tags = ["VBD" if p == "VERB" else "_SP" if p == "SPACE" else "X" for p in pos]
    doc = Doc(
        _VOCAB,
        words=words,
        spaces=spaces,
        pos=pos,
        tags=tags,
        deps=deps,
        heads=heads,
        lemmas=[w.lower() for w in words],
        sent_starts=starts,
    )
    names = [Span(doc, t.i, t.i + 1, label="PER") for t in doc if t.text in people]
    names += [Span(doc, t.i, t.i + 1, label="ORG") for t in doc if t.text in bodies]
    doc.ents = sorted(names, key=lambda span: span.start)
    return doc
