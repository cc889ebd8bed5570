"""The desk's index: current claims and all reports as small rows to filter, order and search.

It is derived from the ledger and can be thrown away: what is missing or of another version is made anew.
"""

from oathbook.views.desk.index.asking import Found, Index, Place
from oathbook.views.desk.index.filters import Filters
from oathbook.views.desk.index.order import Order
from oathbook.views.desk.index.words import Words, read_words

__all__ = ["Filters", "Found", "Index", "Order", "Place", "Words", "read_words"]
