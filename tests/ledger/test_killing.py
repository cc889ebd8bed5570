"""Killed at any moment (SIGKILL), a ledger holds whole reports only, and running again finishes without doubling."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from invented import make_claim, make_report

from oathbook.ledger import Ledger

PROGRAM = str(Path(__file__).with_name("appending.py"))
REPORTS, CLAIMS = 1500, 12


def start(url: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, PROGRAM, url, str(REPORTS), str(CLAIMS)], stdout=subprocess.PIPE, text=True
    )


def kept_whole(url: str) -> int:
    """How many reports are kept; each must have all its claims, names and one entry."""
    with Ledger(url) as ledger:
        reports = list(ledger.reports())
        counted: dict[str, int] = {}
        for claim in ledger.claims():
            counted[claim.report] = counted.get(claim.report, 0) + 1
        entries = [entry.report for entry in ledger.entries()]
        names = ledger.names()
    ids = [stored.report.id for stored in reports]
    assert len(set(ids)) == len(ids)
    assert counted == dict.fromkeys(ids, CLAIMS)
    assert all(stored.claims == CLAIMS and stored.readings == 1 for stored in reports)
    assert sorted(entries) == sorted(ids)
    assert {known.name: known.claims for known in names if known.name != "Tigers"} == (
        {f"Lions {index}": len(ids) for index in range(CLAIMS)} if ids else {}
    )
    return len(reports)


def test_killed_while_appending(url: str) -> None:
    chance = random.Random(7)
    kept = 0
    for _ in range(5):
        process = start(url)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        told = process.stdout.read().count("True") + 1
        process.wait()
        time.sleep(0.2)  # a server may still be keeping what the killed process had sent
        before, kept = kept, kept_whole(url)
        # all that was told as kept is kept, and at most the one after it
        assert kept - before - told in (0, 1)
    assert process.returncode == -signal.SIGKILL
    assert kept < REPORTS, "finished before it was killed: make REPORTS larger"
    finishing = start(url)
    told = finishing.communicate()[0].count("True")
    assert finishing.returncode == 0
    assert told == REPORTS - kept
    assert kept_whole(url) == REPORTS


def test_killed_while_the_ledger_is_made(new_url: Callable[[], str]) -> None:
    chance = random.Random(11)
    for _ in range(3):
        url = new_url()
        for _ in range(3):
            process = start(url)
            time.sleep(chance.uniform(0.2, 0.9))
            process.kill()
            process.communicate()
        time.sleep(0.2)
        kept = kept_whole(url)
        report = make_report("after")
        with Ledger(url) as ledger:
            assert ledger.append(report, [make_claim(report, start=n, agent=["x"]) for n in range(3)], reader="r")
            assert len(list(ledger.reports())) == kept + 1
