"""Judging names: pairs side by side as records, and decisions with what must be so before each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from oathbook.actors.parties import Party, parties
from oathbook.actors.rulings import Ruling
from oathbook.actors.suggestions import Suggestion, likeness_of
from oathbook.errors import OathbookError, UnknownName
from oathbook.ledger import Ledger
from oathbook.records import Judgement
from oathbook.views.actors import ruling_words
from oathbook.views.guarding import NameGuard
from oathbook.views.quoting import Quote, quote_of

_EXAMPLES = 20
"""Among how many claims a sentence that has the name is looked for."""


def merge(book: Ledger, one: str, other: str, *, who: str, why: str) -> Judgement:
    """Judge two names to mean one actor. OathbookError where they were judged different, UnknownName for a name that
    nobody knows."""
    check_known(book, one, other)
    ruling = book.actors().verdict(one, other)
    if ruling.verdict == "different":
        raise OathbookError(f"{ruled(one, other, ruling)}; undo one of these judgements first")
    return book.judge(one, other, "same", who=who, why=why)


def split(book: Ledger, one: str, other: str, *, who: str, why: str) -> Judgement:
    """Judge two names to mean two actors. UnknownName for a name that nobody knows."""
    check_known(book, one, other)
    return book.judge(one, other, "different", who=who, why=why)


def undo(book: Ledger, one: str, other: str, *, who: str, why: str) -> Judgement:
    """Take back what was judged of two names; the judgement taken back.

    UnknownName where nothing was judged; OathbookError where what is held of them comes of other judgements.
    """
    before = book.actors()
    held = before.judged(one, other)
    if held is None or held.verdict == "undone":
        ruling = before.verdict(one, other)
        if ruling.verdict is None or not ruling.path:
            raise UnknownName(f"nothing was judged of {one!r} and {other!r}; `oathbook actors log` lists judgements")
        raise OathbookError(f"nothing was judged of these two themselves: {ruled(one, other, ruling)}; undo that")
    book.judge(one, other, "undone", who=who, why=why)
    return held


def check_known(book: Ledger, *names: str) -> None:
    """UnknownName, with the nearest, for a name that is neither in claims nor judged nor a known name."""
    found = book.actors()
    for name in names:
        if len(found.folded(found(name))) == 1 and not found.known(name):
            book.find(name)


def ruled(one: str, other: str, ruling: Ruling) -> str:
    """What is held of two names and by which steps, in one line."""
    first, *steps = ruling_words(one, other, ruling)
    return f"{first}{': ' if steps else ''}{'; '.join(step.strip() for step in steps)}"


def quote_for(book: Ledger, name: str) -> Quote | None:
    """A sentence of a report that has the name."""
    return quote_of(name, book.naming(name, limit=_EXAMPLES), lambda report: book.report(report).report)


def sides_of(
    book: Ledger, one: str, other: str, known: Iterable[Party] | None = None
) -> tuple[Party | None, Party | None]:
    """The actors of two names; None for a name that no claim gives. ``known``: all actors, where they are kept."""
    found = book.actors()
    by_key = {party.key: party for party in (parties(book.names(), found) if known is None else known)}
    return by_key.get(found(one)), by_key.get(found(other))


def suggestion_record(book: Ledger, suggestion: Suggestion, guard: NameGuard) -> dict[str, Any]:
    """A pair that may be one actor as JSON, with a sentence of each."""
    names = (suggestion.one, suggestion.other)
    return {
        **guard.pair({"one": suggestion.one, "other": suggestion.other}),
        **guard.likeness(suggestion.likeness.as_json(), list(_all_names(suggestion.parties))),
        "actors": [guard.party(party.as_json()) for party in suggestion.parties],
        "words": _words(guard, names, (quote_for(book, names[0]), quote_for(book, names[1]))),
    }


def pair_record(
    book: Ledger, one: str, other: str, guard: NameGuard, *, known: Iterable[Party] | None = None
) -> dict[str, Any]:
    """What is held of two names, why, and how alike they are, as JSON, with a sentence of each.

    ``known``: all actors that claims name, where they are kept.
    """
    found = book.actors()
    sides = sides_of(book, one, other, known)
    told = [None if side is None or side.kind == "other" else side.kind for side in sides]
    likeness = likeness_of()(one, other, kinds=(told[0], told[1]))
    names = [one, other, *(name for side in sides if side for name in side.names)]
    return {
        **guard.pair({"one": one, "other": other}),
        "verdict": found.verdict(one, other).verdict,
        "path": [guard.step(step.as_json()) for step in found.verdict(one, other).path],
        "known_apart": [guard.step(step.as_json()) for step in found.known_apart(one, other).path],
        **guard.likeness(likeness.as_json(), names),
        "actors": [guard.party(side.as_json()) if side else None for side in sides],
        "words": _words(guard, (one, other), (quote_for(book, one), quote_for(book, other))),
    }


def judgement_records(book: Ledger, guard: NameGuard) -> Iterator[dict[str, Any]]:
    """All judgements as JSON, oldest first, each with whether it is followed."""
    refused = {conflict.judgement.number for conflict in book.actors().conflicts}
    for judgement in book.judgements():
        yield {**guard.judgement(judgement.as_json()), "followed": judgement.number not in refused}


def _words(guard: NameGuard, names: tuple[str, str], quotes: tuple[Quote | None, Quote | None]) -> list[Any]:
    return [None if guard.hides(names) else guard.quote(quote) for quote in quotes]


def _all_names(found: tuple[Party, Party]) -> Iterator[str]:
    return (name for party in found for name in party.names)
