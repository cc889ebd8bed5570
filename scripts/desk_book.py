"""A ledger with examples/, a report of towns that are on the map, and a few decisions of two reviewers.

With them every page of the desk has something to show.
"""

from __future__ import annotations

from pathlib import Path

from oathbook.ledger import Ledger

HERE = Path(__file__).resolve().parent
READ = (HERE.parent / "examples", HERE / "desk_towns.txt")
"""What ``oathbook read`` is given first. All of it is made up."""
REVIEWERS = ("Ada", "Bea")
JUDGED = ("Fajr al-Wadi", "Northern Shield")
"""Two names that the first of the reviewers judged to be two actors."""


def decide(ledger: Path) -> None:
    """Decide about the first dozen claims of a ledger, and about two of its names.

    The second reviewer differs on the third and the sixth claim.
    """
    ada, bea = REVIEWERS
    with Ledger(str(ledger)) as book:
        claims = list(book.claims())[:12]
        for place, claim in enumerate(claims):
            book.review(claim.id, "rejected" if place in (5, 9) else "accepted", who=ada)
            if place == 2:
                book.review(claim.id, "corrected", who=bea, corrections={"status": "planned"}, why="not yet done")
            elif place < 8:
                book.review(claim.id, "accepted", who=bea)
        book.judge(*JUDGED, "different", who=ada, why="one left the other")
