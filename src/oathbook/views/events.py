"""Events, each with its tellings one below the other and what they differ in side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from oathbook.events import Event, Telling
from oathbook.records import Claim, Figure
from oathbook.views.phrases import (
    NO_TIME,
    clean,
    count,
    figure_words,
    interval_words,
    listed,
    phrase,
    sentence,
    short,
    source_words,
)
from oathbook.views.protect import Protector
from oathbook.views.spans import claims_with_words
from oathbook.views.tables import STYLES

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

HEADINGS = {
    "status": "status",
    "quantity": "how many",
    "when": "when",
    "place": "place",
    "agent": "who",
    "object": "whom",
}
"""The head of the column of an aspect in which tellings differ."""
DIFFERING = {
    "status": "status",
    "quantity": "figures",
    "when": "time",
    "place": "place",
    "agent": "names",
    "object": "names",
}
"""What tellings are said to differ in; of sources, which always stand in the table, nothing is said."""
GROUNDS = {
    "agent": "who",
    "object": "whom",
    "place": "place",
    "day": "time",
    "figure": "figure",
    "victims": "sort of people",
    "words": "words of a copied report",
}
"""On what tellings were linked."""
_LEAST = {"status": 8, "when": 10, "how many": 8, "place": 8, "who": 10, "whom": 10, "source": 10, "report": 14}


def event_sentence(event: Event) -> str:
    """The event in one line: firm where any telling is, with the least and the most that the tellings count."""
    told = event.claims
    firm = next((claim for claim in told if claim.status == "actual"), told[0])
    figure = _spread([claim.quantity for claim in told if claim.quantity is not None])
    return sentence(replace(firm, agent=event.agent, object=event.object, place=event.place, quantity=figure))


def _spread(figures: Sequence[Figure]) -> Figure | None:
    if len({(figure.value, figure.low, figure.high) for figure in figures}) < 2:
        return figures[0] if figures else None
    told = [number for each in figures for number in (each.low, each.value, each.high) if number is not None]
    nouns = {figure.of for figure in figures}
    of = nouns.pop() if len(nouns) == 1 else None
    if not told or min(told) == max(told):
        return Figure(min(told), of=of) if told else None
    return Figure(None, min(told), max(told), of)


def tally(event: Event) -> str:
    """``leave · 2015-03 · 2 reports, 2 independent voices · they differ in status``."""
    parts = [event.type]
    when = interval_words(event.when)
    if when != NO_TIME:
        parts.append(when)
    elif event.published:
        first, last = event.published
        parts.append(f"published {first}" + (f" to {last}" if last != first else ""))
    if event.place:
        parts.append(clean(event.place))
    parts.append(f"{count(event.reports, 'report')}, {count(event.voices, 'independent voice')}")
    differing = list(dict.fromkeys(DIFFERING[aspect] for aspect in event.aspects if aspect != "source"))
    if differing:
        parts.append(f"they differ in {listed(differing)}")
    return " · ".join(parts)


def told_events(events: Sequence[Event], *, least: int, total: int) -> list[RenderableType]:
    """The events for a rich console, each with a table of its tellings. ``total``: how many there are in all."""
    from rich.text import Text

    told = f"{count(len(events), 'event')} told in {count(least, 'report')} or more"
    out: list[RenderableType] = [Text(told + (f", of {total:,} in all" if total != len(events) else ""))]
    for event in events:
        out += [Text(), *_told(event)]
    return out


def told_event(event: Event) -> list[RenderableType]:
    """One event for a rich console, with the words of every claim."""
    from rich.text import Text

    linked = [Text(f"linked by {listed([GROUNDS[ground] for ground in event.grounds])}")] if event.grounds else []
    head, tallied, table = _told(event)
    return [
        head,
        tallied,
        *linked,
        table,
        Text(),
        Text("The claims", style="bold"),
        claims_with_words(event.claims),
    ]


def guarded(event: Event, guard: Protector) -> dict[str, Any]:
    """The event as JSON without protected names: neither in its claims, each as its report protects, nor in what is
    said of the event, where every name counts that any of its reports protects."""
    record: dict[str, Any] = guard.record(event.as_json())
    reports = sorted({claim.report for claim in event.claims})

    def mend(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: value[name] if name == "claims" else mend(item) for name, item in value.items()}
        if isinstance(value, list):
            return [mend(item) for item in value]
        if isinstance(value, str):
            for report in reports:
                value = guard.text(value, report)
        return value

    for name in ("agent", "object", "place", "differs"):
        record[name] = mend(record[name])
    return record


def _told(event: Event) -> list[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    head = Text(f"{short(event.id)}  ", style="dim")
    head.append(event_sentence(event), style="not dim bold")
    return [head, Text(tally(event)), Padding(_tellings(event), (0, 0, 0, 2))]


def _tellings(event: Event) -> Table:
    """One row a telling, with a column for each aspect in which they differ; source and report always."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    columns = [(_called(aspect, event.type), _CELLS[aspect]) for aspect in event.aspects if aspect != "source"]
    columns.append(("source", source_words))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim")
    table.add_column("claim", no_wrap=True)
    for heading, _ in columns:
        table.add_column(heading, overflow="fold", min_width=_LEAST.get(heading))
    table.add_column("report", overflow="fold", min_width=_LEAST["report"])
    for telling in event.tellings:
        cells = [cell(telling.claim) for _, cell in columns]
        style = "dim" if telling.copy_of else ""
        table.add_row(
            short(telling.claim.id),
            *(Text(cell, style=STYLES.get(cell, style)) for cell in cells),
            Text(_report(telling), style=style),
        )
    return table


def _called(aspect: str, type: str) -> str:
    """``who`` and ``whom`` by the type's own words for its roles where these are two."""
    if aspect in ("agent", "object"):
        words = phrase(type)
        if words["agent"] != words["object"]:
            return words[aspect]
    return HEADINGS[aspect]


def _report(telling: Telling) -> str:
    claim = telling.claim
    copied = f", copy of {short(telling.copy_of)}" if telling.copy_of else ""
    return f"{clean(claim.report_name)} ({claim.published or 'no date'}){copied}"


def _names(names: Iterable[str]) -> str:
    return listed(list(names)) or "-"


_CELLS: dict[str, Callable[[Claim], str]] = {
    "status": lambda claim: claim.status,
    "quantity": lambda claim: figure_words(claim.quantity) or "-",
    "when": lambda claim: interval_words(claim.when).replace(NO_TIME, "-"),
    "place": lambda claim: clean(claim.place or "-"),
    "agent": lambda claim: _names(claim.agent),
    "object": lambda claim: _names(claim.object),
}
