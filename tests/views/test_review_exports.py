"""Agreement against values worked out by hand; gold and marks of what was settled."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import make_claim, make_report

from oathbook.ledger import Ledger
from oathbook.records import SETTLED
from oathbook.views.protect import NOBODY, PROTECTED, Protector
from oathbook.views.reviews.agreement import alpha, kappa, share_agreed
from oathbook.views.reviews.coding import DECISION, Coder, by_claim, compare, compared, differences
from oathbook.views.reviews.gold import gold, reviewed
from oathbook.views.reviews.marks import marks, sentences


def pairs(**times: int) -> list[tuple[str, str]]:
    """``yn=3``: three units that one coder calls y and the other n."""
    return [(both[0], both[1]) for both, many in times.items() for _ in range(many)]


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        # 35 of 50 agreed; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5
        (pairs(yy=20, yn=5, ny=10, nn=15), 0.4),
        # 90 of 100; by chance 0.95 * 0.95 + 0.05 * 0.05 = 0.905
        (pairs(yy=90, yn=5, ny=5), (0.9 - 0.905) / 0.095),
        (pairs(yy=3, nn=2), 1.0), (pairs(yn=1, ny=1), -1.0), (pairs(yy=4), None), ([], None),
    ],
)  # fmt: skip
def test_kappa(units: list[tuple[str, str]], expected: float | None) -> None:
    assert kappa(units) == (None if expected is None else pytest.approx(expected))


def test_alpha_of_two_coders() -> None:
    # 100 values, 55 y and 45 n; apart 15 pairs: 1 - 15 * 2 / ((100² - 55² - 45²) / 99) = 0.4
    assert alpha(pairs(yy=20, yn=5, ny=10, nn=15)) == pytest.approx(0.4)
    # 4 units, 8 values, 5 a and 3 b, one apart: 1 - 2 / ((64 - 25 - 9) / 7) = 8/15
    assert alpha([("a", "a"), ("a", "a"), ("a", "b"), ("b", "b")]) == pytest.approx(8 / 15)


def test_alpha_of_four_coders_with_gaps() -> None:
    table = """
        1 2 3 3 2 1 4 1 2 . . .
        1 2 3 3 2 2 4 1 2 5 . 3
        . 3 3 3 2 3 4 2 2 5 1 .
        1 2 3 3 2 4 4 1 2 5 1 .
    """
    columns = zip(*(line.split() for line in table.strip().splitlines()), strict=True)
    assert alpha([[value for value in unit if value != "."] for unit in columns]) == pytest.approx(0.743, abs=5e-4)
    assert alpha([["a"], ["b"]]) is None and alpha([["a", "a"]]) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc"))))
def test_agreement_does_not_depend_on_who_is_first_nor_on_names(units: list[tuple[str, str]]) -> None:
    turned = [(other, one) for one, other in units]
    renamed = [(one.upper(), other.upper()) for one, other in units]
    for measure in (kappa, alpha, share_agreed):
        value = measure(units)  # type: ignore[operator]
        assert measure(turned) == measure(renamed) == (None if value is None else pytest.approx(value))  # type: ignore[operator]
        assert value is None or value <= 1


TEXT = (
    "The Lions pledged allegiance to the Tigers in Emmes on Monday. Gen. Salma Haddad said they have 500 fighters.\n\n"
    "Taha leads the Lions. He was not named.\n"
)
REPORT = make_report("one", TEXT)


def on(words: str, *args: Any, **fields: Any) -> Any:
    """A claim on the first such words."""
    start = TEXT.index(words)
    return make_claim(REPORT, *args, start=start, end=start + len(words), evidence=words, **fields)


PLEDGE = on(
    "The Lions pledged allegiance to the Tigers in Emmes on Monday", "pledge", ["Lions"], ["the Tigers"], place="Emmes",
    when=("2014-12-15", "2014-12-15"), when_words="Monday",
)  # fmt: skip
STRENGTH = on("they have 500 fighters", "strength", ["The Lions"], [], quantity=500, source="Salma Haddad",
              kinds={"Salma Haddad": "person"})  # fmt: skip
LEAD = on("Taha leads the Lions", "lead", ["Taha"], ["Lions"])
CLAIMS = {claim.id: claim for claim in (PLEDGE, STRENGTH, LEAD)}


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with Ledger(str(tmp_path / "book.sqlite")) as made:
        made.append(REPORT, list(CLAIMS.values()), reader="reader-1")
        yield made


def test_two_coders_are_compared_field_by_field(ledger: Ledger) -> None:
    for who, round, lead in (("Ada", "first", "rejected"), ("Bea", "second", "accepted")):
        ledger.review(LEAD.id, lead, who=who, round=round)  # type: ignore[arg-type]
        ledger.review(STRENGTH.id, "accepted", who=who, round=round)
    ledger.review(PLEDGE.id, "corrected", who="Ada", corrections={"agent": ["the LIONS"], "status": "planned"})
    ledger.review(PLEDGE.id, "accepted", who="Bea", round="second")
    reviews = list(ledger.reviews())
    (found,) = compared(reviews, CLAIMS)
    by = {each.field: each for each in found}
    assert (found[0].one, found[0].other) == (Coder("Ada", "first"), Coder("Bea", "second"))
    assert (by[DECISION].claims, by[DECISION].agreed, by[DECISION].kappa) == (3, 2, 0.0)
    assert (by["agent"].claims, by["agent"].agreed) == (2, 2), "names fold to the same"
    assert (by["status"].claims, by["status"].agreed, by["status"].alpha) == (2, 1, 0.0)
    assert by["type"].as_json()["share"] == 1.0
    turned = compare(found[0].other, found[0].one, by_claim(reviews), CLAIMS)
    assert [(each.agreed, each.alpha) for each in turned] == [(each.agreed, each.alpha) for each in found]
    told = differences(reviews, CLAIMS)
    assert [(each.claim.type, each.fields, each.settled) for each in told] == [
        ("pledge", ("status",), None), ("lead", (DECISION,), None),
    ]  # fmt: skip
    settled = ledger.review(LEAD.id, "accepted", who="Eve", round=SETTLED)
    assert differences(ledger.reviews(), CLAIMS)[1].settled == settled


def test_gold_is_what_was_settled(ledger: Ledger) -> None:
    assert list(reviewed(ledger)) == []
    ledger.review(PLEDGE.id, "corrected", who="Ada", corrections={"status": "planned"})
    ledger.review(STRENGTH.id, "accepted", who="Ada")
    (held,) = reviewed(ledger)
    assert held.open == 1 and not list(reviewed(ledger, complete=True))
    ledger.review(LEAD.id, "rejected", who="Ada")
    (held,) = reviewed(ledger, complete=True)
    made = gold(held, ledger.actors(), NOBODY)
    assert made["report"] == "one" and made["published"] == "2014-12-15"
    assert made["actors"] == {
        "lions": {"kind": "group", "names": ["Lions", "The Lions"]},
        "tigers": {"kind": "group", "names": ["the Tigers"]},
        "salma_haddad": {"kind": "person", "names": ["Salma Haddad"]},
    }
    pledge, strength = made["claims"]
    assert pledge == {
        "type": "pledge", "agent": ["lions"], "object": ["tigers"], "place": "Emmes", "quantity": None,
        "when": ["2014-12-15", "2014-12-15"], "status": "planned", "source": "report", "required": True,
        "evidence": PLEDGE.evidence,
    }  # fmt: skip
    assert strength["source"] == "salma_haddad" and strength["quantity"] == {"value": 500, "of": "fighters"}


def test_marks_stand_in_their_sentences(ledger: Ledger) -> None:
    for id in CLAIMS:
        ledger.review(id, "accepted", who="Ada")
    (held,) = reviewed(ledger)
    made = marks(held, ledger.actors(), NOBODY)
    record = made.record
    assert record["sentences"] == [
        "The Lions pledged allegiance to the Tigers in Emmes on Monday.",
        "Gen. Salma Haddad said they have 500 fighters.", "Taha leads the Lions.", "He was not named.",
    ]  # fmt: skip
    pledge, strength, lead = record["claims"]
    assert (pledge["trigger"], pledge["agent"], pledge["when"]) == ("pledged allegiance", ["Lions"], "Monday")
    assert (strength["trigger"], strength["agent"], strength["source"]) == (
        "500 fighters", ["0:The Lions"], "Salma Haddad",
    )  # fmt: skip
    assert (lead["s"], lead["trigger"], made.left_out) == (2, "leads", 0)
    assert ["1:Salma Haddad"] in record["clusters"]


def test_words_that_look_like_a_sentence_number_have_their_own_before_them(tmp_path: Path) -> None:
    text = "At 20:00 the Lions left the Tigers.\n"
    report = make_report("late", text)
    claim = make_claim(report, "leave", ["Lions"], ["Tigers"], end=34, evidence=text[:34], when_words="20:00")
    with Ledger(str(tmp_path / "late.sqlite")) as ledger:
        ledger.append(report, [claim], reader="reader-1")
        ledger.review(claim.id, "accepted", who="Ada")
        (held,) = reviewed(ledger)
        (mark,) = marks(held, ledger.actors(), NOBODY).record["claims"]
    assert (mark["when"], mark["trigger"]) == ("0:20:00", "left")


def test_a_claim_whose_names_are_not_in_the_text_is_not_marked(ledger: Ledger) -> None:
    ledger.review(PLEDGE.id, "corrected", who="Ada", corrections={"agent": ["Storks"]})
    (held,) = reviewed(ledger)
    made = marks(held, ledger.actors(), NOBODY)
    assert made.record["claims"] == [] and made.left_out == 1


def test_protected_names_are_in_no_export(ledger: Ledger) -> None:
    for id in CLAIMS:
        ledger.review(id, "accepted", who="Ada")
    (held,) = reviewed(ledger)
    guard = Protector({REPORT.id: frozenset({"Salma Haddad"})})
    for made in (gold(held, ledger.actors(), guard), marks(held, ledger.actors(), guard).record):
        assert "Salma" not in str(made) and "Haddad" not in str(made) and PROTECTED in str(made)


@given(st.text(max_size=200))
def test_sentences_hold_every_word_once(text: str) -> None:
    report = make_report("any", text + ".")
    cuts = sentences(report)
    assert all(low < high for low, high in cuts)
    assert all(one[1] <= other[0] for one, other in pairwise(cuts))
    kept = "".join(report.text[low:high] for low, high in cuts)
    assert re.sub(r"\s+", "", kept) == re.sub(r"\s+", "", report.text)
