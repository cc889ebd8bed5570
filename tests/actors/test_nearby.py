"""The index of names: it finds spellings, translations and acronyms among many."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oathbook.actors.likeness import Nearby, compare

KNOWN = (
    "Jabhat al-Nusra", "Jaysh al-Islam", "Feilaq al-Sham", "Liwa al-Tawhid", "30th Division",
    "Ejército de Liberación Nacional", "al-Qaeda in the Arabian Peninsula", "Kurdistan Workers' Party", "FSLN",
    "Abu Omar al-Shishani", "Boko Haram",
)  # fmt: skip


def many(size: int) -> list[str]:
    rng = random.Random(5)
    bodies = ("Front", "Brigade", "Battalion", "Movement", "Liwa", "Jaysh", "National Army", "Party of the")
    made = set[str]()
    while len(made) < size:
        made.add(f"{rng.choice(bodies)} {''.join(rng.choice('bdfgklmnrst') + rng.choice('aiu') for _ in range(4))}")
    return sorted(made)


@pytest.fixture(scope="module")
def index() -> Nearby:
    return Nearby([*KNOWN, *many(3000)])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Nusra Front", "Jabhat al-Nusra"),
        ("JaN", "Jabhat al-Nusra"),
        ("جبهة النصرة", "Jabhat al-Nusra"),
        ("Army of Islam", "Jaysh al-Islam"),
        ("Faylaq ash-Sham", "Feilaq al-Sham"),
        ("Tauhid Brigade", "Liwa al-Tawhid"),
        ("Division 30", "30th Division"),
        ("ELN", "Ejército de Liberación Nacional"),
        ("National Liberation Army", "Ejército de Liberación Nacional"),
        ("AQAP", "al-Qaeda in the Arabian Peninsula"),
        ("PKK", "Kurdistan Workers' Party"),
        ("Sandinista National Liberation Front", "FSLN"),
        ("Abu Umar al-Chichani", "Abu Omar al-Shishani"),
        ("Bokoharam", "Boko Haram"),
    ],
)
def test_a_name_is_found_among_many(index: Nearby, asked: str, found: str) -> None:
    assert found in [name for name, _ in index.near(asked, limit=5)]


def test_best_come_first_with_their_likeness(index: Nearby) -> None:
    near = index.near("Jabhat an-Nusra", limit=8)
    assert len(near) == 8
    assert [likeness.score for _, likeness in near] == sorted((k.score for _, k in near), reverse=True)
    assert all(likeness == compare("Jabhat an-Nusra", name) for name, likeness in near)


@given(st.sampled_from(KNOWN))
@settings(deadline=None)
def test_a_name_of_the_index_is_nearest_to_itself(index: Nearby, name: str) -> None:
    near = index.near(name, limit=1)
    assert near[0][0] == name and near[0][1].score == 1.0


def test_nothing_is_near_where_nothing_is_shared(index: Nearby) -> None:
    assert index.near("Xyzzyqx") == []
    assert index.near("") == []
    assert Nearby([]).near("Jabhat al-Nusra") == []


def test_each_name_stands_once(index: Nearby) -> None:
    assert len(index) == len(KNOWN) + 3000
    assert len(Nearby(["Nusra", "Nusra"])) == 1
