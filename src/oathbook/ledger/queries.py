"""The questions that the ledger asks its database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, distinct, func, or_, select

from oathbook.ledger.tables import claims, entries, names, reports


def newest_readings() -> Subquery:
    """The newest reading of each report: number, report, reader, at, claims, readings (how many there are)."""
    ranked = (
        select(
            entries,
            func.row_number()
            .over(partition_by=entries.c.report, order_by=(entries.c.at.desc(), entries.c.reader.desc()))
            .label("rank"),
            func.count().over(partition_by=entries.c.report).label("readings"),
        )
        .where(entries.c.what == "read")
        .subquery()
    )
    return select(ranked).where(ranked.c.rank == 1).subquery("newest")


def withdrawals() -> Subquery:
    """The entry that withdrew each report that is withdrawn now (not restored after it)."""
    last = (
        select(func.max(entries.c.number).label("number"))
        .where(entries.c.what.in_(("withdrawn", "restored")))
        .group_by(entries.c.report)
        .subquery()
    )
    return (
        select(entries)
        .join(last, last.c.number == entries.c.number)
        .where(entries.c.what == "withdrawn")
        .subquery("withdrawals")
    )


def current_readings() -> Subquery:
    """The numbers of the readings whose claims count: newest of their report, which is not withdrawn."""
    newest, withdrawn = newest_readings(), withdrawals()
    return (
        select(newest.c.number)
        .outerjoin(withdrawn, withdrawn.c.report == newest.c.report)
        .where(withdrawn.c.number.is_(None))
        .subquery("current")
    )


def past_readings() -> Subquery:
    """The numbers of the newest readings of reports that are withdrawn now."""
    newest, withdrawn = newest_readings(), withdrawals()
    return select(newest.c.number).join(withdrawn, withdrawn.c.report == newest.c.report).subquery("past")


def select_reports() -> Select[Any]:
    """Reports with newest reading and withdrawal, in order; columns as ``Ledger`` makes StoredReport of them."""
    newest, withdrawn = newest_readings(), withdrawals()
    return (
        select(
            reports.c.id,
            reports.c.record,
            newest.c.reader,
            newest.c.at.label("read_at"),
            newest.c.claims,
            newest.c.readings,
            withdrawn.c.number,
            withdrawn.c.id.label("entry"),
            withdrawn.c.what,
            withdrawn.c.report,
            withdrawn.c.who,
            withdrawn.c.at,
            withdrawn.c.why,
        )
        .join(newest, newest.c.report == reports.c.id)
        .outerjoin(withdrawn, withdrawn.c.report == reports.c.id)
        .order_by(reports.c.published.asc().nulls_last(), reports.c.name, reports.c.id)
    )


def is_withdrawn() -> ColumnElement[bool]:
    """Condition on ``reports``."""
    return reports.c.id.in_(select(withdrawals().c.report))


def select_claims(*, only_current: bool = True) -> Select[Any]:
    """Claim records in the order of ``claim_order``."""
    query = select(claims.c.record)
    if only_current:
        query = query.where(claims.c.reading.in_(select(current_readings().c.number)))
    return query.order_by(
        func.coalesce(claims.c.earliest, claims.c.latest).asc().nulls_last(),
        func.coalesce(claims.c.latest, claims.c.earliest).asc().nulls_last(),
        claims.c.published.asc().nulls_last(),
        claims.c.id,
        claims.c.reading,
    )


def select_withdrawn_claims() -> Select[Any]:
    """Claim records of reports that are withdrawn now, in the order of ``claim_order``."""
    return select_claims(only_current=False).where(claims.c.reading.in_(select(past_readings().c.number)))


def gives(role_names: Sequence[str], *, roles: Sequence[str]) -> ColumnElement[bool]:
    """Condition on ``claims``: one of the names is in one of the roles."""
    return (
        select(names.c.claim)
        .where(
            names.c.reading == claims.c.reading,
            names.c.claim == claims.c.id,
            names.c.role.in_(roles),
            names.c.name.in_(role_names),
        )
        .exists()
    )


def not_before(day: date) -> ColumnElement[bool]:
    """Condition on ``claims``: its time, or publication where it tells none, does not end before the day."""
    told = or_(claims.c.earliest.is_not(None), claims.c.latest.is_not(None))
    ends = or_(claims.c.latest.is_(None), claims.c.latest >= day)
    return case((told, ends), else_=claims.c.published >= day)


def not_after(day: date) -> ColumnElement[bool]:
    """Condition on ``claims``: its time, or publication where it tells none, does not start after the day."""
    told = or_(claims.c.earliest.is_not(None), claims.c.latest.is_not(None))
    starts = or_(claims.c.earliest.is_(None), claims.c.earliest <= day)
    return case((told, starts), else_=claims.c.published <= day)


def select_names() -> Select[Any]:
    """Name, kind, whether as source, and how many current claims give it so."""
    said = (names.c.role == "source").label("said")
    return (
        select(names.c.name, names.c.kind, said, func.count(distinct(names.c.claim)).label("times"))
        .where(names.c.reading.in_(select(current_readings().c.number)))
        .group_by(names.c.name, names.c.kind, said)
        .order_by(names.c.name, names.c.kind)
    )


def fits_report(name: str) -> tuple[ColumnElement[bool], ...]:
    """Conditions on ``reports`` for a name a user gives, to be tried one after the other."""
    return (
        reports.c.id == name,
        reports.c.name == name,
        and_(func.length(name) >= 4, reports.c.id.startswith(name, autoescape=True)),
        reports.c.name.istartswith(name, autoescape=True),
    )
