"""Appends many reports, to be killed while it does: ``python appending.py URL REPORTS CLAIMS``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from invented import make_claim, make_report

from oathbook.ledger import Ledger


def main(url: str, reports: int, claims: int) -> None:
    """Append what is not there yet; a line on standard output for each."""
    with Ledger(url) as ledger:
        for number in range(reports):
            report = make_report(f"r{number}")
            if not ledger.has(report.id, "reader-1"):
                kept = [make_claim(report, agent=[f"Lions {index}"], start=index) for index in range(claims)]
                print(report.name, ledger.append(report, kept, reader="reader-1"), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
