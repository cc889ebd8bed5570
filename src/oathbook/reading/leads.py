"""The lead retells the headline: "Fighters leave battalion" above "A rebel group in the north lost its fighters"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.reading.descriptions import ANY_BODY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oathbook.reading.entities import Entities
    from oathbook.reading.facts import Facts
    from oathbook.records import Block

_BODIES = frozenset({"group", "coalition"})


def join_leads(entities: Entities, *, block_of: Sequence[int], blocks: Sequence[Block]) -> None:
    """Join the one unnamed body that the first sentence introduces to the one unnamed body of the headline.

    Headlines drop articles, so their bare noun in the singular says what the lead says with "a". Nothing is joined
    where either has two such bodies, or where the nouns cannot mean one ("army", "brigade").
    """
    headlines = {i for i, block in enumerate(blocks) if block.kind == "headline"}
    texts = [f for f in entities.facts if block_of[f.head] >= 0 and blocks[block_of[f.head]].kind == "paragraph"]
    if not headlines or not texts:
        return
    above = [f for f in entities.facts if block_of[f.head] in headlines and _is_body(f, "")]
    lead = [f for f in texts if f.sentence == texts[0].sentence and _is_body(f, "indefinite")]
    if len({entities.root(f.index) for f in above}) != 1 or len(lead) != 1:
        return
    short, full = above[0], lead[0]
    if short.head < full.head and _may_be_one(short, full):
        entities.join(full.index, short.index, "lead and headline")


def _is_body(f: Facts, determiner: str) -> bool:
    return f.form == "description" and f.kind in _BODIES and f.number == "sing" and f.determiner == determiner


def _may_be_one(short: Facts, full: Facts) -> bool:
    """True for the same noun, or two of which one may mean any armed body ("group")."""
    return short.lemma == full.lemma or bool({short.lemma, full.lemma} & ANY_BODY)
