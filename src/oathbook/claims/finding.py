"""The way from a reading to claims: find, join, settle, leave out retellings."""

from __future__ import annotations

from oathbook.claims.joining import join
from oathbook.claims.learned import find_by_model
from oathbook.claims.naming import Fillers
from oathbook.claims.patterns import find_by_patterns
from oathbook.claims.retellings import without_retellings
from oathbook.claims.settling import settle
from oathbook.lexicon import Lexicon
from oathbook.records import Claim, Reading

LEAST = 0.3
"""Least score of a claim, chosen for F1 on a training file that neither model nor patterns were made on."""


def find_claims(reading: Reading, lexicon: Lexicon, *, reader: str, least: float | None = None) -> list[Claim]:
    """See ``oathbook.claims.find``."""
    floor = LEAST if least is None else least
    findings = join(find_by_patterns(reading, lexicon), find_by_model(reading), reading.scores.get("candidates", ()))
    fillers = Fillers(reading)
    settled = [settle(reading, f, fillers, reader=reader) for f in findings if f.score >= floor]
    return without_retellings([c for c in settled if c is not None])
