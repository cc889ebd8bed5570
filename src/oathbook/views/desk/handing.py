"""Handing out claims to reviewers: who has which in hand for now, what they skipped, which keys they use."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, MetaData, String, Table, Text, delete, insert, select

from oathbook.errors import OptionError
from oathbook.ledger.rows import utc
from oathbook.views.desk.store import Store

metadata = MetaData()

leases = Table(
    "desk_leases",
    metadata,
    Column("claim", String(64), primary_key=True),
    Column("holder", String(64), nullable=False, comment="the session that has it in hand"),
    Column("until", String(32), nullable=False),
)

skips = Table(
    "desk_skips",
    metadata,
    Column("holder", String(64), primary_key=True),
    Column("claim", String(64), primary_key=True),
    Column("until", String(32), nullable=False),
)

keys = Table("desk_keys", metadata, Column("who", String(64), primary_key=True), Column("chosen", Text, nullable=False))

IN_HAND = timedelta(minutes=5)
"""How long a claim that was handed out is handed to nobody else."""
SKIPPED = timedelta(hours=12)
"""How long a claim that was skipped stays away from who skipped it."""
KEYS = {
    "accept": "a", "correct": "c", "reject": "r", "unsure": "u", "skip": "s", "undo": "z", "add": "m",
    "first_back": "{", "first_on": "}", "last_back": "[", "last_on": "]",
}  # fmt: skip
"""What can be done with one key, and the key where a user chose none."""
LABELS = {
    "accept": "Accept", "correct": "Correct", "reject": "Reject", "unsure": "Unsure", "skip": "Skip", "undo": "Undo",
    "add": "Missed claim", "first_back": "First word back", "first_on": "First word on", "last_back": "Last word back",
    "last_on": "Last word on",
}  # fmt: skip
"""How each is called. The last four move the ends of the words in hand, a word at a time."""


class Handing:
    """What is in hand, skipped and chosen at one desk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.writing() as connection:
            store.lock(connection)
            metadata.create_all(connection)

    def take(self, candidates: Iterable[str], holder: str) -> str | None:
        """The first of these claims that nobody else has in hand and ``holder`` did not skip; it is theirs then."""
        now = datetime.now(UTC)
        with self._store.writing() as connection:
            self._store.lock(connection)
            connection.execute(delete(leases).where(leases.c.until < utc(now)))
            connection.execute(delete(skips).where(skips.c.until < utc(now)))
            taken = {row.claim for row in connection.execute(select(leases).where(leases.c.holder != holder))}
            taken |= set(connection.scalars(select(skips.c.claim).where(skips.c.holder == holder)))
            found = next((claim for claim in candidates if claim not in taken), None)
            connection.execute(delete(leases).where(leases.c.holder == holder))
            if found is not None:
                until = utc(now + IN_HAND)
                connection.execute(insert(leases), {"claim": found, "holder": holder, "until": until})
        return found

    def skip(self, claim: str, holder: str) -> None:
        """Keep a claim away from ``holder`` for some hours."""
        with self._store.writing() as connection:
            self._store.lock(connection)
            connection.execute(delete(skips).where(skips.c.holder == holder, skips.c.claim == claim))
            until = utc(datetime.now(UTC) + SKIPPED)
            connection.execute(insert(skips), {"holder": holder, "claim": claim, "until": until})

    def skipped(self, holder: str) -> set[str]:
        """What ``holder`` skipped."""
        return {row.claim for row in self._store.all(select(skips.c.claim).where(skips.c.holder == holder))}

    def keys(self, who: str) -> dict[str, str]:
        """The keys a user chose, by what they do; an empty one is no key.

        What came since they chose has its usual key, or none where they gave that one another thing to do.
        """
        rows = self._store.all(select(keys.c.chosen).where(keys.c.who == who))
        chosen: dict[str, str] = json.loads(rows[0].chosen) if rows else {}
        taken = set(chosen.values())
        return {what: chosen.get(what, "" if key in taken else key) for what, key in KEYS.items()}

    def choose(self, who: str, chosen: dict[str, str]) -> None:
        """Keep a user's keys. OptionError where one is no single letter, digit or sign, or two are the same."""
        made = {what: chosen.get(what, "").strip().lower() for what in KEYS}
        for what, key in made.items():
            if len(key) > 1 or not key.isprintable():
                raise OptionError(f"{key!a} is no key for {LABELS[what]!r}; give one letter, digit or sign, or none")
        for key in made.values():
            both = [LABELS[what] for what, other in made.items() if key and other == key]
            if len(both) > 1:
                raise OptionError(f"the key {key!a} would do two things, {' and '.join(both)}; give each its own")
        with self._store.writing() as connection:
            self._store.lock(connection)
            connection.execute(delete(keys).where(keys.c.who == who))
            connection.execute(insert(keys), {"who": who, "chosen": json.dumps(made)})
