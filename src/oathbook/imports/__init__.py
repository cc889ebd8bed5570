"""Tables of coded events, and claims written out before, become reports with claims in the ledger; no model reads them.

``FORMATS`` maps the name of a format to what reads a file of it, item by item; ``keep`` puts items into a ledger.
"""

from oathbook.imports.acled import import_acled
from oathbook.imports.claimlines import import_claims
from oathbook.imports.formats import FORMATS
from oathbook.imports.ged import import_ged
from oathbook.imports.keeping import Outcome, keep
from oathbook.imports.records import READER, Item
from oathbook.imports.relations import import_ucdp_relations

__all__ = [
    "FORMATS",
    "READER",
    "Item",
    "Outcome",
    "import_acled",
    "import_claims",
    "import_ged",
    "import_ucdp_relations",
    "keep",
]
