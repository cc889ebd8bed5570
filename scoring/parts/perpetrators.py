"""Perpetrator organisations of MUC-4's reports (tst1 and tst2, the usual development set), strict and by entity.

Gold: the entities in the slot of perpetrator organisations, over all templates of a report; an entity is a set of
alternative names, and entities of a report that share one are one. An entity is optional where every mark of it is.
Ours: the agents of claims that something was attacked, somebody killed or detained, a place seized (``TYPES``), not
denied, and of kind group or coalition (``KINDS``), each name once a report.
A name is right where it is one of an entity's alternatives, both folded as claims/score.py folds names. Names and
entities are paired one to one with the most pairs, as CEAF with a similarity of one or nothing does (GRIT's CEAF-REE
pairs sets of mentions; here a predicted entity is the one name that a claim gives). Precision is over our names without
those paired with an optional entity, recall over the entities that are not optional.

``TYPES`` and ``KINDS`` were chosen on muc4-train. The reports are all in capitals. GRIT, trained on MUC-4, has 51.85 on
the test set (tst3, tst4, lower case), which is kept apart here; 125 reports of muc4-train were marked for our training,
none of these.
"""

from __future__ import annotations

from typing import Any

from oathbook.records import Claim
from parts.bench import Bench, Figures, Part, f_figure

FILE = "bench/events/muc4-dev.jsonl.gz"
TYPES = frozenset({"fight", "kill", "detain", "seize"})
KINDS = frozenset({"group", "coalition"})


def entities(templates: list[dict[str, Any]], norm: Any) -> list[tuple[set[str], bool]]:
    """The report's entities: folded names, and whether it is optional."""
    out: list[tuple[set[str], bool]] = []
    for template in templates:
        for told in template["perp_orgs"]:
            names = {norm(name) for name in told["alternatives"]} - {""}
            optional = told["optional"] or template["optional"]
            for other in [o for o in out if o[0] & names]:
                out.remove(other)
                names |= other[0]
                optional = optional and other[1]
            if names:
                out.append((names, optional))
    return out


def perpetrators(claims: list[Claim], norm: Any) -> list[str]:
    """Folded names of who did it, each once."""
    told = [
        norm(name)
        for claim in claims
        if claim.type in TYPES and claim.status != "denied"
        for name in claim.agent
        if claim.kinds.get(name) in KINDS
    ]
    return [name for name in dict.fromkeys(told) if name]


def count(found: list[str], gold: list[tuple[set[str], bool]], assign: Any) -> list[int]:
    """Right, predicted and gold names of one report."""
    weight = {
        (i, j): 1 if optional else 2
        for i, (names, optional) in enumerate(gold)
        for j, name in enumerate(found)
        if name in names
    }
    pairs = assign(weight, len(gold), len(found)) if weight else []
    forgiven = sum(gold[i][1] for i, _ in pairs)
    return [len(pairs) - forgiven, len(found) - forgiven, sum(not optional for _, optional in gold)]


def figures(bench: Bench, file: str = FILE) -> Figures:
    """F1 over all reports, those without a perpetrator too."""
    norm, sums = bench.score.norm, [0] * 3
    for row in bench.rows(file):
        gold = entities(row["templates"], norm)
        claims = bench.read(row["text"], name=row["doc"], published=row.get("dct") or None)[1]
        sums = [a + b for a, b in zip(sums, count(perpetrators(claims, norm), gold, bench.score.heaviest), strict=True)]
    return {"organisations F1": f_figure(*sums)}


PARTS = (
    Part(
        "perpetrators", "perpetrator organisations of MUC-4 (tst1, tst2); GRIT, trained for it: 51.85 on tst3, tst4",
        figures, (FILE, "claims/score.py"), gated=False,
    ),
)  # fmt: skip
