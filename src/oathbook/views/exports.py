"""Claims and reports as lines of JSON and as CSV. The keys are those of ``Claim.as_json``."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

CLAIM_COLUMNS = (
    "id", "report", "report_id", "published", "type", "agent", "object", "place", "quantity", "quantity_low",
    "quantity_high", "quantity_of", "when_earliest", "when_latest", "when_words", "status", "source", "standing",
    "what", "for", "evidence", "start", "end", "rule", "score", "kinds", "reader",
)  # fmt: skip
REPORT_COLUMNS = (
    "id", "name", "title", "publisher", "authors", "published", "published_from", "url", "language", "claims",
    "reader", "read_at", "readings", "withdrawn", "warnings",
)  # fmt: skip
EVENT_COLUMNS = (
    "event", "event_agent", "event_object", "event_place", "event_earliest", "event_latest", "reports", "voices",
    "differs", "copy_of", *CLAIM_COLUMNS,
)  # fmt: skip
ACTOR_COLUMNS = ("key", "name", "kind", "claims", "said", "names")
JUDGEMENT_COLUMNS = ("number", "id", "at", "verdict", "one", "other", "who", "why", "score", "followed")
SEPARATOR = "; "
"""Between several names in one cell of a CSV."""


def json_line(record: Mapping[str, Any]) -> str:
    """One record as one line, keys as they come, letters as they are."""
    return json.dumps(record, ensure_ascii=False)


def claim_cells(record: Mapping[str, Any]) -> dict[str, Any]:
    """A claim's JSON flattened: figures and times in columns of their own, several names joined by ``; ``."""
    figure = record["quantity"] or {}
    earliest, latest = record["when"] or (None, None)
    flat = {
        **record,
        "agent": SEPARATOR.join(record["agent"]),
        "object": SEPARATOR.join(record["object"]),
        "quantity": figure.get("value"),
        "quantity_low": figure.get("low"),
        "quantity_high": figure.get("high"),
        "quantity_of": figure.get("of"),
        "when_earliest": earliest,
        "when_latest": latest,
        "kinds": json.dumps(record["kinds"], ensure_ascii=False, sort_keys=True),
    }
    return {column: flat.get(column) for column in CLAIM_COLUMNS}


def event_cells(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """An event's JSON as one row a claim, each with the event's own columns before those of the claim."""
    earliest, latest = record["when"] or (None, None)
    event = {
        "event": record["id"],
        "event_agent": SEPARATOR.join(record["agent"]),
        "event_object": SEPARATOR.join(record["object"]),
        "event_place": record["place"],
        "event_earliest": earliest,
        "event_latest": latest,
        "reports": record["reports"],
        "voices": record["voices"],
        "differs": SEPARATOR.join(record["differs"]),
    }
    for claim in record["claims"]:
        yield {**event, "copy_of": record["copies"].get(claim["id"]), **claim_cells(claim)}


def actor_cells(record: Mapping[str, Any]) -> dict[str, Any]:
    """An actor's JSON flattened; ``name`` is the name with most claims."""
    return {**record, "name": record["names"][0], "names": SEPARATOR.join(record["names"])}


def report_cells(record: Mapping[str, Any]) -> dict[str, Any]:
    """A stored report's JSON flattened; ``withdrawn`` is the reason given, or empty."""
    withdrawn = record.get("withdrawn")
    flat = {
        **record,
        "authors": SEPARATOR.join(record.get("authors") or ()),
        "warnings": SEPARATOR.join(record.get("warnings") or ()),
        "withdrawn": (withdrawn.get("why") or "withdrawn") if withdrawn else None,
    }
    return {column: flat.get(column) for column in REPORT_COLUMNS}


def csv_lines(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> Iterator[str]:
    """CSV (RFC 4180 quoting, ``\\n`` line ends) one record at a time, the heading first; a record may hold newlines."""
    held = io.StringIO()
    writer = csv.DictWriter(held, columns, lineterminator="\n")
    writer.writeheader()
    yield _taken(held)
    for row in rows:
        writer.writerow(row)
        yield _taken(held)


def _taken(held: io.StringIO) -> str:
    text = held.getvalue().removesuffix("\n")
    held.seek(0)
    held.truncate()
    return text
