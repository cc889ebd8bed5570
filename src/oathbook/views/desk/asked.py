"""What an address asks for, as filters of the index: the options of ``oathbook claims`` and ``oathbook reports``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

from oathbook.errors import OptionError, UnknownName
from oathbook.records import STATUSES, TYPES
from oathbook.views.days import day_of
from oathbook.views.desk.errors import Refusal
from oathbook.views.desk.index import Filters, Order, read_words

if TYPE_CHECKING:
    from oathbook.views.desk.desk import Desk
    from oathbook.views.desk.visitors import Visitor

Asked = Mapping[str, str]
"""Query parameters; an empty one counts as not given."""

CLAIM_KEYS = ("q", "type", "actor", "status", "source", "report", "since", "until", "published_since",
              "known_by", "min_score")  # fmt: skip
REPORT_KEYS = ("q", "publisher", "language", "since", "until", "withdrawn", "least", "most", "order")
SEARCH_KEYS = ("q", "type", "since", "known_by")
NO_LANGUAGE = "unknown"
"""Asks for reports of no known language."""
ORDERS: Mapping[str, Order] = {"newest": "last", "oldest": "first", "most": "most", "read": "read"}
"""The orders of a list of reports, as an address names them."""
MOST_CLAIMS = 1_000_000


def claim_filters(asked: Asked, desk: Desk, visitor: Visitor) -> Filters:
    """Filters of claims. Refusal where a value is not allowed, UnknownName for a name that the ledger does not know."""
    source = asked.get("source", "").strip()
    sources = (source,) if source in ("report", "unnamed") else _named(source, desk, visitor) if source else None
    actor = asked.get("actor", "").strip()
    report = asked.get("report", "").strip()
    return Filters(
        type=one_of("type", asked, TYPES),
        status=one_of("status", asked, STATUSES),
        actor=_named(actor, desk, visitor) if actor else None,
        source=sources,
        report=desk.ledger.report(report).report.id if report else None,
        since=day("since", asked, "first"),
        until=day("until", asked, "last"),
        published_since=day("published_since", asked, "first"),
        known_by=day("known_by", asked, "last"),
        min_score=score("min_score", asked),
        words=read_words(asked.get("q", "")),
        without=visitor.blind.reports,
    )


def _named(name: str, desk: Desk, visitor: Visitor) -> tuple[str, ...]:
    """The names of an actor. For who codes blind a name that nobody gives finds nothing, as one that a correction of
    others gives."""
    try:
        return desk.find(name, visitor)
    except UnknownName:
        if visitor.blind:
            return (name,)
        raise


def report_filters(asked: Asked) -> Filters:
    """Filters of reports. Refusal where a value is not allowed."""
    state = one_of("withdrawn", asked, ("yes", "no"))
    language = asked.get("language", "").strip()
    least = number("least", asked, default=0, least=0, most=MOST_CLAIMS)
    most = number("most", asked, default=MOST_CLAIMS, least=0, most=MOST_CLAIMS)
    if least > most:
        message = f"least: {least:,} is more than most: {most:,}; give the smaller number of claims first"
        raise Refusal(400, "not_allowed", message, str(least))
    return Filters(
        publisher=asked.get("publisher") or None,
        language=None if not language else "" if language == NO_LANGUAGE else language,
        least=least,
        most=most if most < MOST_CLAIMS else None,
        since=day("since", asked, "first"),
        until=day("until", asked, "last"),
        withdrawn=None if state is None else state == "yes",
        words=read_words(asked.get("q", "")),
    )


def report_order(asked: Asked) -> Order:
    """The order of a list of reports; newest first where none is asked for."""
    return ORDERS[one_of("order", asked, tuple(ORDERS)) or "newest"]


def search_filters(asked: Asked, visitor: Visitor) -> tuple[Filters, Filters]:
    """Filters of the claims and of the reports that a search wants. Refusal where a value is not allowed."""
    words, since, known_by = (
        read_words(asked.get("q", "")),
        day("since", asked, "first"),
        day("known_by", asked, "last"),
    )
    claims = Filters(
        type=one_of("type", asked, TYPES),
        published_since=since,
        known_by=known_by,
        words=words,
        without=visitor.blind.reports,
    )
    return claims, Filters(since=since, until=known_by, words=words)


def one_of(name: str, asked: Asked, allowed: tuple[str, ...]) -> str | None:
    """The value of a parameter that takes one of a few words; None where it is not given."""
    value = asked.get(name, "").strip().lower()
    if value and value not in allowed:
        message = f"{name} {value!r} is not one; allowed: {', '.join(allowed)}"
        raise Refusal(400, "not_allowed", message, value, list(allowed))
    return value or None


def day(name: str, asked: Asked, edge: Literal["first", "last"] | None) -> date | None:
    """The day of a parameter."""
    value = asked.get(name, "").strip()
    try:
        return day_of(value, edge=edge) if value else None
    except OptionError as error:
        raise Refusal(400, "not_allowed", f"{name}: {error}", value) from error


def score(name: str, asked: Asked) -> float:
    """A number from 0 to 1; 0 where it is not given."""
    value = asked.get(name, "").strip()
    try:
        number = float(value or 0)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        message = f"{name}: {value!r} is no score; a score is a number from 0 to 1, as 0.5"
        raise Refusal(400, "not_allowed", message, value)
    return number


def number(name: str, asked: Asked, *, default: int, least: int, most: int) -> int:
    """A whole number; an address typed by hand may hold anything."""
    value = asked.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdecimal() and len(value) < 12 and least <= int(value) <= most:
        return int(value)
    raise Refusal(400, "not_allowed", f"{name}: {value!r} is no number from {least} to {most:,}", value)
