"""Disputes, grouped, each with the words of its sides; and what was learned between two days."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from oathbook.history.disputes import Dispute, Side
from oathbook.history.learned import Change
from oathbook.history.span import Belief
from oathbook.history.wording import span_says, wording
from oathbook.records import Claim
from oathbook.views.phrases import NO_TIME, clean, count, interval_words, short
from oathbook.views.shield import Shield
from oathbook.views.telling import where_said

if TYPE_CHECKING:
    from datetime import date

    from rich.console import RenderableType

_SHOWN = 3
"""How many claims of a side, or of a change, are shown with their words."""
HEADINGS = {"learned": "Learned", "corrected": "Corrected", "changed": "Known better", "withdrawn": "Withdrawn"}


def grade_words(belief: Belief) -> str:
    """``probable (B2)``."""
    return f"{belief.grade} ({belief.source}{belief.information})"


def told_disputes(disputes: Sequence[Dispute], shield: Shield) -> list[RenderableType]:
    """The disputes for a rich console, those of one actor or place under its name."""
    from rich.text import Text

    groups = [list(group) for _, group in groupby(disputes, key=lambda dispute: dispute.about_key)]
    out: list[RenderableType] = [Text(f"{count(len(disputes), 'dispute')}, worst first")]
    for group in groups:
        out += [Text(), Text(clean(shield.text(group[0].about)), style="bold")]
        for dispute in group:
            out += _dispute(dispute, shield)
    return out


def _dispute(dispute: Dispute, shield: Shield) -> list[RenderableType]:
    from rich.text import Text

    when = interval_words(dispute.when)
    parts = [wording()["kinds"][dispute.kind]["says"], f"gravity {dispute.gravity}"]
    parts += [when] if when != NO_TIME else []
    out: list[RenderableType] = [Text(f"  {' · '.join(parts)}  [{short(dispute.id)}]")]
    for side in dispute.sides:
        out += _side(side, shield)
    return out


def _side(side: Side, shield: Shield) -> list[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    head = f"{clean(shield.text(side.says))}: {grade_words(side.belief)}, {count(len(side.claims), 'claim')}"
    return [Padding(Text(head, style="italic"), (0, 0, 0, 4)), *_words(side.claims, shield, indent=6)]


def _words(claims: Sequence[Claim], shield: Shield, *, indent: int) -> list[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    out: list[RenderableType] = []
    for claim in claims[:_SHOWN]:
        line = f'{short(claim.id)}  {where_said(claim)}: "{clean(claim.evidence)}"'
        out.append(Padding(Text(shield.text(line), style="dim"), (0, 0, 0, indent)))
    if len(claims) > _SHOWN:
        out.append(Padding(Text(f"and {count(len(claims) - _SHOWN, 'more claim')}", style="dim"), (0, 0, 0, indent)))
    return out


def told_changes(changes: Sequence[Change], first: date, second: date, shield: Shield) -> list[RenderableType]:
    """What changed, for a rich console, under one heading a kind."""
    from rich.padding import Padding
    from rich.text import Text

    out: list[RenderableType] = [
        Text(f"{count(len(changes), 'change')} between what was published by {first} and by {second}")
    ]
    for kind, group in groupby(changes, key=lambda change: change.kind):
        out += [Text(), Text(HEADINGS[kind], style="bold")]
        for change in group:
            out.append(Text(f"  {clean(shield.text(what_changed(change)))}"))
            out += [Padding(Text(clean(shield.text(says))), (0, 0, 0, 4)) for says in change.says]
            out += _words(change.claims, shield, indent=4)
    return out


def what_changed(change: Change) -> str:
    """``Lions stands under Tigers (from 2014-12-13): probable (B2)``."""
    span = change.span
    belief = f": {grade_words(span.belief)}" if span.belief else ""
    begin, end = interval_words(span.begin), interval_words(span.end)
    times = [f"from {begin}" if begin != NO_TIME else "", f"ended {end}" if end != NO_TIME else ""]
    told = ", ".join(part.replace("from from", "from") for part in times if part)
    return span_says(span) + (f" ({told})" if told else "") + belief
