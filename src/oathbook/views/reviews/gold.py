"""What reviewers settled, as gold: one record a report, with its actors and claims, as the claim schema has it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from oathbook.actors import fold
from oathbook.ledger import Ledger
from oathbook.records import Claim, Report
from oathbook.views.marked import shows_nobody
from oathbook.views.phrases import clean, short
from oathbook.views.protect import Protector
from oathbook.views.reviews.coding import decided_claims

NOBODY = ("report", "unnamed")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A report with the claims that reviewers hold right, as they were read or corrected, in the order of the text.

    ``open`` is how many of its claims nobody decided, or people decided differently.
    """

    report: Report
    claims: tuple[Claim, ...]
    open: int


def reviewed(ledger: Ledger, *, complete: bool = False) -> Iterator[Reviewed]:
    """The reports of which at least one claim was decided, by publication date; withdrawn ones are left out.

    ``complete``: only those of which every claim is decided. A claim that was rejected is not among its report's.
    """
    decided = decided_claims(ledger.reviews())
    stored = ledger.pick_reports(sorted({review.report for review in decided.values()}))
    every: dict[str, list[str]] = defaultdict(list)
    counting: dict[str, list[Claim]] = defaultdict(list)
    for _, claim in ledger.readings_of(list(stored), as_read=True):
        every[claim.report].append(claim.id)
    for _, claim in ledger.readings_of(list(stored)):
        if claim.id in decided:
            counting[claim.report].append(claim)
    said = {
        row for row, new in ledger.held_claims([id for ids in every.values() for id in ids]).items() if new in decided
    }
    for each in sorted(stored.values(), key=lambda s: (str(s.report.published or "~"), s.report.name, s.report.id)):
        read = every[each.report.id]
        held = sorted(counting[each.report.id], key=lambda claim: (claim.start, claim.end, claim.id))
        unread = sum(id not in decided and id not in said for id in read)
        if (unread == len(read) and not held) or (complete and unread):
            continue
        yield Reviewed(each.report, tuple(held), unread)


def named(report: Report, guard: Protector) -> str:
    """The report's name as exports give it; the beginning of its id where the name tells a protected one."""
    return clean(report.name) if shows_nobody(report.name, report.id, guard) else f"report-{short(report.id)}"


def gold(held: Reviewed, key_of: Callable[[str], str], guard: Protector) -> dict[str, Any]:
    """One report's gold: report, published, actors by id, claims.

    Args:
        key_of: the key of the actor of a name, so that two spellings are one actor.
        guard: takes protected names out.
    """
    report = held.report
    actors: dict[str, dict[str, Any]] = {}
    ids: dict[str, str] = {}

    def actor(name: str, kind: str) -> str:
        key = key_of(name)
        if key not in ids:
            ids[key] = _free(_slug(key) or "actor", actors)
            actors[ids[key]] = {"kind": kind, "names": []}
        if name not in actors[ids[key]]["names"]:
            actors[ids[key]]["names"].append(name)
        return ids[key]

    claims = []
    for claim in map(guard.claim, held.claims):
        kinds = claim.kinds
        record: dict[str, Any] = {
            "type": claim.type,
            "agent": [actor(name, kinds.get(name, "other")) for name in claim.agent],
            "object": [actor(name, kinds.get(name, "other")) for name in claim.object],
            "place": claim.place,
            "quantity": claim.quantity.as_json() if claim.quantity else None,
            "when": claim.when.as_json() if claim.when else None,
            "status": claim.status,
            "source": _source(claim, actor),
            "required": True,
            "evidence": claim.evidence,
        }
        record |= {key: value for key, value in (("what", claim.what), ("for", claim.exchanged_for)) if value}
        claims.append(record)
    published = report.published.isoformat() if report.published else None
    return {"report": named(report, guard), "published": published, "actors": actors, "claims": claims}


def _source(claim: Claim, actor: Callable[[str, str], str]) -> str:
    if claim.source in NOBODY:
        return claim.source
    return actor(claim.source, claim.kinds.get(claim.source, "person"))


def _slug(key: str) -> str:
    plain = unicodedata.normalize("NFKD", fold(key)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:40]


def _free(slug: str, taken: dict[str, Any]) -> str:
    if slug not in (*taken, *NOBODY):
        return slug
    return next(f"{slug}_{n}" for n in range(2, len(taken) + 3) if f"{slug}_{n}" not in taken)
