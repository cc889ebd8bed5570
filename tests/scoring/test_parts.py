"""How the parts count, on invented cases."""

from __future__ import annotations

import xml.dom.minidom
from datetime import date
from typing import Any

import pytest

from oathbook.records import STATUSES, TYPES, Claim
from parts.claims import per_thousand
from parts.events import actor_names, cameo, codes_of, count, meaning
from parts.perpetrators import count as count_perpetrators
from parts.perpetrators import entities, perpetrators
from parts.relations import compare
from reliability import bins, calibration_error, svg, table


def claim(**told: Any) -> Claim:
    told = {"agent": (), "object": (), "place": None, "status": "actual", "kinds": {}, **told}
    return Claim(
        id="0", report="r", report_name="r", quantity=None, when=None, when_words=None, source="report",
        standing="report", what=None, exchanged_for=None, start=0, end=1, evidence="x", rule="model", score=0.5,
        published=date(2015, 3, 9), reader="test", **told,
    )  # fmt: skip


def assign(weight: dict[tuple[int, int], int], rows: int, columns: int) -> list[tuple[int, int]]:
    """A greedy stand-in for the scorer's matching; enough for these cases."""
    out: list[tuple[int, int]] = []
    for pair, _ in sorted(weight.items(), key=lambda item: -item[1]):
        if all(pair[0] != i and pair[1] != j for i, j in out):
            out.append(pair)
    return out


# --- events -----------------------------------------------------------------------------------------------------------


def test_every_code_maps_to_types_and_statuses_that_exist() -> None:
    for code, told in cameo().items():
        assert set(told) <= {"says", "types", "also", "status"} and told["says"], code
        assert {*told["types"], *told.get("also", ())} <= set(TYPES), code
        assert not set(told["types"]) & set(told.get("also", ())), code
        assert told.get("status", "actual") in STATUSES, code


@pytest.mark.parametrize(
    ("code", "types"), [("1823", ["kill"]), ("182", []), ("1821", []), ("190", ["fight", "kill"]), ("100", ["demand"])]
)
def test_a_code_has_the_line_of_its_longest_beginning(code: str, types: list[str]) -> None:
    told = meaning(code)
    assert told and told["types"] == types


@pytest.mark.parametrize("code", ["901", "345", "---", "1"])
def test_a_number_that_is_no_code_means_nothing(code: str) -> None:
    assert meaning(code) is None


ROWS = ["kind\tname\tcode\n", "actor\tRIVERLAND\tRIV\n", "actor\tHILL FOLK\tHILREB\n", "agent\tPOLICE\tCOP\n"]


def test_names_have_the_codes_of_states_and_groups() -> None:
    names = actor_names(iter(ROWS))
    assert codes_of("the Riverlander army", names) == {"RIV"}
    assert codes_of("police of the Hill Folk", names) == {"HIL"}
    assert codes_of("police", names) == set()


@pytest.mark.parametrize(
    ("found", "typed", "with_actors"),
    [
        (claim(type="fight", agent=("Hill Folk",), object=("Riverland",)), [1, 1, 1], [1, 1, 1]),
        (claim(type="fight", agent=("Riverland",), object=("Hill Folk",)), [1, 1, 1], [1, 1, 1]),
        (claim(type="kill", agent=("Riverland",), object=("Hill Folk",)), [1, 1, 1], [0, 1, 1]),
        (claim(type="fight", agent=("Hill Folk",), place="Riverland"), [1, 1, 1], [1, 1, 1]),
        (claim(type="lead", agent=("Hill Folk",), object=("Riverland",)), [0, 1, 1], [0, 1, 1]),
    ],
)
def test_an_event_is_found_by_type_and_by_actors(found: Claim, typed: list[int], with_actors: list[int]) -> None:
    event = {"source": "HILREB", "target": "RIV", "code": "190"}
    assert count([found], [event], None, assign) == typed
    assert count([found], [event], actor_names(iter(ROWS)), assign) == with_actors


def test_a_claim_that_an_event_allows_is_no_error() -> None:
    signed = {"source": "HILREB", "target": "RIV", "code": "057"}
    assert count([claim(type="truce"), claim(type="fight")], [signed], None, assign) == [0, 1, 0]


# --- perpetrators -----------------------------------------------------------------------------------------------------


def filler(*names: str, optional: bool = False) -> dict[str, Any]:
    return {"alternatives": list(names), "optional": optional}


def test_entities_that_share_a_name_are_one() -> None:
    templates = [
        {"optional": False, "perp_orgs": [filler("hill folk", "hf")]},
        {"optional": True, "perp_orgs": [filler("HF"), filler("the band")]},
    ]
    assert entities(templates, str.lower) == [({"hill folk", "hf"}, False), ({"the band"}, True)]


def test_perpetrators_are_the_groups_that_did_it() -> None:
    kinds = {"HF": "group", "miners": "people", "Sun League": "coalition"}
    claims = [
        claim(type="fight", agent=("HF", "miners"), kinds=kinds),
        claim(type="kill", agent=("HF",), kinds=kinds),
        claim(type="detain", agent=("Sun League",), status="denied", kinds=kinds),
        claim(type="ally", agent=("Sun League",), kinds=kinds),
    ]
    assert perpetrators(claims, str.lower) == ["hf"]


def test_optional_perpetrators_earn_and_cost_nothing() -> None:
    gold = [({"hf", "hill folk"}, False), ({"band"}, True)]
    assert count_perpetrators(["hf", "band", "league"], gold, assign) == [1, 2, 1]
    assert count_perpetrators(["hf", "hill folk"], gold, assign) == [1, 2, 1]


# --- relations --------------------------------------------------------------------------------------------------------


def pair(relation: str, one: str, other: str) -> tuple[str, frozenset[str], frozenset[str]]:
    return relation, frozenset([one]), frozenset([other])


@pytest.mark.parametrize(
    ("relation", "one", "other", "typed", "untyped"),
    [
        ("FightingAgainst", "a", "b", [1, 1, 1, 2], [1, 1, 1, 2]),
        ("FightingAgainst", "b", "a", [1, 1, 1, 2], [1, 1, 1, 2]),
        ("BelongsTo", "c", "d", [1, 1, 1, 2], [1, 1, 1, 2]),
        ("BelongsTo", "d", "c", [0, 1, 0, 2], [1, 1, 1, 2]),
        ("BelongsTo", "a", "b", [0, 1, 0, 2], [1, 1, 1, 2]),
        ("AlliesOf", "a", "c", [0, 1, 0, 2], [0, 1, 0, 2]),
    ],
)
def test_pairs_are_compared(relation: str, one: str, other: str, typed: list[int], untyped: list[int]) -> None:
    gold = [pair("FightingAgainst", "a", "b"), pair("BelongsTo", "c", "d")]
    assert compare([pair(relation, one, other)], gold, typed=True) == typed
    assert compare([pair(relation, one, other)], gold, typed=False) == untyped


# --- texts without claims, and reliability ----------------------------------------------------------------------------


def test_claims_per_thousand_words() -> None:
    figure = per_thousand([("one two three four", 1), ("five, six!", 2)])["claims per 1,000 words"]
    assert figure.value == 500.0 and figure.better == "lower"
    assert figure.note == "3 in 6 words of 2 texts"


def test_bins_of_scores_and_calibration_error() -> None:
    told = bins([(0.32, True), (0.38, False), (0.3, False), (0.99, True), (1.0, True)], 10)
    assert [(b.low, b.claims, b.right) for b in told if b.claims] == [(0.3, 3, 1), (0.9, 2, 2)]
    assert told[0].low == 0.3
    wrong = 3 * abs(1 / 3 - 1.0 / 3) + 2 * abs(1 - 0.995)
    assert calibration_error(told) == pytest.approx(wrong / 5)
    assert "| 0.30 to 0.40 | 3 | 0.333 | 1 | 0.333 |" in table(told)
    assert "| 0.40 to 0.50 | 0 | - | - | - |" in table(told)


def test_the_picture_is_xml_with_a_bar_for_each_bin_that_holds_claims() -> None:
    drawn = xml.dom.minidom.parseString(svg(bins([(0.35, True), (0.75, False)], 10), "Claims & <scores>"))
    assert len(drawn.getElementsByTagName("rect")) == 3
    assert drawn.getElementsByTagName("title")[0].firstChild.data == "Claims & <scores>"  # type: ignore[union-attr]


def test_no_claims_no_bins() -> None:
    assert bins([], 10) == [] and calibration_error([]) == 0.0
