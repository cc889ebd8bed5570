"""How far a span is to be believed, by a named rule: a grade in words and in the Admiralty scale, with reasons.

``weigh(span)`` for one span, ``Weigher(...)`` for many; docs/belief.md states the default rule. Nothing is changed by
weighing: another rule gives another answer from the same claims.
"""

from oathbook.history.belief.rules import BEST_FIRST, INFORMATION, RULES, Rule
from oathbook.history.belief.weigher import Weigher, compare_rules, weigh

__all__ = ["BEST_FIRST", "INFORMATION", "RULES", "Rule", "Weigher", "compare_rules", "weigh"]
