"""One claim by its id, why it counts no more, and the names that claims give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from oathbook.errors import UnknownName
from oathbook.ledger import queries, tables
from oathbook.ledger.judging import unknown
from oathbook.ledger.outcomes import outcome
from oathbook.ledger.reported import SHOWN, Reported
from oathbook.ledger.reviewing import Reviewing
from oathbook.ledger.stored import KnownName
from oathbook.records import ADDED, Claim


class Knowing(Reviewing, Reported):
    """What of the ledger knows single claims, past ones too, and names. See ``Ledger``."""

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
            ids = tuple(sorted({claim.id for claim in found}))[:SHOWN]
            raise UnknownName(f"{id!r} fits several claims ({', '.join(ids)}); give more of the id", ids)
        if past:
            raise UnknownName(f"the claim {past[-1].id} counts no more: {self._why_past(past[-1])}")
        raise unknown(f"there is no claim {id!r} in the ledger", self._nearest_ids(id), "oathbook claims")

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

    def _claims_like(self, id: str, *, only_current: bool, as_read: bool = False) -> tuple[Claim, ...]:
        for condition in (tables.claims.c.id == id, tables.claims.c.id.startswith(id, autoescape=True)):
            query = queries.select_claims(only_current=only_current, few=True, as_read=self._unreviewed(as_read))
            query = query.where(condition).limit(10 * SHOWN)
            rows = self._all(query) if id else []
            if rows:
                return tuple(Claim.from_json(row.record) for row in rows)
        return ()

    def _nearest_ids(self, id: str) -> tuple[str, ...]:
        for length in range(len(id) - 1, 0, -1):
            found = self._claims_like(id[:length], only_current=True)
            if found:
                return tuple(sorted({claim.id for claim in found}))[:SHOWN]
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
