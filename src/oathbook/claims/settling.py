"""From a finding on tokens to a claim with names, dates, figures, source and status."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from oathbook.claims.moments import days
from oathbook.claims.naming import Fillers
from oathbook.reading.speakers import source_at
from oathbook.records import Claim, Figure, Finding, Reading, Standing, content_id

T = TypeVar("T")
COUNTED = {"leave", "join", "form", "kill", "detain", "release", "strength", "merge", "belong", "expel", "withdraw"}
"""Types whose quantity counts their people, when no figure stands by the trigger itself."""
COUNTED_ROLE = {"kill": "object", "detain": "object", "release": "object", "expel": "object", "form": "object"}
RELATIONS = {"ally", "belong", "join", "lead", "leave", "pledge"}
"""Types in which nobody is both parties: where the two turn out to be one actor, nothing is claimed."""
LONGEST = 24
"""Tokens of evidence before it is cut down to the trigger and what stands next to it."""


def settle(
    reading: Reading,
    finding: Finding,
    fillers: Fillers,
    *,
    reader: str,
    source: tuple[str, Standing, str] | None = None,
) -> Claim | None:
    """The claim that a finding makes, or None where it names nobody.

    ``source`` is name, standing and kind of who says it (see ``vouching``); without it the innermost speech decides.
    """
    report = reading.report
    kinds: dict[str, str] = {}
    named: dict[str, tuple[str, ...]] = {}
    for role in ("agent", "object"):
        names: list[str] = []
        for token in finding.roles.get(role, ()):
            actor = fillers.actor(token)
            if actor and actor[0] not in names:
                names.append(actor[0])
                kinds[actor[0]] = actor[1]
        named[role] = tuple(names)
    agent = named["agent"]
    objects = tuple(n for n in named["object"] if n not in agent)
    place = _first(fillers.phrase(t) for t in finding.roles.get("place", ()))
    if not (agent or objects) or (finding.type in RELATIONS and named["object"] and not objects):
        return None
    if finding.type == "lead" and not any(
        fillers.named(t) for role in ("agent", "object") for t in finding.roles.get(role, ())
    ):
        return None
    time = _first(fillers.time(t) for t in finding.roles.get("when", ()))
    if source is None:
        said_by, standing = _source(reading, finding, fillers, kinds)
    else:
        said_by, standing, kind = source
        if standing not in ("report", "unnamed"):
            kinds.setdefault(said_by, kind)
    start, end = _evidence(reading, finding, fillers)
    quantity = _quantity(finding, fillers)
    when = days(reading, finding, time) if time else None
    content = {
        "report": report.id,
        "reader": reader,
        "type": finding.type,
        "start": start,
        "end": end,
        "agent": agent,
        "object": objects,
        "place": place,
        "quantity": quantity.as_json() if quantity else None,
        "status": finding.status,
        "source": said_by,
    }
    return Claim(
        id=content_id(content),
        report=report.id,
        report_name=report.name,
        type=finding.type,
        agent=agent,
        object=objects,
        place=place,
        quantity=quantity,
        when=when,
        when_words=time.text if time else None,
        status=finding.status or "actual",
        source=said_by,
        standing=standing,
        what=finding.what,
        exchanged_for=_first(fillers.phrase(t) for t in finding.roles.get("for", ())),
        start=start,
        end=end,
        evidence=report.text[start:end],
        rule=finding.rule,
        score=finding.score,
        published=report.published,
        kinds=kinds,
        reader=reader,
    )


def _first(items: Iterable[T | None]) -> T | None:
    return next((item for item in items if item is not None), None)


def _source(reading: Reading, finding: Finding, fillers: Fillers, kinds: dict[str, str]) -> tuple[str, Standing]:
    """Who says it: the innermost speech around the trigger."""
    speech = source_at(reading.speeches, finding.head)
    if speech is None:
        return "report", "report"
    if speech.mention >= 0:
        actor = fillers.actor(reading.mentions[speech.mention].head)
        if actor:
            kinds.setdefault(actor[0], actor[1])
            return actor[0], speech.standing
    return speech.source, speech.standing


def _quantity(finding: Finding, fillers: Fillers) -> Figure | None:
    for token in finding.roles.get("quantity", ()):
        figure = fillers.figure(token)
        if figure:
            return figure.figure
    if finding.type == "strength":
        figure = fillers.figure(finding.head)
        return figure.figure if figure else None
    if finding.type in COUNTED:
        for token in finding.roles.get(COUNTED_ROLE.get(finding.type, "agent"), ()):
            counted = fillers.figure_of(token)
            if counted:
                return counted
    return None


def _evidence(reading: Reading, finding: Finding, fillers: Fillers) -> tuple[int, int]:
    """The stretch of text that the claim rests on, from the first to the last word, within the trigger's sentence.

    What would make it longer than ``LONGEST`` words is left out.
    """
    doc = reading.doc
    sentence = doc[finding.head].sent
    first, last = finding.trigger
    for role in ("object", "agent", "quantity", "place", "when"):
        for token in finding.roles.get(role, ()):
            mention = fillers.mention(token)
            begin, end = (mention.first, mention.last) if mention else (token, token)
            low, high = min(first, begin), max(last, end)
            if sentence.start <= begin and end < sentence.end and high - low < LONGEST:
                first, last = low, high
    return doc[first].idx, doc[last].idx + len(doc[last])
