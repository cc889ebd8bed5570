"""Names that mean one actor, and names that do not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oathbook.actors import find_actor, fold, key, load_aliases, nearest
from oathbook.errors import DataError
from oathbook.lexicon import Lexicon


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Feilaq a-Sham", "Feilaq al-Sham"),
        ("Feilaq al-Sham", "the FEILAQ ash-Sham"),
        ("Ahrar al Sham", "Ahrar al-Sham"),
        ("Assoud al-Islam", "Assoud Al Islam’s"),
        ("Séléka", "Seleka"),
        ("Da'esh", "IS"),
        ("I.S.", "Islamic State"),
        ("Islamic State (IS)", "ISIL"),
        ("the Nusra Front", "Jabhat a-Nusra"),
        ("FSA", "Free Syrian Army"),
        ("Kurdistan Workers’ Party", "PKK"),
        ("Al‑Shabaab", "al-Shabab"),
        ("The Army", "army"),
    ],
)
def test_names_of_one_actor_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Feilaq al-Sham", "Feilaq al-Homs"),
        ("Islamic State", "Islamic Front"),
        ("al-Qaeda", "al-Qaeda in Iraq"),
        ("Islamic State", "Islamic State in West Africa"),
        ("Taliban", "Pakistani Taliban"),
        ("A", "B"),
    ],
)
def test_names_of_two_actors_do_not(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_fold_keeps_something_of_names_that_are_all_article() -> None:
    assert fold("The") == "the"
    assert fold("al-") != ""
    assert fold("(IS)") == "is"


@given(st.text())
def test_fold_is_stable(name: str) -> None:
    assert fold(fold(name)) == fold(name) or fold(name).split()[0] in {"the", "al", "el", "a", "an"}


@given(st.text(alphabet=st.characters(categories=("L", "N")), min_size=1))
def test_fold_of_letters_is_never_empty(name: str) -> None:
    assert fold(name)


def test_find_actor_gives_every_spelling_that_is_known_sorted() -> None:
    known = ["ISIS", "Islamic State", "Islamic Front", "IS", "Nusra"]
    assert find_actor("Daesh", known) == ("IS", "ISIS", "Islamic State")
    assert find_actor("Nusra Front", known) == ("Nusra",)
    assert find_actor("Harakat Hazm", known) == ()
    assert find_actor("", known) == ()


def test_nearest_offers_names_that_are_alike() -> None:
    known = ["Assoud al-Islam", "Jaish al-Islam", "Nour a-Din a-Zinki", "Boko Haram"]
    assert nearest("Asoud al-Islam", known)[0] == "Assoud al-Islam"
    assert nearest("Boko Harem", known)[0] == "Boko Haram"
    assert nearest("Zinki", known) == ("Nour a-Din a-Zinki",)
    assert nearest("xyzzy", known) == ()
    assert nearest("Rafi", ["IS", "Rafid", "AFRC"]) == ("Rafid",)
    assert len(nearest("Islam", known, limit=1)) == 1


def test_nearest_offers_translations_and_acronyms() -> None:
    known = ["Liwa al-Tawhid", "Jaysh al-Islam", "Boko Haram", "National Movement for the Liberation of Azawad"]
    assert nearest("Tawhid Brigade", known)[0] == "Liwa al-Tawhid"
    assert nearest("Army of Islam", known)[0] == "Jaysh al-Islam"
    assert nearest("MNLA", known) == ("National Movement for the Liberation of Azawad",)


def test_nearest_of_very_many_names_looks_at_those_most_alike_in_writing() -> None:
    known = [f"Brigade {k}" for k in range(5000)] + ["Jabhat al-Nusra"]
    assert nearest("Jabhat a-Nusrah", known)[0] == "Jabhat al-Nusra"


def test_every_shipped_name_has_one_actor() -> None:
    assert len(load_aliases().canonical) > 200


def test_a_users_folder_adds_actors(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "actors.yaml").write_text(
        "actors:\n  lions: {kind: group, names: [Assoud al-Islam, Lions of Islam]}\n  nusra: {names: [JaN]}\n"
    )
    aliases = load_aliases(Lexicon(tmp_path))
    assert key("Lions of Islam", aliases=aliases) == key("Assoud al-Islam", aliases=aliases)
    assert key("JaN", aliases=aliases) == key("Nusra Front", aliases=aliases)


def test_a_name_given_to_two_actors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "actors.yaml").write_text("actors:\n  other: {names: [Others, ISIS]}\n")
    with pytest.raises(DataError, match="'ISIS' is a name of both islamic_state and other"):
        load_aliases(Lexicon(tmp_path))
    (tmp_path / "words" / "actors.yaml").write_text("actors:\n  other: {names: []}\n  another: {kind: group}\n")
    with pytest.raises(DataError, match="other has no list of names"):
        load_aliases(Lexicon(tmp_path))
