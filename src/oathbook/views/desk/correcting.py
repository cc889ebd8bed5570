"""A claim as the fields of a form, and what a sent form says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from oathbook.errors import OptionError
from oathbook.records import FIELDS, Claim, Report
from oathbook.views.days import day_of
from oathbook.views.protect import PROTECTED, Protector
from oathbook.views.showing import paragraph

Form = Mapping[str, str]
FIELDS_OF = {
    "type": ("type",), "agent": ("agent",), "object": ("object",), "place": ("place",), "when": ("from", "to"),
    "status": ("status",), "source": ("source",), "quantity": ("value", "low", "high", "of"), "span": ("words",),
}  # fmt: skip
"""The fields of the form that make each field of a claim."""
EMPTY = {
    "type": "", "agent": "", "object": "", "place": "", "from": "", "to": "", "status": "actual", "source": "report",
    "value": "", "low": "", "high": "", "of": "", "words": "",
}  # fmt: skip
"""The form of a claim that somebody adds."""
WIDEST = 20_000
"""Letters of a paragraph in which words are looked for."""


class FormError(OptionError):
    """What is wrong in a form: a line for each field of a claim (``records.FIELDS``), "" for the whole form."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = dict(problems)


def problems_of(error: OptionError) -> dict[str, str]:
    """The lines of an error by field; the ledger's begin with the name of the field."""
    if isinstance(error, FormError):
        return error.problems
    field, _, _ = str(error).partition(":")
    return {field if field in FIELDS else "": str(error)}


def form_of(claim: Claim) -> dict[str, str]:
    """The claim's values as the form shows them; several names one a line."""
    when, figure = claim.when, claim.quantity
    return {
        "type": claim.type,
        "agent": "\n".join(claim.agent),
        "object": "\n".join(claim.object),
        "place": claim.place or "",
        "from": str((when and when.earliest) or ""),
        "to": str((when and when.latest) or ""),
        "status": claim.status,
        "source": claim.source,
        "value": _number(figure.value if figure else None),
        "low": _number(figure.low if figure else None),
        "high": _number(figure.high if figure else None),
        "of": (figure.of or "") if figure else "",
        "words": _line(claim.evidence),
    }


def corrections_in(form: Form, claim: Claim, report: Report, guard: Protector) -> dict[str, Any]:
    """What the form changes of the claim as it was read, as ``Ledger.review`` takes it.

    ``guard``: what took protected names out of the form that was shown. A field that still holds what was shown is as
    it was read. FormError where values cannot be read, or a protected name would have to be known.
    """
    bounds = paragraph(report, claim.start, claim.end)
    found = _read(form, form_of(guard.claim(claim)), report, bounds, claim.start, guard)
    if not found:
        raise FormError({"": "nothing is changed in the form; accept the claim, or change a value"})
    return found


def values_in(form: Form, report: Report, at: int, guard: Protector) -> dict[str, Any]:
    """The values of a claim that is added, as ``Ledger.add`` takes them.

    ``at``: where the paragraph stands in the report's text. FormError as ``corrections_in``.
    """
    found = _read(form, EMPTY, report, paragraph(report, at, at), at, guard)
    missing = {}
    if not found.get("type"):
        missing["type"] = "type: choose what is claimed"
    if "span" not in found:
        missing["span"] = "words: select the words of the report that say it"
    if missing:
        raise FormError(missing)
    return found


def _read(
    form: Form, shown: Form, report: Report, bounds: tuple[int, int], near: int, guard: Protector
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for field, parts in FIELDS_OF.items():
        given = {part: form.get(part, shown[part]) for part in parts}
        chosen = field == "span" and form.get("start", "") != ""
        if not chosen and all(_line(given[part]) == _line(shown[part]) for part in parts):
            continue
        try:
            if any(PROTECTED in value for value in given.values()) and not chosen:
                said = "it holds the name of a protected source; an editor who sees it can correct it"
                raise OptionError(f"{field}: {said}")
            found[field] = _value(field, given | dict(form), report, bounds, near, guard)
        except OptionError as error:
            problems[field] = str(error)
    if problems:
        raise FormError(problems)
    return found


def _value(field: str, given: Form, report: Report, bounds: tuple[int, int], near: int, guard: Protector) -> Any:
    if field in ("agent", "object"):
        return [_line(line) for line in given[field].splitlines() if line.strip()]
    if field == "place":
        return _line(given["place"]) or None
    if field == "when":
        edges = (_day(given["from"], "first"), _day(given["to"], "last"))
        if edges[0] and edges[1] and edges[0] > edges[1]:
            raise OptionError(f"when: it cannot begin on {edges[0]} and end before that, on {edges[1]}")
        return list(edges) if any(edges) else None
    if field == "quantity":
        figures = {part: _whole(part, given[part]) for part in ("value", "low", "high")}
        if all(figure is None for figure in figures.values()):
            return None
        made = {"value": figures["value"]} | {k: v for k, v in figures.items() if v is not None and k != "value"}
        return made | ({"of": _line(given["of"])} if given["of"].strip() else {})
    if field == "span":
        return _span(given, report, bounds, near, guard)
    return _line(given[field])


def _span(given: Form, report: Report, bounds: tuple[int, int], near: int, guard: Protector) -> list[int]:
    """Offsets of the words: those that were selected, else where the words stand in the paragraph."""
    first, last = bounds
    start, end = (_whole(part, given.get(part, "")) for part in ("start", "end"))
    if start is not None and end is not None:
        if not first <= start < end <= last:
            raise OptionError("words: select them in the claim's own paragraph")
        return [start, end]
    words = given["words"].split()
    if not words:
        raise OptionError("words: they are empty; give the words of the report that say it")
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    places = pattern.finditer(report.text, first, min(last, first + WIDEST))
    held = guard.spans(report.text, report.id)
    open_ = (m for m in places if not any(a < m.end() and m.start() < b for a, b in held))
    found = min(open_, key=lambda m: abs(m.start() - near), default=None)
    if found is None:
        raise OptionError(f"words: {' '.join(words)!r} does not stand in the claim's paragraph; copy them from there")
    return [found.start(), found.end()]


def _day(text: str, edge: Any) -> str | None:
    try:
        return day_of(text, edge=edge).isoformat() if text.strip() else None
    except OptionError as error:
        raise OptionError(f"when: {error}") from error


def _whole(name: str, text: str) -> int | None:
    bare = re.sub(r"[\s,]", "", text)
    if not bare:
        return None
    if not (bare.isascii() and bare.isdecimal() and len(bare) <= 12):
        raise OptionError(f"{name}: {text.strip()!r} is no whole number; write it in digits, as 500")
    return int(bare)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _line(text: str) -> str:
    return " ".join(text.split())
