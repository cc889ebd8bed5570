"""Likeness of names: the cases by hand, the laws, the reasons. Names are invented or of well-known groups."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oathbook.actors.likeness import Comparer, compare
from oathbook.actors.likeness.acronyms import fit_acronym
from oathbook.actors.likeness.folding import bones, fold_text, skeleton
from oathbook.actors.likeness.lists import load_lists
from oathbook.actors.likeness.parts import Parser
from oathbook.actors.records import Reason
from oathbook.errors import DataError
from oathbook.lexicon import DATA, Lexicon

CASES = Path(__file__).parents[1] / "cases" / "likeness.csv"
LISTS = load_lists(Lexicon())
BETWEEN = 0.45
"""Same names score more than this, different ones less."""

WORDS = "Jabhat al-Nusra Front Faylaq Sham of the 30th Division ELN جبهة Народный Abu bin - / ( ) ' é FMLN Liberación 5"
names = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6).map(" ".join))


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser(LISTS)


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def reason(one: str, other: str, rule: str) -> Reason:
    found = [r for r in compare(one, other).reasons if r.rule == rule]
    assert found, [r.rule for r in compare(one, other).reasons]
    return found[0]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['one']} | {row['other']}")
def test_case(row: dict[str, str]) -> None:
    found = compare(row["one"], row["other"])
    assert row["expected"] in {"same", "different"}
    assert (found.score > BETWEEN) == (row["expected"] == "same"), found
    assert found.reasons


@given(names, names)
@settings(max_examples=300, deadline=None)
def test_the_order_of_the_two_does_not_matter(one: str, other: str) -> None:
    here, there = compare(one, other), compare(other, one)
    assert here.score == there.score
    assert [(r.rule, r.effect, r.one, r.other) for r in here.reasons] == [
        (r.rule, r.effect, r.other, r.one) for r in there.reasons
    ]


@given(names, names)
@settings(max_examples=300, deadline=None)
def test_scores_are_between_0_and_1_and_have_reasons(one: str, other: str) -> None:
    found = compare(one, other)
    assert 0 <= found.score <= 1
    assert found.reasons and all(r.says for r in found.reasons)
    assert Comparer.shipped().score(one, other) == found.score


@given(names)
@settings(max_examples=200, deadline=None)
def test_a_name_is_like_itself(name: str) -> None:
    assert compare(name, name).score == 1.0


def test_case_and_marks_do_not_matter() -> None:
    assert compare("AL-NUSRA FRONT", "al Nusra front").score == 1.0
    assert compare("Séléka", "Seleka").score == 1.0


@given(names)
@settings(max_examples=300, deadline=None)
def test_folding_what_is_folded_changes_nothing(name: str) -> None:
    letters = LISTS.letters
    folded = fold_text(name, letters)
    assert fold_text(folded, letters) == folded


@given(st.from_regex(r"[a-z]{1,14}", fullmatch=True))
@settings(max_examples=300, deadline=None)
def test_bones_have_no_vowel_but_a_first(word: str) -> None:
    assert not set(bones(skeleton(word))[1:]) & set("aeiouE")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("qaeda", "qaida"),
        ("qaida", "kaida"),
        ("hussein", "husayn"),
        ("hezbollah", "hizbulla"),
        ("mujahideen", "mujahidin"),
        ("kataeb", "kataib"),
        ("chabab", "chabaab"),
        ("nusra", "nusrah"),
    ],
)
def test_spellings_of_one_word_have_one_skeleton(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("mosuli", "qaduli"), ("homs", "sham"), ("hama", "hamas"), ("mali", "chad")]
)
def test_other_words_have_other_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_words_of_scripts_are_written_in_latin_letters() -> None:
    letters = LISTS.letters
    assert fold_text("جيش الإسلام", letters) == "jish islam"
    assert fold_text("Народный", letters) == "narodnii"


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Liwa al-Tawhid", ["brigade", "monotheism"]),
        ("Thirtieth Division", ["#30", "division"]),
        ("30ème Division", ["#30", "division"]),
        ("Sheikh Salim al-Homsi", ["~salim", "~humsi"]),
        ("General Command", ["general", "command"]),
        ("Abu Bakr", ["~abubakr"]),
        ("Abd al-Karim", ["~abdkarim"]),
        ("Abdulkarim", ["~abdkarim"]),
        ("Usama bin Ladin", ["~usama", "~ladin"]),
        ("Islamic State (IS)", ["islamic", "state"]),
        ("Front de l'Azawad", ["front", "~azawad"]),
        ("of the", ["~uf", "~ti"]),
    ],
)
def test_a_name_is_taken_apart(parser: Parser, name: str, keys: list[str]) -> None:
    assert [word.key for word in parser.parse(name).words] == keys


def test_the_tail_is_what_stands_after_a_dash(parser: Parser) -> None:
    assert [w.text for w in parser.parse("Oromo Front - Daud faction").tail] == ["daud", "faction"]
    assert not parser.parse("Hay'at Tahrir al-Sham").tail


@pytest.mark.parametrize(
    ("short", "full", "least"),
    [
        ("ELN", "Ejército de Liberación Nacional", 1.0),
        ("AQAP", "al-Qaeda in the Arabian Peninsula", 1.0),
        ("UNITA", "União Nacional para a Independência Total de Angola", 0.9),
        ("FLNC", "Congolese National Liberation Front", 0.9),
        ("MNLA", "National Movement for the Liberation of Azawad", 0.9),
    ],
)
def test_letters_fit_words(parser: Parser, short: str, full: str, least: float) -> None:
    assert fit_acronym(parser.parse(short), parser.parse(full)).fit >= least


@pytest.mark.parametrize(
    ("short", "full"), [("ELN", "Kurdistan Workers' Party"), ("PKK", "Democratic Union"), ("AQAP", "Army of Islam")]
)
def test_letters_of_others_do_not_fit(parser: Parser, short: str, full: str) -> None:
    assert fit_acronym(parser.parse(short), parser.parse(full)).fit < 0.6


def test_reasons_say_what_speaks_for() -> None:
    assert reason("Jabhat al-Nusra", "Nusra Front", "translated word").says == "jabhat and front both mean front"
    assert reason("Kataib Hezbollah", "Kata'ib Hizballah", "spelling").effect == "for"
    assert reason("ELN", "Ejército de Liberación Nacional", "acronym").says == (
        "ELN has the initials of Ejército de Liberación Nacional"
    )
    assert reason("Boko Haram", "Bokoharam", "joined words").one == "boko haram"


def test_reasons_say_what_speaks_against() -> None:
    assert reason("30th Division", "13th Division", "other number").says == "30th is not 13th"
    assert reason("Movement of Mali", "Movement of Chad", "other place").one == "mali"
    assert reason("Feilaq al-Rahman", "Feilaq al-Nukhba", "other word").effect == "against"
    assert reason("Feilaq al-Sham", "Feilaq al-Homs", "other word").says == (
        "sham and homs stand apart, and neither is in the other name"
    )
    assert reason("Oromo Front", "Oromo Front - Daud faction", "part").other in {"daud", "faction"}
    assert reason("Irish Army", "Real Irish Army", "part").says == "only one has real, which may name a part"
    assert reason("- / -", "Harlequin", "nothing shared").effect == "against"


def test_the_weightiest_reason_comes_first() -> None:
    assert compare("ELN", "Ejército de Liberación Nacional").reasons[0].rule == "acronym"
    assert compare("30th Coastal Division", "13th Coastal Division").reasons[0].rule == "other number"


def test_a_person_is_hardly_a_body() -> None:
    alone = compare("Rafid Taha", "Rafid Taha Brigade").score
    told = compare("Rafid Taha", "Rafid Taha Brigade", kinds=("person", "group"))
    assert told.score < alone / 2
    assert told.reasons[0].rule == "other kind"
    assert compare("Rafid Taha", "Taha", kinds=("person", "person")).score == compare("Rafid Taha", "Taha").score
    assert compare("Rafid", "Rafid Brigade", kinds=("person", None)).score == compare("Rafid", "Rafid Brigade").score


def test_likeness_as_json() -> None:
    told = compare("30th Division", "13th Division").as_json()
    assert set(told) == {"score", "reasons"}
    assert told["reasons"][0] == {
        "rule": "other number", "effect": "against", "one": "30th", "other": "13th", "says": "30th is not 13th",
    }  # fmt: skip


def test_a_users_folder_adds_words(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "likeness.yaml").write_text("bodies: {front: {xx: zorblat}}\n", encoding="utf-8")
    before, after = Comparer(Lexicon()), Comparer(Lexicon(tmp_path))
    assert before.score("Zorblat al-Nusra", "Nusra Front") < 0.6 < after.score("Zorblat al-Nusra", "Nusra Front")


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("likeness", "bodies: {front: [jabhat]}", "words/likeness.yaml: front is not a mapping of languages to words"),
        ("likeness", "titles: [mr]", "words/likeness.yaml: titles is a list, it is one text of words"),
        ("likeness_rarity", "groups: none", "words/likeness_rarity.yaml: needs 'groups', a number, and 'words'"),
        (
            "likeness_weights",
            "weights: {number_other: 2}",
            "words/likeness_weights.yaml: number_other is 2, it is a number of 0 or less; mend it",
        ),
    ],
)
def test_lists_that_are_wrong_are_refused(tmp_path: Path, file: str, text: str, says: str) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / f"{file}.yaml").write_text(text + "\n", encoding="utf-8")
    with pytest.raises(DataError) as raised:
        Comparer(Lexicon(tmp_path))
    assert str(raised.value).startswith(says)


def test_every_word_list_of_likeness_is_there() -> None:
    assert {p.stem for p in (DATA / "words").glob("likeness*.yaml")} == {
        "likeness", "likeness_places", "likeness_rarity", "likeness_weights",
    }  # fmt: skip
