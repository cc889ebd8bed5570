"""What a picture is asked for, and the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from oathbook.history.coverage import Covers, covers
from oathbook.history.span import Span
from oathbook.records import Claim
from oathbook.views.phrases import clean
from oathbook.views.pictures.evidence import heard_in
from oathbook.views.spans import begin_words, day_words, end_words, state_words, tie_words


@dataclass(frozen=True, slots=True)
class Asked:
    """The two clocks (``on``: when it held; ``known_by``: what had been published), and the stretch of time shown."""

    on: date | None = None
    known_by: date | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Descent:
    """One actor came of another, as knowledge files or claims tell it: ``way`` is "renamed", "split off", "founded" and
    so on.

    ``old`` and ``new`` are keys, in the order of time; ``when`` is the day (or the first of the days) on which it was.
    ``source``: what the knowledge file names as its source, empty where no file tells it. ``supporting``: the claims
    that tell it.
    """

    old: str
    new: str
    way: str
    when: date | None
    source: str = ""
    supporting: tuple[Claim, ...] = ()


def stands(span: Span, on: date | None) -> Covers:
    """Whether it covers the day; without a day, whether no end of it is told."""
    if on is None:
        return "yes" if span.end is None else "no"
    return covers(span, on)


def claims_of(spans: Iterable[Span]) -> list[Claim]:
    """All claims that the spans name, each once, in the order of their ids."""
    found: dict[str, Claim] = {}
    for span in spans:
        for claim in (*span.supporting, *span.opposing, *span.enders):
            found[claim.id] = claim
    return [found[id] for id in sorted(found)]


def span_words(span: Span, sure: Covers = "yes") -> str:
    """``Lions under Tigers (pledged): held, since 2014-12-13, until -, last heard 2015-01-28``."""
    parts = [state_words(span.state, sure)]
    since, until = clean(begin_words(span.begin)), clean(end_words(span.end))
    parts += [f"since {since}" if since != "-" else "nobody tells since when"]
    parts += [f"until {until}" if until != "-" else "no end told"]
    if span.end is None and span.last_heard:
        parts.append(f"last heard {span.last_heard}")
    return f"{tie_words(span)}: {', '.join(parts)}"


def caption(asked: Asked, spans: Sequence[Span], *, more: Iterable[Claim] = (), on_day: bool = True) -> tuple[str, ...]:
    """For which day, by what was known, how many claims in how many reports."""
    if on_day:
        first = day_words(asked.on, asked.known_by)
    else:
        first = f"by what was published up to {asked.known_by}" if asked.known_by else "by all that is told"
    stretch = ""
    if asked.since or asked.until:
        stretch = f"; from {asked.since or 'the first day told'} to {asked.until or 'the last day told'}"
    words = f"{first}{stretch}; {heard_in([*claims_of(spans), *more])}"
    return (words[0].upper() + words[1:] + ".",)
