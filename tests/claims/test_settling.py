"""From tokens to a claim: nobody is both parties of a relation."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from oathbook.claims.naming import Fillers
from oathbook.claims.settling import settle
from oathbook.records import Claim, Cluster, Finding, Mention, Reading
from oathbook.reports import from_text

TEXT = "The leader of Wadi fought Suqur"
WORDS = {"leader": 1, "Wadi": 3, "Suqur": 5}


def settled(kind: str, agent: list[str], other: list[str]) -> Claim | None:
    """The claim of a type whose roles the given words fill; "leader" and "Wadi" are one actor."""
    doc = Doc(spacy.blank("en").vocab, words=TEXT.split(), sent_starts=[True, *[False] * 5])
    cluster = {"leader": 0, "Wadi": 0, "Suqur": 1}
    mentions = tuple(Mention(i, i, i, "group", "name", cluster[word]) for word, i in WORDS.items())
    clusters = (Cluster(0, "group", "Wadi", ("Wadi",), (0, 1)), Cluster(1, "group", "Suqur", ("Suqur",), (2,)))
    reading = Reading(from_text(TEXT, name="t"), doc, (-1,) * 6, mentions, clusters)
    roles = {"agent": tuple(WORDS[w] for w in agent), "object": tuple(WORDS[w] for w in other)}
    finding = Finding(kind, 4, (4, 4), roles, "model", 0.9, "actual")
    return settle(reading, finding, Fillers(reading), reader="t", source=("report", "report", "medium"))


@pytest.mark.parametrize("kind", ["lead", "belong", "join"])
def test_nobody_leads_or_joins_himself(kind: str) -> None:
    assert settled(kind, ["leader"], ["Wadi"]) is None
    claim = settled(kind, ["leader"], ["Wadi", "Suqur"])
    assert claim is not None and (claim.agent, claim.object) == (("Wadi",), ("Suqur",))


def test_what_is_no_relation_stays_with_one_party() -> None:
    claim = settled("fight", ["leader"], ["Wadi"])
    assert claim is not None and (claim.agent, claim.object) == (("Wadi",), ())
