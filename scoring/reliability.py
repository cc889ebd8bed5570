"""How far the score of a claim can be trusted: the share of right claims by score.

usage: reliability.py [--shared DIR] [--bins N] [--least X] [--svg FILE] [--json FILE] [GOLD_DIR ...]

Without folders: claims/dev of the outside data. A claim is right where it is core-matched with a gold claim, required
or optional, as claims/score.py matches them (one to one, in its report). Prints for each bin of scores how many claims
fall into it, their mean score and the share that is right, then the expected calibration error: the difference between
mean score and share right, averaged over the bins by their claims. --svg draws the same (a bar a bin; the line is where
bars would end if scores were chances).
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parts.bench import Bench
from parts.claims import predictions

Judged = tuple[float, bool]
"""A claim's score, and whether it is right."""
WIDE, HIGH, EDGE = 480, 320, 48
"""The figure's size, and the room at its left and foot for the numbers."""


@dataclass(frozen=True)
class Bin:
    """Claims whose scores lie from ``low`` to ``high`` (the last bin holds its end, the others not)."""

    low: float
    high: float
    claims: int
    right: int
    mean: float

    @property
    def share(self) -> float:
        """The share that is right."""
        return self.right / self.claims if self.claims else 0.0


def judged(bench: Bench, folder: Path, *, least: float | None = None) -> list[Judged]:
    """Every claim found in a folder's reports: its score, and whether gold has it."""
    by_report: dict[str, list[dict[str, Any]]] = {}
    for claim in predictions(bench, folder, least=least):
        by_report.setdefault(claim["report"], []).append(claim)
    out: list[Judged] = []
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = by_report.get(gold["report"], [])
        right = set(bench.score.assign(found, gold["claims"], gold["actors"], "core").values())
        out += [(claim["score"], j in right) for j, claim in enumerate(found)]
    return out


def bins(claims: Iterable[Judged], number: int) -> list[Bin]:
    """The claims in bins of one width from 0 to 1; bins before the first claim are left out."""
    inside: list[list[Judged]] = [[] for _ in range(number)]
    for score, right in claims:
        inside[min(number - 1, max(0, int(score * number + 1e-9)))].append((score, right))
    out = [
        Bin(
            k / number,
            (k + 1) / number,
            len(told),
            sum(right for _, right in told),
            sum(s for s, _ in told) / len(told) if told else 0.0,
        )
        for k, told in enumerate(inside)
    ]
    first = next((k for k, b in enumerate(out) if b.claims), number)
    return out[first:]


def calibration_error(told: list[Bin]) -> float:
    """The expected calibration error."""
    return sum(b.claims * abs(b.share - b.mean) for b in told) / max(1, sum(b.claims for b in told))


def table(told: list[Bin]) -> str:
    """The bins as a table in Markdown."""
    lines = ["| score | claims | mean score | right | share right |", "|---|---|---|---|---|"]
    for b in told:
        shown = (f"{b.mean:.3f}", str(b.right), f"{b.share:.3f}") if b.claims else ("-", "-", "-")
        lines.append(f"| {b.low:.2f} to {b.high:.2f} | {b.claims} | {' | '.join(shown)} |")
    return "\n".join(lines)


def svg(told: list[Bin], title: str) -> str:
    """The bins as a picture: width is the score, height the share right, the number of claims over each bar."""

    def x(score: float) -> float:
        return EDGE + score * (WIDE - EDGE - 16)

    def y(share: float) -> float:
        return HIGH - EDGE - share * (HIGH - EDGE - 40)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" '
        'role="img" font-family="sans-serif" font-size="11" fill="#222">',
        f"<title>{escaped(title)}</title>",
        f'<rect width="{WIDE}" height="{HIGH}" fill="#fff"/>',
        f'<text x="{EDGE}" y="20" font-size="13">{escaped(title)}</text>',
    ]
    for k in range(0, 11, 2):
        at = k / 10
        parts.append(f'<line x1="{x(0):.1f}" y1="{y(at):.1f}" x2="{x(1):.1f}" y2="{y(at):.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{x(0) - 6:.1f}" y="{y(at) + 4:.1f}" text-anchor="end">{at:.1f}</text>')
        parts.append(f'<text x="{x(at):.1f}" y="{y(0) + 16:.1f}" text-anchor="middle">{at:.1f}</text>')
    for b in told:
        if not b.claims:
            continue
        left, wide, top = x(b.low) + 1, x(b.high) - x(b.low) - 2, y(b.share)
        parts.append(
            f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{y(0) - top:.1f}" fill="#4a7aa7"/>'
        )
        parts.append(f'<text x="{left + wide / 2:.1f}" y="{top - 4:.1f}" text-anchor="middle">{b.claims}</text>')
    parts += [
        f'<line x1="{x(0):.1f}" y1="{y(0):.1f}" x2="{x(1):.1f}" y2="{y(1):.1f}" stroke="#b3541e" '
        'stroke-dasharray="4 3"/>',
        f'<text x="{x(0.5):.1f}" y="{HIGH - 12}" text-anchor="middle">score</text>',
        f'<text transform="translate(14 {y(0.5):.1f}) rotate(-90)" text-anchor="middle">share right</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Text for XML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def main() -> None:
    """Prints the table, and draws it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = os.environ.get("OATHBOOK_SHARED") or Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--shared", type=Path, default=Path(shared))
    parser.add_argument("--bins", type=int, default=10)
    parser.add_argument("--least", type=float, help="least score of a claim; the program's own where not given")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    bench = Bench(args.shared)
    folders = args.folders or [bench.path("claims/dev")]
    claims = [c for folder in folders for c in judged(bench, folder, least=args.least)]
    told = bins(claims, args.bins)
    names, error = " and ".join(f.name for f in folders), calibration_error(told)
    right = sum(r for _, r in claims)
    print(table(told))
    print(f"\n{len(claims)} claims in {names}, {right} right; expected calibration error {error:.3f}")
    if args.svg:
        args.svg.parent.mkdir(parents=True, exist_ok=True)
        args.svg.write_text(svg(told, f"Claims right by score, {names}: {len(claims)} claims"), encoding="utf-8")
    if args.json:
        rows = [{"low": b.low, "high": b.high, "claims": b.claims, "right": b.right, "mean": b.mean} for b in told]
        args.json.write_text(json.dumps({"bins": rows, "error": error}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
