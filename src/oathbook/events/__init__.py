"""Which claims of many reports tell one event: computed from claims and reports, never stored.

``link(ledger.claims(), (stored.report for stored in ledger.reports()))`` gives every claim in one ``Event``. Linking
two events is worse than missing that two tellings are of one; docs/decisions/0010-one-event.md says how it is held.
"""

from oathbook.events.linking import link
from oathbook.events.records import Event, Telling

__all__ = ["Event", "Telling", "link"]
