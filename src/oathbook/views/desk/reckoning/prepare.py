"""Takes in all claims, and makes of them what every page about all of them needs, or takes back what was kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from oathbook.records import Claim
from oathbook.views.desk.book import Book
from oathbook.views.desk.reckoning import saved
from oathbook.views.desk.routes.names import cards_of
from oathbook.views.desk.routes.watch import DAYS, part
from oathbook.views.desk.seen import warm
from oathbook.views.desk.visitors import Visitor

ANYBODY = Visitor("", "reader", opens=False, account=False)
TOLD = 5_000
"""After so many claims it is said how far it is."""


class Says(Protocol):
    """Is told what is being done, and how much of it, where that is known."""

    def __call__(self, words: str, share: float | None = None) -> None:
        """Once for each step."""


def prepare(book: Book, say: Says) -> int:
    """Fix what held when to the ledger's generation of now; the number of its newest entry then."""
    ledger, histories = book.ledger, book.histories
    generation, entries = ledger.generation(), ledger.newest_entries(limit=1)
    histories.state = generation
    mark = saved.mark_of(generation, entries[0].id if entries else "", histories.lexicon.folder)
    claims = list(_counted(book, say))
    histories.keep("claims", None, claims)
    say("taking back what was reckoned before")
    found = saved.load(book.store, mark, lambda: {claim.id: claim for claim in claims})
    if found is None:
        say("spans of time")
        spans = histories.spans()
        say("copies among the reports")
        histories.weigher()
        say("disputes")
        disputes = histories.disputes()
        if ledger.generation() == generation:
            say("keeping what was reckoned")
            saved.save(book.store, mark, saved.Reckoned(spans, disputes))
    else:
        histories.keep("spans", None, found.spans)
        histories.keep("disputes", (None, None, "default"), found.disputes)
    say("pictures")
    book.parties()
    warm(book)
    if found is None:
        say("names that may mean one actor")
        cards_of(book, ANYBODY, 1, unsure=False)
        say("what hangs in the balance")
        part(book, ANYBODY, 1, name="", on=None, known_by=None, days=DAYS)
    return entries[0].number if entries else 0


def afterwards(book: Book) -> None:
    """Make what few pages need, where it was not made already."""
    part(book, ANYBODY, 1, name="", on=None, known_by=None, days=DAYS)
    cards_of(book, ANYBODY, 1, unsure=False)
    book.histories.weigher()


def _counted(book: Book, say: Says) -> Iterator[Claim]:
    total = book.index.counts()["claims"]
    say("claims", 0.0)
    for number, claim in enumerate(book.ledger.claims(), 1):
        yield claim
        if number % TOLD == 0:
            say("claims", min(number / total, 1.0) if total else None)
