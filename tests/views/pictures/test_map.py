"""Which stretch of the world a map shows, and what a page can move in it."""

from __future__ import annotations

import re
from datetime import date

from tests.views.pictures.war import span

from oathbook.views.gazetteer import Located
from oathbook.views.pictures.asked import Asked
from oathbook.views.pictures.map import FEW, draw_map
from oathbook.views.pictures.mapping import stretch_of


def town(lat: float, lon: float) -> Located:
    return Located(lat, lon, 5, "town", f"{lat} {lon}", "SY")


NEAR = [town(33 + n % 5, 36 + n // 5) for n in range(20)]


def test_a_place_far_from_all_others_does_not_shrink_the_map() -> None:
    far = town(44.0, 126.0)
    assert set(stretch_of([*NEAR, far])) == set(NEAR)
    assert far in stretch_of([*NEAR[:3], far]), "of few places none is left out"
    second = [town(10 + n % 3, 1 + n // 3) for n in range(9)]
    assert set(stretch_of([*NEAR, *second])) == {*NEAR, *second}, "a second theatre is no slip"


def test_a_place_off_the_map_is_told_of_below_it() -> None:
    where = {f"Town {n}": place for n, place in enumerate(NEAR)} | {"Farville": town(44.0, 126.0)}
    spans = [span("holds", "Lions", None, "2014-01-01", place=name) for name in where]
    drawn = draw_map(spans, Asked(on=date(2014, 2, 1)), where=where)
    words = [box.words for box in drawn.labels]
    assert any("far from the others" in each for each in words) and any(each.startswith("Farville:") for each in words)


def test_the_ground_is_the_same_on_all_days_and_signs_say_where_they_belong() -> None:
    where = {f"Town {n}": place for n, place in enumerate(NEAR)}
    spans = [
        span("holds", "Lions", None, f"2014-01-{n + 1:02}", f"2014-02-{n + 1:02}", place=f"Town {n}") for n in range(20)
    ]
    grounds = set()
    for day in (date(2014, 1, 5), date(2014, 2, 15)):
        svg = draw_map(spans, Asked(on=day), where=where).svg()
        grounds |= set(re.findall(r'data-ground="([^"]+)"', svg))
        assert svg.count('class="at spot"') == len(set(re.findall(r'data-name="([^"]+)"', svg))) > 3
    assert len(grounds) == 1


def test_lists_below_are_short() -> None:
    spans = [span("holds", "Lions", None, "2014-01-01", place=f"Nowhere {n}") for n in range(FEW + 5)]
    words = [box.words for box in draw_map(spans, Asked(on=date(2014, 2, 1))).labels]
    assert "and 5 more" in words
