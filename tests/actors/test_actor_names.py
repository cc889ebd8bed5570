"""Names that mean one actor, and names that do not."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oathbook.actors import find_actor, fold, key, load_aliases, nearest
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


def test_the_names_of_one_line_of_descent_stay_apart() -> None:
    epochs = ("Jabhat al-Nusra", "Jabhat Fath al-Sham", "Hayat Tahrir al-Sham")
    assert len({key(name) for name in epochs}) == 3
    assert key("Jabhat Fateh al-Sham") == key("Jabhat Fatah al-Sham") == key("JFS") == key("Jabhat Fath al-Sham")
    assert len({key(name) for name in ("Islamic State", "Islamic State of Iraq", "al-Qaeda in Iraq")}) == 3


def test_a_name_that_two_actors_share_is_no_alias() -> None:
    assert key("SRF") == "srf"
    assert key("Syrian Revolutionaries Front") != key("Sudanese Revolutionary Front")


def test_a_users_folder_adds_aliases(tmp_path: Path) -> None:
    write_actors(
        tmp_path, "lions: {names: [Assoud al-Islam, Lions of Islam], source: ours}", "nusra: {names: [Supporters]}"
    )
    aliases = load_aliases(Lexicon(tmp_path))
    assert key("Lions of Islam", aliases=aliases) == key("Assoud al-Islam", aliases=aliases)
    assert key("the Supporters", aliases=aliases) == key("Nusra Front", aliases=aliases)


def test_a_name_that_a_users_actor_shares_is_an_alias_of_neither(tmp_path: Path) -> None:
    write_actors(tmp_path, "other: {names: [Others, The Other Ones, ISIS], source: ours}")
    aliases = load_aliases(Lexicon(tmp_path))
    assert key("ISIS", aliases=aliases) == "isis"
    assert key("Daesh", aliases=aliases) == key("Islamic State", aliases=aliases)
    assert key("The Other Ones", aliases=aliases) == key("Others", aliases=aliases)


def write_actors(folder: Path, *records: str) -> None:
    """A user's file of actors, one line for each."""
    (folder / "actors").mkdir()
    lines = "".join(f"  {record}\n" for record in records)
    (folder / "actors" / "mine.yaml").write_text(f"actors:\n{lines}", encoding="utf-8")
