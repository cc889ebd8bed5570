"""Records to rows and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from oathbook.actors import fold
from oathbook.errors import EntryError
from oathbook.ledger.stored import StoredReport, report_as_json, report_from_json
from oathbook.records import (
    PROTECTED_STANDINGS,
    Claim,
    Decision,
    Entry,
    Judgement,
    Report,
    Review,
    Verdict,
    content_id,
)

NOBODY = ("report", "unnamed")
"""Sources that are no actor's name."""


def utc(moment: datetime | None) -> str:
    """The moment (now, where None; taken as UTC where it names no zone) as text that sorts by time."""
    moment = moment or datetime.now(UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def check_claims(report: Report, claims: Sequence[Claim]) -> None:
    """EntryError where a claim is of another report or two claims share an id."""
    for claim in claims:
        if claim.report != report.id:
            raise EntryError(f"claim {claim.id} is of report {claim.report}, not of {report.id} ({report.name})")
    doubled = [id for id, count in Counter(claim.id for claim in claims).items() if count > 1]
    if doubled:
        raise EntryError(f"report {report.id} ({report.name}) comes with two claims of the same id {doubled[0]}")


def report_row(report: Report) -> dict[str, Any]:
    """The row of a report."""
    return {
        "id": report.id,
        "name": _searchable(report.name),
        "publisher": _searchable(report.publisher) if report.publisher else None,
        "published": report.published,
        "record": report_as_json(report),
    }


def claim_row(number: int, claim: Claim) -> dict[str, Any]:
    """The row of a claim in the reading of that number."""
    return {
        "reading": number,
        "id": claim.id,
        "report": claim.report,
        "type": claim.type,
        "status": claim.status,
        "source": _searchable(claim.source),
        "earliest": claim.when.earliest if claim.when else None,
        "latest": claim.when.latest if claim.when else None,
        "published": claim.published,
        "record": claim.as_json(),
    }


def name_rows(number: int, claim: Claim) -> Iterator[dict[str, Any]]:
    """The rows of the names that a claim gives, each once a role."""
    sources = () if claim.source in NOBODY else (claim.source,)
    for role, given in (("agent", claim.agent), ("object", claim.object), ("source", sources)):
        for name in dict.fromkeys(given):
            yield {
                "reading": number,
                "claim": claim.id,
                "role": role,
                "name": _searchable(name),
                "kind": claim.kinds.get(name),
            }


def actor_rows(given: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A row for each distinct name of these ``name_rows``, with its first reading, in the order of the alphabet.

    The order keeps two writers that add the same names at once from waiting for each other.
    """
    first: dict[str, int] = {}
    for row in given:
        first.setdefault(row["name"], row["reading"])
    return [{"name": name, "folded": fold(name) or name, "first": first[name]} for name in sorted(first)]


def place_rows(number: int, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """A row for each of these claims that tells a place, by what the place folds to."""
    told = [(claim.id, _searchable(claim.place)) for claim in claims if claim.place]
    return [{"folded": fold(place) or place, "reading": number, "claim": id} for id, place in told]


def protected_rows(number: int, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """A row for each source of these claims that is protected."""
    names = {(claim.report, _searchable(claim.source)) for claim in claims if claim.standing in PROTECTED_STANDINGS}
    return [{"reading": number, "report": report, "name": name} for report, name in sorted(names)]


def judgement_row(
    one: str, other: str, verdict: Verdict, who: str, at: str, why: str, score: float | None
) -> dict[str, Any]:
    """The row of a judgement; its id is the content id of what was judged, by whom, when and why."""
    row = {"one": _searchable(one), "other": _searchable(other), "verdict": verdict, "who": _searchable(who), "at": at}
    row |= {"why": _searchable(why)}
    folded = {"one_folded": fold(row["one"]) or row["one"], "other_folded": fold(row["other"]) or row["other"]}
    return {"id": content_id(row), "score": score} | row | folded


def judgement_from_row(number: int, row: Mapping[Any, Any]) -> Judgement:
    """The judgement that a row of ``judgements`` holds."""
    at = datetime.fromisoformat(row["at"])
    return Judgement(
        number, row["id"], row["one"], row["other"], row["verdict"], row["who"], at, row["why"], row["score"]
    )


def entry_row(what: str, report: str, who: str, at: str, why: str | None) -> dict[str, Any]:
    """The row of an entry, but for what only a reading has."""
    row = {"what": what, "report": report, "who": who, "at": at, "why": why}
    return {"id": content_id(row)} | row


def entry_from_row(row: Row[Any]) -> Entry:
    """The entry that a row of ``entries`` holds."""
    return Entry(row.number, row.id, row.what, row.report, row.who, datetime.fromisoformat(row.at), row.why)


def stored_from_row(row: Row[Any]) -> StoredReport:
    """The report that a row of ``queries.select_reports`` holds."""
    withdrawn = None
    if row.number is not None:
        at = datetime.fromisoformat(row.at)
        withdrawn = Entry(row.number, row.entry, row.what, row.report, row.who, at, row.why)
    return StoredReport(
        report_from_json(row.record),
        row.claims,
        row.reader,
        datetime.fromisoformat(row.read_at),
        row.readings,
        withdrawn,
    )


def review_row(
    claim: Claim,
    decision: Decision,
    corrections: Mapping[str, Any],
    *,
    who: str,
    why: str | None,
    round: str,
    at: str,
    carried: int | None = None,
) -> dict[str, Any]:
    """The row of a review. ``carried``: the number of the review that it carries on."""
    row = {
        "claim": claim.id,
        "report": claim.report,
        "who": _searchable(who),
        "at": at,
        "decision": decision,
        "corrections": dict(corrections),
        "why": _searchable(why) if why else None,
        "round": round,
    }
    return {"id": content_id(row), "carried": carried} | row


def review_from_row(number: int, row: Mapping[Any, Any]) -> Review:
    """The review that a row of ``reviews`` holds."""
    at = datetime.fromisoformat(row["at"])
    return Review(
        number, row["id"], row["claim"], row["report"], row["who"], at, row["decision"], row["corrections"],
        row["why"], row["round"], row["carried"],
    )  # fmt: skip


def _searchable(text: str) -> str:
    """Without NUL, which PostgreSQL cannot keep; the record beside it keeps the text as it is."""
    return text.replace("\x00", "�")
