"""Runs commands in tests, with an invented reader in place of the real one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner, Result
from invented import make_claim, make_report
from river import build_claims, build_report, on_words

from oathbook.cli import main
from oathbook.ledger import Ledger
from oathbook.records import Claim, Report


def run(*args: str, **extra: Any) -> Result:
    """A command's result; what it printed on stdout and stderr apart."""
    return CliRunner().invoke(main, list(args), prog_name="oathbook", **extra)


def shield() -> tuple[Report, list[Claim]]:
    """A second report that disagrees with the one of ``river``."""
    text = (
        "Only 20 men of Fajr al-Wadi left it, the Northern Shield said.\n\nThe brigade has 250 fighters under Karim.\n"
    )
    report = make_report("shield", text, title="The Shield replies", published=build_report().published)
    side = {"source": "the Northern Shield"}
    claims = [
        on_words(
            report, "Only 20 men of Fajr al-Wadi left it", "leave", ["Fajr al-Wadi"], ["the Northern Shield"],
            when=("2015-03-07", "2015-03-08"), status="denied", **side,
        ),
        on_words(report, "has 250 fighters", "strength", ["Fajr al-Wadi"], [], quantity=250),
        on_words(report, "under Karim", "lead", ["Karim"], ["Fajr al-Wadi"], kinds={"Karim": "person"}),
    ]  # fmt: skip
    return report, claims


def filled(path: Path) -> str:
    """A ledger with two reports."""
    with Ledger(str(path)) as ledger:
        river = build_report()
        ledger.append(river, build_claims(river), reader="reader-1")
        other, told = shield()
        ledger.append(other, told, reader="reader-1")
    return str(path)


@dataclass
class InventedReader:
    """Reads a line "A left B." as a claim; a report with "broken" in it goes wrong."""

    version: str = "invented-1"
    before: Callable[[Report], None] | None = None

    def read(self, report: Report) -> Any:
        """What ``find`` needs."""
        if self.before:
            self.before(report)
        if "broken" in report.text:
            raise ZeroDivisionError("no tree")
        return SimpleNamespace(report=report)


def find(reading: Any, lexicon: Any, *, reader: str, least: float | None = None) -> list[Claim]:
    """The claims of a report, one a sentence with " left "; the second scores 0.4."""
    report, out, at = reading.report, [], 0
    for sentence in report.text.split("."):
        agent, left, body = sentence.strip().partition(" left ")
        if left:
            start = report.text.index(sentence.strip(), at)
            words = sentence.strip()
            score = 0.4 if out else 0.9
            if score >= (least or 0):
                out.append(
                    make_claim(
                        report, "leave", [agent], [body], start=start, end=start + len(words), evidence=words,
                        score=score, reader=reader,
                    )
                )  # fmt: skip
        at += len(sentence) + 1
    return out


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> InventedReader:
    """Puts the invented reader in the real one's place."""
    import oathbook.claims
    import oathbook.reading

    made = InventedReader()
    monkeypatch.setattr(oathbook.reading, "load_reader", lambda lexicon: made)
    monkeypatch.setattr(oathbook.claims, "find", find)
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with no settings from outside."""
    for name in ("OATHBOOK_LEDGER", "OATHBOOK_LEXICON", "COLUMNS", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def book(folder: Path) -> Path:
    """The folder with a filled ledger in its usual place."""
    filled(folder / "oathbook.sqlite")
    return folder


PYTHON = sys.executable
