"""From the ledger's records to the rows of the index."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from oathbook.ledger import Ledger, StoredReport
from oathbook.ledger.rows import name_rows
from oathbook.records import Claim
from oathbook.views.desk.index import tables
from oathbook.views.desk.index.words import fold_words
from oathbook.views.protect import PROTECTED, Protector

_INSERT_WORDS = {
    "sqlite": text(f"INSERT INTO {tables.WORDS} (rowid, words, open_words) VALUES (:document, :words, :open_words)"),
    "postgresql": text(
        f"INSERT INTO {tables.WORDS} (document, words, open_words) VALUES (:document, :words, :open_words)"
    ),
}
_DELETE_WORDS = {
    "sqlite": text(f"DELETE FROM {tables.WORDS} WHERE rowid = :document"),
    "postgresql": text(f"DELETE FROM {tables.WORDS} WHERE document = :document"),
}
_LAST = "9999-12-31"
_MOST_WORDS = 400_000
"""Letters of one report that are indexed; PostgreSQL's vectors hold a megabyte."""


def fill(connection: Connection, ledger: Ledger, ids: list[str], *, guard: Protector) -> None:
    """Put these reports and their current claims in, in place of what was there of them."""
    _forget(connection, ids)
    under = int(connection.scalar(select(func.min(tables.reports.c.document))) or 0)
    document = int(connection.scalar(select(func.max(tables.claims.c.document))) or 0)
    rows: dict[str, list[dict[str, Any]]] = {"reports": [], "claims": [], "names": [], "words": []}
    stored = ledger.pick_reports(ids)
    for report in stored.values():
        under -= 1
        rows["reports"].append(_report_row(under, report))
        rows["words"].append(_words_row(under, _report_words(report), report.report.id, guard))
    for reading, claim in ledger.readings_of(list(stored)):
        document += 1
        rows["claims"].append(_claim_row(document, reading, claim))
        for row in name_rows(reading, claim):
            held = _is_held(row["name"], claim.report, guard)
            rows["names"].append({"document": document, "role": row["role"], "name": row["name"], "held": held})
        rows["words"].append(_words_row(document, _claim_words(claim), claim.report, guard))
    for name, table in (("reports", tables.reports), ("claims", tables.claims), ("names", tables.names)):
        if rows[name]:
            connection.execute(insert(table), rows[name])
    if rows["words"]:
        connection.execute(_INSERT_WORDS[connection.dialect.name], rows["words"])


def _forget(connection: Connection, ids: list[str]) -> None:
    gone = [
        *connection.scalars(select(tables.reports.c.document).where(tables.reports.c.id.in_(ids))),
        *connection.scalars(select(tables.claims.c.document).where(tables.claims.c.report.in_(ids))),
    ]
    if not gone:
        return
    connection.execute(_DELETE_WORDS[connection.dialect.name], [{"document": document} for document in gone])
    for at in range(0, len(gone), 5_000):
        connection.execute(delete(tables.names).where(tables.names.c.document.in_(gone[at : at + 5_000])))
    connection.execute(delete(tables.claims).where(tables.claims.c.report.in_(ids)))
    connection.execute(delete(tables.reports).where(tables.reports.c.id.in_(ids)))


def _report_row(document: int, stored: StoredReport) -> dict[str, Any]:
    report = stored.report
    return {
        "document": document,
        "id": report.id,
        "publisher": _without_nul(report.publisher) if report.publisher else None,
        "published": _day(report.published),
        "language": (report.language or "")[:16],
        "withdrawn": stored.withdrawn is not None,
        "claims": stored.claims,
        "read_at": stored.read_at.isoformat(timespec="microseconds"),
        "place": f"{_day(report.published) or '~'} {_without_nul(report.name)} {report.id}",
    }


def _claim_row(document: int, reading: int, claim: Claim) -> dict[str, Any]:
    earliest, latest = (claim.when.earliest, claim.when.latest) if claim.when else (None, None)
    published = _day(claim.published)
    told = earliest is not None or latest is not None
    begins, ends = _day(earliest or latest) or _LAST, _day(latest or earliest) or _LAST
    return {
        "document": document,
        "reading": reading,
        "id": claim.id,
        "report": claim.report,
        "type": claim.type,
        "status": claim.status,
        "source": claim.source if claim.source in ("report", "unnamed") else "",
        "first": (_day(earliest) or "0001-01-01") if told else published,
        "last": (_day(latest) or _LAST) if told else published,
        "published": published,
        "score": claim.score,
        "place": f"{begins} {ends} {published or _LAST} {claim.id}",
    }


def _report_words(stored: StoredReport) -> str:
    report = stored.report
    return "\n".join(filter(None, (report.title, report.name, report.publisher, *report.authors, report.text)))


def _claim_words(claim: Claim) -> str:
    given: Iterable[str | None] = (
        claim.type, *claim.agent, *claim.object, claim.place, claim.when_words, claim.exchanged_for,
        claim.source if claim.source not in ("report", "unnamed") else None, claim.evidence,
    )  # fmt: skip
    return "\n".join(filter(None, given))


def _words_row(document: int, words: str, report: str, guard: Protector) -> dict[str, Any]:
    """``words`` are without protected names; ``open_words`` are all, where there are such names."""
    words = words[:_MOST_WORDS]
    shown = guard.text(words, report).replace(PROTECTED, "")
    return {"document": document, "words": fold_words(shown), "open_words": fold_words(words) if shown != words else ""}


def _is_held(name: str, report: str, guard: Protector) -> bool:
    names = guard.names.get(report, frozenset())
    return name in names or guard.text(name, report) != name


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _without_nul(text: str) -> str:
    return text.replace("\x00", "�")
