"""Claims: who did what to whom, on whose word, how firmly."""

from __future__ import annotations

from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Reading


def find(reading: Reading, lexicon: Lexicon, *, reader: str, least: float | None = None) -> list[Claim]:
    """All claims of a reading in the order of the text.

    Args:
        reader: version of the reader, kept with every claim.
        least: least score of a claim that is given; None takes the default.
    """
    from oathbook.claims.finding import find_claims

    return find_claims(reading, lexicon, reader=reader, least=least)
