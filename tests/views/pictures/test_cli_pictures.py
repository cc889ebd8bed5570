"""``oathbook picture``: files of every form from a ledger, and its errors."""

from __future__ import annotations

from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest
from cli_tools import filled, run
from invented import make_claim, make_report

from oathbook.cli import pictures
from oathbook.history.span import SpanKind
from oathbook.ledger import Ledger
from oathbook.views.pictures import KINDS
from oathbook.views.protect import PROTECTED


def test_what_can_be_chosen_is_what_there_is() -> None:
    assert get_args(SpanKind) == pictures.WHAT and pictures.KINDS == KINDS


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a ledger with two reports."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OATHBOOK_LEDGER", filled(tmp_path / "book.sqlite"))
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", [".svg", ".html"])
def test_every_kind(book: Path, kind: str, suffix: str) -> None:
    result = run("picture", kind, "-o", f"out{suffix}", "--on", "2015-03-10")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith(f"out{suffix}: ") and result.stderr.rstrip().endswith(("mark", "marks"))
    text = (book / f"out{suffix}").read_text(encoding="utf-8")
    assert "On 2015-03-10" in text or "on 2015-03-10" in text or kind == "strength"
    assert run("picture", kind, "-o", "again" + suffix, "--on", "2015-03-10").exit_code == 0
    assert (book / f"again{suffix}").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("suffix", [".gexf", ".graphml"])
def test_graphs(book: Path, suffix: str) -> None:
    assert run("picture", "network", "Fajr al-Wadi", "-o", f"out{suffix}").exit_code == 0
    root = ElementTree.parse(book / f"out{suffix}").getroot()
    assert [each for each in root.iter() if each.tag.endswith("}edge")]


def test_one_actor(book: Path) -> None:
    for kind in KINDS:
        assert run("picture", kind, "fajr al-wadi", "-o", "out.svg").exit_code == 0
        assert "Fajr al-Wadi" in (book / "out.svg").read_text(encoding="utf-8")


def test_known_by_a_day_before_all_reports(book: Path) -> None:
    assert run("picture", "timeline", "-o", "out.svg", "--known-by", "2014-01-01").stderr == "out.svg: 0 marks\n"
    assert "Nothing is told that has a day." in (book / "out.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["map", "-o", "a.pdf"], 'a.pdf has ".pdf"; a map can be written to .svg, .png, .html'),
        (["tree", "-o", "a.gexf"], "only a network can be written as a graph"),
        (["globe", "-o", "a.svg"], 'there is no kind "globe"; there are timeline, tree, network, map, strength'),
        (["map", "-o", "a.svg", "--what", "under"], "--what chooses what a timeline shows; a map has no such choice"),
        (["timeline", "-o", "a.svg", "--from", "2015", "--to", "2014"], "--from 2015-01-01 is after --to 2014-12-31"),
        (["tree", "Nobody at all", "-o", "a.svg"], "no claim in the ledger names 'Nobody at all'"),
        (["timeline", "-o", "no/a.svg"], "cannot write no/a.svg"),
        (["timeline"], "--output"),
    ],
)
def test_errors_are_one_line(book: Path, arguments: list[str], error: str) -> None:
    result = run("picture", *arguments)
    assert result.exit_code != 0 and error in result.stderr
    assert result.stderr.count("\n") == 1 and not (book / "a.svg").exists()


def test_protected_sources_are_left_out_unless_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report = make_report("river", "Abu Salma, an alias, said that he leads the Lions.\n")
    claim = make_claim(
        report, "lead", ["Abu Salma"], ["Lions"], source="Abu Salma", standing="alias", when="2014-12-01",
        evidence="Abu Salma, an alias, said that he leads the Lions", end=49, kinds={"Abu Salma": "person"},
    )  # fmt: skip
    oath = make_claim(report, when="2014-12-01", object=["Tigers"])
    with Ledger("oathbook.sqlite") as ledger:
        ledger.append(report, [claim, oath], reader="reader-1")
    for name in ("out.html", "out.svg"):
        assert run("picture", "timeline", "-o", name).exit_code == 0
        text = Path(name).read_text(encoding="utf-8")
        assert "Salma" not in text and PROTECTED in text
    assert run("picture", "network", "-o", "out.graphml").exit_code == 0
    assert "Salma" not in Path("out.graphml").read_text(encoding="utf-8")
    assert run("picture", "timeline", "-o", "open.svg", "--with-protected-sources").exit_code == 0
    assert "Abu Salma" in Path("open.svg").read_text(encoding="utf-8")
