"""How long 10,000 reports of 12 claims take to load into a ledger, besides reading them.

    python scoring/bench_ledger.py [--reports 10000] [--claims 12] [--ledger URL]

Prints the seconds that ``Ledger.append`` takes (one transaction a report), the seconds that plain sqlite3 takes to
``executemany`` the same rows into the same tables in one transaction, their ratio, and what a few questions take
afterwards. Exit status 1 where the load takes longer than the bar of 60 s (scaled to the number of reports).
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from oathbook.ledger import Ledger
from oathbook.records import TYPES, Claim, Figure, Interval, Report, content_id

BAR = 60.0
FIRST_DAY = date(2012, 1, 1)
GROUPS = tuple(f"{first} al-{second}" for first in ("Liwa", "Jund", "Ansar") for second in map(str, range(200)))
SENTENCE = "The commander of the battalion told reporters that it would not leave the front before winter. "


def make_report(number: int) -> Report:
    """An invented report of about 2,800 characters."""
    text = f"Report {number}. " + SENTENCE * 30
    published = FIRST_DAY + timedelta(days=number % 3000)
    id = content_id([text, str(published)])
    return Report(
        id=id, name=f"report-{number}", text=text, title=f"Report {number}", published=published, language="en"
    )


def make_claim(report: Report, number: int, index: int) -> Claim:
    """An invented claim of it."""
    agent, other = GROUPS[(number * 7 + index) % len(GROUPS)], GROUPS[(number * 13 + index * 5) % len(GROUPS)]
    published = report.published or FIRST_DAY
    fields: dict[str, object] = {"start": 100 * index, "agent": agent, "object": other, "report": report.id}
    return Claim(
        id=content_id(fields),
        report=report.id,
        report_name=report.name,
        type=TYPES[(number + index) % len(TYPES)],
        agent=(agent,),
        object=(other,),
        place="northern Homs" if index % 3 else None,
        quantity=Figure(500, 450, 550, "fighters") if index % 4 == 0 else None,
        when=Interval(published - timedelta(days=2), published - timedelta(days=1)) if index % 2 else None,
        when_words="over the weekend" if index % 2 else None,
        status="actual",
        source="report" if index % 3 else "Mahmoud Taha",
        standing="report" if index % 3 else "named",
        what=None,
        exchanged_for=None,
        start=100 * index,
        end=100 * index + 94,
        evidence=SENTENCE.strip(),
        rule="pledge/swear-allegiance",
        score=0.875,
        published=published,
        kinds={agent: "group", other: "group"} | ({} if index % 3 else {"Mahmoud Taha": "person"}),
        reader="bench-1",
    )


def load(ledger: Ledger, reports: int, claims: int) -> tuple[float, float]:
    """Seconds spent in ``append``, and how many of them on a processor (the rest waits for the disk or for others)."""
    spent = busy = 0.0
    for number in range(reports):
        report = make_report(number)
        made = [make_claim(report, number, index) for index in range(claims)]
        begun, begun_busy = time.perf_counter(), time.process_time()
        kept = ledger.append(report, made, reader="bench-1")
        spent += time.perf_counter() - begun
        busy += time.process_time() - begun_busy
        if not kept:
            raise SystemExit(f"{report.name} was in the ledger already; give a fresh one")
    return spent, busy


def plain(loaded: Path, folder: Path) -> float:
    """Seconds that plain sqlite3 takes for the same rows."""
    source = sqlite3.connect(loaded)
    target = sqlite3.connect(folder / "plain.sqlite")
    target.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL")
    statements = (
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND type != 'trigger'"
    )
    for (statement,) in source.execute(statements).fetchall():
        target.execute(statement)
    spent = 0.0
    for table in ("reports", "entries", "claims", "claim_names", "actor_names"):
        rows = source.execute(f"SELECT * FROM {table}").fetchall()
        marks = ",".join("?" * len(rows[0])) if rows else ""
        begun = time.perf_counter()
        if rows:
            target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        spent += time.perf_counter() - begun
    begun = time.perf_counter()
    target.commit()
    spent += time.perf_counter() - begun
    target.close()
    source.close()
    return spent


def questions(ledger: Ledger) -> Iterator[tuple[str, float]]:
    """What a few questions take, in seconds."""
    asked: dict[str, Callable[[], object]] = {
        "first of all claims": lambda: next(ledger.claims()),
        "all claims": lambda: sum(1 for _ in ledger.claims()),
        "claims of an actor": lambda: sum(1 for _ in ledger.claims(actor="Liwa 7")),
        "names": ledger.names,
        "all reports": lambda: sum(1 for _ in ledger.reports()),
        "one report": lambda: ledger.report("report-7"),
    }
    for words, ask in asked.items():
        begun = time.perf_counter()
        ask()
        yield words, time.perf_counter() - begun


def main() -> int:
    """Load, compare, ask."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--claims", type=int, default=12)
    parser.add_argument("--ledger", help="a fresh ledger to load into; a temporary SQLite file where not given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Ledger(options.ledger or str(folder / "ledger.sqlite")) as ledger:
            spent, busy = load(ledger, options.reports, options.claims)
            print(
                f"{options.reports} reports of {options.claims} claims: {spent:.1f} s, {busy:.1f} s of them computing"
            )
            for words, seconds in questions(ledger):
                print(f"  {words}: {seconds:.2f} s")
        if not options.ledger:
            beside = plain(folder / "ledger.sqlite", folder)
            print(f"plain sqlite3, same rows, one transaction: {beside:.1f} s; ratio {spent / beside:.1f}")
    bar = BAR * options.reports / 10_000
    print(f"bar: {bar:.1f} s, {'kept' if spent <= bar else 'MISSED'}")
    return 0 if spent <= bar else 1


if __name__ == "__main__":
    sys.exit(main())
