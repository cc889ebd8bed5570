"""Who is signed in, kept at the server: a cookie is good for as long as its session is here.

A session ends when its owner signs out, after some hours without a page, some days after the sign-in, and when the
account is removed or gets another password or role.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update

from oathbook.ledger.rows import utc
from oathbook.views.desk.store import Store, sessions

STEP = timedelta(minutes=1)
"""How exactly the last page of a session is kept."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that holds. ``opens``: whether its owner asked to see the names of protected sources."""

    name: str
    opens: bool


class SignedInSessions:
    """The sessions of a desk's accounts.

    Args:
        idle: how long after its last page a session ends.
        longest: how long after the sign-in it ends in any case.
    """

    def __init__(self, store: Store, *, idle: timedelta, longest: timedelta) -> None:
        self._store = store
        self._idle, self._longest = idle, longest

    def begin(self, id: str, name: str, *, now: datetime | None = None) -> None:
        """Keep a session of an account; those that are over are forgotten."""
        moment = now or datetime.now(UTC)
        with self._store.writing() as connection:
            over = or_(sessions.c.seen < utc(moment - self._idle), sessions.c.begun < utc(moment - self._longest))
            connection.execute(delete(sessions).where(over))
            row = {"id": _hidden(id), "name": name, "begun": utc(moment), "seen": utc(moment), "opens": False}
            connection.execute(insert(sessions), row)

    def look(self, id: str, name: str, *, now: datetime | None = None) -> SignedIn | None:
        """The session of this id and account, which a page is asked of now; None where it is over or never was."""
        moment = now or datetime.now(UTC)
        rows = self._store.all(select(sessions).where(sessions.c.id == _hidden(id), sessions.c.name == name))
        if not rows:
            return None
        begun, seen = (datetime.fromisoformat(text) for text in (rows[0].begun, rows[0].seen))
        if moment - seen > self._idle or moment - begun > self._longest:
            return None
        if moment - seen > STEP:
            with self._store.writing() as connection:
                connection.execute(update(sessions).where(sessions.c.id == _hidden(id)).values(seen=utc(moment)))
        return SignedIn(rows[0].name, bool(rows[0].opens))

    def open_names(self, id: str, *, show: bool) -> None:
        """Keep whether the owner of the session asked to see the names of protected sources."""
        with self._store.writing() as connection:
            connection.execute(update(sessions).where(sessions.c.id == _hidden(id)).values(opens=show))

    def end(self, id: str) -> None:
        """End a session; its cookie is good for nothing from now on."""
        with self._store.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.id == _hidden(id)))


def _hidden(id: str) -> str:
    """What is kept of an id: who reads the file cannot make a cookie of it."""
    return hashlib.sha256(id.encode()).hexdigest()
