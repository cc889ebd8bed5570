"""What people decided goes on with the claims of a newer reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, text

from oathbook.ledger import queries, tables
from oathbook.ledger.answering import Answering, as_read_in, reviews_in
from oathbook.ledger.carried import State, decided, matched, newest, report_of, state_of, was_corrected
from oathbook.ledger.matching import How, Match, carried_on
from oathbook.ledger.opening import worded
from oathbook.ledger.outcomes import Outcome, corrected, outcome
from oathbook.ledger.rows import review_from_row, review_row, utc
from oathbook.records import ADDED, Claim, Review

_LOCK = 7_104_120_433
"""A number of our own for PostgreSQL's advisory locks: reviews are entered one after the other."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A claim that people hold right, as they left it, and that the newest reading of its report does not find.

    ``stands``: whether answers hold it all the same.
    """

    claim: Claim
    outcome: Outcome
    stands: bool


class Carrying(Answering):
    """What of the ledger carries reviews on. See ``Ledger``."""

    def carry(self) -> None:
        """Carry on what was decided of claims that the newest reading of their report does not hold.

        It is done whenever a report is read anew; this is for ledgers that were read anew before there was this.
        """
        if not self._all(select(tables.reviews.c.number).limit(1)):
            return
        reports = sorted({each.claim.report for each in self.no_longer_read()})
        if reports:
            with self._writing() as connection:
                self._carry(connection, reports)

    def no_longer_read(self, *, report: str | None = None) -> list[Lost]:
        """The claims that people hold right and that the newest reading of their report does not find, nor another one
        that goes on for them; by report and place in the text. ``report``: only those of the report of this id.

        Those that people added are not among them: no reading holds them.
        """
        conditions = [tables.reviews.c.report == report] if report is not None else []
        found: list[Lost] = []
        with worded(self._shown), self._engine.connect() as connection:
            held: dict[str, list[Review]] = defaultdict(list)
            for review in reviews_in(connection, *conditions):
                held[review.claim].append(review)
            came = {id: outcome(reviews) for id, reviews in held.items()}
            gone = [id for id, each in came.items() if each.kind in ("accepted", "corrected", "differ")]
            still = _still(connection, gone)
            gone = [id for id in gone if id not in still]
            for claim in as_read_in(connection, gone).values():
                if claim.rule != ADDED:
                    said = came[claim.id]
                    text_of = report_of(connection, claim.report).text
                    left = corrected(claim, said.corrections, text_of, {})
                    found.append(Lost(left, said, _outcome_of(connection, claim.id) == "corrected"))
        return sorted(found, key=lambda each: (each.claim.report_name, each.claim.start, each.claim.id))

    def goes_on(self, claim: str) -> str | None:
        """The id of the claim that goes on for this one by the newest reading; None where there is none."""
        found = None
        while rows := self._all(
            select(tables.claim_carries.c.new)
            .where(tables.claim_carries.c.old == (found or claim), tables.claim_carries.c.how != "held")
            .order_by(tables.claim_carries.c.number.desc())
            .limit(1)
        ):
            found = str(rows[0].new)
        return found

    def carried_claims(self) -> dict[str, str]:
        """The claims for which another goes on, by id, with the id of that one."""
        query = select(tables.claim_carries.c.old, tables.claim_carries.c.new)
        query = query.where(tables.claim_carries.c.how != "held").order_by(tables.claim_carries.c.number)
        return {row.old: row.new for row in self._all(query)}

    def held_claims(self, ids: Sequence[str]) -> dict[str, str]:
        """Of these claims those that are left out of answers, since one that a person added says the same; each with
        the id of that one."""
        carries = tables.claim_carries.c
        query = select(carries.old, carries.new).where(carries.how == "held").order_by(carries.number)
        found: dict[str, str] = {}
        for at in range(0, len(ids), 5_000):
            found |= {row.new: row.old for row in self._all(query.where(carries.new.in_(ids[at : at + 5_000])))}
        return found

    def _lock_reviews(self, connection: Connection) -> None:
        """Wait until nobody else enters a review; held to the end of the transaction."""
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

    def _carry(self, connection: Connection, reports: Iterable[str]) -> None:
        """Carry on what was decided of the claims of these reports to their newest readings. Again changes nothing."""
        given = sorted(set(reports))
        for at in range(0, len(given), 5_000):
            part = given[at : at + 5_000]
            query = select(tables.reviews.c.report).where(tables.reviews.c.report.in_(part)).distinct()
            for report in sorted(connection.scalars(query)):
                self._lock_reviews(connection)
                state = state_of(connection, report)
                if state is not None:
                    self._carry_one(connection, state)

    def _carry_one(self, connection: Connection, state: State) -> None:
        for row in state.carries:
            if row.how in ("same", "like"):
                self._copy(connection, state, row.old, state.claims.get(row.new), row.how)
        gone = {row.old for row in state.carries if row.how != "held"} | {
            row.old for row in state.carries if row.how == "held" and row.new in state.news
        }
        taken = {row.new for row in state.carries}
        olds = [decided(state, id) for id in sorted(state.held) if id not in state.news and id not in gone]
        waiting = {each.claim.id: each for each in olds if each is not None}
        found = matched(waiting, [new for id, new in sorted(state.news.items()) if id not in taken], state)
        for each in found:
            old = waiting.pop(each.old)
            if old.claim.rule == ADDED:
                self._leave_out(connection, state, each)
            else:
                self._go_on(connection, state, each)
        for id, old in waiting.items():
            if old.claim.rule != ADDED and was_corrected(id, state):
                self._keep_standing(connection, state, old.claim)

    def _go_on(self, connection: Connection, state: State, found: Match) -> None:
        """The new claim goes on for the old one, with what people decided of that one."""
        new = state.news[found.new]
        said = f"claim {new.id} goes on for claim {found.old}, which is {found.how} and was read before"
        number = self._enter(connection, "carried", new, state.reader, state.at, said)
        self._row(connection, number, found.old, found.new, found.how)
        self._copy(connection, state, found.old, new, found.how)

    def _leave_out(self, connection: Connection, state: State, found: Match) -> None:
        """The new claim says what a person added; that one stands, and the new one is left out."""
        by = outcome(state.held[found.old]).by
        new = state.news[found.new]
        if by is None or state.held.get(new.id):
            return
        said = f"claim {new.id} says what claim {found.old} says, which a person added"
        number = self._enter(connection, "carried", new, state.reader, state.at, said)
        self._row(connection, number, found.old, new.id, "held")
        self._set(connection, number, new.id, "held", by.number)

    def _keep_standing(self, connection: Connection, state: State, claim: Claim) -> None:
        """A claim as people once corrected it stands, also where a later reading that said it so is superseded."""
        if _outcome_of(connection, claim.id) == "corrected":
            return
        by = outcome(state.held[claim.id]).by
        assert by is not None
        said = f"claim {claim.id} stands as people left it, and is no longer read"
        number = self._enter(connection, "carried", claim, state.reader, state.at, said)
        self._set(connection, number, claim.id, "corrected", by.number)
        self._stand(connection, number, claim, state.report, {})

    def _copy(self, connection: Connection, state: State, old: str, new: Claim | None, how: str) -> None:
        """Each person's decision of the old claim, for the new one, where that person decided nothing of it since."""
        if new is None or old not in state.claims:
            return
        theirs = newest(state.held.get(new.id, ()))
        nth = _nth_reading(connection, state.claims[old])
        for key, review in sorted(newest(state.held.get(old, ())).items(), key=lambda pair: pair[1].number):
            held = theirs.get(key)
            if held is not None and (held.carried is None or held.carried >= review.number):
                continue
            made = carried_on(review, state.claims[old], new)
            if made is None and held is not None and held.decision != "undone":
                made = ("undone", {})
            if made is None:
                continue
            note = f"carried from reading {nth}" if how == "like" else ""
            row = review_row(
                new, *made, who=review.who, why=": ".join(filter(None, (note, review.why))) or None,
                round=review.round, at=utc(review.at), carried=review.number,
            )  # fmt: skip
            number = connection.scalar(insert(tables.reviews).returning(tables.reviews.c.number), row)
            kept = review_from_row(number, row)
            state.held.setdefault(new.id, []).append(kept)
            self._apply(connection, new, state.report, kept, what="carried", at=state.at)

    def _row(self, connection: Connection, number: int, old: str, new: str, how: How) -> None:
        connection.execute(insert(tables.claim_carries), {"number": number, "old": old, "new": new, "how": how})


def _still(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Of these claims those that need no decision: a current reading holds them, another goes on for them, or their
    report is withdrawn."""
    out: set[str] = set()
    for at in range(0, len(ids), 5_000):
        part = ids[at : at + 5_000]
        here = tables.claims.c.id.in_(part)
        current = select(tables.claims.c.id).where(here, queries.is_current_reading(tables.claims.c.reading))
        withdrawn = select(tables.claims.c.id).where(here, queries.withdrawn(tables.claims.c.report))
        carries = tables.claim_carries.c
        carried = select(carries.old).where(carries.old.in_(part), carries.how != "held")
        for query in (current, withdrawn, carried):
            out |= set(connection.scalars(query))
    return out


def _outcome_of(connection: Connection, claim: str) -> str | None:
    """What was last kept of the claim's answer; None where nothing was."""
    outcomes = tables.claim_outcomes.c
    query = select(outcomes.outcome).where(outcomes.claim == claim).order_by(outcomes.number.desc()).limit(1)
    return connection.scalar(query)


def _nth_reading(connection: Connection, claim: Claim) -> int:
    """The how manieth reading of its report holds the claim, by the order in which they were kept."""
    entries = tables.entries.c
    query = select(entries.reader).where(entries.report == claim.report, entries.what == "read")
    readers = list(connection.scalars(query.order_by(entries.number)))
    holding = select(entries.reader).join(tables.claims, tables.claims.c.reading == entries.number)
    holding = holding.where(tables.claims.c.id == claim.id, entries.what == "read").order_by(entries.number)
    reader = connection.scalar(holding.limit(1))
    return readers.index(reader) + 1 if reader in readers else 0
