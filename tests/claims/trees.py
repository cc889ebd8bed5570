"""Small trees written by hand, for tests that do without the model.

A tree is one line a token: word, part of speech, label, number of the head (from 1; 0 for the root), and where it
matters a name (PER, ORG, LOC). Lemmas are left to the inflections; Penn tags are guessed from the ending.
"""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

_TAGS = {"NOUN": "NN", "PROPN": "NNP", "ADJ": "JJ", "NUM": "CD", "PRON": "PRP", "AUX": "VBD", "ADP": "IN"}
_BE = {"be", "is", "are", "was", "were", "been", "being"}


def tag_of(word: str, pos: str, deps: list[str]) -> str:
    """VBN with an auxiliary of the passive, VBG for -ing, VB with a mark or another auxiliary."""
    if pos == "NOUN" and word.endswith(("s", "men")):
        return "NNS"
    if pos != "VERB":
        return _TAGS.get(pos, pos)
    if word.endswith("ing"):
        return "VBG"
    if "aux:pass" in deps or "VBN" in deps:
        return "VBN"
    return "VB" if "mark" in deps or "aux" in deps else "VBD"


def tree(table: str) -> Doc:
    """A Doc of one sentence from the table."""
    rows = [line.split() for line in table.strip().splitlines()]
    words, pos = [r[0] for r in rows], [r[1] for r in rows]
    deps = [r[2] for r in rows]
    heads = [int(r[3]) - 1 if r[3] != "0" else i for i, r in enumerate(rows)]
    names = [r[4] if len(r) > 4 and r[4] in ("PER", "ORG", "LOC") else "" for r in rows]
    kids = [[deps[k] for k, h in enumerate(heads) if h == i and k != i] for i in range(len(rows))]
    tags = [
        r[4] if len(r) > 4 and r[4] not in ("PER", "ORG", "LOC") else tag_of(r[0], r[1], [*k, r[2]])
        for r, k in zip(rows, kids, strict=True)
    ]
    lemmas = ["be" if w.lower() in _BE else w.lower() for w in words]
    return Doc(
        Vocab(),
        words=words,
        spaces=[True] * len(words),
        tags=tags,
        pos=pos,
        lemmas=lemmas,
        heads=heads,
        deps=deps,
        ents=[f"B-{n}" if n else "O" for n in names],
        sent_starts=[i == 0 for i in range(len(words))],
    )
