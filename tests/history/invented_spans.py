"""Invented spans, and a stand-in that traces them from claims in the simplest way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from oathbook.history.said import KeysLike
from oathbook.history.span import Span, SpanKind
from oathbook.history.times import position, time_order
from oathbook.records import Claim, Figure, Interval, content_id

_KINDS: dict[str, SpanKind] = {"pledge": "under", "belong": "under", "lead": "leads", "hold": "holds", "seize": "holds",
                               "fight": "hostile", "strength": "strength"}  # fmt: skip


def day(text: str | None) -> date | None:
    """A date from ISO text."""
    return date.fromisoformat(text) if text else None


def make_span(
    kind: SpanKind = "under",
    subject: str = "Lions",
    other: str | None = "Tigers",
    *,
    claims: Iterable[Claim] = (),
    against: Iterable[Claim] = (),
    begin: tuple[str | None, str | None] | None = None,
    end: tuple[str | None, str | None] | None = None,
    last_heard: str | None = None,
    figure: int | Figure | None = None,
    **fields: Any,
) -> Span:
    """A span of these claims; it was last heard of in the newest where nothing else is given."""
    told = tuple(sorted(claims, key=time_order))
    heard = max((at.high for at in map(position, told) if at is not None), default=None)
    values: dict[str, Any] = {
        "kind": kind,
        "subject": subject.lower(),
        "subject_name": subject,
        "other": other.lower() if other else None,
        "other_name": other,
        "place": None,
        "way": None,
        "state": "held",
        "figure": Figure(figure) if isinstance(figure, int) else figure,
        "begin": Interval(day(begin[0]), day(begin[1])) if begin else None,
        "end": Interval(day(end[0]), day(end[1])) if end else None,
        "last_heard": day(last_heard) or heard,
        "supporting": told,
        "opposing": tuple(sorted(against, key=time_order)),
    }
    values |= fields
    marks = [values[key] for key in ("kind", "subject", "other", "place", "way", "state")]
    return Span(id=content_id([*marks, [claim.id for claim in told], str(values["begin"])]), **values)


def trace(claims: Iterable[Claim], keys: KeysLike) -> tuple[Span, ...]:
    """One span for each kind, agent and object (or place) that claims tell; denials stand against it."""
    groups: dict[tuple[str, str, str | None, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.type in _KINDS and claim.agent:
            object = claim.object[0] if claim.object else None
            place = claim.place if claim.type in ("hold", "seize") else None
            groups[(_KINDS[claim.type], claim.agent[0], object, place)].append(claim)
    spans = []
    for (kind, agent, object, place), told in sorted(groups.items(), key=str):
        said = [claim for claim in told if claim.status != "denied"]
        denied = [claim for claim in told if claim.status == "denied"]
        if said:
            figure = said[0].quantity if kind == "strength" else None
            spans.append(
                make_span(kind, agent, object, place=place, claims=said, against=denied, figure=figure)  # type: ignore[arg-type]
            )
    return tuple(spans)
