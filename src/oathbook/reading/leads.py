"""The lead retells the headline: "Fighters leave battalion" above "A rebel group in the north lost its fighters"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oathbook.reading.descriptions import ANY_BODY, ARMED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oathbook.reading.entities import Entities
    from oathbook.reading.facts import Facts
    from oathbook.records import Block


def join_leads(entities: Entities, *, block_of: Sequence[int], blocks: Sequence[Block]) -> None:
    """Join the unnamed bodies of the headline to those that the first sentence introduces.

    Headlines drop articles, so their bare noun in the singular says what the lead says with "a". The same noun is
    joined where each has it once; other nouns only where each has one body and one of the two may mean any ("group").
    """
    headlines = {i for i, block in enumerate(blocks) if block.kind == "headline"}
    texts = [f for f in entities.facts if block_of[f.head] >= 0 and blocks[block_of[f.head]].kind == "paragraph"]
    if not headlines or not texts:
        return
    above = [f for f in entities.facts if block_of[f.head] in headlines and _is_body(f, "")]
    above = [f for f in above if not entities.of(f.index).named]
    lead = [f for f in texts if f.sentence == texts[0].sentence and _is_body(f, "indefinite")]
    for f in above:
        same = [g for g in lead if g.lemma == f.lemma]
        if len(same) == 1 and sum(g.lemma == f.lemma for g in above) == 1:
            entities.join(same[0].index, f.index, "lead and headline")
    lead = [f for f in lead if not entities.of(f.index).named]
    if len(above) == len(lead) == 1 and {above[0].lemma, lead[0].lemma} & ANY_BODY:
        entities.join(lead[0].index, above[0].index, "lead and headline")


def _is_body(f: Facts, determiner: str) -> bool:
    return f.form == "description" and f.kind in ARMED and f.number == "sing" and f.determiner == determiner
