"""Likeness of two names, explained; and the names of a great many that are most like one.

A name is folded (scripts, accents, usual spellings of Arabic, Persian and others), taken apart, and its words set
against those of the other name: equal, translated, spelt otherwise, or initials. What they share, and above all what
only one of them has, is weighed by a small model (``data/words/likeness_weights.yaml``).
"""

from oathbook.actors.likeness.comparing import Comparer, compare
from oathbook.actors.likeness.nearby import Nearby

__all__ = ["Comparer", "Nearby", "compare"]
