"""Tables and exports."""

from __future__ import annotations

import csv
import io
import json

from invented import make_claim, make_report

from oathbook.records import Claim
from oathbook.views.exports import CLAIM_COLUMNS, claim_cells, csv_lines, json_line
from oathbook.views.tables import Column, Table, claims_table, drawn, plain


def test_plain_lines_are_set_in_columns_without_tabs_or_trailing_blanks(claims: list[Claim]) -> None:
    lines = list(plain(claims_table(claims)))
    assert len(lines) == len(claims) + 1
    assert all(line == line.rstrip() and "\t" not in line and "\x1b" not in line for line in lines)
    at = lines[0].index("what is said")
    assert all(line[at - 2 : at] == "  " for line in lines)


def test_right_alignment() -> None:
    table = Table((Column("n", align="right"), Column("x")), (("7", "a"), ("1,000", "b")))
    assert list(plain(table)) == ["    n  x", "    7  a", "1,000  b"]


def test_drawn_table_keeps_to_the_width(claims: list[Claim]) -> None:
    from rich.console import Console

    for width in (40, 60, 80, 100, 160):
        console = Console(width=width, record=True, file=io.StringIO())
        console.print(drawn(claims_table(claims), width=width))
        text = console.export_text()
        assert all(len(line) <= width for line in text.splitlines())
        assert all(claim.id[:8] in text and claim.report_name in text for claim in claims)
        assert text.count(claims[0].report_name) == len(claims)


def test_csv_gives_back_what_the_claim_holds() -> None:
    report = make_report("one", 'He said "leave,\nnow".')
    claim = make_claim(
        report, "leave", ["Lions", "Bears; Cubs"], ["Tigers"], when=("2014-12-01", None), quantity=(24, 99),
        start=0, end=21, evidence=report.text, what="other", exchanged_for="two, three",
    )  # fmt: skip
    text = "\n".join(csv_lines([claim_cells(claim.as_json())], CLAIM_COLUMNS)) + "\n"
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == 1 and tuple(rows[0]) == CLAIM_COLUMNS
    row = rows[0]
    assert (row["evidence"], row["agent"], row["when_earliest"], row["when_latest"]) == (
        report.text, "Lions; Bears; Cubs", "2014-12-01", "",
    )  # fmt: skip
    assert (row["quantity"], row["quantity_low"], row["quantity_high"]) == ("", "24", "99")
    assert json.loads(row["kinds"]) == dict(claim.kinds)


def test_every_key_of_a_claim_has_its_columns(claims: list[Claim]) -> None:
    keys = set(make_claim(make_report(), what="other", exchanged_for="x").as_json())
    flat = {
        "when_earliest": "when",
        "when_latest": "when",
        **{f"quantity_{k}": "quantity" for k in ("low", "high", "of")},
    }
    assert {flat.get(column, column) for column in CLAIM_COLUMNS} == keys


def test_json_line_is_one_line_and_comes_back(claims: list[Claim]) -> None:
    for claim in claims:
        line = json_line(claim.as_json())
        assert "\n" not in line and Claim.from_json(json.loads(line)) == claim
