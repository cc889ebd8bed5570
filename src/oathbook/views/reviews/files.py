"""What reviewers settled, a record a report, as the desk and the commands give it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from oathbook.ledger import Ledger
from oathbook.views.protect import Protector
from oathbook.views.reviews.gold import gold, reviewed
from oathbook.views.reviews.marks import marks

FORMS = ("gold", "marks")


def lines(ledger: Ledger, form: str, *, guard: Protector, complete: bool = False) -> Iterator[dict[str, Any]]:
    """Gold or training marks of each report of which a claim was decided; see ``gold.reviewed``."""
    key_of = ledger.actors()
    for held in reviewed(ledger, complete=complete):
        yield gold(held, key_of, guard) if form == "gold" else marks(held, key_of, guard).record
