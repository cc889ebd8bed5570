"""How quick the desk's pages are with many claims and many users.

    python scoring/bench_desk.py [--claims 100800] [--users 20] [--seconds 60] [--think 1] [--ledger URL]
    scripts/postgres.sh python scoring/bench_desk.py --postgres

Makes a ledger of invented reports as ``generate.py`` does (or takes one), with reviews by three people, serves it as
``oathbook desk`` does, waits until all of it is reckoned, and lets users with accounts (a third of them reviewers, two
of them editors) ask for one page after the other: every kind of page as often as any other, with days, actors, claims
and reports drawn by chance. Each thinks between half and one and a half of ``--think`` seconds before the next page. A
reviewer's turn at the review is a page and a decision; one decision in five changes what the ledger answers, so that
all is reckoned anew meanwhile.

A page that says that its results are being reckoned is asked for again each second until they are there, as it does in
a browser; each time counts as an answer.

Prints for each kind how many answers there were, the median, the 95th percentile and the longest in milliseconds, how
many pages waited for their results and how long at most until these were there, in seconds, and errors. An answer
counts from the request to the last byte, on a connection that is kept. Exit status 1 where the 95th percentile of a
kind is over the bar of 300 ms, or a page was answered with an error.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sqlalchemy import insert

from desk_visits import ONLY_EDITORS, PAGES, READERS, Known, Visit, decision
from generate import generate
from oathbook.ledger import Ledger
from oathbook.records import FIRST
from oathbook.views.desk.accounts import Accounts
from oathbook.views.desk.store import Store
from oathbook.views.desk.visits import visits

BAR = 0.3
PASSWORD = "correct horse battery"
REVIEWED = 300
"""Claims that three people had decided about before."""
AGAIN = 60
"""How often a page is asked for until its results are there."""
BEHIND = 40
"""Entries of the ledger that came in since the users' last visits."""


@dataclass
class Taken:
    """The seconds of one kind of page, those until its results were there where it waited, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    there: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Browser:
    """One user's browser: a connection that is kept, and a cookie."""

    def __init__(self, port: int) -> None:
        self._port, self._cookie = port, ""
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.token = ""

    def ask(self, path: str, form: dict[str, Any] | None = None) -> tuple[int, str]:
        """Status and text of an answer; redirections are not followed."""
        headers = {"Cookie": self._cookie, "Origin": f"http://127.0.0.1:{self._port}"}
        body = None
        if form is not None:
            body = urlencode({"csrf": self.token, **form})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        for again in (True, False):
            try:
                self._connection.request("GET" if form is None else "POST", path, body, headers)
                answer = self._connection.getresponse()
                break
            except (ConnectionError, http.client.HTTPException):
                self._connection.close()  # the desk closes what nobody uses for five seconds
                if not again:
                    raise
        text = answer.read().decode("utf-8", "replace")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self._cookie = value.split(";")[0]
        found = re.search(r'name="csrf" value="(\w+)"', text)
        self.token = found[1] if found else self.token
        return answer.status, text

    def sign_in(self, name: str) -> None:
        """Sign in; SystemExit where it fails."""
        self.ask("/sign-in")
        status, text = self.ask("/sign-in", {"name": name, "password": PASSWORD})
        if status != 303:
            raise SystemExit(f"{name} cannot sign in: {status} {text[:300]}")
        self.ask("/")


def fill(url: str, users: dict[str, str]) -> Known:
    """Accounts, reviews and earlier visits; what the ledger holds."""
    with Ledger(url) as ledger:
        claims = [claim for _, claim in zip(range(20_000), ledger.claims(), strict=False)]
        chance = random.Random(7)
        if not any(True for _ in ledger.reviews()):
            for claim in chance.sample(claims, REVIEWED):
                for who, round in (("Ada", FIRST), ("Bea", "second"), ("Cyd", "third")):
                    ledger.review(claim.id, chance.choice(("accepted", "accepted", "unsure")), who=who, round=round)
        newest = ledger.newest_entries(limit=1)[0].number
        reports = [stored.report.id for stored in ledger.reports(withdrawn=False)]
        names = [known.name for known in ledger.names() if known.claims]
    store = Store(url)
    known_users = {user.name for user in Accounts(store).all()}
    for name, role in users.items():
        if name not in known_users:
            Accounts(store).add(name, role, PASSWORD, who="bench")
    past = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    with store.writing() as connection:
        visits.create(connection, checkfirst=True)
        connection.execute(visits.delete())
        row = {"at": past, "number": newest - BEHIND, "before_at": "", "before_number": 0}
        connection.execute(insert(visits), [row | {"name": name} for name in users])
    store.close()
    days = sorted(claim.published for claim in claims if claim.published)
    last = max(days[-1], date(2016, 1, 1))
    return Known(reports, [claim.id for claim in claims], names, days[0], last)


def serve(ledger: str) -> tuple[subprocess.Popen[str], int]:
    """The desk in a process of its own, and its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    start = "from oathbook.cli import main; main()"
    command = [sys.executable, "-c", start, "desk", "--ledger", ledger, "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    if not process.stdout.readline():
        raise SystemExit("the desk did not start")
    return process, port


def reckoned(browser: Browser, reports: int) -> tuple[float, float]:
    """Seconds until all reports are in the index, and until all is reckoned."""
    begun = time.perf_counter()
    while json.loads(browser.ask("/api/v1/reports?limit=1")[1])["total"] < reports:
        time.sleep(0.5)
    indexed = time.perf_counter() - begun
    while browser.ask("/network")[0] == 202 or "being reckoned" in browser.ask("/disputes")[1]:
        time.sleep(0.5)
    return indexed, time.perf_counter() - begun


def use(browser: Browser, visit: Visit, role: str, until: float, think: float, taken: dict[str, Taken]) -> None:
    """One user, until the time is over."""
    kinds = sorted(set(PAGES) - ONLY_EDITORS if role != "reader" else READERS - ONLY_EDITORS)
    kinds += ["review", "decide"] if role != "reader" else []
    kinds += sorted(ONLY_EDITORS) if role == "editor" else []
    time.sleep(visit.chance.random() * think)
    while time.perf_counter() < until:
        kind = visit.chance.choice(kinds)
        if kind == "decide":
            _decide(browser, visit, taken)
        else:
            _look(browser, visit, kind, "/review" if kind == "review" else PAGES[kind](visit), taken)
        time.sleep(think * (0.5 + visit.chance.random()))


def _decide(browser: Browser, visit: Visit, taken: dict[str, Taken]) -> None:
    """Load the review, decide, and load the next."""
    _look(browser, visit, "review", "/review", taken)
    claims = visit.met.get("review form")
    if claims:
        what, form = decision(visit)
        _look(browser, visit, "decide", f"/review/{claims.pop()}/{what}", taken, form={"seen": "0", **form})
        _look(browser, visit, "review", "/review", taken)


def _look(
    browser: Browser, visit: Visit, kind: str, path: str, taken: dict[str, Taken], form: dict[str, Any] | None = None
) -> None:
    held, first = taken[kind], time.perf_counter()
    for again in range(AGAIN):
        begun = time.perf_counter()
        status, text = browser.ask(path, form)
        held.seconds.append(time.perf_counter() - begun)
        if status != 202 and not (status == 503 and '"reckoning"' in text):
            if again:
                held.there.append(time.perf_counter() - first)
            break
        time.sleep(1)
    else:
        held.errors.append(f"{path}: not there after {time.perf_counter() - first:.0f} s")
    if status not in (200, 202, 303, 302, 503):
        held.errors.append(f"{path}: {status} {text[:200]}")
    visit.learn(text)


def told(taken: dict[str, Taken], users: int, seconds: float) -> int:
    """Print the table; the exit status."""
    print(f"{'':20}{'asked':>6}{'median':>8}{'95th':>8}{'worst':>8}{'waited':>8}{'there':>8}{'errors':>8}")
    slow, everything = [], []
    for kind, held in sorted(taken.items()):
        times = sorted(held.seconds)
        everything += times
        high = _high(times)
        slow += [kind] if high > BAR else []
        figures = "".join(f"{value * 1e3:8.0f}" for value in (times[len(times) // 2], high, times[-1]))
        mark = "  over" if high > BAR else ""
        waited = f"{len(held.there):8}{max(held.there, default=0):8.1f}"
        print(f"{kind:20}{len(times):6}{figures}{waited}{len(held.errors):8}{mark}")
    errors = [error for held in taken.values() for error in held.errors]
    everything.sort()
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    print(
        f"{len(everything)} answers for {users} users in {seconds:.0f} s, {len(errors)} errors, 95th percentile of all "
        f"{_high(everything) * 1e3:.0f} ms, worst {everything[-1] * 1e3:.0f} ms"
    )
    for error in errors[:5]:
        print(error)
    print(f"bar {BAR * 1e3:.0f} ms, {'MISSED by ' + ', '.join(slow) if slow else 'kept'}")
    return 1 if slow or errors else 0


def _high(times: list[float]) -> float:
    return times[min(len(times) - 1, int(len(times) * 0.95))]


def main() -> int:
    """Make, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_800)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=1.0, help="seconds between two pages of a user, on average")
    parser.add_argument("--ledger", help="a ledger that is there; a made one where not given")
    parser.add_argument("--postgres", action="store_true", help="make it in the server of OATHBOOK_TEST_POSTGRES")
    options = parser.parse_args()
    roles = ["editor"] * 2 + ["reviewer"] * max(options.users // 3 - 1, 1) + ["reader"] * options.users
    users = {f"user{number}": role for number, role in enumerate(roles[: options.users])}
    with tempfile.TemporaryDirectory() as name:
        url = options.ledger or str(Path(name) / "ledger.sqlite")
        if options.postgres:
            url = os.environ["OATHBOOK_TEST_POSTGRES"]
        with Ledger(url) as ledger:
            if not options.ledger:
                generate(ledger, options.claims)
            reports = sum(1 for _ in ledger.reports())
        known = fill(url, users)
        process, port = serve(url)
        taken: dict[str, Taken] = defaultdict(Taken)
        try:
            browsers = []
            for user in users:
                browsers.append(Browser(port))
                browsers[-1].sign_in(user)
            first = time.perf_counter()
            browsers[0].ask("/review")
            first = time.perf_counter() - first
            indexed, ready = reckoned(browsers[0], reports)
            print(f"the index is ready after {indexed:.1f} s, all is reckoned after {ready:.1f} s")
            print(f"the very first review page took {first * 1e3:.0f} ms")
            until = time.perf_counter() + options.seconds
            threads = [
                threading.Thread(
                    target=use, args=(browser, Visit(known, random.Random(n)), role, until, options.think, taken)
                )
                for n, (browser, role) in enumerate(zip(browsers, users.values(), strict=True))
            ]
            for each in threads:
                each.start()
            for each in threads:
                each.join()
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
    return told(taken, options.users, options.seconds)


if __name__ == "__main__":
    sys.exit(main())
