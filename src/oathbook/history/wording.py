"""Spans, claims and figures in a few words, for the sides of a dispute and for what was learned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from oathbook.history.phrasing import figure_words, interval_words, listed
from oathbook.history.span import Span
from oathbook.history.times import is_timed
from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Figure


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
    nobody = str(words["somebody"])
    place = claim.place or nobody
    says = template.format(
        agent=listed(claim.agent) or nobody,
        object=listed(claim.object) or nobody,
        place=place,
        figure=figure_says(claim.quantity),
    )
    return says if claim.place is None or "{place}" in template else f"{says} in {claim.place}"


def figure_says(figure: Figure | None) -> str:
    """The best figure alone, ``400``, else its range, ``150 to 200``; ``a number not told`` for None."""
    if figure is None or (figure.value is None and figure.low is None and figure.high is None):
        return "a number not told"
    return f"{figure.value:,}" if figure.value is not None else figure_words(replace(figure, of=None))


def claim_when_says(claim: Claim) -> str:
    """The time that a claim tells, else when it was published."""
    if is_timed(claim):
        return interval_words(claim.when)
    return f"published {claim.published}" if claim.published else "no time told"
