"""How smoothly the desk's network moves with many actors.

    python scoring/bench_network.py [--actors 2000] [--ties 4000] [--seconds 4] [--chromium FILE] [--ledger FILE]

Needs playwright. Makes a ledger of an invented war in which so many ties hold on its last day, serves it as `oathbook
desk` does, opens the network in headless Chromium with every actor as a circle of its own, then with blocs as one
circle each. In each it drags the network about and turns the wheel, and prints the frames a second and the 95th
percentile of the time between two frames (milliseconds, from `requestAnimationFrame`). Chromium draws in software where
the machine has no graphics card. Exit status 1 where dragging every actor is under 30 frames a second.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from invented import make_claim, make_report

from bench_desk import serve
from oathbook.ledger import Ledger

BAR = 30.0
TYPES = ("fight", "ally", "support", "fight")
FIRST = date(2014, 1, 1)
WATCH = """() => {
  window.stamps = [];
  const next = (at) => { window.stamps.push(at); window.frame = requestAnimationFrame(next); };
  window.frame = requestAnimationFrame(next);
}"""
READ = "() => { cancelAnimationFrame(window.frame); return window.stamps; }"


def fill(url: str, actors: int, ties: int) -> None:
    """A ledger where so many ties between so many actors began one after the other and none has ended."""
    chance = random.Random(7)
    names = [f"Liwa {number}" for number in range(actors)]
    pairs: set[tuple[int, int]] = set()
    for one in range(1, actors):  # each is tied to somebody near, so that there are camps
        pairs.add((one, max(one - 1 - int(chance.expovariate(0.08)), 0)))
    while len(pairs) < ties:
        one, other = chance.randrange(actors), chance.randrange(actors)
        if one != other and (other, one) not in pairs:
            pairs.add((one, other))
    listed = sorted(pairs)
    with Ledger(url) as ledger:
        for at in range(0, len(listed), 100):
            ledger.append(*told(names, listed[at : at + 100], at // 100), reader="bench")


def told(names: Sequence[str], pairs: Sequence[tuple[int, int]], number: int) -> tuple[Any, list[Any]]:
    """A report with a line for each tie, and its claims. Those near each other are under the next banner or allies."""
    published = FIRST + timedelta(days=number * 9)
    sorts = [_sort(one, other) for one, other in pairs]
    lines = [f"{names[one]} ... {sort} {names[other]}." for (one, other), sort in zip(pairs, sorts, strict=True)]
    report = make_report(f"wire-{number}", "\n".join(lines) + "\n", published=published)
    claims, start = [], 0
    for line, sort, (one, other) in zip(lines, sorts, pairs, strict=True):
        span = {"start": start, "end": start + len(line), "evidence": line}
        claims.append(make_claim(report, sort, [names[one]], [names[other]], when=str(published), **span))
        start += len(line) + 1
    return report, claims


def _sort(one: int, other: int) -> str:
    if abs(one - other) < 60:
        return "pledge" if other % 8 == 0 else "ally"
    return TYPES[(one + other) % len(TYPES)]


def opened(page: Any, address: str) -> tuple[str, float]:
    """Open the network; what it says of itself, and the seconds until it stands."""
    begun = time.perf_counter()
    page.goto(address)
    page.wait_for_selector("#network:not([hidden]):not([aria-busy])", timeout=120_000)
    told = page.inner_text("#network-total")
    taken = time.perf_counter() - begun
    page.wait_for_timeout(1500)
    return told, taken


def frames(page: Any, seconds: float, act: Any) -> tuple[float, float]:
    """Frames a second while ``act`` is done again and again, and the 95th percentile between two, in milliseconds."""
    page.evaluate(WATCH)
    until, step = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        act(step)
        step += 1
    stamps = page.evaluate(READ)
    gaps = sorted(later - earlier for earlier, later in pairwise(stamps))
    return 1000 * len(gaps) / sum(gaps), gaps[int(len(gaps) * 0.95)]


def measured(page: Any, address: str, seconds: float) -> float:
    """Open, drag, zoom, print; the frames a second while dragging."""
    told, taken = opened(page, address)
    box = page.query_selector("#network-canvas").bounding_box()
    left, top = box["x"] + 12, box["y"] + 12
    page.mouse.move(left, top)
    page.mouse.down()
    drag = frames(page, seconds, lambda n: page.mouse.move(left + n * 7 % 500, top + n * 5 % 300))
    page.mouse.up()
    wheel = frames(page, seconds, lambda n: page.mouse.wheel(0, 60 if n // 12 % 2 else -60))
    print(
        f"{told}\n  stands after {taken:.1f} s; dragged: {drag[0]:.1f} frames a second, 95% within {drag[1]:.0f} ms; "
        f"wheel: {wheel[0]:.1f}, {wheel[1]:.0f} ms",
        flush=True,
    )
    return drag[0]


def main() -> int:
    """Make, serve, move, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--actors", type=int, default=2_000)
    parser.add_argument("--ties", type=int, default=4_000)
    parser.add_argument("--seconds", type=float, default=4.0, help="how long each movement is measured")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    parser.add_argument("--ledger", help="a ledger that is there; a made one where not given")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name:
        url = options.ledger or str(Path(name) / "ledger.sqlite")
        if not options.ledger:
            fill(url, options.actors, options.ties)
        process, port = serve(url)
        try:
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
                page = browser.new_page(viewport={"width": 1200, "height": 1500})
                address = f"http://127.0.0.1:{port}/network?shown="
                every = measured(page, f"{address}actors", options.seconds)
                measured(page, f"{address}blocs", options.seconds)
                browser.close()
        finally:
            process.terminate()
    if every < BAR:
        print(f"under {BAR:.0f} frames a second", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
