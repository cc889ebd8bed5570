"""What cannot both be true: two leaders, two holders, rival figures, said and denied, before against after.

``find_disputes(spans, claims, keys)`` gives every ``Dispute`` with the words of its sides, worst first. Computed, never
stored; docs/belief.md says what counts as a dispute and how grave it is.
"""

from oathbook.history.disputes.finding import find_disputes
from oathbook.history.disputes.records import Dispute, DisputeKind, Side

__all__ = ["Dispute", "DisputeKind", "Side", "find_disputes"]
