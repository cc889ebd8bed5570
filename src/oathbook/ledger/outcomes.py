"""What reviews of a claim come to, and a claim as a review corrects it. No database here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from oathbook.errors import OptionError
from oathbook.records import (
    ADDED,
    FIELDS,
    FIRST,
    SETTLED,
    STATUSES,
    TYPES,
    Claim,
    Figure,
    Interval,
    Report,
    Review,
    content_id,
)

NOBODY = ("report", "unnamed")
Kind = Literal["open", "accepted", "corrected", "rejected", "differ"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the reviews of a claim come to.

    Attributes:
        kind: accepted, corrected or rejected; ``open`` where nobody decided, ``differ`` where two people decided
            differently and nobody settled it. An open claim and one of which people differ is answered as it was read.
        corrections: the right values by field, where it is corrected.
        by: the review that decided it last; None where it is open.
    """

    kind: Kind
    corrections: Mapping[str, Any]
    by: Review | None


def counting(reviews: Iterable[Review]) -> list[Review]:
    """Of a claim's reviews those that count: the newest of each person and round, unless it undoes; in order."""
    newest = {(review.round, review.who): review for review in sorted(reviews, key=lambda review: review.number)}
    return sorted((r for r in newest.values() if r.decision != "undone"), key=lambda review: review.number)


def outcome(reviews: Iterable[Review]) -> Outcome:
    """What a claim's reviews come to, in whatever order they came.

    The newest that settles counts before all others. Else all decisions of the first round must be the same, those
    who are unsure aside; where they are not, the claim stays as it was read until an editor settles it.
    """
    held = counting(reviews)
    settled = [review for review in held if review.round == SETTLED]
    decided = settled[-1:] or [review for review in held if review.round == FIRST]
    decided = [review for review in decided if review.decision != "unsure"]
    if not decided:
        return Outcome("open", {}, None)
    last = decided[-1]
    if any(said(review) != said(last) for review in decided):
        return Outcome("differ", {}, last)
    kind, corrections = said(last)
    return Outcome(kind, corrections, last)


def said(review: Review) -> tuple[Any, dict[str, Any]]:
    """Decision and corrections; who added a claim holds it right as it is."""
    return ("accepted", {}) if review.decision == "added" else (review.decision, dict(review.corrections))


def field_values(claim: Claim) -> dict[str, Any]:
    """The claim's value of each field that a review can correct, in the form of corrections."""
    record = claim.as_json() | {"span": [claim.start, claim.end]}
    return {field: record[field] for field in FIELDS}


def corrections_of(claim: Claim, given: Mapping[str, Any], *, length: int) -> dict[str, Any]:
    """The corrections that change something of the claim, checked, in the order of ``FIELDS``.

    ``length``: of the report's text. OptionError where a field or a value is not allowed.
    """
    strange = [field for field in given if field not in FIELDS]
    if strange:
        raise OptionError(f"{strange[0]!r} is no field to correct; allowed: {', '.join(FIELDS)}")
    held = field_values(claim)
    wanted = {field: _checked(field, given[field], length) for field in FIELDS if field in given}
    return {field: value for field, value in wanted.items() if value != held[field]}


def added_values(given: Mapping[str, Any], *, length: int) -> dict[str, Any]:
    """All values of a claim that a person adds, checked, in the order of ``FIELDS``.

    ``type`` and ``span`` must be given, and a name or a place. What is not given: status actual, source report, else
    none. ``length``: of the report's text. OptionError where something is missing or not allowed.
    """
    strange = [field for field in given if field not in FIELDS]
    if strange:
        raise OptionError(f"{strange[0]!r} is no field of a claim; allowed: {', '.join(FIELDS)}")
    for field in ("type", "span"):
        if given.get(field) is None:
            said = "one of " + ", ".join(TYPES) if field == "type" else "the offsets of the words that say it"
            raise OptionError(f"{field}: a claim needs it; give {said}")
    usual = {"agent": [], "object": [], "status": "actual", "source": "report"}
    values = {field: given[field] if given.get(field) is not None else usual.get(field) for field in FIELDS}
    made = {field: _checked(field, value, length) for field, value in values.items()}
    if not (made["agent"] or made["object"] or made["place"]):
        raise OptionError("agent: a claim is about somebody or some place, and none is given; give a name")
    return made


def added_claim(report: Report, values: Mapping[str, Any], kinds: Mapping[str, str]) -> Claim:
    """A claim that a person adds to a report. Its id comes from what it says: two who add the same, add one.

    ``values``: as ``added_values`` gives them. ``kinds``: what the names are; others are "other".
    """
    start, end = values["span"]
    bare = Claim(
        id=content_id([report.id, ADDED, {field: values[field] for field in FIELDS}]),
        report=report.id, report_name=report.name, type="", agent=(), object=(), place=None, quantity=None, when=None,
        when_words=None, status="actual", source="report", standing="report", what=None, exchanged_for=None,
        start=start, end=end, evidence="", rule=ADDED, score=1.0, published=report.published, kinds={}, reader=ADDED,
    )  # fmt: skip
    return corrected(bare, values, report.text, kinds)


def corrected(claim: Claim, corrections: Mapping[str, Any], text: str, kinds: Mapping[str, str]) -> Claim:
    """The claim with its right values; id, rule, score and reader stay.

    ``text``: of its report. ``kinds``: what names are that the claim did not give before; others are "other".
    """
    changed: dict[str, Any] = {}
    for field, value in corrections.items():
        if field == "span":
            changed |= {"start": value[0], "end": value[1], "evidence": text[value[0] : value[1]]}
        elif field == "when":
            changed["when"] = Interval.from_json(value)
        elif field == "quantity":
            changed["quantity"] = Figure.from_json(value)
        else:
            changed[field] = tuple(value) if field in ("agent", "object") else value
    if "source" in changed:
        changed["standing"] = changed["source"] if changed["source"] in NOBODY else "named"
    if "type" in changed:
        changed["what"] = "other" if changed["type"] == "demand" else None
        changed["exchanged_for"] = None
    made = replace(claim, **changed)
    named = dict.fromkeys([*made.agent, *made.object, *([] if made.source in NOBODY else [made.source])])
    return replace(made, kinds={name: claim.kinds.get(name) or kinds.get(name, "other") for name in named})


def _checked(field: str, value: Any, length: int) -> Any:
    """The value in the form of ``Claim.as_json``, or OptionError."""
    fits, allowed = True, ""
    if field in ("type", "status"):
        words: tuple[str, ...] = TYPES if field == "type" else STATUSES
        fits, allowed = value in words, ", ".join(words)
    elif field in ("agent", "object"):
        fits = isinstance(value, list | tuple) and all(_is_name(name) for name in value)
        value, allowed = (list(dict.fromkeys(value)) if fits else value), "a list of names"
    elif field == "place":
        fits, allowed = value is None or _is_name(value), "a name, or none"
    elif field == "source":
        fits, allowed = _is_name(value), 'a name, "report" or "unnamed"'
    elif field == "span":
        whole = isinstance(value, list | tuple) and len(value) == 2 and all(type(each) is int for each in value)
        fits, allowed = whole and 0 <= value[0] < value[1] <= length, f"two offsets from 0 to {length:,}, in order"
        value = list(value) if fits else value
    else:
        value, fits = _read(field, value)
        allowed = "[earliest, latest] as 2014-12-15, or none" if field == "when" else "value, low, high and of, or none"
    if not fits:
        raise OptionError(f"{field}: {value!a} is not right; allowed: {allowed}")
    return value


def _read(field: str, value: Any) -> tuple[Any, bool]:
    if value is None:
        return None, True
    try:
        if field == "when":
            interval = Interval.from_json(list(value))
            return (interval.as_json() if interval and (interval.earliest or interval.latest) else None), True
        figure = Figure.from_json(value)
        numbers = [figure.value, figure.low, figure.high] if figure else []
        fits = all(n is None or (type(n) is int and 0 <= n < 10**12) for n in numbers) and any(
            n is not None for n in numbers
        )
        return (figure.as_json() if figure and fits else value), fits and (
            figure is None or figure.of is None or _is_name(figure.of)
        )
    except (TypeError, ValueError, AttributeError):
        return value, False


def _is_name(value: Any) -> bool:
    fits = isinstance(value, str) and bool(value.strip()) and len(value) <= 500
    return fits and not any("\ud800" <= letter <= "\udfff" or letter == "\x00" for letter in value)
