"""Triggers, roles and scores by all voices, on a hand-made tree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from oathbook.claims.choosing import choose
from oathbook.claims.climate import Climate, Gate
from oathbook.claims.judging import Judge, without_doubles
from oathbook.claims.judging import features as judged_by
from oathbook.claims.paths import BITS, ROLES, Filler, Paths, candidates, features, path
from oathbook.claims.perceptron import Perceptron
from oathbook.claims.tree import Tree
from oathbook.claims.triggers import Trigger, find_triggers
from oathbook.claims.weighing import HEARD, WIDTH, Voices
from oathbook.reading.candidates import Candidate
from oathbook.records import Finding, Reading, Report

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
    inside = candidates(tree, 4)
    of = dict(zip(inside, features(tree, "fight", 4, [Filler.of(tree, t) for t in inside]), strict=True))
    weights[[f for row in of.values() for f in row]] = -0.5
    for token, role in known.items():
        others = {f for t, row in of.items() if t != token for f in row}
        weights[[f for f in of[token] if f not in others], ROLES.index(role)] = 4.0
    rows = np.nonzero(np.abs(weights).max(1))[0]
    np.savez(tmp_path / "paths.npz", rows=rows.astype(np.int32), values=weights[rows].astype(np.float16))
    return Paths(tmp_path / "paths.npz")


CLIMATE = Climate(1.0, 3.0, 1.0, 0.9, 0.5, 12)
PEACE = Climate(0.2, 0.0, 0.0, 0.1, 0.1, 12)


def voices(tree: Tree, paths: Paths) -> Voices:
    reading = Reading(Report("r", "r", ""), doc=tree.doc, block_of=(-1,) * len(WORDS))
    return Voices(reading, tree, paths, climate=CLIMATE)


def weights(inputs: int, outputs: int, prefix: str, **at: float) -> dict[str, np.ndarray]:
    """A perceptron that adds some of its features, the same for every output unless named "feature:output"."""
    first, last = np.zeros((inputs, inputs)), np.zeros((inputs, outputs))
    for place, weight in at.items():
        feature, _, output = place.removeprefix("f").partition("_")
        first[int(feature), int(feature)] = 1.0
        last[int(feature), int(output) if output else slice(None)] = weight
    arrays = {
        "mean": np.zeros(inputs), "scale": np.ones(inputs), "w1": first, "b1": np.full(inputs, 10.0),
        "w2": last, "b2": -10.0 * last.sum(0),
    }  # fmt: skip
    return {prefix + k: v for k, v in arrays.items()}


@pytest.fixture
def judge(tree: Tree, tmp_path: Path) -> Judge:
    """One that believes the encoder about agent and object, the paths about the rest, and the trigger's log odds."""
    roles = {f"f{k}_{k}": 1.0 for k in range(2)} | {f"f{len(HEARD) + k}_{k}": 1.0 for k in range(2, len(ROLES))}
    trigger = Trigger("fight", 4, (4, 4), 0.9, {}, "actual", None)
    nothing = voices(tree, paths_that_know(tree, tmp_path, {}))
    width = len(judged_by(trigger, finding({}), {}, nothing, {}))
    kept = weights(WIDTH, len(ROLES), "roles_", **roles) | weights(width, 1, "claims_", f0=1.0)
    gate = {"gate_weights": np.array([1.0, 1.0, 1.0, 1.0, 1.0]), "gate_bias": np.array(-2.0)}
    record = {"rules": np.array(["fight/attack"]), "record": np.array([0.9], np.float32)}
    np.savez(tmp_path / "judge.npz", **record, **gate, **kept)
    return Judge(tmp_path / "judge.npz")


def finding(
    roles: dict[str, tuple[int, ...]], *, head: int = 4, rule: str = "fight/attack", score: float = 0.6
) -> Finding:
    return Finding("fight", head, (head, head), roles, rule, score)


def candidate(probability: float, **roles: dict[int, float]) -> Candidate:
    return Candidate(4, "fight", probability, (0.1, 0.2, 0.1, 0.6), roles)


def test_the_way_through_the_tree_passes_over_coordination(tree: Tree) -> None:
    assert path(tree, 4, 0) == "_nsubj:pass"
    assert path(tree, 4, 2) == "_nsubj:pass"
    assert path(tree, 6, 8) == "^obl:agent_obl"


def test_all_voices_are_heard(tree: Tree, tmp_path: Path, judge: Judge) -> None:
    asked = voices(tree, paths_that_know(tree, tmp_path, {8: "place"}))
    heard = candidate(0.9, object={0: 0.99, 2: 0.99}, agent={6: 0.8}, source={1: 0.9})
    (found,) = judge.findings(asked, find_triggers([], [heard]))
    assert found.roles == {"agent": (6,), "object": (0, 2), "place": (8,)}
    assert (found.status, found.rule) == ("denied", "model")
    assert 0.5 < found.score < 1


def test_a_trigger_that_two_voices_see_is_one() -> None:
    pattern = finding({"agent": (6,)})
    (trigger,) = find_triggers([pattern], [candidate(0.05)])
    assert (trigger.pattern, trigger.probability) == (pattern, 0.05)
    assert len(find_triggers([finding({}, head=8)], [candidate(0.9)])) == 2


def test_unlikely_triggers_that_no_pattern_sees_are_none() -> None:
    assert find_triggers([], [candidate(0.1)]) == []


def test_a_pattern_alone_gets_no_status_from_the_model() -> None:
    (trigger,) = find_triggers([finding({})], [])
    assert (trigger.probability, trigger.heard, trigger.status) == (0.0, None, None)


def test_a_users_own_pattern_is_not_judged(tree: Tree, tmp_path: Path, judge: Judge) -> None:
    asked = voices(tree, paths_that_know(tree, tmp_path, {}))
    own = finding({"agent": (8,)}, rule="fight/of-mine", score=0.66)
    (found,) = judge.findings(asked, find_triggers([own], []))
    assert (found.score, found.roles["agent"], found.rule) == (0.66, (8,), "fight/of-mine")
    (ours,) = judge.findings(asked, find_triggers([finding({"agent": (8,)})], []))
    assert ours.score != 0.6


def test_a_report_of_other_things_has_no_findings(tree: Tree, tmp_path: Path, judge: Judge) -> None:
    asked = voices(tree, paths_that_know(tree, tmp_path, {}))
    asked.climate = PEACE
    triggers = find_triggers([finding({"agent": (6,)})], [candidate(0.9)])
    assert judge.findings(asked, triggers) == []
    own = find_triggers([finding({"agent": (6,)}, rule="fight/of-mine")], [])
    assert len(judge.findings(asked, own)) == 1


def test_a_short_text_is_not_judged_by_its_climate() -> None:
    gate = Gate({"weights": np.ones(5), "bias": np.array(-2.0)})
    assert gate.opens(CLIMATE) and not gate.opens(PEACE)
    assert gate.opens(replace(PEACE, sentences=2))


def test_of_two_triggers_of_one_event_the_likelier_stays(tree: Tree, tmp_path: Path) -> None:
    asked = voices(tree, paths_that_know(tree, tmp_path, {}))
    fuller = finding({"agent": (6,), "object": (0,)}, score=0.8)
    same = finding({"agent": (6,)}, head=6, score=0.5)
    other = finding({"agent": (6,), "object": (2,)}, head=8, score=0.4)
    assert without_doubles([same, other, fuller], asked) == [fuller, other]


def test_the_perceptron_is_a_sum_squeezed() -> None:
    kept = weights(2, 1, "", f0=2.0)
    assert Perceptron(kept).probabilities(np.array([[0.0, 5.0], [1.5, 0.0]]))[:, 0] == pytest.approx(
        [0.5, 1 / (1 + np.exp(-3.0))], abs=1e-6
    )


def test_allies_that_stand_on_one_side_are_parted(tree: Tree) -> None:
    both = {"agent": {0: 0.3, 2: 0.4, 6: 0.1}, "object": {0: 0.4, 2: 0.2, 6: 0.1}}
    ally = choose(Trigger("ally", 4, (4, 4), 0.9, {}, "actual", None), both, tree)
    assert (ally.roles["agent"], ally.roles["object"]) == ((2,), (0,))
    one_side = {"agent": {0: 0.9, 2: 0.9}, "object": {}}
    truce = choose(Trigger("truce", 4, (4, 4), 0.9, {}, "actual", None), one_side, tree)
    assert (truce.roles["agent"], truce.roles["object"]) == ((0,), (2,))
    merged = choose(Trigger("merge", 4, (4, 4), 0.9, {}, "actual", None), one_side, tree)
    assert merged.roles == {"agent": (0, 2)}
