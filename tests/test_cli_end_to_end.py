"""From reports on disk to answers, with the real reader: what the commands print fits together."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from cli_tools import run

from oathbook.reports import load

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
NAMES = ("01-valley-brigade-leaves.txt", "02-shield-replies.txt")

pytestmark = pytest.mark.skipif(
    not list((EXAMPLES.parent / "src" / "oathbook" / "model").glob("*.onnx")),
    reason="the reading model is not built yet",
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A folder with a ledger of two examples; what reading them printed."""
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("work"))
    result = run("read", *(str(EXAMPLES / name) for name in NAMES), "--ledger", "oathbook.sqlite")
    assert result.exit_code == 0, result.stderr
    yield result.stdout
    os.chdir(before)


def claims() -> list[dict[str, object]]:
    return [json.loads(line) for line in run("claims", "--json", "--with-protected-sources").stdout.splitlines()]


def test_counts_are_those_of_the_ledger(read: str) -> None:
    counted = {name: int(number) for number, name in re.findall(r"^ *(\d+) claims?  (\S+)$", read, re.MULTILINE)}
    kept = [claim["report"] for claim in claims()]
    assert counted == {Path(name).stem: kept.count(Path(name).stem) for name in NAMES}
    assert all(counted.values())


def test_reading_prints_what_the_ledger_keeps(read: str) -> None:
    printed = run("read", *(str(EXAMPLES / name) for name in NAMES), "--json")
    assert printed.exit_code == 0
    told = [json.loads(line) for line in printed.stdout.splitlines()]
    assert sorted(told, key=lambda claim: claim["id"]) == sorted(claims(), key=lambda claim: str(claim["id"]))


def test_every_claim_can_be_shown_with_its_words(read: str) -> None:
    for claim in claims():
        shown = run("show", str(claim["id"]))
        assert shown.exit_code == 0
        marked = re.search(r">>(.*?)<<", " ".join(shown.stdout.split()))
        assert marked and marked[1] == " ".join(str(claim["evidence"]).split())


def test_every_actor_has_a_story_and_a_standing(read: str) -> None:
    named = {name for claim in claims() for role in ("agent", "object") for name in claim[role]}  # type: ignore[attr-defined]
    assert named
    for name in sorted(named):
        for command in (["story", name], ["who", name, "--on", "2015-03-11"]):
            answer = run(*command)
            assert answer.exit_code == 0, answer.stderr
            assert answer.stdout == run(*command).stdout


@pytest.mark.parametrize("name", NAMES)
def test_the_page_marks_every_claim_and_names_no_protected_source(read: str, name: str) -> None:
    assert run("check", str(EXAMPLES / name), "-o", "page.html").exit_code == 0
    page = Path("page.html").read_text()
    here = [claim for claim in claims() if claim["report"] == Path(name).stem]
    assert page.count('<li class="card ') == len(here)
    (report,) = load([str(EXAMPLES / name)])
    shown = " ".join(unescape(re.sub(r'<a class="ref.*?</a>|<[^>]*>', "", page)).split())
    protected = {str(claim["source"]) for claim in here if claim["standing"] in ("alias", "anonymous")}
    for source in protected:
        if len(source.split()) > 2:
            assert source not in shown
    if not protected:
        for line in report.text.splitlines():  # type: ignore[union-attr]
            assert " ".join(line.split()) in shown
