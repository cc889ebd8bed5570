"""Names of armed groups put in the place of other names in treebank sentences.

The treebanks hold few names like "Jaish al-Islam" or "IS", and a parser that breaks them breaks every claim about them.
A name of one word is replaced by a group's name with the structure that the treebanks give such names: words of other
languages are ``flat`` under the first, English ones ``compound`` under the last.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from data import Document, Sentence, rows

ACRONYMS = (
    "IS ISIS ISIL FSA SDF YPG PKK LRA FARC ELN MNLF MILF NPA TTP JNIM LTTE SPLA RSF M23 ADF IRA ETA RUF GIA AQIM HTS"
).split()


@dataclass(frozen=True)
class Donor:
    """A name as words with their places under its head (an index in the name)."""

    words: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    """The head's own is empty."""


def donors(path: Path, english: set[str]) -> list[Donor]:
    """Names of the UCDP actor list (and some acronyms) as donors; ``english`` are words that the treebanks know."""
    made = {(a,): Donor((a,), (0,), ("",)) for a in ACRONYMS}
    for record in rows(path):
        for name in record["names"]:
            words = tuple(re.findall(r"[^\W_]+(?:'[^\W_]+)?|-", str(name)))
            written = all(w == "-" or w[0].isupper() or w == "al" for w in words)
            if not written or not 1 <= len(words) <= 6 or "-" in (words[0], words[-1]):
                continue
            if words in made:
                continue
            first, last = words[0].lower() in english, words[-1].lower() in english
            if last and len(words) > 1 and "-" not in words:
                heads, deprels = [len(words) - 1] * len(words), ["compound"] * (len(words) - 1) + [""]
            elif not first and not last:
                heads = [min(i + 1, len(words) - 1) if w == "-" else 0 for i, w in enumerate(words)]
                deprels = ["", *("punct" if w == "-" else "flat" for w in words[1:])]
            else:
                continue
            made[words] = Donor(words, tuple(heads), tuple(deprels))
    return list(made.values())


def known_words(documents: Iterable[Document]) -> set[str]:
    """Small-letter words of the treebanks that are no names."""
    return {
        w.lower()
        for d in documents
        for s in d.sentences
        for w, u in zip(s.words, s.upos or [], strict=False)
        if u in ("NOUN", "ADJ", "VERB", "ADV", "ADP", "DET")
    }


def with_names(documents: list[Document], pool: list[Donor], *, rng: random.Random, share: float) -> list[Document]:
    """Copies in which about ``share`` of the sentences that have a fitting name carry a donor's instead."""
    out = []
    for document in documents:
        if document.mentions is not None:
            out.append(document)
            continue
        sentences = [_swapped(s, pool, rng) if rng.random() < share else s for s in document.sentences]
        out.append(replace(document, sentences=sentences))
    return out


def _swapped(s: Sentence, pool: list[Donor], rng: random.Random) -> Sentence:
    if s.upos is None or s.xpos is None or s.heads is None or s.deprels is None or s.lemmas is None or s.names is None:
        return s
    inner = {"flat", "compound", "flat:foreign", "goeswith"}
    busy = {s.heads[i] for i in range(len(s.words)) if s.deprels[i] in inner or s.deprels[i] == "nmod:desc"}
    fitting = [
        i
        for i in range(len(s.words))
        if s.xpos[i] == "NNP" and i not in busy and s.deprels[i] not in inner and s.names[i] in ("B-ORG", "B-PER")
        and (i + 1 == len(s.words) or not s.names[i + 1].startswith("I-"))
    ]  # fmt: skip
    if not fitting:
        return s
    at, donor = rng.choice(fitting), rng.choice(pool)
    n, extra = len(donor.words), len(donor.words) - 1
    own = donor.deprels.index("")

    def moved(i: int) -> int:
        return i + extra if i > at else at + own if i == at else i

    def spliced(values: list[str], new: list[str]) -> list[str]:
        return [*values[:at], *new, *values[at + 1 :]]

    heads = [moved(h) for h in s.heads]
    inside = [heads[at] if k == own else at + donor.heads[k] for k in range(n)]
    if s.heads[at] == at:
        inside[own] = at + own
    upos = ["PUNCT" if w == "-" else "PROPN" for w in donor.words]
    xpos = ["HYPH" if w == "-" else "NNP" for w in donor.words]
    deprels = [s.deprels[at] if k == own else donor.deprels[k] for k in range(n)]
    srl = s.srl and [(moved(i), [(moved(a), label) for a, label in arguments]) for i, arguments in s.srl]
    return replace(
        s,
        words=spliced(s.words, list(donor.words)),
        upos=spliced(s.upos, upos),
        xpos=spliced(s.xpos, xpos),
        lemmas=spliced(s.lemmas, list(donor.words)),
        heads=[*heads[:at], *inside, *heads[at + 1 :]],
        deprels=spliced(s.deprels, deprels),
        names=spliced(s.names, ["B-ORG", *["I-ORG"] * extra]),
        srl=srl,
    )
