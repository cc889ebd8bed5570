"""How quick the desk's pages are with many claims and many users.

    python scoring/bench_desk.py [--reports 8400] [--claims 12] [--users 20] [--seconds 60] [--ledger FILE]

Makes a ledger of invented reports (or takes one), serves it as `oathbook desk` does, and lets the users ask for one
page after the other, each waiting ``--think`` seconds between two. Prints for each page how often it was asked for,
the median, the 95th percentile and the longest answer in milliseconds. Exit status 1 where the 95th percentile of a
page is over the bar of 300 ms, or a page was answered with an error.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench_ledger import load
from oathbook.ledger import Ledger

BAR = 0.3
PATHS = (
    "/", "/reports", "/reports?q=report+77", "/reports?since=2014&until=2015", "/reports/{report}", "/claims",
    "/claims?page=700", "/claims?type=leave", "/claims?actor=Liwa+al-7", "/claims?type=kill&since=2014&until=2015",
    "/claims?q=liwa+7", "/claims/{claim}", "/search?q=jund+9", "/search?q=winter", "/api/v1/claims", "/api/v1/reports",
    "/api/v1/claims/{claim}", "/api/v1/actors", "/api/v1/entries",
)  # fmt: skip


def serve(ledger: str) -> tuple[subprocess.Popen[str], int]:
    """The desk in a process of its own, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-c",
        "from oathbook.cli import main; main()",
        "desk",
        "--ledger",
        ledger,
        "--port",
        str(port),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    if not process.stdout.readline():
        raise SystemExit("the desk did not start")
    return process, port


def ask(port: int, path: str) -> bytes:
    """One answer; SystemExit where it is an error."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path}: {answer.status} {body[:300]!r}")
    return body


def indexed(port: int, reports: int) -> float:
    """Seconds until all reports are in the index."""
    begun = time.perf_counter()
    while json.loads(ask(port, "/api/v1/reports?limit=1"))["total"] < reports:
        time.sleep(0.5)
    return time.perf_counter() - begun


def user(port: int, number: int, until: float, think: float, took: dict[str, list[float]], failed: list[str]) -> None:
    """One user, who keeps a connection."""
    chance = random.Random(number)
    records = {key: json.loads(ask(port, f"/api/v1/{key}s?limit=200"))[f"{key}s"] for key in ("report", "claim")}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    time.sleep(chance.random() * think)
    while time.perf_counter() < until:
        path = chance.choice(PATHS)
        begun = time.perf_counter()
        connection.request("GET", path.format(**{key: chance.choice(of)["id"] for key, of in records.items()}))
        answer = connection.getresponse()
        answer.read()
        took[path].append(time.perf_counter() - begun)
        if answer.status != 200:
            failed.append(f"{path}: {answer.status}")
        time.sleep(think)


def main() -> int:
    """Make, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=8_400)
    parser.add_argument("--claims", type=int, default=12)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between two pages of a user")
    parser.add_argument("--ledger", help="a ledger that is there; a made one where not given")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        url = options.ledger or str(Path(name) / "ledger.sqlite")
        with Ledger(url) as ledger:
            if not options.ledger:
                load(ledger, options.reports, options.claims)
            reports = sum(1 for _ in ledger.reports())
        process, port = serve(url)
        try:
            print(f"the index is ready after {indexed(port, reports):.1f} s")
            for path in PATHS:
                if "{" not in path:
                    ask(port, path)  # what is read once, such as the knowledge files
            took: dict[str, list[float]] = defaultdict(list)
            failed: list[str] = []
            until = time.perf_counter() + options.seconds
            users = [
                threading.Thread(target=user, args=(port, number, until, options.think, took, failed))
                for number in range(options.users)
            ]
            for each in users:
                each.start()
            for each in users:
                each.join()
        finally:
            process.terminate()
            process.wait()
    slow = []
    for path, times in sorted(took.items()):
        times.sort()
        high = times[min(len(times) - 1, int(len(times) * 0.95))]
        slow += [path] if high > BAR else []
        print(f"{path:44}{len(times):6}{times[len(times) // 2] * 1e3:8.0f}{high * 1e3:8.0f}{times[-1] * 1e3:8.0f} ms")
    total = sum(map(len, took.values()))
    print(f"{total} pages by {options.users} users in {options.seconds:.0f} s, {len(failed)} errors")
    print(f"bar {BAR * 1e3:.0f} ms, {'MISSED by ' + ', '.join(slow) if slow else 'kept'}")
    return 1 if slow or failed else 0


if __name__ == "__main__":
    sys.exit(main())
