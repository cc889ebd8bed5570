"""A claim, a time, a figure and a source in words."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Figure, Interval

SHORT = 8
"""Letters of an id that are shown; commands take any beginning of an id that fits only one."""
NO_TIME = "no time told"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"\s+")


@cache
def wording() -> Mapping[str, Any]:
    """``data/words/phrases.yaml``."""
    return Lexicon().words("phrases")


def phrase(type: str) -> Mapping[str, str]:
    """How a claim type is worded; see the head of ``data/words/phrases.yaml``."""
    found: Mapping[str, str] = wording()["types"][type]
    return found


def clean(text: str) -> str:
    """One line fit for a terminal: no control or direction characters (a page could hold any), single blanks."""
    if type(text) is str and text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text  # nothing of all that is in it, which is so nearly always and told at once
    return _BLANKS.sub(" ", _CONTROL.sub("", text)).strip()


def short(id: str) -> str:
    """The beginning of an id, as shown."""
    return id[:SHORT]


def count(number: int, noun: str) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: tuple[str, ...] | list[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    names = [clean(name) for name in names]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def interval_words(when: Interval | None) -> str:
    """``2014-12-14``, ``2014-12-13 to 2014-12-14``, ``2014-12``, ``2014``, ``from 2014-01-01``, ``no time told``."""
    if when is None or (when.earliest is None and when.latest is None):
        return NO_TIME
    low, high = when.earliest, when.latest
    if low is None:
        return f"until {high}"
    if high is None:
        return f"from {low}"
    if low == high:
        return low.isoformat()
    if low == date(low.year, 1, 1) and high == date(low.year, 12, 31):
        return f"{low.year}"
    if low.day == 1 and high == date(low.year, low.month, calendar.monthrange(low.year, low.month)[1]):
        return f"{low:%Y-%m}"
    return f"{low} to {high}"


def figure_words(figure: Figure | None) -> str:
    """``500 fighters, 450 to 550``, ``24 to 99 men``, ``more than 1,000``; empty for None."""
    if figure is None:
        return ""
    low, high = figure.low, figure.high
    spread = f"{low:,} to {high:,}" if low is not None and high is not None else ""
    of = f" {clean(figure.of)}" if figure.of else ""
    if figure.value is not None:
        bounds = spread or (f"at least {low:,}" if low is not None else f"at most {high:,}" if high is not None else "")
        exact = bounds in ("", f"at least {figure.value:,}", f"at most {figure.value:,}")
        if exact:
            return f"{bounds or f'{figure.value:,}'}{of}"
        return f"{figure.value:,}{of}, {bounds}"
    if spread:
        return f"{spread}{of}"
    if low is not None:
        return f"at least {low:,}{of}"
    return f"at most {high:,}{of}" if high is not None else f"some{of}"


def source_words(claim: Claim) -> str:
    """``the report``, ``unnamed``, ``Abu Salma (under an alias)``."""
    if claim.source == "report":
        return "the report"
    note = wording()["standing"].get(claim.standing)
    return f"{clean(claim.source)} ({note})" if note else clean(claim.source)


def sentence(claim: Claim) -> str:
    """The claim in one line, firmness in the verb: "Fajr al-Wadi may leave Emirate Movement".

    A reading aid made from the fields, not a quotation; the report's own words are ``claim.evidence``.
    """
    words = phrase(claim.type)
    figure = figure_words(claim.quantity)
    agent, object_, place = listed(claim.agent), listed(claim.object), clean(claim.place or "")
    passive = words.get("passive") if not agent else None
    if not agent and figure and claim.type in ("join", "leave"):
        agent, figure = figure, ""
    subject_role = words.get("of")
    subject = agent
    if passive and not agent:
        subject = object_ if subject_role == "object" else place
        if subject_role == "object":
            object_ = ""
        else:
            place = ""
        if not subject and figure:
            subject, figure = figure, ""
    if not subject:
        subject, passive = wording()["somebody"], None
    tail = _tail(claim, words, object_, place, figure, told=subject)
    return _capital(f"{subject} {_predicate(claim, words, passive)}{tail}")


def _predicate(claim: Claim, words: Mapping[str, str], passive: str | None) -> str:
    state = passive or words.get("state")
    if state:
        return {"actual": state, "planned": f"to be {state}", "possible": f"may be {state}", "denied": f"not {state}"}[
            claim.status
        ]
    bare = words["bare"]
    return {"actual": words["said"], "planned": f"to {bare}", "possible": f"may {bare}", "denied": f"did not {bare}"}[
        claim.status
    ]


def _tail(claim: Claim, words: Mapping[str, str], object_: str, place: str, figure: str, *, told: str) -> str:
    to, at = words.get("to", ""), words.get("at", "in")
    where = f" {at} {place}".replace("  ", " ") if place else ""
    whom = f" {to} {object_}".replace("  ", " ") if object_ else ""
    tail = where + whom if words.get("place") == "first" else whom + where
    if claim.type == "strength":
        tail = f" {(figure or 'a strength not told').removeprefix('at ')}{tail}"
    else:
        tail += beside(told + " " + object_, claim.quantity if figure else None)
    if claim.what:
        tail += f": {wording()['demands'].get(claim.what, clean(claim.what))}"
    if claim.exchanged_for:
        tail += f" in exchange for {clean(claim.exchanged_for)}"
    return tail


def beside(name: str, figure: Figure | None) -> str:
    """`` (40 fighters)`` to stand after a name; empty where the name says the number itself."""
    return f" ({figure_words(figure)})" if figure is not None and not _has_number(name, figure) else ""


def _has_number(text: str, figure: Figure) -> bool:
    return figure.value is not None and re.search(rf"\b({figure.value}|{figure.value:,})\b", text) is not None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
