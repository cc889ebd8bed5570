"""What a demand asks for: to pledge, withdraw, surrender, disarm, release or something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from oathbook.claims.tree import Tree


def what_is_demanded(tree: Tree, trigger: int, contents: Iterable[int], words: Mapping[str, frozenset[str]]) -> str:
    """The first kind of demand whose words stand in what is demanded, else "other".

    The words of the demand are the content clauses or nouns with all that hangs on them; without any, all that hangs
    on the trigger. A kind's words are lemmas; "lay down" style pairs are written with a blank and must both occur.
    """
    roots = list(contents) or [trigger]
    lemmas: list[str] = []
    queue = list(roots)
    while queue and len(lemmas) < 60:
        at = queue.pop(0)
        lemmas.extend({tree.lemma[at], tree.lower[at]})
        queue.extend(k for k in tree.kids[at] if tree.dep[k] not in ("nsubj", "punct", "det"))
    said = set(lemmas)
    for position in range(len(lemmas)):
        for kind, kinds_words in words.items():
            if lemmas[position] in kinds_words:
                return kind
    for kind, kinds_words in words.items():
        if any(" " in w and set(w.split()) <= said for w in kinds_words):
            return kind
    return "other"
