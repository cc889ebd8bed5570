"""A report's dependency tree as plain lists, and the questions about grammar that patterns and status ask of it.

Everything is addressed by token index of the ``Doc``. Lists are filled once, because asking a spaCy token for its
parts again and again is what makes tree patterns slow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.reading.columns import Columns

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from oathbook.claims.inflection import Inflections

RELATIVE = frozenset({"who", "whom", "which", "that", "where", "whose"})
QUANTITIES = frozenset(
    {"many", "most", "some", "several", "all", "both", "one", "two", "three", "none", "each", "half"}
)
_BY_TAG = {"VB": ("VERB", "AUX", "ADJ"), "NN": ("NOUN", "PROPN", "NUM", "ADJ", "PRON"), "CD": ("NUM", "NOUN")}
_VERBAL = frozenset({"VERB", "AUX"})


def _part_of_speech(pos: str, tag: str) -> str:
    """The universal part of speech, mended where the Penn tag says that the word is a verb, noun or number."""
    if tag[:2] in _BY_TAG and pos not in _BY_TAG[tag[:2]]:
        return _BY_TAG[tag[:2]][0]
    return pos


class Tree:
    """Words, lemmas, parts of speech, labels, heads and children of a ``Doc`` with Universal Dependencies.

    ``head`` is the index of the governor, -1 at a root. ``kids`` are in text order. ``name`` is PER, ORG, LOC or "".
    Lemmas are in lower case; where the doc has none, the lower-case word stands in; ``inflections`` mends those of
    words that it knows. ``first`` and ``last`` give each token the first and last token of its sentence.
    """

    __slots__ = ("dep", "doc", "first", "head", "kids", "last", "lemma", "lower", "name", "pos", "tag", "words")

    def __init__(self, doc: Doc, inflections: Inflections | None = None) -> None:
        self.doc = doc
        columns = Columns(doc)
        self.words = columns.words
        self.lower = [w.lower() for w in self.words]
        self.lemma = [lemma.lower() or w for lemma, w in zip(columns.texts("LEMMA"), self.lower, strict=True)]
        self.tag = columns.texts("TAG")
        self.pos = [_part_of_speech(*p) for p in zip(columns.texts("POS"), self.tag, strict=True)]
        if inflections:
            self.lemma = [inflections.lemma(*w) for w in zip(self.lower, self.pos, self.lemma, strict=True)]
        self.dep = columns.texts("DEP")
        self.name = columns.texts("ENT_TYPE")
        self.head = [i + away if away else -1 for i, away in enumerate(columns.numbers("HEAD"))]
        self.first, self.last = columns.sentences()
        self.kids: list[list[int]] = [[] for _ in self.words]
        for i, h in enumerate(self.head):
            if h >= 0:
                self.kids[h].append(i)

    def __len__(self) -> int:
        return len(self.words)

    def children(self, i: int, *labels: str) -> list[int]:
        """Children of ``i`` whose label is one of ``labels`` exactly."""
        dep = self.dep
        return [k for k in self.kids[i] if dep[k] in labels]

    def has(self, i: int, *labels: str) -> bool:
        """Whether a child of ``i`` has one of the labels."""
        dep = self.dep
        return any(dep[k] in labels for k in self.kids[i])

    def case(self, i: int) -> tuple[str, ...]:
        """The prepositions of a noun: each word, and all of them joined by "-" ("out-of", "on-behalf-of")."""
        parts: list[str] = []
        for k in self.kids[i]:
            if self.dep[k] == "case":
                parts.append(self.lower[k])
                parts.extend(self.lower[f] for f in self.kids[k] if self.dep[f] == "fixed")
        if len(parts) > 1:
            parts.append("-".join(parts))
        return tuple(parts)

    def passive(self, i: int) -> bool:
        """Whether a verb is passive: by its auxiliary, by its subject, as a reduced relative, or by coordination."""
        if self.has(i, "aux:pass", "nsubj:pass", "csubj:pass"):
            return True
        if self.tag[i] != "VBN" or self.has(i, "nsubj", "aux", "obj"):
            return False
        if self.dep[i] in ("acl", "amod", "advcl", "acl:relcl"):
            return True
        if self.dep[i] == "conj":
            return self.passive(self.head[i])
        return self.dep[i] in ("xcomp", "ccomp", "root", "ROOT", "parataxis", "appos") and not self.has(i, "aux")

    def antecedent(self, i: int) -> int:
        """For a relative pronoun, the noun it stands for; any other token stands for itself."""
        if self.lemma[i] in QUANTITIES:  # "many of whom"
            for k in self.kids[i]:
                if self.lower[k] in ("whom", "which") and self.dep[k] in ("nmod", "obl"):
                    return self.antecedent(k)
        if self.lower[i] not in RELATIVE or self.pos[i] not in ("PRON", "SCONJ", "DET", "ADV"):
            return i
        at, steps = self.head[i], 0
        while at >= 0 and steps < 6:
            if self.dep[at] == "acl:relcl":
                return self.head[at]
            at, steps = self.head[at], steps + 1
        return i

    def conjuncts(self, i: int) -> list[int]:
        """``i`` and what is coordinated with it, leaving out "but not" members."""
        out, queue = [i], [i]
        while queue:
            at = queue.pop(0)
            for k in self.kids[at]:
                if self.dep[k] != "conj" or (self.pos[k] in _VERBAL and self.pos[i] not in _VERBAL):
                    continue
                if any(
                    self.lower[c] in ("not", "but", "nor") and self.dep[c] in ("cc", "advmod") for c in self.kids[k]
                ):
                    continue
                out.append(k)
                queue.append(k)
        return out

    def first_conjunct(self, i: int) -> int:
        """The head of the coordination that ``i`` belongs to."""
        while self.dep[i] == "conj" and self.head[i] >= 0:
            i = self.head[i]
        return i

    def clausal(self, i: int) -> bool:
        """Whether ``i`` heads a clause: a verb, or a predicate with a copula."""
        return (
            self.pos[i] == "VERB"
            or self.has(i, "cop")
            or (self.pos[i] == "AUX" and self.dep[i] not in ("aux", "cop", "aux:pass"))
        )
