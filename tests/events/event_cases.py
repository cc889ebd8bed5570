"""Reads the hand-marked groups of reports in tests/cases/events/."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from invented import make_claim, make_report

from oathbook.records import Claim, Figure, Report

CASES = Path(__file__).resolve().parent.parent / "cases"


@dataclass(frozen=True)
class Cases:
    """Reports with their claims, and the ids of the claims that tell one event, event by event."""

    reports: list[Report]
    claims: list[Claim]
    groups: list[list[str]]

    def show(self, id: str) -> str:
        """A claim in one line, for a failing test."""
        claim = next(claim for claim in self.claims if claim.id == id)
        figure = claim.quantity.value if claim.quantity else None
        return (
            f"{claim.report_name}: {claim.type} {list(claim.agent)} {list(claim.object)} {claim.place} "
            f"{claim.when.as_json() if claim.when else None} {figure} {claim.status} ({claim.evidence})"
        )


def load(name: str) -> Cases:
    """The groups of one file, as if they were all in one ledger."""
    reports: list[Report] = []
    claims: list[Claim] = []
    events: dict[str, list[str]] = defaultdict(list)
    for line in (CASES / "events" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        for told in json.loads(line)["reports"]:
            report = make_report(
                told["name"], told["text"], published=date.fromisoformat(told["published"]), publisher=told["publisher"]
            )
            reports.append(report)
            for record in told["claims"]:
                claim = _claim(report, record)
                claims.append(claim)
                events[record["event"]].append(claim.id)
    return Cases(reports, claims, list(events.values()))


def _claim(report: Report, record: dict[str, Any]) -> Claim:
    start = report.text.index(record["evidence"])
    claim = make_claim(
        report,
        record["type"],
        record["agent"],
        record["object"],
        when=tuple(record["when"]) if record["when"] else None,
        kinds=record["kinds"],
        place=record["place"],
        status=record["status"],
        source=record["source"],
        standing=record["standing"],
        what=record.get("what"),
        start=start,
        end=start + len(record["evidence"]),
        evidence=record["evidence"],
    )
    return replace(claim, quantity=Figure.from_json(record["quantity"]))


def pairs_of(groups: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    """Every two ids of one group."""
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}
