"""Claims out of one ledger into another."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from invented import make_claim, make_report

from oathbook.errors import SourceError
from oathbook.imports import Item, import_claims, keep
from oathbook.ledger import Ledger
from oathbook.records import Claim, Report


def two_reports() -> list[tuple[Report, list[Claim]]]:
    made = []
    for name in ("one", "two"):
        report = make_report(name)
        words = [make_claim(report), make_claim(report, "leave", start=4, end=9, evidence=report.text[4:9])]
        hidden = make_claim(report, "lead", ["Salma"], ["Lions"], source="Salma", standing="alias", quantity=(3, 9))
        made.append((report, [*words, hidden]))
    return made


def write(path: Path, records: Iterable[Mapping[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
    return path


def exported(ledger: Ledger, path: Path, *, texts: bool) -> Path:
    records: list[dict[str, Any]] = [claim.as_json() for claim in ledger.claims()]
    records += [stored.as_json(texts=True) for stored in ledger.reports()] if texts else []
    return write(path, records)


@pytest.fixture
def old(tmp_path: Path) -> Ledger:
    ledger = Ledger(str(tmp_path / "old.sqlite"))
    for report, claims in two_reports():
        ledger.append(report, claims, reader="reader-1")
    return ledger


@pytest.mark.parametrize("texts", [True, False])
def test_a_ledger_is_moved(old: Ledger, tmp_path: Path, texts: bool) -> None:
    path = exported(old, tmp_path / "all.jsonl", texts=texts)
    with old, Ledger(str(tmp_path / "new.sqlite")) as new:
        assert [outcome.kept for outcome in keep(new, import_claims(path))] == [True, True]
        assert list(new.claims()) == list(old.claims())
        assert new.protected() == old.protected()
        assert new.names() == old.names()
        moved = [stored.report for stored in new.reports()]
        if texts:
            assert moved == [stored.report for stored in old.reports()]
        for claim in new.claims():
            text = new.report(claim.report).report.text
            assert text[claim.start : claim.end] == claim.evidence
            assert texts or new.report(claim.report).report.warnings == (
                "imported without its text; only the words of its claims are known",
            )
        # into the ledger it came from, and again into the new one: nothing new
        for ledger in (old, new):
            assert [outcome.known for outcome in keep(ledger, import_claims(path))] == [True, True]
        assert len(list(new.entries())) == 2


def test_packed_and_doubled_lines(old: Ledger, tmp_path: Path) -> None:
    plain = exported(old, tmp_path / "all.jsonl", texts=True).read_bytes()
    path = tmp_path / "all.jsonl.gz"
    path.write_bytes(gzip.compress(plain + b"\n" + plain))
    with old, Ledger(str(tmp_path / "new.sqlite")) as new:
        assert [outcome.kept for outcome in keep(new, import_claims(path))] == [True, True]
        assert list(new.claims()) == list(old.claims())


def test_part_of_a_reading_is_refused_where_the_whole_is_known(old: Ledger, tmp_path: Path) -> None:
    claims = list(old.claims(report="one"))
    path = write(tmp_path / "part.jsonl", [claims[0].as_json()])
    with old:
        (outcome,) = keep(old, import_claims(path))
    assert str(outcome.error) == (
        f"report {claims[0].report} (one) is in the ledger with 3 claims by reader-1, and has 1 here; a reading is "
        "kept once, so bring the whole of it into a fresh ledger"
    )


def changed(**change: Any) -> dict[str, Any]:
    report = make_report()
    return make_claim(report).as_json() | change


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (
            changed(type="feud"),
            'type is "feud"; allowed: pledge, join, leave, form, merge, expel, demand, ally, fight, kill, detain, '
            "release, hold, seize, withdraw, base, strength, lead, belong, truce, support",
        ),
        (changed(status="sure"), 'status is "sure"; allowed: actual, planned, possible, denied'),
        (
            changed(source="protected source"),
            'source is "protected source", which stands for a name that was left out; export with '
            "--with-protected-sources",
        ),
        (
            changed(agent=["protected source"]),
            'agent is "protected source", which stands for a name that was left out; export with '
            "--with-protected-sources",
        ),
        (
            changed(end=5),
            "start is 0 and end 5, and the words between have 9 characters; give it as it was exported",
        ),
        (
            changed(when=["soon", None]),
            "not a claim (ValueError: Invalid isoformat string: 'soon'); give it as it was exported",
        ),
        (
            {"report": "one"},
            'no "report_id"; a claim has the keys report, report_id, id, type, agent, object, place, quantity, when, '
            "when_words, status, source, standing, evidence, start, end, rule, score, published, kinds, reader",
        ),
    ],
)
def test_a_bad_line_is_one_line(tmp_path: Path, record: dict[str, Any], said: str) -> None:
    good = make_report("good")
    path = write(tmp_path / "c.jsonl", [make_claim(good).as_json(), record])
    found = list(import_claims(path))
    assert [str(item) for item in found if isinstance(item, SourceError)] == [f"{path}, line 2: {said}"]
    assert [item.report.name for item in found if isinstance(item, Item)] == ["good"]


def test_words_that_do_not_stand_in_the_text(tmp_path: Path) -> None:
    report = make_report()
    claim = make_claim(report, evidence="The Tiger")
    with Ledger(str(tmp_path / "l.sqlite")) as ledger:
        ledger.append(report, [claim], reader="r")
        path = exported(ledger, tmp_path / "c.jsonl", texts=True)
    (error, item) = import_claims(path)
    assert str(error) == (
        f"{path}, line 1: the words of claim {claim.id} do not stand at 0 in the text of report {report.id} (one); "
        "export both from one ledger"
    )
    assert isinstance(item, Item) and item.claims == ()


def test_no_json(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text("a,b\n", encoding="utf-8")
    (error,) = import_claims(path)
    assert str(error) == (
        f"{path}, line 1: not a JSON object (Expecting value: line 1 column 1 (char 0)); give lines as `oathbook "
        "claims --json` prints them"
    )
