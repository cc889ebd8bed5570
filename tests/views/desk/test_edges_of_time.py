"""The first and the last days that there are, asked for on every page that takes a day."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from desks import Browser

NAME = quote("Fajr al-Wadi")


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-31", "9999-12-31"])
@pytest.mark.parametrize(
    "address",
    [
        "/watch?on={day}", "/watch?on={day}&days=40000", "/map?on={day}", "/network?on={day}",
        "/network?known_by={day}", f"/actors/{NAME}?on={{day}}", f"/actors/{NAME}?known_by={{day}}",
        "/changes?from=0001-01-01&to={day}", "/disputes?on={day}", "/claims?since={day}", "/reports?until={day}",
        "/pictures/map.svg?on={day}", f"/pictures/timeline.svg?name={NAME}&on={{day}}",
    ],
)  # fmt: skip
def test_pages_answer(address: str, day: str, ada: Browser) -> None:
    ada.page(address.format(day=day))
