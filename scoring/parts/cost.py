"""What reading costs: time and memory, on the reports of examples/, and the time to fill a ledger.

Speed and memory are taken in processes of their own, on two cores where the system lets them be chosen. Words a second
are those of many reports, the examples again and again, read by the pipeline with as many processes as it uses unasked;
the time goes from the end of the first round to the end of the last, so that loading does not count. Report by report
in one process, the examples are read in turn with spaCy's blank English pipeline and with the encoder alone on the same
words, the fastest round of each. The ratios stand on other machines too; words a second do not. Memory is the most that
one process held (from /proc where there is one, because what getrusage tells of a child begins with its parent's), and
the most that all processes together held for themselves alone while many reports were read. Torch, which spaCy loads
where it finds it and a user of oathbook does not have, is kept out (``installed/``).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from parts.bench import ROOT, Bench, Figure, Figures, Part

ROUNDS = 5
MANY = 12
"""Rounds of the examples that make many reports."""
REPORTS = 1000
CLAIMS = 12


def examples(bench: Bench) -> list[Any]:
    """The reports of examples/."""
    from oathbook.records import Report
    from oathbook.reports import load

    return [r for r in load([str(ROOT / "examples")], lexicon=bench.lexicon) if isinstance(r, Report)]


def fastest(run: Callable[[], object]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def on_two_cores() -> None:
    """Keep this process, and those it starts, to two cores."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:2]))


def read_many(after_a_round: Callable[[], object]) -> dict[str, float]:
    """Words and seconds of all rounds of many reports but the first, by the pipeline."""
    from oathbook.pipeline import read_into
    from oathbook.settings import worker_count

    on_two_cores()
    bench = Bench(Path())
    reports = examples(bench)
    sources = [str(ROOT / "examples")] * MANY
    began, read = 0.0, 0
    for outcome in read_into(
        None, sources, reader=bench.reader, lexicon=bench.lexicon, workers=worker_count(environ={})
    ):
        read += outcome.report is not None
        if read == len(reports) and not began:
            began = time.perf_counter()
        if read % len(reports) == 0:
            after_a_round()
    spent = time.perf_counter() - began
    return {"words": (MANY - 1) * sum(len(r.text.split()) for r in reports), "seconds": spent}


def measure_many() -> dict[str, float]:
    """Words and seconds of many reports."""
    return read_many(lambda: None)


def measure_many_memory() -> dict[str, float]:
    """The most megabytes that this process and those it started held for themselves alone; none without /proc."""
    most = 0.0

    def look() -> None:
        nonlocal most
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        most = max(most, sum(map(held_alone, ["self", *children])))

    if not Path("/proc/self/smaps_rollup").exists():
        return {}
    read_many(look)
    return {"megabytes": most}


def held_alone(process: str) -> float:
    """Megabytes of a process that it shares with no other; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def measure_speed() -> dict[str, float]:
    """Words, and the seconds of the fastest round of each."""
    on_two_cores()
    import spacy

    bench = Bench(Path())
    reports = examples(bench)
    blank = spacy.blank("en")
    docs = [bench.read_report(r)[0].doc for r in reports]
    sentences = [[[t.text for t in s if not t.is_space] for s in doc.sents if doc[s.start].pos_] for doc in docs]
    runs: dict[str, Callable[[], object]] = {
        "ours": lambda: [bench.read_report(r) for r in reports],
        "encoder": lambda: [bench.reader.encoder.analyse(s) for s in sentences],
        "blank": lambda: [blank(r.text) for r in reports],
    }
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(ROUNDS):
        for name, run in runs.items():
            best[name] = min(best[name], fastest(run))
    return {"words": sum(len(r.text.split()) for r in reports), **best}


def measure_memory() -> dict[str, float]:
    """Megabytes that this process held at most after reading the examples."""
    import resource

    bench = Bench(Path())
    for report in examples(bench):
        bench.read_report(report)
    status = Path("/proc/self/status")
    if status.exists():
        line = next(x for x in status.read_text().splitlines() if x.startswith("VmHWM"))
        return {"megabytes": int(line.split()[1]) / 1024}
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"megabytes": most / 1024 / (1024 if sys.platform == "darwin" else 1)}


def in_a_process(what: str) -> dict[str, float]:
    """What a measurement gives when it runs alone."""
    command = [sys.executable, "-c", f"import json; from parts import cost; print(json.dumps(cost.{what}()))"]
    path = os.pathsep.join([str(ROOT / "scoring" / "installed"), str(ROOT / "scoring"), *filter(None, sys.path)])
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        raise RuntimeError(f"measuring {what} failed: {done.stderr.strip().splitlines()[-1]}")
    told: dict[str, float] = json.loads(done.stdout)
    return told


def speed(_: Bench) -> Figures:
    """Words a second, and how much longer than others take on the same text."""
    many, told = in_a_process("measure_many"), in_a_process("measure_speed")
    note_many = f"{many['words']:,} words in {many['seconds']:.2f} s, many reports"
    note = f"{told['words']} words in {told['ours']:.2f} s, the fastest of {ROUNDS} rounds"
    over, blank = told["ours"] / told["encoder"], told["ours"] / told["blank"]
    return {
        "words a second": Figure(many["words"] / many["seconds"], floored=False, note=note_many),
        "words a second, report by report": Figure(told["words"] / told["ours"], floored=False, note=note),
        "times as long as the encoder alone": Figure(over, better="lower", margin=0.25 * over),
        "times as long as spaCy's blank English": Figure(blank, better="lower", margin=0.3 * blank),
    }


def memory(_: Bench) -> Figures:
    """The most memory that reading the examples takes."""
    most = in_a_process("measure_memory")["megabytes"]
    figures = {"MB at most": Figure(most, better="lower", margin=0.1 * most)}
    many = in_a_process("measure_many_memory").get("megabytes")
    if many is not None:
        figures["MB at most, all processes of many reports"] = Figure(many, better="lower", floored=False)
    return figures


def ledger(_: Bench) -> Figures:
    """Seconds to append reports of invented claims to SQLite, against plain sqlite3 with the same rows."""
    from bench_ledger import load, plain
    from oathbook.ledger import Ledger

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Ledger(str(folder / "ledger.sqlite")) as book:
            spent, _busy = load(book, REPORTS, CLAIMS)
        beside = plain(folder / "ledger.sqlite", folder)
    ratio = spent / beside
    return {
        f"seconds for {REPORTS:,} reports": Figure(spent, better="lower", floored=False, note=f"{CLAIMS} claims each"),
        "times as long as plain sqlite3": Figure(ratio, better="lower", margin=0.5 * ratio),
    }


PARTS = (
    Part("speed", "words a second on two cores", speed, ("./examples/0*.*",), gated=False),
    Part("memory", "peak memory", memory, ("./examples/0*.*",), gated=False),
    Part("ledger", "loading a ledger", ledger, (), gated=False),
)  # fmt: skip
