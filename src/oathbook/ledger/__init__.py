"""The ledger: reports, their claims and what was done with them; append-only.

``with Ledger("oathbook.sqlite") as ledger: ledger.append(report, claims, reader="...")``
"""

from oathbook.ledger.book import Ledger
from oathbook.ledger.stored import KnownName, StoredReport, claim_order

__all__ = ["KnownName", "Ledger", "StoredReport", "claim_order"]
