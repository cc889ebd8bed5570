"""What kind of actor a name in a claim is, chosen by a small network over all mentions of the actor.

The reading gives mentions kinds by their words (``reading.kinds``); the network, made by ``training/actorkinds.py``,
hears these and the encoder's vectors. Names that it takes for no actor keep the kind of the reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, get_args

import numpy as np

from oathbook.claims.naming import without_article
from oathbook.claims.perceptron import Perceptron
from oathbook.records import Claim, Mention, MentionKind, Reading

KINDS = ("group", "coalition", "state", "person", "people", "medium", "none")
"""What the network tells apart, in the order of its outputs."""
_GIVEN: tuple[str, ...] = get_args(MentionKind)
MOST = 8
"""Mentions of an actor that are looked at, the first ones."""
Array = np.ndarray[Any, Any]


def features(reading: Reading, mentions: Sequence[Mention]) -> Array | None:
    """float32 (width + kinds + 1): mean vector of the mentions' heads, how often each kind was given, share of names.

    Pronouns count only where there is nothing else. None without vectors or mentions.
    """
    heard = [m for m in mentions if m.form != "pronoun"][:MOST] or list(mentions[:MOST])
    if not heard or reading.vectors is None:
        return None
    vector = reading.vectors[[m.head for m in heard]].mean(0)
    given = [sum(m.kind == kind for m in heard) / len(heard) for kind in _GIVEN]
    named = sum(m.form == "name" for m in heard) / len(heard)
    return np.concatenate([vector, np.array([*given, named], np.float32)]).astype(np.float32)


def with_kinds(claims: Iterable[Claim], reading: Reading, network: Perceptron) -> list[Claim]:
    """The claims with the kinds of their actors and sources chosen anew."""
    claims = list(claims)
    wanted = {name for claim in claims for name in claim.kinds}
    names, rows = [], []
    for cluster in reading.clusters:
        name = without_article(cluster.best)
        row = features(reading, [reading.mentions[k] for k in cluster.mentions]) if name in wanted else None
        if row is not None:
            names.append(name)
            rows.append(row)
    if not rows:
        return claims
    best = network.odds(np.stack(rows)).argmax(1).tolist()
    chosen = {name: KINDS[k] for name, k in zip(names, best, strict=True) if KINDS[k] != "none"}
    return [
        replace(claim, kinds={name: chosen.get(name, kind) for name, kind in claim.kinds.items()}) for claim in claims
    ]
