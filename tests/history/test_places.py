"""One place under several wordings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import make_claim, make_report

from oathbook import history
from oathbook.actors import fold
from oathbook.history import Keys, trace
from oathbook.history.kept import Kept
from oathbook.history.places import place_key, wordings
from oathbook.ledger import Ledger
from oathbook.records import Claim
from oathbook.views.pictures.asked import Asked
from oathbook.views.pictures.placed import spots

A = make_report("a", published=date(2014, 12, 1))
B = make_report("b", published=date(2014, 12, 15))
NAMES = st.sampled_from(
    ["Qasr Hamad", "al-Wadi", "Umm Tur", "Gaza City", "Old City", "Sanam", "North Tamar", "X and Y"]
)
FORMS = st.sampled_from(
    ["{}", "the town of {}", "{} city", "{} province", "governorate of {}", "northern village of {}", "{} sub-district"]
)


@pytest.mark.parametrize(
    "written",
    [
        "Qasr Hamad",
        "town of Qasr Hamad",
        "the town of Qasr Hamad",
        "Qasr Hamad city",
        "Qasr-Hamad village",
        "City of Qasr Hamad",
        "the northern village of Qasr Hamad",
        "north-eastern town of Qasr Hamad",
    ],
)
def test_words_of_towns_say_nothing_else(written: str) -> None:
    assert place_key(written) == "qasr hamad"


@pytest.mark.parametrize("written", ["Qasr Hamad province", "province of Qasr Hamad", "the Qasr Hamad Governorate"])
def test_an_area_is_another_place_than_its_town(written: str) -> None:
    assert place_key(written) == "qasr hamad province"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Gaza City", "gaza city"),
        ("the Old City", "old city"),
        ("the old city of Qasr Hamad", "old city of qasr hamad"),
        ("the town", "town"),
        ("a village in Tamar", "village in tamar"),
        ("the city of Tamar province", "city of tamar province"),
        ("Tamar district", "tamar district"),
        ("Tamar sub-district", "tamar subdistrict"),
        ("northern Tamar province", None),
        ("", None),
    ],
)
def test_what_is_no_town_of_that_name_stays(written: str, key: str | None) -> None:
    if key is None:
        assert place_key(written) not in ("tamar", "tamar province")
    else:
        assert place_key(written) == key


@given(NAMES, FORMS)
def test_every_wording_is_looked_up(name: str, form: str) -> None:
    key = place_key(form.format(name))
    assert key is not None and place_key(key) == key
    assert {place_key(each) for each in wordings(key)} == {key}
    assert fold(form.format(name)) in wordings(key)


def claims() -> list[Claim]:
    return [
        make_claim(A, "hold", ["Lions"], place="Qasr Hamad"),
        make_claim(B, "seize", ["Tigers"], place="the town of Qasr Hamad"),
        make_claim(A, "hold", ["Wolves"], place="Qasr Hamad province"),
    ]


def test_who_takes_the_town_ends_the_hold_of_the_place() -> None:
    spans = {span.subject_name: span for span in trace(claims(), Keys()) if span.kind == "holds"}
    assert spans["Lions"].end is not None and spans["Wolves"].end is None
    assert [claim.agent for claim in spans["Lions"].enders] == [("Tigers",)]


def test_a_ledger_finds_all_wordings(tmp_path: Path) -> None:
    one, other, area = claims()
    with Ledger(str(tmp_path / "book.sqlite")) as ledger:
        ledger.append(A, [one, area], reader="r")
        ledger.append(B, [other], reader="r")
        told = history.told(ledger.claims(), keys=ledger.actors())
        for name in ("Lions", "Tigers", "Wolves"):
            assert history.who(Kept(ledger), name).as_json() == history.who(told, name).as_json()
        assert [line.relation for line in history.who(Kept(ledger), "Lions").ended] == ["holds"]


def test_a_map_has_the_town_once_and_the_area_beside_it() -> None:
    spans = trace(claims(), Keys())
    found = {
        place_key(spot.name): [told.keys for told in spot.told] for spot in spots(spans, Asked(on=date(2014, 12, 1)))
    }
    assert set(found) == {"qasr hamad", "qasr hamad province"}
