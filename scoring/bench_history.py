"""How the history holds up as a ledger grows: single questions, the whole history, plain SQL beside.

    python scoring/bench_history.py [--sizes 10000 100000 1000000] [--folder DIR] [--workers 2] [--no-rebuild]

For each size a ledger is generated (``scoring/generate.py``; kept in the folder and used again where it is there), with
one actor for every fifty claims and one actor that a thousand claims name, whatever the size. Then:

- ``who`` and ``story`` of that actor and ``under`` on a day, in a process that has the ledger open and has asked about
  another actor: the median of five, in milliseconds, and how much of it was computing;
- the same claims by one plain SQL statement that counts them, and ``who`` as a multiple of that;
- the whole history: the spans of every actor, actor by actor, in as many processes as there are workers.

Prints a table, and the bars of a million claims; exit status 1 where one is missed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generate import FOCUS, generate
from oathbook import history
from oathbook.history.around import named, spans_of
from oathbook.history.kept import Kept
from oathbook.history.source import Knowing
from oathbook.ledger import Ledger

DAY = date(2017, 6, 1)
ROUNDS = 5
BARS = {"who": 0.2, "story": 0.2, "under": 1.0, "rebuild": 600.0, "memory": 4096.0}
"""Seconds, and MiB, for a million claims."""
PLAIN = """
SELECT count(*) FROM claims JOIN (
    SELECT DISTINCT reading, claim FROM claim_names WHERE name = ? AND role IN ('agent', 'object')
) named ON named.reading = claims.reading AND named.claim = claims.id
WHERE length(claims.record) > 0 AND claims.reading IN (
    SELECT number FROM entries AS one WHERE one.number = claims.reading AND one.what = 'read' AND NOT EXISTS (
        SELECT 1 FROM entries AS mark WHERE mark.report = one.report AND mark.what = 'withdrawn'
    )
)
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds by the clock, and seconds of a processor."""

    clock: float
    busy: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What one size took. ``memory``: the most that the processes of the rebuild held together, in MiB."""

    claims: int
    actors: int
    who: Timed
    story: Timed
    under: Timed
    members: int
    plain: Timed
    rebuild: Timed | None
    spans: int
    memory: float


def timed(ask: Callable[[], Any]) -> tuple[Timed, Any]:
    """The median of several rounds, and what was answered."""
    clock, busy, answer = [], [], None
    for _ in range(ROUNDS):
        begun, begun_busy = time.perf_counter(), time.process_time()
        answer = ask()
        clock.append(time.perf_counter() - begun)
        busy.append(time.process_time() - begun_busy)
    return Timed(statistics.median(clock), statistics.median(busy)), answer


def measure(path: Path, *, workers: int, rebuild: bool) -> Figures:
    """Ask the ledger of one size."""
    with Ledger(str(path), create=False) as ledger:
        warm = Kept(ledger)
        banner = biggest(ledger, "coalition")
        history.who(warm, banner, on=DAY)
        who, _ = timed(lambda: history.who(Kept(ledger), FOCUS, on=DAY))
        story, _ = timed(lambda: history.story(Kept(ledger), FOCUS))
        under, found = timed(lambda: history.under(Kept(ledger), banner, on=DAY))
        keys = sorted(ledger.actors().keys())
    connection = sqlite3.connect(path)
    plain, _ = timed(lambda: connection.execute(PLAIN, (FOCUS,)).fetchone())
    claims = connection.execute("SELECT sum(claims) FROM entries").fetchone()[0]
    connection.close()
    whole, spans, memory = rebuilt(path, keys, workers=workers) if rebuild else (None, 0, 0.0)
    return Figures(claims, len(keys), who, story, under, len(found.members), plain, whole, spans, memory)


def biggest(ledger: Ledger, kind: str) -> str:
    """Of the first few names of that kind, the one that most claims give."""
    query = (
        "SELECT name FROM claim_names WHERE kind = ? AND reading <= 5000 GROUP BY name ORDER BY count(*) DESC LIMIT 1"
    )
    with ledger._engine.connect() as connection:
        name: str = connection.exec_driver_sql(query, (kind,)).scalar_one()
    return name


def rebuilt(path: Path, keys: Sequence[str], *, workers: int) -> tuple[Timed, int, float]:
    """Trace every actor: the time, how many spans, and the memory of all workers at their largest."""
    begun = time.perf_counter()
    parts = [(str(path), keys[at::workers]) for at in range(workers)]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        found = pool.map(trace_part, parts, chunksize=1)
    clock = time.perf_counter() - begun
    busy = max(part[1] for part in found)
    return Timed(clock, busy), sum(part[0] for part in found), sum(part[2] for part in found)


def trace_part(part: tuple[str, Sequence[str]]) -> tuple[int, float, float]:
    """How many spans these actors are the subject of; processor seconds; MiB at the largest."""
    path, keys = part
    begun, spans = time.process_time(), 0
    with Ledger(path, create=False) as ledger:
        source = Kept(ledger)
        for key in keys:
            actor = named(key, key, source.about([key]), source.keys)
            spans += sum(span.subject == key for span in spans_of(source, actor, Knowing()))
    return spans, time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(figures: Figures) -> str:
    """One line of the table."""

    def ms(timed: Timed) -> str:
        return f"{timed.clock * 1000:.0f} ({timed.busy * 1000:.0f})"

    cells = [
        f"{figures.claims:,}",
        f"{figures.actors:,}",
        ms(figures.who),
        ms(figures.story),
        f"{ms(figures.under)}, {figures.members} members",
        f"{figures.plain.clock * 1000:.1f}",
        f"{figures.who.busy / figures.plain.busy:.0f}" if figures.plain.busy else "",
        f"{figures.rebuild.clock:.0f} ({figures.rebuild.busy:.0f})" if figures.rebuild else "",
        f"{figures.spans:,}" if figures.rebuild else "",
        f"{figures.rebuild.busy / figures.claims * 1e6:.0f}" if figures.rebuild else "",
        f"{figures.memory:.0f}" if figures.rebuild else "",
    ]
    return f"| {' | '.join(cells)} |"


HEADING = (
    "| claims | names | who, ms | story, ms | under, ms | plain SQL, ms | who to plain | whole history, s | spans "
    "| us a claim | MiB |\n|---|---|---|---|---|---|---|---|---|---|---|"
)


def missed(figures: Figures) -> list[str]:
    """The bars of a million claims that were missed."""
    held = {"who": figures.who.clock, "story": figures.story.clock, "under": figures.under.clock}
    if figures.rebuild:
        held |= {"rebuild": figures.rebuild.clock, "memory": figures.memory}
    return [f"{name} {held[name]:.2f} over {bar}" for name, bar in BARS.items() if name in held and held[name] > bar]


def main() -> int:
    """Generate, ask, trace, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the ledgers are kept; a temporary one where not given")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--rebuild", action=argparse.BooleanOptionalAction, default=True)
    options = parser.parse_args()
    failures = []
    with tempfile.TemporaryDirectory() as temporary:
        print("Times by the clock, in brackets those of a processor (of the busiest worker).")
        print(HEADING)
        for size in options.sizes:
            path = (options.folder or Path(temporary)) / f"claims-{size}.sqlite"
            if not path.exists():
                with Ledger(str(path)) as ledger:
                    generate(ledger, size)
            figures = measure(path, workers=options.workers, rebuild=options.rebuild)
            print(row(figures), flush=True)
            if figures.claims >= 1_000_000:
                failures += missed(figures)
    for failure in failures:
        print(f"bar missed: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
