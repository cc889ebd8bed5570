"""Blind rounds: who codes which reports without seeing what others decided of them, and what they may open meanwhile.

A round is begun and ended by who codes in it. Until it ends, the reports of the round and their claims are shown as
they were read, lists and searches of claims leave them out, and every page that is not named here is refused: pages
that are reckoned from all claims (histories, pictures, disputes, changes) rest on what others decided.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Column, String, Table, insert, select, update

from oathbook.errors import OptionError, UnknownName
from oathbook.ledger import Ledger
from oathbook.ledger.queries import DECIDED
from oathbook.ledger.rows import utc
from oathbook.records import ADDED, FIRST, SETTLED, Claim, Entry
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.store import Store, metadata

blind = Table(
    "desk_blind",
    metadata,
    Column("who", String(64), primary_key=True),
    Column("report", String(64), primary_key=True),
    Column("round", String(64), nullable=False),
    Column("begun", String(32), nullable=False),
    Column("ended", String(32), nullable=False, comment="empty while the round goes on"),
)

MOST = 5_000
"""Reports of a round that one person has in hand."""
OPEN = re.compile(
    r"/(?:review(?:/add|/blind|/undo|/keys|/[0-9a-f]+/\w+)?|sign-out|protected-names|search|"
    r"reports(?:/[^/]+(?:/withdraw|/restore)?)?|claims(?:\.\w+|/[^/]+)?|read(?:/\w+)?|jobs/[^/]+(?:/\w+)?|"
    r"cite\.\w+|api/v1/reports(?:/[^/]+)?|api/v1/claims(?:/[^/]+)?|api/v1/reviews/(?:next|blind|added)|"
    r"api/v1/(?:search|cite|rules)|api/v1/jobs(?:/[^/]+(?:/stop)?)?)"
)
"""The addresses that are open to who codes blind; none of them tells what others decided of the reports in hand."""
OPEN_FOR_CHANGES = re.compile(r"/api/v1/reviews")


@dataclass(frozen=True, slots=True)
class Hand:
    """What somebody codes blind now: the round's name, and the ids of the reports; empty where nothing."""

    round: str = ""
    reports: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.reports)


NOTHING = Hand()


class Blind:
    """The blind rounds of a desk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def hand(self, who: str) -> Hand:
        """What this person codes blind now."""
        rows = self._store.all(select(blind.c.report, blind.c.round).where(blind.c.who == who, blind.c.ended == ""))
        return Hand(rows[0].round, frozenset(row.report for row in rows)) if rows else NOTHING

    def past(self, who: str) -> frozenset[str]:
        """The reports that this person coded blind before, and whose decisions are open to them since."""
        query = select(blind.c.report).where(blind.c.who == who, blind.c.ended != "")
        return frozenset(row.report for row in self._store.all(query))

    def rounds(self) -> list[tuple[str, str, int]]:
        """Who codes blind now, in which round, and how many reports; by name."""
        found: dict[tuple[str, str], int] = {}
        for row in self._store.all(select(blind).where(blind.c.ended == "").order_by(blind.c.who)):
            found[row.who, row.round] = found.get((row.who, row.round), 0) + 1
        return [(who, round, many) for (who, round), many in found.items()]

    def begin(self, who: str, round: str, reports: Iterable[str]) -> int:
        """Put reports in this person's hand for a round; how many there are now.

        Those that they coded blind before are left out. OptionError where another round is not ended yet, the name is
        none of a blind round, or nothing is left to code.
        """
        if round in (FIRST, SETTLED) or not round.strip() or len(round) > 40 or not round.isprintable():
            raise OptionError(f"{round[:60]!a} is no name of a blind round; give another one, of 1 to 40 letters")
        held = self.hand(who)
        if held and held.round != round:
            raise OptionError(f"the round {held.round!r} goes on; end it before you begin {round!r}")
        left = sorted(set(reports) - self.past(who) - held.reports)[: MOST - len(held.reports)]
        if not left and not held:
            raise OptionError("nothing is there to code blind: others decided nothing that you did not see before")
        rows = [{"who": who, "report": report, "round": round, "begun": utc(None), "ended": ""} for report in left]
        with self._store.writing() as connection:
            self._store.lock(connection)
            if rows:
                connection.execute(insert(blind), rows)
        return len(held.reports) + len(left)

    def end(self, who: str) -> int:
        """End the round that this person is in; of how many reports. What others decided is open to them then."""
        with self._store.writing() as connection:
            query = update(blind).where(blind.c.who == who, blind.c.ended == "").values(ended=utc(None))
            return int(connection.execute(query).rowcount)


def may_open(path: str, method: str) -> bool:
    """Whether an address is open to who codes blind."""
    if path == "/" or OPEN.fullmatch(path):
        return True
    return method == "POST" and OPEN_FOR_CHANGES.fullmatch(path) is not None


def check_open(path: str, method: str, hand: Hand) -> None:
    """Refusal where an address is not open to who has these reports in hand."""
    if hand and not may_open(path, method):
        raise Refusal(
            403, "blind", f"you code {len(hand.reports):,} reports blind, in the round {hand.round!r}; this may tell "
            "what others decided, and is open once you end the round", hand.round,
        )  # fmt: skip


def claim_in(ledger: Ledger, id: str, hand: Hand, who: str, *, current: bool) -> tuple[Claim, bool]:
    """The claim of this id, or whose id begins so, and whether it is of a report that is coded blind.

    Of those it is as it was read; one that somebody else added is as unknown as one that is not there.
    ``current``: UnknownName where it counts no more, as ``Ledger.claim``.
    """
    if not hand:
        return ledger.claim(id, current=current), False
    try:
        found = ledger.claim(id, current=False, as_read=True)
    except UnknownName as error:
        raise UnknownName(f"there is no claim {id!r} in the ledger") from error
    if found.report not in hand.reports:
        return ledger.claim(found.id, current=current), False
    if found.rule == ADDED and not any(r.who == who and r.decision == "added" for r in ledger.reviews(claim=found.id)):
        raise UnknownName(f"there is no claim {id!r} in the ledger")
    return found, True


def claims_of(ledger: Ledger, report: str, hand: Hand, who: str) -> list[Claim]:
    """The claims of a report that is coded blind: as they were read, and those that this person added."""
    read = {claim.id: claim for _, claim in ledger.readings_of([report], as_read=True)}
    mine: dict[str, str] = {}
    for review in ledger.reviews(report=report, who=who, round=hand.round):
        mine[review.claim] = review.decision
    added = ledger.claims_as_read([id for id, what in mine.items() if what != "undone" and id not in read])
    return [*read.values(), *(claim for claim in added.values() if claim.rule == ADDED)]


def entries_of(entries: Iterable[Entry]) -> list[Entry]:
    """Entries without those that say what people decided."""
    return [entry for entry in entries if entry.what not in DECIDED]
