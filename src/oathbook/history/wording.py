"""Spans, claims and figures in a few words, for the sides of a dispute and for what was learned."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from oathbook.history.span import Span
from oathbook.history.times import is_timed
from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Figure, Interval


@cache
def wording() -> Mapping[str, Any]:
    """``data/words/disputes.yaml``."""
    return Lexicon().words("disputes")


def span_says(span: Span) -> str:
    """``Lions stands under Tigers``; of a state that is not "held", with that: "it is denied that ..."."""
    words = wording()
    nobody = words["somebody"]
    says = words["span"][span.kind].format(
        subject=span.subject_name,
        other=span.other_name or nobody,
        place=span.place or nobody,
        figure=figure_says(span.figure),
    )
    return str(words["states_say"][span.state].format(says=says))


def claim_says(claim: Claim) -> str:
    """``Lions joined Tigers`` or ``Lions fought Tigers in Homs``, without status."""
    words = wording()
    template = words["claim"][claim.type]
    place = claim.place or words["somebody"]
    says = template.format(
        agent=_listed(claim.agent), object=_listed(claim.object), place=place, figure=figure_says(claim.quantity)
    )
    return says if claim.place is None or "{place}" in template else f"{says} in {claim.place}"


def _listed(names: tuple[str, ...]) -> str:
    if not names:
        return str(wording()["somebody"])
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def figure_says(figure: Figure | None) -> str:
    """``400``, ``150 to 200``, ``24 or more``; ``a number not told`` for None."""
    if figure is None or (figure.value is None and figure.low is None and figure.high is None):
        return "a number not told"
    if figure.value is not None:
        return f"{figure.value:,}"
    if figure.low is not None and figure.high is not None:
        return f"{figure.low:,} to {figure.high:,}"
    return f"{figure.low:,} or more" if figure.low is not None else f"{figure.high:,} or fewer"


def interval_says(when: Interval | None) -> str:
    """``2014-12-13``, ``2014-12-13 to 2014-12-14``, ``from 2014-12-13``, ``until 2014-12-13``, ``no time told``."""
    if when is None or (when.earliest is None and when.latest is None):
        return "no time told"
    if when.earliest is None or when.latest is None:
        return f"from {when.earliest}" if when.earliest else f"until {when.latest}"
    return str(when.earliest) if when.earliest == when.latest else f"{when.earliest} to {when.latest}"


def claim_when_says(claim: Claim) -> str:
    """The time that a claim tells, else when it was published."""
    if is_timed(claim):
        return interval_says(claim.when)
    return f"published {claim.published}" if claim.published else "no time told"
