"""Whether a report is about armed groups at all, or about sport, business, art or elections told in words of war."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.claims.tree import Tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from oathbook.lexicon import Lexicon

LEAST_KINDS = 3
"""Different words of another subject that a report must show before it can be taken to be about it."""
LEAST_SHARE = 0.45
"""Share of words of war below which a report is not about war; chosen on the training reports."""


class Subjects:
    """The word lists of ``data/words/subjects.yaml``, ready to judge reports."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.words("subjects")
        self.war = frozenset(words["war"])
        self.other = {name: frozenset(listed) for name, listed in words["other"].items()}

    def about_war(self, tree: Tree) -> bool:
        """False where another subject outweighs the war in the report's words."""
        return self.war_share(tree) >= LEAST_SHARE

    def war_words(self, tree: Tree) -> float:
        """Words of war in a hundred words."""
        return 100 * sum(lemma in self.war for lemma in tree.lemma) / max(1, len(tree.lemma))

    def war_share(self, tree: Tree) -> float:
        """Share of words of war among the words of war and of the report's strongest other subject, 0 to 1.

        1.0 where no other subject shows. Every word counts by how often it stands in the report, at most four times.
        """
        counts: dict[str, int] = {}
        for lemma in tree.lemma:
            counts[lemma] = min(counts.get(lemma, 0) + 1, 4)
        for_war = sum(count for lemma, count in counts.items() if lemma in self.war)
        strongest = 0
        for words in self.other.values():
            seen = [count for lemma, count in counts.items() if lemma in words]
            if len(seen) >= LEAST_KINDS:
                strongest = max(strongest, sum(seen))
        return for_war / (for_war + strongest) if strongest else 1.0


def about_war(doc: Doc, lexicon: Lexicon) -> bool:
    """Whether a parsed report is about war; a report that is not holds no claims."""
    return lexicon.made("claims.subject", lambda: Subjects(lexicon)).about_war(Tree(doc))
