"""The example reports come in whole, and reading them shows what the README promises."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from oathbook.records import Report
from oathbook.reports import load

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
PUBLISHED = {
    "01-valley-brigade-leaves": date(2015, 3, 9),
    "02-shield-replies": date(2015, 3, 11),
    "03-tell-zaytun-falls": date(2015, 3, 21),
    "bulletin-41": date(2015, 4, 2),
    "bulletin-47": date(2015, 4, 20),
    "05-interview-abu-salma": date(2015, 4, 28),
    "06-joint-statement": date(2015, 5, 15),
    "07-who-holds-the-valley": date(2015, 6, 2),
    "08-lake-front": date(2016, 10, 13),
    "09-derby-ends-in-a-draw": date(2015, 4, 12),
}


@cache
def reports() -> dict[str, Report]:
    loaded = {}
    for report in load([str(EXAMPLES)]):
        assert isinstance(report, Report), report
        loaded[report.name] = report
    return loaded


@cache
def claims() -> list[dict[str, Any]]:
    run = subprocess.run(
        [sys.executable, "-c", "from oathbook.cli import main; main()", "read", str(EXAMPLES), "--json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def of(names: Iterable[str], part: str) -> bool:
    return any(part.lower() in name.lower() for name in names)


def test_all_ten_come_in_with_their_dates() -> None:
    assert {name: report.published for name, report in reports().items()} == PUBLISHED


def test_the_date_that_cannot_be_is_kept_beside_the_one_taken() -> None:
    assert any("20015" in other for other in reports()["01-valley-brigade-leaves"].published_others)


@pytest.mark.parametrize("words", ["3 min read", "Share this article", "like us on Facebook", "READ ALSO"])
def test_boilerplate_is_marked(words: str) -> None:
    report = reports()["01-valley-brigade-leaves"]
    at = report.text.index(words)
    assert [b.kind for b in report.blocks if b.start <= at < b.end] == ["boilerplate"]


def test_the_web_page_gives_its_article_alone() -> None:
    page = reports()["03-tell-zaytun-falls"]
    assert "took control of the town" in page.text
    assert "cookies" not in page.text and "trackers" not in page.text
    assert page.publisher == "Sidr Valley Today"


def test_claims_point_at_their_words() -> None:
    for claim in claims():
        report = reports()[claim["report"]]
        assert report.text[claim["start"] : claim["end"]] == claim["evidence"]


def test_sport_holds_no_claim() -> None:
    assert [c for c in claims() if c["report"] == "09-derby-ends-in-a-draw"] == []


@pytest.mark.parametrize(
    ("report", "type_", "agent", "object_", "status"),
    [
        ("01-valley-brigade-leaves", "leave", "", "Northern Shield", "actual"),
        ("01-valley-brigade-leaves", "pledge", "", "Emirate Movement", "actual"),
        ("02-shield-replies", "expel", "", "Fajr al-Wadi", "actual"),
        ("03-tell-zaytun-falls", "seize", "Emirate Movement", "", "actual"),
        ("bulletin-41", "detain", "Emirate Movement", "", "actual"),
        ("bulletin-47", "release", "Emirate Movement", "", "actual"),
        ("bulletin-47", "seize", "Northern Shield", "", "actual"),
        ("06-joint-statement", "merge", "Suqur al-Nahr", "", "actual"),
        ("08-lake-front", "pledge", "", "Lake Front", "actual"),
    ],
)
def test_what_the_readme_promises_is_found(report: str, type_: str, agent: str, object_: str, status: str) -> None:
    there = [c for c in claims() if c["report"] == report and c["type"] == type_]
    assert any(
        of(c["agent"] or [""], agent) and of(c["object"] or [""], object_) and c["status"] == status for c in there
    ), there


def test_rival_figures_stand_side_by_side() -> None:
    kills = [c for c in claims() if c["report"] == "03-tell-zaytun-falls" and c["type"] == "kill" and c["quantity"]]
    assert len({c["source"] for c in kills}) > 1
    assert len({json.dumps(c["quantity"]) for c in kills}) > 1


def test_protected_sources_are_marked() -> None:
    assert {"anonymous", "alias"} <= {c["standing"] for c in claims()}
