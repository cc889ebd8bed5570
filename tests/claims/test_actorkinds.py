"""Kinds of actors: chosen by the network where it takes a name for an actor, else those of the reading."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from invented import make_claim, make_report

from oathbook.claims.actorkinds import KINDS, features, with_kinds
from oathbook.claims.perceptron import Perceptron
from oathbook.records import Cluster, Mention

MENTIONS = (
    Mention(0, 0, 0, "other", "name", 0),
    Mention(1, 1, 1, "group", "description", 1),
    Mention(2, 2, 2, "other", "pronoun", 1),
)
CLUSTERS = (Cluster(0, "other", "the Lions", ("Lions",), (0,)), Cluster(1, "group", "gunmen", (), (1, 2)))


def reading(vectors: Any) -> Any:
    return SimpleNamespace(mentions=MENTIONS, clusters=CLUSTERS, vectors=vectors)


def network(answer: dict[float, str]) -> Perceptron:
    """Answers by the first number of the vector."""
    width = len(features(reading(np.zeros((3, 2), np.float32)), MENTIONS[:1]))  # type: ignore[arg-type]
    w1, w2 = np.zeros((width, len(answer))), np.zeros((len(answer), len(KINDS)))
    for k, (number, kind) in enumerate(answer.items()):
        w1[0, k] = number
        w2[k, KINDS.index(kind)] = 1.0
    zeros = {"mean": np.zeros(width), "scale": np.ones(width), "b1": np.zeros(len(answer)), "b2": np.zeros(len(KINDS))}
    return Perceptron({"w1": w1, "w2": w2, **zeros})


def test_kinds_are_chosen_by_name() -> None:
    report = make_report()
    claim = make_claim(report, agent=["Lions"], object=["gunmen"], kinds={"Lions": "other", "gunmen": "group"})
    vectors = np.array([[1.0, 0.0], [-1.0, 0.0], [9.0, 0.0]], np.float32)
    (made,) = with_kinds([claim], reading(vectors), network({1.0: "coalition", -1.0: "people"}))
    assert made.kinds == {"Lions": "coalition", "gunmen": "people"}
    assert made.id == claim.id


def test_what_is_taken_for_no_actor_keeps_its_kind() -> None:
    claim = make_claim(make_report(), agent=["Lions"], object=["gunmen"], kinds={"Lions": "other", "gunmen": "group"})
    vectors = np.ones((3, 2), np.float32)
    assert with_kinds([claim], reading(vectors), network({1.0: "none"})) == [claim]


def test_nothing_to_go_by() -> None:
    assert features(reading(None), MENTIONS) is None
    assert features(reading(np.zeros((3, 2))), ()) is None
    claim = make_claim(make_report(), agent=["Lions"], kinds={"Lions": "other"})
    assert with_kinds([claim], reading(None), network({1.0: "state"})) == [claim]


def test_pronouns_do_not_count_beside_words() -> None:
    vectors = np.array([[0.0], [1.0], [9.0]], np.float32)
    row = features(reading(vectors), MENTIONS[1:])
    assert row is not None and row[0] == 1.0
