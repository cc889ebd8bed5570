"""Where places are, how exactly that is known, and that nothing is invented."""

from __future__ import annotations

import pytest

from oathbook.lexicon import DATA
from oathbook.views.gazetteer import locate, locate_all
from oathbook.views.gazetteer.entries import gazetteer
from oathbook.views.gazetteer.folding import fold_place
from oathbook.views.gazetteer.locate import distance
from oathbook.views.pictures.outlines import outlines


@pytest.mark.parametrize(
    ("words", "exactness", "name", "country"),
    [
        ("Homs", "town", "Homs", "SY"),
        ("Homs city", "town", "Homs", "SY"),
        ("the town of Rastan", "town", "Ar Rastan", "SY"),
        ("Homs province", "province", "Homs", "SY"),
        ("the province of Idlib", "province", "Idlib", "SY"),
        ("Idlib Governorate", "province", "Idlib", "SY"),
        ("Salamiyah district", "district", "As Salamīyah", "SY"),
        ("northern Syria", "region", "Syria", "SY"),
        ("northern Idlib province", "region", "Idlib", "SY"),
        ("north of Homs", "near a town", "Homs", "SY"),
        ("near Palmyra", "near a town", "Tadmur", "SY"),
        ("the outskirts of Damascus", "near a town", "Damascus", "SY"),
        ("Latakia's countryside", "near a town", "Latakia", "SY"),
        ("Eastern Ghouta", "region", "Eastern Ghouta", "SY"),
        ("Iraq", "country", "Iraq", "IQ"),
        ("the Syrian city of Manbij", "town", "Manbij", "SY"),
        ("Hama, Syria", "town", "Ḩamāh", "SY"),
        ("the village of Kafr Nabl in Idlib", "town", "Kafranbel", "SY"),
        ("Deir al-Zor", "town", "Deir ez-Zor", "SY"),
        ("northern Homs town of Talbisah", "town", "Tallbīsah", "SY"),
        ("Homs-based", "town", "Homs", "SY"),
        ("North Kivu", "province", "North Kivu", "CD"),
    ],
)
def test_words_of_places(words: str, exactness: str, name: str, country: str) -> None:
    found = locate(words, near={"SY"})
    assert found is not None
    assert (found.exactness, found.name, found.country) == (exactness, name, country)


@pytest.mark.parametrize(
    "words",
    [
        "Qasr Hamad",
        "a checkpoint",
        "north",
        "town",
        "it",
        "the desert",
        "the front",
        "the",
        "",
        "  ",
        "<b>",
        "Homs, Norway",
        "the village of Syria",
    ],
)
def test_not_found_is_not_found(words: str) -> None:
    assert locate(words, near={"SY"}) is None


def test_a_name_of_several_countries_is_left_open_without_a_hint() -> None:
    assert locate("Al Karamah") is None or locate("Al Karamah", near={"SY"}) is not None
    assert locate("Tripoli", near={"LB"}) != locate("Tripoli", near={"LY"})
    assert locate("Tripoli, Lebanon") == locate("Tripoli", near={"LB"})


def test_places_help_each_other() -> None:
    found = locate_all({"Tripoli": 3, "Beirut": 4, "Sidon": 1})
    assert {each.country for each in found.values() if each} == {"LB"}
    found = locate_all({"Tripoli": 3, "Benghazi": 4, "Misrata": 1})
    assert {each.country for each in found.values() if each} == {"LY"}


def test_a_side_moves_the_middle_and_stays_inside() -> None:
    whole, north, south = (locate(words) for words in ("Syria", "northern Syria", "southern Syria"))
    assert whole and north and south
    assert south.lat < whole.lat < north.lat
    assert distance((north.lat, north.lon), (whole.lat, whole.lon)) + north.radius <= 1.2 * whole.radius


def test_folding() -> None:
    for one, other in [
        ("Ar-Raqqah", "al Raqqah"),
        ("Kafr Nabl", "KAFR-NABL"),
        ("I‘zāz", "Izaz"),
        ("Deir ez-Zor", "Deir al-Zor"),
    ]:
        assert fold_place(one) == fold_place(other)
    assert fold_place("The") == "the" and fold_place("...") == ""


def test_the_file_is_folded_as_names_are_now() -> None:
    for name in ("Ar Rastan", "‘Ayn al ‘Arab", "Khān Shaykhūn", "Goma", "Zaporizhzhia", "Tripoli"):
        assert any(entry.name == name for entry in gazetteer().find(name)), name


def test_sizes_of_the_data() -> None:
    assert (DATA / "places" / "outlines.json").stat().st_size < 400_000
    assert (DATA / "places" / "gazetteer.tsv.xz").stat().st_size < 2_000_000


def test_outlines() -> None:
    countries = {outline.country for outline in outlines()}
    assert {"Syria", "Iraq", "Mali", "Ukraine", "Dem. Rep. Congo"} <= countries
    for outline in outlines():
        west, south, east, north = outline.bounds
        assert -180 <= west < east <= 180 and -90 <= south < north <= 90
