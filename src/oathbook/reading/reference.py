"""Decides which mentions of a report mean the same actor.

Precision-ranked sieves in the manner of Raghunathan et al. (2010) and Lee et al. (2013): names and structure first,
then pronouns and descriptions from left to right. Every join keeps its reason.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from oathbook.reading import joins, name_joins
from oathbook.reading.anaphora import look_back
from oathbook.reading.entities import Entities, Join
from oathbook.reading.facts import gather
from oathbook.reading.kinds import ActorWords
from oathbook.reading.learned import Learned
from oathbook.reading.naming import name_clusters
from oathbook.reading.syntax import Syntax, build
from oathbook.records import Block, Cluster, Mention

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from oathbook.lexicon import Lexicon

SIEVES = (
    joins.keep_apart,
    name_joins.same_name,
    name_joins.acronyms,
    joins.relative_pronouns,
    joins.other_names,
    joins.appositions,
    joins.names_behind_nouns,
    joins.predicates,
    name_joins.shorter_forms,
    name_joins.spellings,
    name_joins.same_description,
)


def resolve(
    doc: Doc,
    mentions: Sequence[Mention],
    *,
    blocks: Sequence[Block],
    block_of: Sequence[int],
    lexicon: Lexicon,
    learned: Learned | None = None,
) -> tuple[tuple[Mention, ...], tuple[Cluster, ...]]:
    """The mentions with their cluster set, and the clusters in the order of their first mention.

    ``learned`` is what a trained scorer thinks of every pair of mentions (see ``Learned``); the sieves do without.
    """
    tree, words = build(doc), lexicon.made("actor words", lambda: ActorWords.from_lexicon(lexicon))
    return resolve_tree(tree, mentions, words, blocks=blocks, block_of=block_of, learned=learned)


def resolve_tree(
    tree: Syntax,
    mentions: Sequence[Mention],
    words: ActorWords,
    *,
    blocks: Sequence[Block],
    block_of: Sequence[int],
    learned: Learned | None = None,
) -> tuple[tuple[Mention, ...], tuple[Cluster, ...]]:
    """``resolve`` on the plain lists of a tree."""
    entities = put_together(tree, mentions, words, blocks=blocks, block_of=block_of, learned=learned)
    of, clusters = name_clusters(tree, entities, words)
    return tuple(replace(m, cluster=of[i]) for i, m in enumerate(mentions)), clusters


def put_together(
    tree: Syntax,
    mentions: Sequence[Mention],
    words: ActorWords,
    *,
    blocks: Sequence[Block],
    block_of: Sequence[int],
    learned: Learned | None = None,
) -> Entities:
    """Run all sieves; the joins with their reasons are in ``Entities.joins``."""
    entities = Entities(gather(tree, mentions, words))
    for sieve in SIEVES:
        sieve(tree, entities, words)
    look_back(tree, entities, words, block_of=block_of, blocks=blocks, learned=learned)
    return entities


def explain(
    doc: Doc, mentions: Sequence[Mention], *, blocks: Sequence[Block], block_of: Sequence[int], lexicon: Lexicon
) -> list[str]:
    """One line for each join: the mention, its antecedent and the reason. For finding out why."""
    tree, words = build(doc), lexicon.made("actor words", lambda: ActorWords.from_lexicon(lexicon))
    entities = put_together(tree, mentions, words, blocks=blocks, block_of=block_of)

    def show(join: Join) -> str:
        one, other = mentions[join.mention], mentions[join.antecedent]
        return (
            f"{tree.text(one.first, one.last)!r} ({one.head}) = {tree.text(other.first, other.last)!r} ({other.head}):"
            f" {join.reason}" + (f" {join.score:.2f}" if join.score else "")
        )

    return [show(join) for join in entities.joins]
