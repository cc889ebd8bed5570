"""Roles by tree paths and by the encoder, on a hand-made tree."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from oathbook.claims.learned import Thresholds, find_by_model
from oathbook.claims.paths import BITS, ROLES, Filler, Paths, candidates, features, path
from oathbook.claims.tree import Tree
from oathbook.reading.candidates import Candidate
from oathbook.records import Reading, Report

WORDS = ["Liwa", "and", "Ansar", "were", "attacked", "by", "fighters", "in", "Homs", "."]
HEADS = [4, 2, 0, 4, 4, 6, 4, 8, 4, 4]
DEPS = ["nsubj:pass", "cc", "conj", "aux:pass", "ROOT", "case", "obl:agent", "case", "obl", "punct"]
POS = ["PROPN", "CCONJ", "PROPN", "AUX", "VERB", "ADP", "NOUN", "ADP", "PROPN", "PUNCT"]


@pytest.fixture
def tree() -> Tree:
    tags = ["NNP", "CC", "NNP", "VBD", "VBN", "IN", "NNS", "IN", "NNP", "."]
    lemmas = [w.lower() for w in WORDS]
    return Tree(Doc(Vocab(), words=WORDS, heads=HEADS, deps=DEPS, pos=POS, tags=tags, lemmas=lemmas))


def paths_that_know(tree: Tree, tmp_path: Path, known: dict[int, str]) -> Paths:
    """Weights under which given tokens have given roles for an attack and all others have none."""
    weights = np.full((1 << BITS, len(ROLES)), 0.0, np.float32)
    for token in candidates(tree, 4):
        for feature in features(tree, "fight", 4, Filler.of(tree, token)):
            weights[feature] = -0.5
    for token, role in known.items():
        own = set(features(tree, "fight", 4, Filler.of(tree, token)))
        others = {f for t in candidates(tree, 4) if t != token for f in features(tree, "fight", 4, Filler.of(tree, t))}
        for feature in own - others:
            weights[feature, ROLES.index(role)] = 4.0
    rows = np.nonzero(np.abs(weights).max(1))[0]
    np.savez(tmp_path / "paths.npz", rows=rows.astype(np.int32), values=weights[rows].astype(np.float16))
    return Paths(tmp_path / "paths.npz")


def reading(tree: Tree, candidate: Candidate) -> Reading:
    return Reading(Report("r", "r", ""), doc=tree.doc, block_of=(), scores={"candidates": (candidate,)})


def test_the_way_through_the_tree_passes_over_coordination(tree: Tree) -> None:
    assert path(tree, 4, 0) == "_nsubj:pass"
    assert path(tree, 4, 2) == "_nsubj:pass"
    assert path(tree, 6, 8) == "^obl:agent_obl"


def test_both_voices_are_heard(tree: Tree, tmp_path: Path) -> None:
    paths = paths_that_know(tree, tmp_path, {6: "agent", 8: "place"})
    seen = {"object": {0: 0.99, 2: 0.99}, "agent": {6: 0.5}, "source": {1: 0.9}}
    (found,) = find_by_model(
        reading(tree, Candidate(4, "fight", 0.9, (0.1, 0.2, 0.1, 0.6), seen)),
        tree,
        paths,
        at=Thresholds(encoder=3.0, path=1.0),
    )
    assert found.roles == {"agent": (6,), "object": (0, 2), "place": (8,)}
    assert found.status == "denied"
    assert 0 < found.score < 0.9


def test_unlikely_triggers_are_none(tree: Tree, tmp_path: Path) -> None:
    paths = paths_that_know(tree, tmp_path, {6: "agent"})
    assert find_by_model(reading(tree, Candidate(4, "fight", 0.1, (1, 0, 0, 0), {})), tree, paths) == []
