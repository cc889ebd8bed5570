"""What was reckoned, kept beside the ledger, so that a desk that is started again need not reckon it anew.

Spans and disputes as JSON in the desk's own tables, with the mark of what they were reckoned from: the program and its
word lists, the user's lexicon, the ledger's generation. With another mark, or where anything is missing or broken, it
is as if nothing were kept. Claims stand in it by their ids: they are the ledger's.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, delete, insert, select

import oathbook
from oathbook.history import Belief, Span
from oathbook.history.disputes import Dispute, Side
from oathbook.records import Claim, Figure, Interval
from oathbook.views.desk.store import Store, facts

T = TypeVar("T")
FACT = "reckoned"
AT_ONCE = 2_000
"""Spans or disputes of one row."""
metadata = MetaData()
reckoned = Table(
    "desk_reckoned",
    metadata,
    Column("kind", String(16), primary_key=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False, comment="JSON, by zlib"),
)
BROKEN = (ValueError, TypeError, LookupError, AttributeError, zlib.error)
"""What reading back something that is broken raises."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What is kept: all spans, and the disputes by the default rule, worst first."""

    spans: tuple[Span, ...]
    disputes: tuple[Dispute, ...]


def mark_of(generation: str, newest: str, lexicon: Path | None) -> str:
    """What something is reckoned from. ``newest``: the id of the ledger's newest entry."""
    made = hashlib.sha256(version("oathbook").encode())
    root = Path(oathbook.__file__).parent
    for folder in (root, *((lexicon,) if lexicon else ())):
        for file in sorted(each for each in folder.rglob("*") if each.suffix in (".py", ".yaml")):
            made.update(f"{file.relative_to(folder)}\0".encode("utf-8", "replace"))
            made.update(file.read_bytes())
    return f"{made.hexdigest()[:24]} {generation} {newest}"


def save(store: Store, mark: str, found: Reckoned) -> None:
    """Keep it in place of what was kept."""
    claims: dict[str, int] = {}
    spans = [_span_row(span, claims) for span in found.spans]
    disputes = [_dispute_row(dispute, claims) for dispute in found.disputes]
    rows = [
        {"kind": kind, "part": part, "content": _packed(told[at : at + AT_ONCE])}
        for kind, told in (("claims", list(claims)), ("spans", spans), ("disputes", disputes))
        for part, at in enumerate(range(0, len(told), AT_ONCE))
    ]
    with store.writing() as connection:
        store.lock(connection)
        metadata.create_all(connection)
        connection.execute(delete(reckoned))
        connection.execute(delete(facts).where(facts.c.key == FACT))
        if rows:
            connection.execute(insert(reckoned), rows)
        connection.execute(insert(facts), {"key": FACT, "value": mark})


def load(store: Store, mark: str, claims: Callable[[], Mapping[str, Claim]]) -> Reckoned | None:
    """What is kept with that mark; None where there is none, or it cannot be read. ``claims``: those of now, by id."""
    held = store.all(select(facts.c.value).where(facts.c.key == FACT))
    if not held or held[0].value != mark:
        return None
    parts: dict[str, list[Any]] = {"claims": [], "spans": [], "disputes": []}
    try:
        for row in store.all(select(reckoned).order_by(reckoned.c.kind, reckoned.c.part)):
            parts[row.kind] += json.loads(zlib.decompress(row.content))
        known = claims()
        told = [known[id] for id in parts["claims"]]
        return Reckoned(
            tuple(_span(row, told) for row in parts["spans"]), tuple(_dispute(row, told) for row in parts["disputes"])
        )
    except BROKEN:
        return None


def _packed(value: Sequence[Any]) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8"), 1)


def _numbers(told: Iterable[Claim], claims: dict[str, int]) -> list[int]:
    return [claims.setdefault(claim.id, len(claims)) for claim in told]


def _span_row(span: Span, claims: dict[str, int]) -> list[Any]:
    return [
        span.id, span.kind, span.subject, span.subject_name, span.other, span.other_name, span.place, span.way,
        span.state, _json(span.figure), _json(span.begin), _json(span.end),
        span.last_heard.isoformat() if span.last_heard else None, _numbers(span.supporting, claims),
        _numbers(span.opposing, claims), _numbers(span.enders, claims), _belief_row(span.belief),
    ]  # fmt: skip


def _span(row: Sequence[Any], claims: Sequence[Claim]) -> Span:
    words, (figure, begin, end, heard, supporting, opposing, enders, belief) = row[:9], row[9:]
    id, kind, subject, subject_name, other, other_name, place, way, state = words
    return Span(
        id,
        kind,
        subject,
        subject_name,
        other,
        other_name,
        place,
        way,
        state,
        Figure.from_json(figure),
        Interval.from_json(begin),
        Interval.from_json(end),
        date.fromisoformat(heard) if heard else None,
        tuple(claims[number] for number in supporting),
        tuple(claims[number] for number in opposing),
        tuple(claims[number] for number in enders),
        _belief(belief),
    )


def _dispute_row(dispute: Dispute, claims: dict[str, int]) -> list[Any]:
    return [
        dispute.id, dispute.kind, dispute.about, dispute.about_key, sorted(dispute.actors), dispute.place,
        _json(dispute.when), dispute.gravity, list(dispute.reasons),
        [[side.says, _numbers(side.claims, claims), _belief_row(side.belief)] for side in dispute.sides],
    ]  # fmt: skip


def _dispute(row: Sequence[Any], claims: Sequence[Claim]) -> Dispute:
    id, kind, about, about_key, actors, place, when, gravity, reasons, told = row
    sides = []
    for says, numbers, belief in told:
        weighed = _belief(belief)
        if weighed is None:
            raise ValueError("a side without belief")
        sides.append(Side(says, tuple(claims[number] for number in numbers), weighed))
    return Dispute(
        id, kind, about, about_key, frozenset(actors), place, Interval.from_json(when), tuple(sides), gravity,
        tuple(reasons),
    )  # fmt: skip


def _belief_row(belief: Belief | None) -> list[Any] | None:
    if belief is None:
        return None
    return [belief.rule, belief.grade, belief.source, belief.information, list(belief.reasons)]


def _belief(row: Sequence[Any] | None) -> Belief | None:
    return Belief(row[0], row[1], row[2], row[3], tuple(row[4])) if row else None


def _json(value: Figure | Interval | None) -> Any:
    return value.as_json() if value else None
