"""A report's dependency trees as plain lists, for stages that look at every word many times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oathbook.reading.columns import Columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

OPENING_QUOTES = frozenset('"“«„')
CLOSING_QUOTES = frozenset('"”»')
CLAUSE_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "csubj", "ccomp", "xcomp", "advcl", "expl", "advmod"})


@dataclass(frozen=True, slots=True)
class Syntax:
    """All sentences of a ``Doc``; every list but ``sentence_starts`` and ``shouted`` has one item a token.

    ``dep`` is the relation without its subtype, ``rel`` with it. ``head`` of a root, of a line break and of an unread
    word is the word itself. ``children`` leaves line breaks out. ``quote`` numbers the double-quoted stretches from
    1 (0: outside, the marks themselves included in their stretch); ``bracketed`` tells words in square brackets.
    ``shouted`` tells the sentences written in capitals alone. ``entities`` are (first, last, label) and ``entity``
    gives each word the index of its own, or -1.
    """

    words: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    rel: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    sentence: list[int]
    sentence_starts: list[int]
    shouted: list[bool]
    quote: list[int]
    bracketed: list[bool]
    entities: list[tuple[int, int, str]]
    entity: list[int]
    spaced: list[bool]

    def __len__(self) -> int:
        return len(self.words)

    def text(self, first: int, last: int) -> str:
        """The words from ``first`` to ``last`` (inclusive) with their blanks; line breaks become blanks."""
        parts = []
        for i in range(first, last + 1):
            word = self.words[i]
            parts.append(" " if word.isspace() else word)
            if self.spaced[i] and i < last:
                parts.append(" ")
        return " ".join("".join(parts).split())

    def subtree(self, i: int) -> Iterator[int]:
        """The word and everything under it, in no particular order."""
        waiting = [i]
        while waiting:
            j = waiting.pop()
            yield j
            waiting.extend(self.children[j])

    def has_child(self, i: int, *deps: str) -> bool:
        """True if the word has a child with one of the relations (subtypes left out)."""
        return any(self.dep[c] in deps for c in self.children[i])

    def child(self, i: int, *deps: str) -> int:
        """The first child with one of the relations (subtypes left out), or -1."""
        for c in self.children[i]:
            if self.dep[c] in deps:
                return c
        return -1

    def clause(self, i: int) -> int:
        """The word that heads the clause in which ``i`` stands: the nearest ancestor that is a predicate."""
        j = i
        while self.head[j] != j:
            dep = self.dep[j]
            j = self.head[j]
            if dep in CLAUSE_ARGUMENTS:
                return j
        return j


def build(doc: Doc) -> Syntax:
    """Fill the lists from a parsed ``Doc``. A ``Doc`` without trees gives words that are all roots."""
    columns = Columns(doc)
    n, words = len(doc), columns.words
    rel = [r.lower() for r in columns.texts("DEP")]
    head = [i + away for i, away in enumerate(columns.numbers("HEAD"))]
    children: list[list[int]] = [[] for _ in range(n)]
    for i, h in enumerate(head):
        if h != i and rel[i] and not words[i].isspace():
            children[h].append(i)
    sentence, sentence_starts = [], []
    for i, start in enumerate(columns.numbers("SENT_START")):
        if i == 0 or start == 1:
            sentence_starts.append(i)
        sentence.append(len(sentence_starts) - 1)
    entities = [(e.start, e.end - 1, e.label_) for e in doc.ents]
    entity = [-1] * n
    for k, (first, last, _) in enumerate(entities):
        for i in range(first, last + 1):
            entity[i] = k
    quote, bracketed = _quotes(words)
    return Syntax(
        words=words,
        lower=columns.lower,
        lemma=columns.texts("LEMMA"),
        pos=columns.texts("POS"),
        tag=columns.texts("TAG"),
        rel=rel,
        dep=[r.partition(":")[0] for r in rel],
        head=head,
        children=children,
        sentence=sentence,
        sentence_starts=sentence_starts,
        shouted=[_shouted(words[i:j]) for i, j in zip(sentence_starts, [*sentence_starts[1:], n], strict=True)],
        quote=quote,
        bracketed=bracketed,
        entities=entities,
        entity=entity,
        spaced=[bool(s) for s in columns.numbers("SPACY")],
    )


def _shouted(words: list[str]) -> bool:
    """True for a sentence written in capitals alone."""
    letters = [w for w in words if w.isalpha()]
    return len(letters) > 3 and sum(w.isupper() for w in letters) > 0.8 * len(letters)


def _quotes(words: list[str]) -> tuple[list[int], list[bool]]:
    """Number the double-quoted stretches and mark square brackets. A straight quote opens and closes in turn; one
    left open at a line break is closed there, as a paragraph's quotation may go on without a closing mark."""
    quote, bracketed = [0] * len(words), [False] * len(words)
    count, inside, depth = 0, False, 0
    for i, written in enumerate(words):
        word = {"``": "“", "''": "”"}.get(written, written)
        if word == "[":
            depth += 1
        bracketed[i] = depth > 0
        if word == "]":
            depth = max(0, depth - 1)
        if inside and word in CLOSING_QUOTES:
            quote[i] = count
            inside = False
        elif not inside and word in OPENING_QUOTES:
            count += 1
            inside = True
            quote[i] = count
        else:
            if "\n" in word:
                inside, depth = False, 0
            quote[i] = count if inside else 0
    return quote, bracketed
