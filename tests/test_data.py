"""Every data file loads and says only what the program understands."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from oathbook import claims, reports
from oathbook.claims.patterns import find_by_patterns
from oathbook.claims.rules import FILLED, compile_types
from oathbook.claims.slots import SLOTS
from oathbook.errors import DataError
from oathbook.lexicon import AFTER_READING, DATA, EQUIVALENTS, PARTS, Lexicon, load_yaml, overlay
from oathbook.reading import load_reader
from oathbook.records import TYPES, Finding, Reading, Report

FILES = sorted(DATA.rglob("*.yaml"))
KINDS = {"group", "coalition", "state", "person", "people", "medium", "place", "number", "other"}
WHAT = {"pledge", "withdraw", "surrender", "disarm", "release", "other"}
SORTS = {""} | set(
    (
        "actor any armed body fighters folk loc name named number people person place pronoun somebody spot target time"
    ).split()
)
PREPOSITION = re.compile(r"^[a-z]+(-[a-z]+)*$")


@cache
def types() -> dict[str, dict[str, Any]]:
    return Lexicon().types()


@pytest.mark.parametrize("path", FILES, ids=[str(p.relative_to(DATA)) for p in FILES])
def test_every_file_is_a_mapping(path: Path) -> None:
    assert load_yaml(path)


def test_all_claim_types_are_there() -> None:
    assert set(types()) == set(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_claim_type(name: str) -> None:
    record = types()[name]
    assert record["label"] and record["says"]
    assert {"agent"} <= set(record["roles"])
    for role, told in record["roles"].items():
        assert told["label"], role
        assert set(told["kinds"]) <= (WHAT if role == "what" else KINDS)
    assert set(record["equivalents"]) == set(EQUIVALENTS)
    assert all(set(told) == {"code", "note"} for told in record["equivalents"].values())
    assert len(record["readings"]) == 2
    for reading in record["readings"]:
        for role, said in reading["gives"].items():
            assert role in {*record["roles"], "place"}
            for words in [said] if isinstance(said, str) else said:
                assert role == "what" or words in reading["text"]
    assert record["non_reading"]
    assert set(record.get("what") or {}) <= WHAT


def test_patterns_compile_and_use_known_slots_and_sorts() -> None:
    book = compile_types(types(), Lexicon().words("claim_roles"))
    rules = {rule.name: rule for entries in book.index.values() for rule, _, _ in entries}
    assert {rule.type for rule in rules.values()} == set(TYPES)
    assert len(rules) == sum(len(types()[name].get(part) or {}) for name in TYPES for part in PARTS)
    for rule in rules.values():
        slots = [slot for choices in rule.roles.values() for choice in choices for slot in choice]
        slots += [slot for condition in (*rule.wanted, *rule.unwanted) for slot in condition.slots]
        for slot in slots:
            assert slot.sort in SORTS, (rule.name, slot)
            assert slot.name in SLOTS or PREPOSITION.match(slot.name), (rule.name, slot)
        assert set(rule.roles) <= set(FILLED)


def test_word_lists_hold_words() -> None:
    for path in sorted((DATA / "words").glob("*.yaml")):
        for value in load_yaml(path).values():
            for word in value if isinstance(value, list) else []:
                assert isinstance(word, str | int | float | dict | list), (path.name, word)


def test_a_type_without_roles_is_refused(tmp_path: Path) -> None:
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "feud.yaml").write_text("label: Feud\nverbs: {feud: {words: [feud]}}\n", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        Lexicon(tmp_path).types()
    assert str(raised.value) == "claim type feud (data/types/feud.yaml): has no 'roles'; add it"


def test_a_users_type_is_added_and_a_pattern_can_be_taken_out(tmp_path: Path) -> None:
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "feud.yaml").write_text(
        "label: Feud\nroles: {agent: {label: either, kinds: [group]}}\n"
        "verbs: {feud: {words: [feud], agent: subject}}\n",
        encoding="utf-8",
    )
    (tmp_path / "types" / "seize.yaml").write_text("verbs: {capture: null}\n", encoding="utf-8")
    found = Lexicon(tmp_path).types()
    assert "feud" in found
    assert "capture" not in found["seize"]["verbs"] and "take-control" in found["seize"]["verbs"]


def test_overlay_adds_replaces_and_takes_out() -> None:
    ours = {"a": [1, 2], "b": {"c": 1, "d": 2}, "e": 3}
    assert overlay(ours, {"a": [2, 3], "b": {"c": None}, "e": 4}) == {"a": [1, 2, 3], "b": {"d": 2}, "e": 4}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &x {b: 1}\nc: {<<: *x, d: 2}", {"a": {"b": 1}, "c": {"b": 1, "d": 2}}),
        ("a: !!set {b, c}", {"a": {"b", "c"}}),
        ("a: 2014-12-13\nb: ~\nc: 1.5\nd: 0x10", {"a": date(2014, 12, 13), "b": None, "c": 1.5, "d": 16}),
    ],
)
def test_whatever_yaml_can_say_is_read(tmp_path: Path, text: str, value: object) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    assert load_yaml(path) == value


def test_a_key_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("? {a: 1}\n: 2", encoding="utf-8")
    with pytest.raises(DataError, match="not readable as YAML"):
        load_yaml(path)


def test_on_is_a_word_and_true_is_true(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("on: [no, yes, off]\nsymmetric: true\n", encoding="utf-8")
    assert load_yaml(path) == {"on": ["no", "yes", "off"], "symmetric": True}


# With the model: the readings and the non-reading of every type.


@pytest.fixture(scope="module")
def read() -> Any:
    reading = pytest.importorskip("oathbook.reading")
    reports = pytest.importorskip("oathbook.reports")
    errors = pytest.importorskip("oathbook.errors")
    try:
        reader = reading.load_reader(Lexicon())
    except errors.ModelError as error:
        pytest.skip(f"needs the reading model: {error}")

    def run(text: str) -> tuple[Reading, list[Finding]]:
        made = reader.read(reports.from_text(text, name="reading", published=date(2014, 12, 15)))
        return made, find_by_patterns(made, Lexicon())

    return run


def test_readings_give_their_claim(read: Any) -> None:
    """Nine in ten of all readings, by patterns alone; a tree of the model may go wrong in the others.

    The engine itself is tested on hand-made trees (tests/claims), where every case must be right.
    """
    failed = []
    for name in TYPES:
        for number, told in enumerate(types()[name]["readings"], 1):
            reading, findings = read(told["text"])
            fits = [agreeing(reading, f, told["gives"]) for f in findings if f.type == name]
            if max(fits, default=-1) < len(told["gives"]):
                failed.append(f"{name}-{number}: {told['text']}")
    assert len(failed) <= len(TYPES) * 2 // 10, failed


def agreeing(reading: Reading, finding: Finding, gives: dict[str, Any]) -> int:
    """How many of the roles a finding fills as told: each filler's head stands in the told words."""
    count = 0
    for role, said in gives.items():
        if role == "what":
            count += finding.what == said
            continue
        wanted = [said] if isinstance(said, str) else said
        text = reading.report.text
        heads = [reading.doc[i].idx for i in finding.roles.get(role, ())]
        spans = [(text.index(words), text.index(words) + len(words)) for words in wanted]
        count += bool(heads) and all(any(a <= head < b for head in heads) for a, b in spans)
    return count


@pytest.mark.parametrize("name", TYPES)
def test_non_reading_gives_no_claim(read: Any, name: str) -> None:
    _, findings = read(types()[name]["non_reading"])
    assert [f for f in findings if f.type == name and f.score >= 0.3] == []


def test_reading_uses_no_list_of_later_stages() -> None:
    lexicon = Lexicon()
    reader = load_reader(lexicon)
    for report in reports.load([str(Path(__file__).parents[1] / "examples")], lexicon=lexicon):
        if isinstance(report, Report):
            list(claims.find(reader.read(report), lexicon, reader="test"))
    asked = {Path(name) for name in lexicon._kept}
    assert {path.parts[0] for path in asked} == {"types", "words"}
    assert not {path.stem for path in asked if path.parts[0] == "words"} & AFTER_READING


def test_only_what_reading_uses_is_in_the_digest(tmp_path: Path) -> None:
    def digest(name: str) -> str:
        folder = tmp_path / name.replace("/", "-")
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text("x: [y]\n")
        return Lexicon(folder).digest()

    plain = Lexicon().digest()
    assert digest("words/status.yaml") != plain and digest("types/pledge.yaml") != plain
    assert digest("words/sources.yaml") == digest("actors/ours.yaml") == plain
