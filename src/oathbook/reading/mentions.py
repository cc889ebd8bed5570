"""Finds every noun phrase and pronoun that can fill a role of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.reading import nounphrases
from oathbook.reading.kinds import ActorWords, kind_of
from oathbook.reading.syntax import Syntax, build
from oathbook.records import Block, Mention, MentionForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from oathbook.lexicon import Lexicon

UNREAD_BLOCKS = frozenset({"boilerplate", "byline"})


def find_mentions(
    doc: Doc, *, block_of: Sequence[int], blocks: Sequence[Block], lexicon: Lexicon
) -> tuple[Mention, ...]:
    """All mentions of a parsed report in the order of their heads, each still in a cluster of its own.

    One mention a head word; phrases nest ("the leader of Feilaq al-Homs", "Feilaq al-Homs") and every conjunct has its
    own. Words in blocks that are never read have none.
    """
    tree = build(doc)
    words = lexicon.made("actor words", lambda: ActorWords.from_lexicon(lexicon))
    return find_in_tree(tree, words, skip=unread(len(tree), block_of, blocks))


def unread(length: int, block_of: Sequence[int], blocks: Sequence[Block]) -> list[bool]:
    """True for each word of a block that is never read."""
    if not blocks:
        return [False] * length
    return [b >= 0 and blocks[b].kind in UNREAD_BLOCKS for b in block_of]


def find_in_tree(tree: Syntax, words: ActorWords, *, skip: list[bool]) -> tuple[Mention, ...]:
    """``find_mentions`` on the plain lists of a tree."""
    found: list[Mention] = []
    for head in nounphrases.heads(tree, words, skip):
        first, last = nounphrases.span(tree, head, words)
        label = own_label(tree, head)
        found.append(
            Mention(
                first=first,
                last=last,
                head=head,
                kind=kind_of(tree, head, first, last, label, words),
                form=form_of(tree, head, label, words),
                cluster=len(found),
            )
        )
    return tuple(found)


def own_label(tree: Syntax, head: int) -> str:
    """The label of the name that ``head`` heads, or ""."""
    k = tree.entity[head]
    return tree.entities[k][2] if k >= 0 and nounphrases.entity_root(tree, k) == head else ""


def form_of(tree: Syntax, head: int, label: str, words: ActorWords) -> MentionForm:
    """Name, description or pronoun."""
    if tree.pos[head] in ("PRON", "DET"):
        return "pronoun"
    if _counted_people(tree, head, words):
        return "description"
    if label or tree.pos[head] == "PROPN":
        return "name"
    if tree.words[head][:1].isupper() and tree.lower[head] in words.demonyms:
        return "name"
    return "description"


def _counted_people(tree: Syntax, head: int, words: ActorWords) -> bool:
    """ "16 Americans", "seven other Chinese": people by number, not a name."""
    lower = tree.lower[head]
    if lower not in words.demonyms and lower.removesuffix("s") not in words.demonyms:
        return False
    return any(tree.dep[c] == "nummod" and c < head and tree.pos[c] == "NUM" for c in tree.children[head])
