"""The questions that the ledger asks its database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Select,
    TextClause,
    and_,
    bindparam,
    case,
    distinct,
    func,
    or_,
    select,
)

from oathbook.ledger.tables import (
    PENDING,
    actor_names,
    claim_carries,
    claim_outcomes,
    claim_places,
    claims,
    entries,
    names,
    protected_sources,
    reports,
)

DECIDED = ("reviewed", "carried")
"""What entries are under which claims stand as people decided."""


def is_newest(reading: FromClause) -> ColumnElement[bool]:
    """Condition on a row of ``entries`` that is a reading: its report has no newer one."""
    newer = entries.alias()
    return ~(
        select(newer.c.number)
        .where(
            newer.c.report == reading.c.report,
            newer.c.what == "read",
            newer.c.at >= reading.c.at,
            or_(newer.c.at > reading.c.at, newer.c.reader > reading.c.reader),
        )
        .exists()
    )


def is_last(mark: FromClause) -> ColumnElement[bool]:
    """Condition on a row of ``entries`` that withdraws or restores a report: nothing of that sort came after it."""
    later = entries.alias()
    return ~(
        select(later.c.number)
        .where(
            later.c.report == mark.c.report,
            later.c.what.in_(("withdrawn", "restored")),
            later.c.number > mark.c.number,
        )
        .exists()
    )


def withdrawn(report: ColumnElement[str]) -> ColumnElement[bool]:
    """Condition: the report of this id is withdrawn now."""
    mark = entries.alias()
    return select(mark.c.number).where(mark.c.report == report, mark.c.what == "withdrawn", is_last(mark)).exists()


def current_readings() -> Select[Any]:
    """The numbers of the readings whose claims count: newest of their report, which is not withdrawn."""
    reading = entries.alias()
    return select(reading.c.number).where(reading.c.what == "read", is_newest(reading), ~withdrawn(reading.c.report))


def current_readings_of(ids: Sequence[str]) -> Select[Any]:
    """The numbers of the readings whose claims count, of the reports of these ids."""
    reading = entries.alias()
    return select(reading.c.number).where(
        reading.c.report.in_(ids), reading.c.what == "read", is_newest(reading), ~withdrawn(reading.c.report)
    )


def corrections_of(ids: Sequence[str]) -> Select[Any]:
    """As ``corrections``, of the reports of these ids."""
    entry = entries.alias()
    numbers = select(entry.c.number).where(entry.c.report.in_(ids), entry.c.what.in_(DECIDED))
    found = corrections().subquery()
    return select(found.c.number).where(found.c.number.in_(numbers))


def is_current_reading(number: ColumnElement[int]) -> ColumnElement[bool]:
    """Condition: the reading of this number counts. By indexes, row by row: for questions that touch few readings."""
    reading = entries.alias()
    return (
        select(reading.c.number)
        .where(reading.c.number == number, reading.c.what == "read", is_newest(reading), ~withdrawn(reading.c.report))
        .exists()
    )


def is_last_outcome(found: FromClause) -> ColumnElement[bool]:
    """Condition on a row of ``claim_outcomes``: nothing was decided of its claim after it."""
    later = claim_outcomes.alias()
    return ~select(later.c.number).where(later.c.claim == found.c.claim, later.c.number > found.c.number).exists()


def corrections() -> Select[Any]:
    """The numbers under which corrected and added claims stand that count: the last word on a claim of a report that is
    not withdrawn, also where the newest reading does not find it, unless another claim goes on for it."""
    found, entry, carry = claim_outcomes.alias(), entries.alias(), claim_carries.alias()
    goes_on = select(carry.c.number).where(carry.c.old == found.c.claim, carry.c.how != "held").exists()
    return (
        select(found.c.number)
        .join(entry, entry.c.number == found.c.number)
        .where(
            found.c.outcome.in_(("corrected", "added")), is_last_outcome(found), ~goes_on, ~withdrawn(entry.c.report)
        )
    )


def is_current(number: ColumnElement[int]) -> ColumnElement[bool]:
    """Condition: the reading of this number counts, or a correction's that stands under it. Row by row, by indexes."""
    correction = corrections().subquery()
    return or_(is_current_reading(number), select(correction.c.number).where(correction.c.number == number).exists())


def is_overruled(claim: ColumnElement[str], number: ColumnElement[int]) -> ColumnElement[bool]:
    """Condition on a claim of the reading of that number: a review says it is otherwise, or is none."""
    found = claim_outcomes.alias()
    return (
        select(found.c.number)
        .where(found.c.claim == claim, found.c.number != number, found.c.outcome != "read", is_last_outcome(found))
        .exists()
    )


def past_readings() -> Select[Any]:
    """The numbers of the newest readings of reports that are withdrawn now."""
    reading = entries.alias()
    return select(reading.c.number).where(reading.c.what == "read", is_newest(reading), withdrawn(reading.c.report))


def select_reports() -> Select[Any]:
    """Reports with newest reading and withdrawal, in order; columns as ``Ledger`` makes StoredReport of them."""
    newest, mark, other = entries.alias(), entries.alias(), entries.alias()
    readings = (
        select(func.count(other.c.number))
        .where(other.c.report == reports.c.id, other.c.what == "read")
        .correlate(reports)
        .scalar_subquery()
    )
    return (
        select(
            reports.c.id,
            reports.c.record,
            newest.c.reader,
            newest.c.at.label("read_at"),
            newest.c.claims,
            readings.label("readings"),
            mark.c.number,
            mark.c.id.label("entry"),
            mark.c.what,
            mark.c.report,
            mark.c.who,
            mark.c.at,
            mark.c.why,
        )
        .select_from(reports)
        .join(newest, and_(newest.c.report == reports.c.id, newest.c.what == "read", is_newest(newest)))
        .outerjoin(mark, and_(mark.c.report == reports.c.id, mark.c.what == "withdrawn", is_last(mark)))
        .order_by(reports.c.published.asc().nulls_last(), reports.c.name, reports.c.id)
    )


def is_withdrawn() -> ColumnElement[bool]:
    """Condition on ``reports``."""
    return withdrawn(reports.c.id)


def select_as_read() -> Select[Any]:
    """Claim records as they were read, of all readings, in no order."""
    readings = select(entries.c.number).where(entries.c.number == claims.c.reading, entries.c.what == "read")
    return select(claims.c.record).where(readings.exists())


def select_claims(*, only_current: bool = True, few: bool = False, as_read: bool = False) -> Select[Any]:
    """Claim records in the order of ``claim_order``.

    ``few``: conditions that follow leave few claims, so that whether a claim is current is asked of each.
    ``as_read``: claims as they were read, whatever reviews say; less work where there is no review.
    """
    query = select(claims.c.record)
    if not only_current:
        query = select_as_read()
    elif as_read and few:
        query = query.where(is_current_reading(claims.c.reading))
    elif as_read:
        query = query.where(claims.c.reading.in_(current_readings()))
    elif few:
        query = query.where(is_current(claims.c.reading), ~is_overruled(claims.c.id, claims.c.reading))
    else:
        numbers = current_readings().union_all(corrections())
        query = query.where(claims.c.reading.in_(numbers), ~is_overruled(claims.c.id, claims.c.reading))
    return query.order_by(
        func.coalesce(claims.c.earliest, claims.c.latest).asc().nulls_last(),
        func.coalesce(claims.c.latest, claims.c.earliest).asc().nulls_last(),
        claims.c.published.asc().nulls_last(),
        claims.c.id,
        claims.c.reading,
    )


def of_report(report: str) -> ColumnElement[bool]:
    """Condition on ``claims``: of the report of this id."""
    readings = select(entries.c.number).where(entries.c.report == report, entries.c.what.in_(("read", *DECIDED)))
    return claims.c.reading.in_(readings)


def giving(
    query: Select[Any],
    given: Sequence[str] | Select[Any],
    *,
    roles: Sequence[str] | BindParameter[Any] | None = None,
) -> Select[Any]:
    """Of a query on ``claims``, only those that give one of the names in one of the roles (any where not given).

    A join, so that the names are looked up first and then exactly their claims.
    """
    found = select(names.c.reading, names.c.claim).distinct().where(names.c.name.in_(given))
    if roles is not None:
        found = found.where(names.c.role.in_(roles))
    named = found.subquery()
    return query.join(named, and_(named.c.reading == claims.c.reading, named.c.claim == claims.c.id))


@cache
def select_about(*, roles: bool, types: bool, known_by: bool, as_read: bool) -> Select[Any]:
    """Current claims that give a name which folds to one of ``:folded``, with those of ``:roles``, ``:types`` and
    ``:known_by`` that are asked for; ``as_read`` as in ``select_claims``. Made once each: putting a statement together
    takes longer than a small answer."""
    query = giving(
        select_claims(few=True, as_read=as_read), _folding_to("folded"), roles=_several("roles") if roles else None
    )
    return _narrowed(query, types=types, known_by=known_by)


@cache
def select_at(*, types: bool, as_read: bool) -> Select[Any]:
    """As ``select_about``, of claims whose place folds to one of ``:folded``."""
    return _narrowed(placed(select_claims(few=True, as_read=as_read), _several("folded")), types=types, known_by=False)


@cache
def select_between(*, types: bool, as_read: bool) -> Select[Any]:
    """Current claims that give, as agent or object, a name which folds to one of ``:folded`` and another which folds to
    one of ``:beside``; of ``:types`` where asked for; ``as_read`` as in ``select_claims``. Both names are looked up
    before any claim is."""
    one, other = names.alias(), names.alias()
    # as an expression, so that it is looked up by its claim and not once for each of many names
    beside = func.coalesce(other.c.name, "")
    found = (
        select(one.c.reading, one.c.claim)
        .distinct()
        .join(other, and_(other.c.reading == one.c.reading, other.c.claim == one.c.claim, other.c.name != one.c.name))
        .where(one.c.name.in_(_folding_to("folded")), beside.in_(_folding_to("beside")))
        .where(one.c.role != "source", other.c.role != "source")
        .subquery()
    )
    query = select_claims(few=True, as_read=as_read)
    query = query.join(found, and_(found.c.reading == claims.c.reading, found.c.claim == claims.c.id))
    return _narrowed(query, types=types, known_by=False)


def _folding_to(name: str) -> Select[Any]:
    return select(actor_names.c.name).where(actor_names.c.folded.in_(_several(name)))


def _several(name: str) -> BindParameter[Any]:
    return bindparam(name, expanding=True)


def _narrowed(query: Select[Any], *, types: bool, known_by: bool) -> Select[Any]:
    if types:
        query = query.where(claims.c.type.in_(_several("types")))
    return query.where(claims.c.published <= bindparam("known_by")) if known_by else query


def placed(query: Select[Any], folded: Sequence[str] | BindParameter[Any]) -> Select[Any]:
    """Of a query on ``claims``, only those whose place folds to one of these; a join, as in ``giving``."""
    found = select(claim_places.c.reading, claim_places.c.claim).where(claim_places.c.folded.in_(folded)).subquery()
    return query.join(found, and_(found.c.reading == claims.c.reading, found.c.claim == claims.c.id))


def is_pending() -> TextClause:
    """Condition on ``claims``: planned, possible, denied, or a demand. Written as in the index that finds them."""
    return PENDING


def folds_to(folded: Sequence[str]) -> ColumnElement[bool]:
    """Condition on ``actor_names``: it folds to one of these."""
    return actor_names.c.folded.in_(folded)


def current_names(folded: Sequence[str] | None = None, *, as_read: bool = False) -> Select[Any]:
    """Names that a current claim gives, in order: those that fold to one of ``folded``; all where not given.

    ``as_read`` as in ``select_claims``.
    """
    given = select(names.c.name).where(names.c.name == actor_names.c.name)
    if as_read:
        given = given.where(is_current_reading(names.c.reading))
    else:
        given = given.where(is_current(names.c.reading), ~is_overruled(names.c.claim, names.c.reading))
    query = select(actor_names.c.name).where(given.exists()).order_by(actor_names.c.name)
    return query if folded is None else query.where(folds_to(folded))


def protected_names(*, as_read: bool = False) -> Select[Any]:
    """Report and name of every protected source of current readings; also where a review says otherwise.

    ``as_read`` as in ``select_claims``.
    """
    counts = is_current_reading if as_read else is_current
    return select(protected_sources.c.report, protected_sources.c.name).where(counts(protected_sources.c.reading))


def select_withdrawn_claims() -> Select[Any]:
    """Claim records of reports that are withdrawn now, in the order of ``claim_order``."""
    return select_claims(only_current=False).where(claims.c.reading.in_(past_readings()))


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


def select_names(*, as_read: bool = False) -> Select[Any]:
    """Name, kind, whether as source, and how many current claims give it so; ``as_read`` as in ``select_claims``."""
    counts: list[ColumnElement[bool]] = [names.c.reading.in_(current_readings())]
    if not as_read:
        numbers = current_readings().union_all(corrections())
        counts = [names.c.reading.in_(numbers), ~is_overruled(names.c.claim, names.c.reading)]
    said = (names.c.role == "source").label("said")
    return (
        select(names.c.name, names.c.kind, said, func.count(distinct(names.c.claim)).label("times"))
        .where(*counts)
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
