"""Trees written out by hand for tests: one word a line (word, UPOS, Penn tag, head from 1, relation, name tag)."""

import spacy
from spacy.tokens import Doc

from oathbook.reading.syntax import Syntax, build

CLITICS = frozenset({"-", "'s", "n't", ".", ",", ")", "]", "”", ":"})
GLUED_AFTER = frozenset({"-", "(", "[", "“"})
LEMMAS = {
    "men": "man",
    "said": "say",
    "led": "lead",
    "called": "call",
    "known": "know",
    "is": "be",
    "was": "be",
    "joined": "join",
}


def doc_of(table: str) -> Doc:
    """A ``Doc`` of one or more sentences, separated by blank lines."""
    columns: dict[str, list] = {
        k: [] for k in ("words", "pos", "tags", "heads", "deps", "ents", "sent_starts", "lemmas")
    }
    for block in table.strip().split("\n\n"):
        start = len(columns["words"])
        for line in block.splitlines():
            word, pos, tag, head, dep, *name = line.split()
            columns["sent_starts"].append(len(columns["words"]) == start)
            columns["words"].append(word)
            columns["pos"].append(pos)
            columns["tags"].append(tag)
            columns["heads"].append(start + int(head) - 1 if head != "0" else len(columns["words"]) - 1)
            columns["deps"].append(dep)
            columns["ents"].append(name[0] if name else "O")
            lower = word.lower()
            plural = tag == "NNS" and lower.endswith("s")
            columns["lemmas"].append(LEMMAS.get(lower, lower[:-1] if plural else lower))
    words = columns["words"]
    spaces = [
        word not in GLUED_AFTER and (i + 1 < len(words) and words[i + 1] not in CLITICS) for i, word in enumerate(words)
    ]
    return Doc(spacy.blank("en").vocab, spaces=spaces, **columns)


def tree_of(table: str) -> Syntax:
    """The plain lists of ``doc_of``."""
    return build(doc_of(table))
