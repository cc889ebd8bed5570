"""The one door to the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from oathbook.actors import Actors, Aliases, Known, nearest
from oathbook.errors import EntryError, OptionError, UnknownName
from oathbook.ledger import queries, tables
from oathbook.ledger.judging import Judging, unknown
from oathbook.ledger.outcomes import outcome
from oathbook.ledger.reviewing import Reviewing
from oathbook.ledger.rows import (
    NOBODY,
    actor_rows,
    check_claims,
    claim_row,
    entry_from_row,
    entry_row,
    name_rows,
    place_rows,
    protected_rows,
    report_row,
    stored_from_row,
    utc,
)
from oathbook.ledger.stored import KnownName, StoredReport, claim_order, report_from_json
from oathbook.records import ADDED, STATUSES, TYPES, Claim, Entry, Report

_AT_ONCE = 10_000
"""How many names one question gives to the database; both allow for more."""
_SHOWN = 5
"""How many names or ids an error offers."""
_INSERT_CLAIM = insert(tables.claims)
_INSERT_NAME = insert(tables.names)
_INSERT_PLACE = insert(tables.claim_places)
_INSERT_PROTECTED = insert(tables.protected_sources)


class Ledger(Judging, Reviewing):
    """Reports, claims and entries in one database. Append-only: nothing is ever updated or deleted.

    Args:
        url: a file's path, ``sqlite:///PATH`` or ``postgresql://USER@HOST/DATABASE``.
        create: make the ledger where there is none yet; otherwise LedgerError says there is none.
        aliases: known aliases of actors; those shipped with oathbook where not given.
        knowledge: knowledge files of actors; none where not given.
        tell: gets a line now and then while a ledger of an older version is brought to this one.

    Raises:
        LedgerError: the folder does not exist, the file is no ledger, is from a newer oathbook or cannot be written,
            the server does not answer.

    Several processes may read while one writes. Iterators stream and see the ledger as it was when they began.
    "Current" claims are those of each report's newest reading, where the report is not withdrawn; without those that
    reviews reject, and as reviews correct them.
    """

    def __init__(
        self,
        url: str,
        *,
        create: bool = True,
        aliases: Aliases | None = None,
        knowledge: Known | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(url, create=create, tell=tell, aliases=aliases, knowledge=knowledge)
        dialect = postgresql if self._engine.dialect.name == "postgresql" else sqlite
        self._insert_report = dialect.insert(tables.reports).on_conflict_do_nothing()
        self._insert_actor = dialect.insert(tables.actor_names).on_conflict_do_nothing()
        self._insert_reading = (
            dialect.insert(tables.entries)
            .on_conflict_do_nothing()
            .returning(tables.entries.c.number, tables.entries.c.report)
        )

    def append(self, report: Report, claims: Iterable[Claim], *, reader: str, read_at: datetime | None = None) -> bool:
        """Keep a report with its claims as one transaction; all of it or nothing is kept.

        False (and nothing kept) where this reader version's reading of this report is there already. Another reader
        version adds a new reading; the one with the latest ``read_at`` (now, where not given) is the newest.
        EntryError where a claim is of another report, two claims share an id, or a text is no Unicode text.
        """
        return self.append_many([(report, claims)], reader=reader, read_at=read_at)[0]

    def append_many(
        self,
        readings: Iterable[tuple[Report, Iterable[Claim]]],
        *,
        reader: str,
        read_at: datetime | None = None,
    ) -> tuple[bool, ...]:
        """Keep several reports with their claims as one transaction; all of them or nothing is kept.

        For each, in order, whether it was kept: False where this reader version's reading of it is there already, or
        stands earlier among these. Raises as ``append``.
        """
        given = [(report, tuple(claims)) for report, claims in readings]
        for report, claims in given:
            check_claims(report, claims)
        fresh: dict[str, tuple[Report, tuple[Claim, ...]]] = {}
        kept = []
        for report, claims in given:
            kept.append(report.id not in fresh)
            fresh.setdefault(report.id, (report, claims))
        if not fresh:
            return ()
        at = utc(read_at)
        with _encodable([report for report, _ in given]), self._writing() as connection:
            connection.execute(self._insert_report, [report_row(report) for report, _ in fresh.values()])
            entries = [
                entry_row("read", report.id, reader, at, None) | {"reader": reader, "claims": len(claims)}
                for report, claims in fresh.values()
            ]
            numbers = {row.report: row.number for row in connection.execute(self._insert_reading, entries)}
            self._insert_claims(connection, [(numbers[id], fresh[id][1]) for id in fresh if id in numbers])
            if connection.scalar(select(tables.reviews.c.number).limit(1)) is not None:
                self._carry(connection, numbers)
        return tuple(new and report.id in numbers for new, (report, _) in zip(kept, given, strict=True))

    def _insert_claims(self, connection: Connection, readings: Sequence[tuple[int, Sequence[Claim]]]) -> None:
        """The claims of new readings, with the names that they give."""
        rows = [claim_row(number, claim) for number, claims in readings for claim in claims]
        names = [row for number, claims in readings for claim in claims for row in name_rows(number, claim)]
        places = [row for number, claims in readings for row in place_rows(number, claims)]
        protected = [row for number, claims in readings for row in protected_rows(number, claims)]
        for statement, made in (
            (_INSERT_CLAIM, rows),
            (_INSERT_NAME, names),
            (self._insert_actor, actor_rows(names)),
            (_INSERT_PLACE, places),
            (_INSERT_PROTECTED, protected),
        ):
            if made:
                connection.execute(statement, made)

    def has(self, report_id: str, reader: str) -> bool:
        """Whether this reader version's reading of the report is kept."""
        query = select(tables.entries.c.number).where(
            tables.entries.c.report == report_id, tables.entries.c.reader == reader
        )
        return bool(self._all(query))

    def held(self, report_id: str, reader: str) -> int | None:
        """How many claims this reader version's reading of the report holds; None where there is none."""
        query = select(tables.entries.c.claims).where(
            tables.entries.c.report == report_id, tables.entries.c.reader == reader
        )
        found = self._all(query)
        return found[0].claims if found else None

    def withdraw(self, report: str, *, who: str, why: str, at: datetime | None = None) -> bool:
        """Enter that a report no longer counts; its claims leave every answer. False where it is withdrawn already.

        ``report`` as in ``report()``; OptionError where ``who`` or ``why`` is empty.
        """
        return self._mark("withdrawn", report, who, why, at)

    def restore(self, report: str, *, who: str, why: str, at: datetime | None = None) -> bool:
        """Enter that a withdrawn report counts again. False where it is not withdrawn."""
        return self._mark("restored", report, who, why, at)

    def entries(self, *, report: str | None = None) -> Iterator[Entry]:
        """All entries, oldest first; with ``report`` (as in ``report()``) those of one report."""
        query = select(tables.entries).order_by(tables.entries.c.number)
        if report is not None:
            query = query.where(tables.entries.c.report == self.report(report).report.id)
        return (entry_from_row(row) for row in self._stream(query))

    def reports(
        self,
        *,
        publisher: str | None = None,
        since: date | None = None,
        until: date | None = None,
        withdrawn: bool | None = None,
    ) -> Iterator[StoredReport]:
        """Reports by publication date, name and id (undated last); withdrawn ones too unless ``withdrawn=False``.

        ``since`` and ``until`` (inclusive) are publication dates.
        """
        query = queries.select_reports()
        if publisher is not None:
            query = query.where(tables.reports.c.publisher == publisher)
        if since is not None:
            query = query.where(tables.reports.c.published >= since)
        if until is not None:
            query = query.where(tables.reports.c.published <= until)
        if withdrawn is not None:
            query = query.where(queries.is_withdrawn() if withdrawn else ~queries.is_withdrawn())
        return (stored_from_row(row) for row in self._stream(query))

    def texts(self, ids: Iterable[str]) -> Iterator[Report]:
        """The reports of these ids as they were taken in; ids that the ledger does not know add nothing."""
        wanted = sorted(set(ids))
        for at in range(0, len(wanted), _AT_ONCE):
            query = select(tables.reports.c.record).where(tables.reports.c.id.in_(wanted[at : at + _AT_ONCE]))
            yield from (report_from_json(row.record) for row in self._all(query))

    def report(self, name: str) -> StoredReport:
        """The report of this id, this name, or whose id or name begins so. Withdrawn ones too.

        UnknownName, with the nearest names, where there is none, or with the ids that fit where there are several.
        """
        for condition in queries.fits_report(name):
            rows = self._all(queries.select_reports().where(condition).limit(_SHOWN + 1)) if name else []
            if len(rows) == 1:
                return stored_from_row(rows[0])
            if rows:
                ids = tuple(row.id for row in rows[:_SHOWN])
                raise UnknownName(f"{name!r} fits several reports ({_listed(rows, ids)}); give the id of one", ids)
        known = {row.name for row in self._all(select(tables.reports.c.name))}
        raise unknown(f"there is no report {name!r} in the ledger", nearest(name, known), "oathbook reports")

    def claims(
        self,
        *,
        type: str | None = None,
        actor: str | None = None,
        status: str | None = None,
        source: str | None = None,
        since: date | None = None,
        until: date | None = None,
        report: str | None = None,
        known_by: date | None = None,
        as_read: bool = False,
    ) -> Iterator[Claim]:
        """Current claims that fit every option, in the order of ``claim_order``.

        Args:
            type: one of the claim types.
            actor: a name; claims that give it, or another name of the same actor (``actors()``), as agent or object.
            status: actual, planned, possible or denied.
            source: a name as for ``actor``, or "report" or "unnamed".
            since: only claims whose time (publication date where they tell none) does not end before this day.
            until: only claims whose time (publication date where they tell none) does not start after this day.
            report: as in ``report()``.
            known_by: only claims published on or before this day; those with no publication date are left out.
            as_read: claims as they were read, whatever reviews say.

        Raises (at the call, not at the first claim): UnknownName for an actor, source or report that the ledger does
        not know; OptionError for a type or status that there is not.
        """
        named = source is not None and source not in NOBODY
        few = named or actor is not None or report is not None
        query = queries.select_claims(few=few, as_read=self._unreviewed(as_read))
        if type is not None:
            query = query.where(tables.claims.c.type == _allowed("type", type, TYPES))
        if status is not None:
            query = query.where(tables.claims.c.status == _allowed("status", status, STATUSES))
        if actor is not None:
            query = queries.giving(query, self.find(actor), roles=("agent", "object"))
        if source in NOBODY:
            query = query.where(tables.claims.c.source == source)
        elif source is not None:
            query = queries.giving(query, self.find(source), roles=("source",))
        if since is not None:
            query = query.where(queries.not_before(since))
        if until is not None:
            query = query.where(queries.not_after(until))
        if report is not None:
            query = query.where(queries.of_report(self.report(report).report.id))
        if known_by is not None:
            query = query.where(tables.claims.c.published <= known_by)
        return (Claim.from_json(row.record) for row in self._stream(query))

    def about(
        self,
        actors: Iterable[str],
        *,
        types: Sequence[str] | None = None,
        roles: Sequence[str] | None = None,
        known_by: date | None = None,
        as_read: bool = False,
        resolved: Actors | None = None,
    ) -> Iterator[Claim]:
        """Current claims that give any name of these actors, in the order of ``claim_order``; found by indexes.

        Args:
            actors: names, or keys of ``actors()``; what no claim gives adds nothing.
            types: only claims of these types.
            roles: only where the actor is "agent", "object" or "source"; in any of them where not given.
            known_by: only claims published on or before this day; those with no publication date are left out.
            as_read: claims as they were read, whatever reviews say.
            resolved: what ``actors()`` gave, for one who asks often; looked up anew where not given.
        """
        resolved = self.actors() if resolved is None else resolved
        as_read = self._unreviewed(as_read)
        folded = sorted({name for key in resolved.all(actors) for name in resolved.folded(key)})
        parts = [folded[at : at + _AT_ONCE] for at in range(0, len(folded), _AT_ONCE)]
        found = [self._about(part, types=types, roles=roles, known_by=known_by, as_read=as_read) for part in parts]
        if len(found) < 2:
            return found[0] if found else iter(())
        return iter(sorted({claim.id: claim for part in found for claim in part}.values(), key=claim_order))

    def between(
        self,
        one: Iterable[str],
        other: Iterable[str],
        *,
        types: Sequence[str] | None = None,
        as_read: bool = False,
        resolved: Actors | None = None,
    ) -> Iterator[Claim]:
        """Current claims that give, as agent or object, one of these actors and another one of those; as ``about``.

        An actor that is among both counts once: a claim must name two. Found by indexes.
        """
        resolved = self.actors() if resolved is None else resolved
        ours, theirs = resolved.all(one), resolved.all(other)
        values: dict[str, Any] = {
            name: sorted({folded for key in keys for folded in resolved.folded(key)})
            for name, keys in (("folded", ours), ("beside", theirs))
        }
        if types is not None:
            values["types"] = types
        query = queries.select_between(types=types is not None, as_read=self._unreviewed(as_read))
        for row in self._stream(query, values):
            claim = Claim.from_json(row.record)
            named = resolved.all((*claim.agent, *claim.object))
            if named & ours and named & theirs and len(named & (ours | theirs)) > 1:
                yield claim

    def at(
        self, places: Iterable[str], *, types: Sequence[str] | None = None, as_read: bool = False
    ) -> Iterator[Claim]:
        """Current claims whose place folds to one of these (as ``actors.fold`` folds names); found by indexes.

        ``types``: only claims of these types. ``as_read``: as they were read, whatever reviews say.
        """
        values: dict[str, Any] = {"folded": sorted(set(places))}
        if types is not None:
            values["types"] = types
        query = queries.select_at(types=types is not None, as_read=self._unreviewed(as_read))
        return (Claim.from_json(row.record) for row in self._stream(query, values))

    def pending(
        self, *, since: date | None = None, known_by: date | None = None, as_read: bool = False
    ) -> Iterator[Claim]:
        """Current claims of what is planned, possible or denied, and demands, in the order of ``claim_order``.

        ``since`` and ``known_by``: only those published on or after, on or before this day; with either, those with no
        publication date are left out. ``as_read``: as they were read, whatever reviews say.
        """
        query = queries.select_claims(few=True, as_read=self._unreviewed(as_read)).where(queries.is_pending())
        if since is not None:
            query = query.where(tables.claims.c.published >= since)
        if known_by is not None:
            query = query.where(tables.claims.c.published <= known_by)
        return (Claim.from_json(row.record) for row in self._stream(query))

    def naming(self, name: str, *, limit: int | None = None) -> Iterator[Claim]:
        """Current claims that give exactly this name, in any role, in the order of ``claim_order``."""
        query = queries.giving(queries.select_claims(few=True, as_read=self._unreviewed()), [name])
        return (Claim.from_json(row.record) for row in self._stream(query.limit(limit)))

    def protected(self) -> dict[str, frozenset[str]]:
        """The names of sources under an alias or who asked not to be named, by the id of the report."""
        found: dict[str, set[str]] = {}
        for row in self._all(queries.protected_names(as_read=self._unreviewed())):
            found.setdefault(row.report, set()).add(row.name)
        return {report: frozenset(names) for report, names in found.items()}

    def withdrawn_claims(self, *, known_by: date | None = None) -> Iterator[Claim]:
        """The claims of reports that are withdrawn now, by their newest reading; for what they once made known.

        ``known_by``: only those published on or before this day.
        """
        query = queries.select_withdrawn_claims()
        if known_by is not None:
            query = query.where(tables.claims.c.published <= known_by)
        return (Claim.from_json(row.record) for row in self._stream(query))

    def claim(self, id: str, *, current: bool = True, as_read: bool = False) -> Claim:
        """The claim of this id, or whose id begins so.

        UnknownName where there is none (with the ids nearest to it), where several fit (with those), or where the
        claim is not current any more (the message says why); ``current=False`` finds that one too, as it was read.
        ``as_read``: as it was read, whatever reviews say.
        """
        found = self._claims_like(id, only_current=True, as_read=as_read)
        past = () if found else self._claims_like(id, only_current=False) or self._added_like(id)
        if not current:
            found = found or past
        if len({claim.id for claim in found}) == 1:
            return found[-1]
        if found:
            ids = tuple(sorted({claim.id for claim in found}))[:_SHOWN]
            raise UnknownName(f"{id!r} fits several claims ({', '.join(ids)}); give more of the id", ids)
        if past:
            raise UnknownName(f"the claim {past[-1].id} counts no more: {self._why_past(past[-1])}")
        raise unknown(f"there is no claim {id!r} in the ledger", self._nearest_ids(id), "oathbook claims")

    def names(self) -> tuple[KnownName, ...]:
        """Every actor and source that current claims name, with kinds and counts, most claims first."""
        kinds: dict[str, Counter[str]] = {}
        counts: dict[str, list[int]] = {}
        for row in self._all(queries.select_names(as_read=self._unreviewed())):
            kinds.setdefault(row.name, Counter())[row.kind] += row.times
            counts.setdefault(row.name, [0, 0])[row.said] += row.times
        known = (
            KnownName(name, tuple(k for k, _ in kinds[name].most_common() if k), claims, said)
            for name, (claims, said) in counts.items()
        )
        return tuple(sorted(known, key=lambda known: (-known.claims, -known.said, known.name)))

    def _about(
        self,
        folded: Sequence[str],
        *,
        types: Sequence[str] | None,
        roles: Sequence[str] | None,
        known_by: date | None,
        as_read: bool,
    ) -> Iterator[Claim]:
        query = queries.select_about(
            roles=roles is not None, types=types is not None, known_by=known_by is not None, as_read=as_read
        )
        asked = {"folded": folded, "roles": roles, "types": types, "known_by": known_by}
        values = {name: value for name, value in asked.items() if value is not None}
        return (Claim.from_json(row.record) for row in self._stream(query, values))

    def _mark(self, what: str, report: str, who: str, why: str, at: datetime | None) -> bool:
        for option, value in (("who", who), ("why", why)):
            if not value.strip():
                raise OptionError(f"a report is {what} with who and why, and {option} is empty; say it")
        stored = self.report(report)
        if (stored.withdrawn is not None) == (what == "withdrawn"):
            return False
        with self._writing() as connection:
            row = entry_row(what, stored.report.id, who, utc(at), why)
            connection.execute(insert(tables.entries), row | {"reader": None, "claims": 0})
            self._carry(connection, [stored.report.id])
        return True

    def _claims_like(self, id: str, *, only_current: bool, as_read: bool = False) -> tuple[Claim, ...]:
        for condition in (tables.claims.c.id == id, tables.claims.c.id.startswith(id, autoescape=True)):
            query = queries.select_claims(only_current=only_current, few=True, as_read=self._unreviewed(as_read))
            query = query.where(condition).limit(10 * _SHOWN)
            rows = self._all(query) if id else []
            if rows:
                return tuple(Claim.from_json(row.record) for row in rows)
        return ()

    def _nearest_ids(self, id: str) -> tuple[str, ...]:
        for length in range(len(id) - 1, 0, -1):
            found = self._claims_like(id[:length], only_current=True)
            if found:
                return tuple(sorted({claim.id for claim in found}))[:_SHOWN]
        return ()

    def _why_past(self, claim: Claim) -> str:
        stored = self.report(claim.report)
        if stored.withdrawn:
            entry = stored.withdrawn
            return f"its report was withdrawn by {entry.who} on {entry.at.date()} ({entry.why})"
        held = outcome(self.reviews(claim=claim.id))
        new = self.goes_on(claim.id)
        if new is not None:
            return f"its report was read again by {stored.reader}, and the claim {new} goes on for it"
        if held.kind == "rejected" and held.by:
            return f"{held.by.who} rejected it on {held.by.at.date()}" + (f" ({held.by.why})" if held.by.why else "")
        if claim.rule == ADDED:
            return "who added it took it back, or it was added in a blind round"
        return f"its report was read again on {stored.read_at.date()} by {stored.reader}, which does not find it so"


@contextmanager
def _encodable(reports: Sequence[Report]) -> Iterator[None]:
    try:
        yield
    except UnicodeEncodeError as error:
        told = ", ".join(f"{report.id} ({report.name!a})" for report in reports[:_SHOWN])
        what = f"report {told}" if len(reports) == 1 else f"one of the reports {told} and more"
        raise EntryError(f"{what} cannot be kept: {error}; mend its encoding") from error


def _allowed(option: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise OptionError(f"{option} {value!r} is not one; allowed: {', '.join(allowed)}")
    return value


def _listed(rows: Sequence[Row[Any]], ids: Sequence[str]) -> str:
    return ", ".join(ids) + (" and more" if len(rows) > len(ids) else "")
