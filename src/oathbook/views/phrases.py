"""A claim and its source in words. Names, times and figures are worded in ``history.phrasing``, also given here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from oathbook.history.phrasing import NO_TIME, clean, figure_words, interval_words, listed
from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Figure

__all__ = [
    "NO_TIME", "SHORT", "beside", "clean", "count", "figure_words", "interval_words", "listed", "phrase", "sentence",
    "short", "source_words", "wording",
]  # fmt: skip

SHORT = 8
"""Letters of an id that are shown; commands take any beginning of an id that fits only one."""


@cache
def wording() -> Mapping[str, Any]:
    """``data/words/phrases.yaml``."""
    return Lexicon().words("phrases")


def phrase(type: str) -> Mapping[str, str]:
    """How a claim type is worded; see the head of ``data/words/phrases.yaml``."""
    found: Mapping[str, str] = wording()["types"][type]
    return found


def short(id: str) -> str:
    """The beginning of an id, as shown."""
    return id[:SHORT]


def count(number: int, noun: str) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


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
