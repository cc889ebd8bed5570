"""Events of UCDP GED as claims."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tables_invented import events

from oathbook.errors import SourceError
from oathbook.imports import READER, Item, import_ged, keep
from oathbook.ledger import Ledger
from oathbook.records import Figure, Interval


def one(path: Path, **change: Any) -> Item:
    (item,) = import_ged(events(path / "ged.tsv", change))
    assert isinstance(item, Item), item
    return item


def test_an_event_is_told_with_place_time_dead_and_source(tmp_path: Path) -> None:
    item = one(tmp_path)
    report = item.report
    tail = "in Old Ferry village between 4 March 2031 and 5 March 2031, Delta Radio said"
    assert report.text == (
        f"Government of Rivermark fought Marsh Lions {tail}. Government of Rivermark lost 3 dead {tail}. "
        f"2 civilians died {tail}. 5 (at least 4, at most 9) people died {tail}. UCDP GED event 900001. Sources: "
        "Delta Radio;Delta Radio, 2031-03-03;2031-03-06;2031-03-09, Fighting at the old ferry.\n"
    )
    assert (report.name, report.publisher, report.title) == ("ucdp-ged-900001", "UCDP GED", "Fighting at the old ferry")
    assert (report.published, report.published_from, report.warnings) == (date(2031, 3, 6), "source_date", ())
    assert [(c.type, c.agent, c.object, c.quantity) for c in item.claims] == [
        ("fight", ("Government of Rivermark",), ("Marsh Lions",), None),
        ("kill", (), ("Government of Rivermark",), Figure(3, of="people")),
        ("kill", (), ("civilians",), Figure(2, of="people")),
        ("kill", (), ("people",), Figure(5, 4, 9, "people")),
    ]
    for claim in item.claims:
        assert report.text[claim.start : claim.end] == claim.evidence
        assert (claim.place, claim.when) == ("Old Ferry village", Interval(date(2031, 3, 4), date(2031, 3, 5)))
        assert claim.when_words is not None and claim.when_words in claim.evidence
        assert (claim.source, claim.standing, claim.kinds["Delta Radio"]) == ("Delta Radio", "named", "medium")
        assert (claim.rule, claim.score, claim.reader) == ("import/ucdp-ged", 1.0, READER)
        assert claim.published == report.published
    assert item.claims[0].kinds["Government of Rivermark"] == "state"
    assert item.claims[2].kinds["civilians"] == "people"


def test_one_sided_violence_has_its_killer(tmp_path: Path) -> None:
    change = {"type_of_violence": "3", "side_a": "Marsh Lions", "side_b": "Civilians", "deaths_a": "0"}
    item = one(tmp_path, **change, best="2", low="2", high="2", deaths_civilians="2")
    assert [(c.type, c.agent, c.object, c.quantity) for c in item.claims] == [
        ("fight", ("Marsh Lions",), ("civilians",), None),
        ("kill", ("Marsh Lions",), ("civilians",), Figure(2, of="people")),
    ]


def test_all_the_dead_of_one_side_carry_the_range(tmp_path: Path) -> None:
    item = one(tmp_path, deaths_civilians="0", deaths_a="5")
    assert [(c.object, c.quantity) for c in item.claims[1:]] == [
        (("Government of Rivermark",), Figure(5, 4, 9, "people"))
    ]


def test_no_dead_no_kill(tmp_path: Path) -> None:
    item = one(tmp_path, deaths_a="0", deaths_civilians="0", best="0", low="0", high="0")
    assert [claim.type for claim in item.claims] == ["fight"]


def test_odd_figures_and_days_are_kept_with_a_warning(tmp_path: Path) -> None:
    item = one(tmp_path, low="7", source_date="2031-03-01", source_original="A; B")
    assert item.claims[-1].quantity == Figure(5, 5, 9, "people")
    assert item.report.published is None and item.report.published_from is None
    assert item.report.warnings == (
        "best is 5, low 7, high 9: the range is told so that best is in it",
        'source_date is "2031-03-01", which tells no day from 2031-03-04 on',
    )
    assert item.claims[0].source == "Delta Radio"  # the one office, where the original sources are several


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"date_start": "2031-13-04"}, 'date_start is "2031-13-04"; a day is written 2016-01-31, or "31 January 2016"'),
        ({"date_end": "2031-03-01"}, 'date_end is "2031-03-01"; it must not be before date_start, 2031-03-04'),
        ({"deaths_a": "-3"}, 'deaths_a is "-3"; a count is a whole number from 0'),
        ({"best": "many"}, 'best is "many"; a count is a whole number from 0'),
        ({"side_b": ""}, 'side_b is ""; it must be filled in'),
        (
            {"type_of_violence": "4"},
            'type_of_violence is "4"; allowed: 1 (with a state), 2 (between groups), 3 (against civilians)',
        ),
    ],
)
def test_a_bad_cell_is_one_line(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    path = events(tmp_path / "ged.tsv", {}, change, {"id": "900002"})
    first, second, third = import_ged(path)
    assert isinstance(first, Item) and isinstance(third, Item)
    assert str(second) == f"{path}, row 3: {said}"


def test_a_file_that_is_no_such_table(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("id,date\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError) as raised:
        list(import_ged(path))
    assert str(raised.value) == (
        f'{path}: no column "date_start" in the heading; a table of ucdp-ged has the columns id, date_start, date_end, '
        "type_of_violence, side_a, side_b, where_coordinates, deaths_a, deaths_b, deaths_civilians, best, low, high, "
        "parted by tabs, commas or semicolons"
    )
    with pytest.raises(SourceError) as raised:
        list(import_ged(tmp_path / "none.tsv"))
    assert str(raised.value) == f"{tmp_path / 'none.tsv'}: no such file; check the path"
    (tmp_path / "cut.gz").write_bytes(b"\x1f\x8b\x08\x00\x00")
    with pytest.raises(SourceError, match="broken gzip file"):
        list(import_ged(tmp_path / "cut.gz"))


def test_twice_adds_nothing(tmp_path: Path) -> None:
    path = events(tmp_path / "ged.tsv", {}, {"id": "900002"}, {"id": "900002"})
    with Ledger(str(tmp_path / "l.sqlite")) as ledger:
        outcomes = list(keep(ledger, import_ged(path)))
        assert [(each.kept, each.known) for each in outcomes] == [(True, False), (True, False), (False, True)]
        assert all(each.known for each in keep(ledger, import_ged(path)))
        assert len(list(ledger.claims())) == 8


def test_the_syria_file_is_taken_whole(shared: Path) -> None:
    path = shared / "bench" / "actors" / "ucdp-ged-syria-2016-2019.tsv.gz"
    if not path.exists():
        pytest.skip("needs the Syria events of the shared data folder")
    items = list(import_ged(path))
    assert len(items) == 16_566
    assert all(isinstance(item, Item) for item in items)
    assert len({item.report.id for item in items if isinstance(item, Item)}) == 16_566
