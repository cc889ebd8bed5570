"""Asking the ledger for current claims: by what they are, by actors, by places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from oathbook.actors import Actors
from oathbook.errors import OptionError
from oathbook.ledger import queries, tables
from oathbook.ledger.judging import Judging
from oathbook.ledger.reported import AT_ONCE, Reported
from oathbook.ledger.rows import NOBODY
from oathbook.ledger.stored import claim_order
from oathbook.records import STATUSES, TYPES, Claim


class Asking(Judging, Reported):
    """What of the ledger asks for current claims. See ``Ledger``."""

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
        parts = [folded[at : at + AT_ONCE] for at in range(0, len(folded), AT_ONCE)]
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
        query = queries.select_at(types=types is not None, as_read=self._unreviewed(as_read))
        more = {} if types is None else {"types": types}
        folded = sorted(set(places))
        parts = [folded[at : at + AT_ONCE] for at in range(0, len(folded), AT_ONCE)]
        found = [self._stream(query, {"folded": part} | more) for part in parts]
        return (Claim.from_json(row.record) for rows in found for row in rows)

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


def _allowed(option: str, value: str, allowed: Sequence[str]) -> str:
    if value not in allowed:
        raise OptionError(f"{option} {value!r} is not one; allowed: {', '.join(allowed)}")
    return value
