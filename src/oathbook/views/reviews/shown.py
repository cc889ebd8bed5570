"""Reviews as they leave the program, without the names of protected sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from oathbook.records import Figure, Interval, Review
from oathbook.views.phrases import figure_words, interval_words, listed, short
from oathbook.views.protect import Protector
from oathbook.views.reviews.coding import Agreement
from oathbook.views.tables import Column, Table


def review_record(review: Review, guard: Protector) -> dict[str, Any]:
    """The JSON of a review; protected names are out of corrections and reason."""

    def mend(value: Any) -> Any:
        if isinstance(value, str):
            return guard.text(value, review.report)
        return [mend(each) for each in value] if isinstance(value, list) else value

    record = review.as_json()
    if guard.names.get(review.report):
        record["corrections"] = {field: mend(value) for field, value in record["corrections"].items()}
        record["why"] = mend(record["why"])
    return record


def value_words(value: Any) -> str:
    """A value of a correction in words: ``A and B``, ``2014-12``, ``500 fighters``, ``none``."""
    if isinstance(value, dict):
        return figure_words(Figure.from_json(value))
    if isinstance(value, list):
        if any(value) and len(value) == 2 and all(each is None or _is_day(each) for each in value):
            return interval_words(Interval.from_json(value))
        return listed([str(each) for each in value]) or "none"
    return str(value) if value not in (None, "") else "none"


def reviews_table(reviews: Iterable[Review]) -> Table:
    """Reviews as a table."""
    columns = (
        Column("when", whole=True), Column("claim", whole=True), Column("who"), Column("round"), Column("decision"),
        Column("corrections"), Column("why"),
    )  # fmt: skip
    rows = []
    for each in reviews:
        changes = "; ".join(
            f"{field}: {value_words(value)}"
            for field, value in each.corrections.items()
            if field != "span" and (each.decision != "added" or value)
        )
        rows.append(
            (f"{each.at:%Y-%m-%d}", short(each.claim), each.who, each.round, each.decision, changes, each.why or "")
        )
    return Table(columns, tuple(rows))


def agreement_table(rows: Iterable[Agreement]) -> Table:
    """How far people agree, as a table."""
    columns = (
        Column("one"), Column("other"), Column("field"), Column("claims", whole=True), Column("the same", whole=True),
        Column("differ", whole=True), Column("kappa", whole=True), Column("alpha", whole=True),
    )  # fmt: skip

    def figure(value: float | None) -> str:
        return "–" if value is None else f"{value:.2f}"

    made = (
        (
            row.one.said,
            row.other.said,
            row.field,
            str(row.claims),
            f"{row.agreed}",
            f"{row.differ}",
            figure(row.kappa),
            figure(row.alpha),
        )
        for row in rows
    )
    return Table(columns, tuple(made))


def _is_day(text: Any) -> bool:
    return isinstance(text, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) is not None
