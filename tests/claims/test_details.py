"""When a claim was and on whose word, by the cases of tests/cases/details.csv through the model."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from oathbook.claims import find
from oathbook.claims.moments import days
from oathbook.lexicon import Lexicon
from oathbook.reading import load_reader
from oathbook.reading.encoder import MODEL
from oathbook.records import Claim, Finding, Interval, Reading, TimeExpression
from oathbook.reports import from_text

CASES = Path(__file__).resolve().parent.parent / "cases" / "details.csv"


def shown(claim: Claim, detail: str) -> str:
    """A detail of a claim as the table writes it."""
    if detail == "source":
        return claim.source
    return f"{claim.when.earliest}..{claim.when.latest}" if claim.when else "-"


@pytest.mark.skipif(not (MODEL / "judge.npz").exists(), reason="no reading model")
def test_hard_cases() -> None:
    lexicon = Lexicon()
    reader = load_reader(lexicon)
    wrong: dict[str, list[str]] = {"must": [], "should": []}
    with CASES.open(encoding="utf-8", newline="") as lines:
        cases = list(csv.DictReader(lines))
    for case in cases:
        reading = reader.read(from_text(case["text"], name="test", published=date.fromisoformat(case["published"])))
        claims = [c for c in find(reading, lexicon, reader="test") if c.type == case["type"]]
        found = [shown(c, case["detail"]) for c in claims]
        if case["expected"] not in found:
            wrong[case["strength"]].append(f"{case['text']}\n  {case['type']}: {case['expected']}, found {found}")
    assert not wrong["must"], "\n".join(wrong["must"])
    assert len(wrong["should"]) <= 2, "\n".join(wrong["should"])


def meant(time: TimeExpression, *, kind: str = "fight", status: str = "actual", trigger: int = 0) -> Interval | None:
    """The days of a claim in a sentence of six words."""
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    words = ["Held", "since", "March", "2013", "when", "seized"]
    doc = Doc(Vocab(), words=words, sent_starts=[True, *[False] * 5])
    report = from_text(doc.text, name="test", published=date(2014, 12, 15))
    finding = Finding(kind, trigger, (trigger, trigger), {}, "test", 1.0, status)  # type: ignore[arg-type]
    return days(Reading(report, doc, (0,) * 6), finding, time)


def test_an_open_start_is_no_time_but_what_is_to_come_has_its_deadline() -> None:
    until = TimeExpression(5, 21, "until Friday", Interval(None, date(2014, 12, 19)), "until")
    assert meant(until) is None
    wanted = Interval(date(2014, 12, 15), date(2014, 12, 19))
    assert meant(until, kind="demand") == wanted
    assert meant(until, status="planned") == wanted
    past = TimeExpression(5, 21, "until November", Interval(None, date(2014, 11, 30)), "until")
    assert meant(past, kind="demand") is None


def test_what_began_a_time_since_then_is_of_that_time() -> None:
    since = TimeExpression(
        5, 21, "since March 2013", Interval(date(2013, 3, 1), date(2014, 12, 15)), "since", "2013-03"
    )
    assert meant(since, trigger=5) == Interval(date(2013, 3, 1), date(2013, 3, 31))
    assert meant(since, trigger=0) == since.interval
