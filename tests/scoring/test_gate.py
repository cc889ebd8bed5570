"""The gate: what falls under a floor is told, and no floor goes down unsaid. All figures are invented."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import gate
import score
from gate import LoweredError, Pinned, faults, floor_of, gold_hash, pin
from parts import PARTS, AbsentError, Bench, Figure, Figures, Part
from parts.bench import f_figure, share

GOLD, OTHER = "a" * 64, "b" * 64


def figures(core: float = 0.6, extra: float = 2.0) -> Figures:
    return {
        "core F1": Figure(core),
        "claims per 1,000 words": Figure(extra, better="lower", margin=0.5),
        "words a second": Figure(2000.0, floored=False),
    }


PINNED = Pinned(GOLD, {"core F1": 0.59, "claims per 1,000 words": 2.5})


def test_figures_at_their_floors_pass() -> None:
    assert faults("dev", figures(0.59, 2.5), GOLD, PINNED) == []


def test_a_figure_under_its_floor_is_told() -> None:
    assert faults("dev", figures(0.589), GOLD, PINNED) == [
        "dev: core F1 is 0.589, under its floor of 0.590; `make floors LOWER=yes` lowers it; say why in the commit"
    ]


def test_a_figure_over_its_ceiling_is_told() -> None:
    assert faults("dev", figures(extra=2.6), GOLD, PINNED) == [
        "dev: claims per 1,000 words is 2.600, over its ceiling of 2.500; "
        "`make floors LOWER=yes` lowers it; say why in the commit"
    ]


def test_changed_gold_is_told_and_nothing_else() -> None:
    assert faults("dev", figures(0.1), OTHER, PINNED) == [
        "dev: the gold files have changed (SHA-256 bbbbbbbbbbbb, the floors are for aaaaaaaaaaaa), so its floors mean "
        "nothing; look at the figures and pin them with `make floors`"
    ]


def test_a_part_or_figure_without_a_floor_is_told() -> None:
    assert faults("dev", figures(), GOLD, None) == ["dev: has no floors; pin it with `make floors`"]
    only = Pinned(GOLD, {"core F1": 0.59})
    assert faults("dev", figures(), GOLD, only) == [
        "dev: claims per 1,000 words has no floor; pin it with `make floors`"
    ]


def test_a_floor_whose_figure_is_gone_is_told() -> None:
    more = Pinned(GOLD, {**PINNED.floors, "loose F1": 0.7})
    assert faults("dev", figures(), GOLD, more) == [
        "dev: loose F1 has a floor and is not measured any more; "
        "`make floors LOWER=yes` lowers it; say why in the commit"
    ]


@pytest.mark.parametrize(
    ("figure", "floor"),
    [
        (Figure(0.5164), 0.506),
        (Figure(0.6), 0.59),
        (Figure(0.005), 0.0),
        (Figure(2.0, better="lower", margin=0.5), 2.5),
        (Figure(433.21, better="lower", margin=43.321), 476.531),
        (share(9, 10), 0.8),
        (share(500, 1000), 0.49),
        (f_figure(5, 10, 10), 0.4),
    ],
)
def test_floors_are_pinned_a_little_under(figure: Figure, floor: float) -> None:
    assert floor_of(figure) == pytest.approx(floor, abs=1e-9)


def test_pinning_anew_passes_the_gate() -> None:
    pinned = pin("dev", figures(0.51237, 1.23456), GOLD, None, lower=False)
    assert set(pinned.floors) == {"core F1", "claims per 1,000 words"}
    assert faults("dev", figures(0.51237, 1.23456), GOLD, pinned) == []


def test_floors_go_up_on_their_own() -> None:
    assert pin("dev", figures(0.7, 1.0), GOLD, PINNED, lower=False).floors == {
        "core F1": 0.69,
        "claims per 1,000 words": 1.5,
    }


def test_a_floor_stays_where_the_figure_still_holds_it() -> None:
    assert pin("dev", figures(0.595, 2.2), GOLD, PINNED, lower=False) == PINNED


def test_lowering_without_the_flag_is_refused() -> None:
    with pytest.raises(LoweredError) as raised:
        pin("dev", figures(0.5, 3.0), GOLD, PINNED, lower=False)
    assert str(raised.value).splitlines() == [
        "dev: core F1 would go from 0.590 to 0.490 (measured 0.500)",
        "dev: claims per 1,000 words would go from 2.500 to 3.500 (measured 3.000)",
    ]


def test_new_gold_is_no_way_around_it() -> None:
    with pytest.raises(LoweredError):
        pin("dev", figures(0.5), OTHER, PINNED, lower=False)


def test_dropping_a_floor_without_the_flag_is_refused() -> None:
    with pytest.raises(LoweredError, match=r"dev: core F1 \(0\.590\) would be dropped"):
        pin("dev", {"claims per 1,000 words": figures()["claims per 1,000 words"]}, GOLD, PINNED, lower=False)


def test_with_the_flag_floors_go_down() -> None:
    pinned = pin("dev", {"core F1": Figure(0.5)}, OTHER, PINNED, lower=True)
    assert pinned == Pinned(OTHER, {"core F1": 0.49})


def test_gold_hash_sees_names_and_bytes_and_no_order(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    before = gold_hash([("one", one), ("two", two)])
    assert len(before) == 64
    assert gold_hash([("two", two), ("one", one)]) == before
    assert gold_hash([("three", one), ("two", two)]) != before
    two.write_text("c")
    assert gold_hash([("one", one), ("two", two)]) != before


# --- the command, with one invented part ------------------------------------------------------------------------------


class Told:
    """What the invented part measures, and how the command went."""

    def __init__(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.core, self.folder, self.patch = 0.6, tmp_path, monkeypatch
        self.gold = tmp_path / "shared" / "gold.json"
        self.gold.parent.mkdir()
        self.gold.write_text("{}")
        part = Part(
            "invented", "an invented part", lambda _: {"core F1": Figure(self.core)}, ("gold.json",), gated=True
        )
        for module, name, value in (
            (score, "PARTS", {"invented": part}),
            (gate, "FLOORS", tmp_path / "floors.json"),
            (score, "RELEASED", tmp_path / "released.json"),
        ):
            monkeypatch.setattr(module, name, value)

    def run(self, *arguments: str) -> int:
        self.patch.setattr(sys, "argv", ["score.py", "--shared", str(self.folder / "shared"), *arguments])
        return score.main()


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Told:
    return Told(tmp_path, monkeypatch)


def test_command_pins_holds_and_refuses(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    assert told.run() == 1
    assert "invented: has no floors" in capsys.readouterr().out
    assert told.run("--update-floors") == 0
    assert json.loads((told.folder / "floors.json").read_text())["invented"]["floors"] == {"core F1": 0.59}
    told.core = 0.58
    capsys.readouterr()
    assert told.run() == 1
    out = capsys.readouterr().out
    assert "invented: core F1 is 0.580, under its floor of 0.590" in out and "UNDER" in out
    before = (told.folder / "floors.json").read_text()
    assert told.run("--update-floors") == 1
    assert "no floor was written" in capsys.readouterr().err
    assert (told.folder / "floors.json").read_text() == before
    assert told.run("--update-floors", "--lower") == 0
    assert json.loads((told.folder / "floors.json").read_text())["invented"]["floors"] == {"core F1": 0.57}


def test_command_sees_changed_gold(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    told.run("--update-floors")
    told.gold.write_text('{"claims": []}')
    capsys.readouterr()
    assert told.run() == 1
    assert "invented: the gold files have changed" in capsys.readouterr().out


def test_command_skips_what_is_not_there(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    told.gold.unlink()
    assert told.run() == 0
    assert capsys.readouterr().out == (
        "skipped invented: needs gold.json of the folder of outside data (OATHBOOK_SHARED), which is not there\n"
    )


def test_command_shows_the_last_release(told: Told, capsys: pytest.CaptureFixture[str]) -> None:
    told.run("--update-floors", "--released")
    told.core = 0.65
    capsys.readouterr()
    told.run()
    row = next(line for line in capsys.readouterr().out.splitlines() if "core F1" in line)
    assert row.split() == ["invented", "core", "F1", "0.650", "0.600", "0.590"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lower"], "--lower says that --update-floors may lower floors; give both"),
        (["--parts", "invented,feuds"], "no part is called 'feuds'; there are invented"),
    ],
)
def test_command_refuses_what_it_cannot_do(
    told: Told, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        told.run(*arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


def test_every_pinned_part_is_measured() -> None:
    assert set(gate.load_floors()) - set(PARTS) == set()


def test_absent_data_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(AbsentError, match=r"needs claims/dev of the folder of outside data"):
        Bench(tmp_path).path("claims/dev")
