"""The ledger's reviews of claims, and what they change in answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, get_args

from sqlalchemy import Connection, func, insert, select

from oathbook.errors import OptionError, UnknownName
from oathbook.ledger import tables
from oathbook.ledger.answering import added_in, as_read_in, kinds_in
from oathbook.ledger.carrying import Carrying
from oathbook.ledger.matching import same
from oathbook.ledger.opening import worded
from oathbook.ledger.outcomes import added_claim, added_values, corrections_of, field_values
from oathbook.ledger.picking import Picking
from oathbook.ledger.rows import review_from_row, review_row, utc
from oathbook.ledger.stored import report_from_json
from oathbook.records import FIRST, Claim, Decision, Report, Review

_LONGEST_ROUND = 40
_DECISIONS = tuple(decision for decision in get_args(Decision) if decision != "added")


class Reviewing(Picking, Carrying):
    """What of the ledger is about reviews. See ``Ledger``."""

    def review(
        self,
        claim: str,
        decision: Decision,
        *,
        who: str,
        corrections: Mapping[str, Any] | None = None,
        why: str | None = None,
        round: str = FIRST,
        at: datetime | None = None,
    ) -> Review:
        """Enter what a person decided about a claim; the review as it is kept.

        Where that changes what the ledger answers of the claim (see ``outcomes.outcome``), an entry "reviewed" is
        made with it: a rejected claim leaves the answers, a corrected one is answered with its right values.

        Args:
            claim: its whole id.
            decision: accepted, corrected, rejected, unsure, or undone, which takes back what the same person decided
                of it in this round before.
            who: a person's name.
            corrections: for "corrected" the right values by field (``records.FIELDS``); what changes nothing is left
                out.
            why: a reason, where there is one.
            round: ``FIRST``, ``SETTLED``, or the name of a blind round.
            at: when it was decided; now where not given.

        Raises UnknownName where the ledger holds no claim of this id; OptionError where ``who`` or ``round`` is empty,
        there is no such decision, or a correction is missing, changes nothing or is not allowed.
        """
        if decision not in _DECISIONS:
            raise OptionError(f"decision {decision!r} is not one; allowed: {', '.join(_DECISIONS)}")
        _check(who, round)
        read = self._as_read(claim)
        report = self._report(read.report)
        if (decision == "corrected") != bool(corrections):
            said = "is needed" if decision == "corrected" else f"does not go with {decision!r}"
            raise OptionError(f"a correction {said}; give the right values with the decision 'corrected' alone")
        changes = corrections_of(read, corrections or {}, length=len(report.text))
        if decision == "corrected" and not changes:
            raise OptionError("the correction says what the claim says already; accept it, or change a value")
        row = review_row(read, decision, changes, who=who.strip(), why=why or None, round=round, at=utc(at))
        with self._writing() as connection:
            kept = self._enter_review(connection, row)
            self._apply(connection, read, report, kept)
            self._carry(connection, [report.id])
        return kept

    def add(
        self,
        report: str,
        values: Mapping[str, Any],
        *,
        who: str,
        why: str | None = None,
        round: str = FIRST,
        at: datetime | None = None,
    ) -> Review:
        """Enter a claim that a person found in a report and the reader did not; its review ("added") as it is kept.

        The claim's id is the review's ``claim``. It stands in answers as long as somebody holds it right, whatever
        later readings of the report find; ``review`` with "undone" takes it back. In a blind round it stands nowhere.

        Args:
            report: its whole id.
            values: by field (``records.FIELDS``), in the form of ``Claim.as_json``; see ``outcomes.added_values``.
            who, why, round, at: as in ``review``.

        Raises UnknownName where the ledger holds no report of this id; OptionError where ``who`` or ``round`` is
        empty, a value is missing or not allowed, or a claim of the report's newest reading says just that.
        """
        _check(who, round)
        found = self._report(report)
        made = added_values(values, length=len(found.text))
        with worded(self._shown), self._engine.connect() as connection:
            claim = self._made(connection, found, made)
        said = next((each for _, each in self.readings_of([report]) if same(each, claim) and each.id != claim.id), None)
        if said is not None and round == FIRST:
            raise OptionError(f"the claim {said.id} says just that already; accept or correct it instead")
        with self._writing() as connection:
            kept = self._enter_added(connection, claim, made, who=who, why=why, round=round, at=at)
            self._apply(connection, claim, found, kept)
            self._carry(connection, [report])
        return kept

    def keep(self, claim: str, *, who: str, why: str | None = None, at: datetime | None = None) -> Review:
        """Keep a claim that is no longer read (``no_longer_read``), as people left it, as one that a person added.

        Raises UnknownName where the ledger holds no claim of this id; OptionError where it is not among those.
        """
        _check(who, FIRST)
        read = self._as_read(claim)
        lost = next((each for each in self.no_longer_read(report=read.report) if each.claim.id == claim), None)
        if lost is None:
            raise OptionError(f"the claim {claim} is not among those no longer read; there is nothing to keep")
        report, values = self._report(read.report), field_values(lost.claim)
        with self._writing() as connection:
            added = self._made(connection, report, values)
            kept = self._enter_added(connection, added, values, who=who, why=why, round=FIRST, at=at)
            number = self._apply(connection, added, report, kept)
            if number is None:
                said = f"claim {added.id} goes on for claim {claim}, which is no longer read"
                number = self._enter(connection, "carried", added, kept.who, kept.at, said)
            self._row(connection, number, claim, added.id, "kept")
            self._carry(connection, [report.id])
        return kept

    def reviews(
        self,
        *,
        claim: str | None = None,
        report: str | None = None,
        who: str | None = None,
        round: str | None = None,
        after: int = 0,
    ) -> Iterator[Review]:
        """Reviews, oldest first by their number; also those that were undone.

        ``claim`` and ``report`` are whole ids; ``after``: only those with a higher number.
        """
        query = select(tables.reviews).where(tables.reviews.c.number > after).order_by(tables.reviews.c.number)
        for name, value in (("claim", claim), ("report", report), ("who", who), ("round", round)):
            if value is not None:
                query = query.where(tables.reviews.c[name] == value)
        return (review_from_row(row.number, row._mapping) for row in self._stream(query))

    def last_review(self) -> int:
        """The number of the newest review; 0 where there is none."""
        return int(self._all(select(func.max(tables.reviews.c.number)))[0][0] or 0)

    def _as_read(self, id: str) -> Claim:
        with worded(self._shown), self._engine.connect() as connection:
            found = as_read_in(connection, [id])
        if not found:
            raise UnknownName(f"there is no claim {id!r} in the ledger; give the whole id of one")
        return found[id]

    def _added_like(self, id: str) -> tuple[Claim, ...]:
        """The claims that people added whose id is this, or begins so."""
        if not id:
            return ()
        with worded(self._shown), self._engine.connect() as connection:
            return tuple(added_in(connection, tables.reviews.c.claim.startswith(id, autoescape=True)).values())

    def _report(self, id: str) -> Report:
        rows = self._all(select(tables.reports.c.record).where(tables.reports.c.id == id))
        if not rows:
            raise UnknownName(f"there is no report {id!r} in the ledger; give the whole id of one")
        return report_from_json(rows[0].record)

    def _made(self, connection: Connection, report: Report, values: Mapping[str, Any]) -> Claim:
        return added_claim(
            report, values, kinds_in(connection, [*values["agent"], *values["object"], values["source"]])
        )

    def _enter_added(
        self, connection: Connection, claim: Claim, values: Mapping[str, Any], *, at: datetime | None, **said: Any
    ) -> Review:
        row = review_row(claim, "added", values, at=utc(at), **said | {"who": said["who"].strip()})
        return self._enter_review(connection, row)

    def _enter_review(self, connection: Connection, row: dict[str, Any]) -> Review:
        self._lock_reviews(connection)
        number = connection.scalar(insert(tables.reviews).returning(tables.reviews.c.number), row)
        assert number is not None
        return review_from_row(number, row)


def _check(who: str, round: str) -> None:
    if not who.strip():
        raise OptionError("a claim is reviewed by somebody, and who is empty; say it")
    if not round.strip() or len(round) > _LONGEST_ROUND or not round.isprintable():
        raise OptionError(f"{round!a} is no name of a round; give 1 to {_LONGEST_ROUND} letters")
