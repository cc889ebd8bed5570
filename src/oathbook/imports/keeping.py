"""Items of an import into a ledger, many in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from oathbook.errors import EntryError, SourceError
from oathbook.imports.records import Item
from oathbook.ledger import Ledger

_REPORTS_AT_ONCE = 500
_CLAIMS_AT_ONCE = 5_000
"""How much is kept in one transaction: what a stop can lose, and what is told as kept together."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item. ``item`` is None where the row could not be taken in (``error`` says why).

    ``kept``: its report and claims were kept now. ``known``: the ledger holds them already. Neither, and no error: a
    row of a kind that tells nothing of our types.
    """

    item: Item | None
    kept: bool = False
    known: bool = False
    error: Exception | None = None


def keep(ledger: Ledger, items: Iterable[Item | SourceError]) -> Iterator[Outcome]:
    """Keep the items; one outcome each, in their order, once its transaction is done.

    What is kept is whole: after any stop, doing it again keeps the rest. Raises SourceError where the file itself
    cannot be read on, LedgerError where the ledger cannot be written; what came before is kept.
    """
    waiting: list[Item | SourceError] = []
    claims = 0
    try:
        for item in items:
            waiting.append(item)
            claims += 0 if isinstance(item, SourceError) else len(item.claims)
            if len(waiting) >= _REPORTS_AT_ONCE or claims >= _CLAIMS_AT_ONCE:
                yield from _keep(ledger, waiting)
                waiting, claims = [], 0
    except SourceError as error:
        yield from _keep(ledger, [*waiting, error])
        return
    yield from _keep(ledger, waiting)


def _keep(ledger: Ledger, items: list[Item | SourceError]) -> list[Outcome]:
    told = [item for item in items if isinstance(item, Item) and item.claims]
    kept: dict[int, bool | EntryError] = {}
    for reader in dict.fromkeys(item.reader for item in told):
        of_reader = [item for item in told if item.reader == reader]
        kept |= zip(map(id, of_reader), _append(ledger, of_reader, reader), strict=True)
    return [_outcome(ledger, item, kept.get(id(item))) for item in items]


def _append(ledger: Ledger, items: list[Item], reader: str) -> list[bool | EntryError]:
    try:
        return list(ledger.append_many([(item.report, item.claims) for item in items], reader=reader))
    except EntryError as error:
        if len(items) == 1:
            return [error]
        return [found for item in items for found in _append(ledger, [item], reader)]


def _outcome(ledger: Ledger, item: Item | SourceError, kept: bool | EntryError | None) -> Outcome:
    if isinstance(item, SourceError):
        return Outcome(None, error=item)
    if kept is None:
        return Outcome(item)
    if isinstance(kept, EntryError):
        return Outcome(item, error=kept)
    held = len(item.claims) if kept else ledger.held(item.report.id, item.reader)
    if held == len(item.claims):
        return Outcome(item, kept=kept, known=not kept)
    return Outcome(
        item,
        error=EntryError(
            f"report {item.report.id} ({item.report.name}) is in the ledger with {held} claims by {item.reader}, and "
            f"has {len(item.claims)} here; a reading is kept once, so bring the whole of it into a fresh ledger"
        ),
    )
