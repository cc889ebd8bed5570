"""Named users with a role and a password."""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, func, insert, or_, select, update

from oathbook.errors import OptionError, UnknownName
from oathbook.ledger.rows import utc
from oathbook.views.desk.store import Store, audit, sessions, users

if TYPE_CHECKING:
    from argon2 import PasswordHasher

ROLES = ("reader", "reviewer", "editor")
"""Each may do what those before it may. A reader looks; a reviewer reads reports in and decides about claims; an editor
withdraws reports and may see the names of protected sources."""
SHORTEST_PASSWORD = 10
MOST_TRIES = 5
"""Failed sign-ins of one name from one address before it has to wait."""
MOST_TRIES_AT_ALL = 25
"""Failed sign-ins of one name, or from one address, before it has to wait."""
WAIT = timedelta(minutes=15)
FAILED = "sign-in failed"


class ThrottledError(Exception):
    """Too many failed sign-ins; try again later."""


@dataclass(frozen=True, slots=True)
class User:
    """An account. ``print`` changes with the password, so that sessions of the old one end."""

    name: str
    role: str
    print: str
    made_at: str


class Accounts:
    """The accounts of a desk."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._one_at_a_time = threading.Lock()

    def any(self) -> bool:
        """Whether there is an account."""
        return bool(self._store.all(select(users.c.name).limit(1)))

    def all(self) -> list[User]:
        """All accounts by name."""
        return [_user(row) for row in self._store.all(select(users).order_by(users.c.name))]

    def user(self, name: str) -> User | None:
        """The account of that name."""
        rows = self._store.all(select(users).where(users.c.name == name))
        return _user(rows[0]) if rows else None

    def add(self, name: str, role: str, password: str, *, who: str) -> None:
        """Make an account, or give the one of this name another role and password; its sessions end with that.

        OptionError where the name, role or password is not allowed. ``who``: who does this, for the audit list.
        """
        name = name.strip()
        if role not in ROLES:
            raise OptionError(f"role {role!r} is not one; allowed: {', '.join(ROLES)}")
        if not 0 < len(name) <= 64 or not name.isprintable():
            raise OptionError(f"{name!a} is no name of a user; give 1 to 64 letters")
        if len(password) < SHORTEST_PASSWORD:
            raise OptionError(
                f"the password has {len(password)} characters; it needs {SHORTEST_PASSWORD} or more, such as four words"
            )
        row = {"role": role, "password": _hasher().hash(password), "made_at": utc(None)}
        with self._store.writing() as connection:
            if not connection.execute(update(users).where(users.c.name == name).values(row)).rowcount:
                connection.execute(insert(users), row | {"name": name})
            connection.execute(delete(sessions).where(sessions.c.name == name))
        self._store.note(who, "user kept", f"{name}, {role}")

    def remove(self, name: str, *, who: str) -> None:
        """Remove an account; its sessions end with it. UnknownName where there is none of this name."""
        with self._store.writing() as connection:
            gone = connection.execute(delete(users).where(users.c.name == name)).rowcount
            connection.execute(delete(sessions).where(sessions.c.name == name))
        if not gone:
            names = tuple(user.name for user in self.all())
            raise UnknownName(f"there is no user {name!r}; there are {', '.join(names) or 'none'}", names)
        self._store.note(who, "user removed", name)

    def sign_in(self, name: str, password: str, *, address: str) -> User | None:
        """The user where the password is right, else None; both are in the audit list.

        ThrottledError after too many failures within a quarter of an hour. One at a time, so that guesses at the same
        moment cannot go past the count. A name that nobody has takes as long as a wrong password.
        """
        name = name.strip()[:64]
        with self._one_at_a_time:
            if self._must_wait(name, address):
                raise ThrottledError
            rows = self._store.all(select(users).where(users.c.name == name))
            right = _matches(rows[0].password if rows else _nobodys(), password) and bool(rows)
            self._store.note(name, "signed in" if right else FAILED, address=address)
        return _user(rows[0]) if right else None

    def _must_wait(self, name: str, address: str) -> bool:
        since = utc(datetime.now(UTC) - WAIT)
        query = (
            select(audit.c.who, audit.c.address, func.count().label("times"))
            .where(audit.c.at >= since, audit.c.what == FAILED, or_(audit.c.who == name, audit.c.address == address))
            .group_by(audit.c.who, audit.c.address)
        )
        rows = self._store.all(query)
        both = sum(row.times for row in rows if row.who == name and row.address == address)
        named = sum(row.times for row in rows if row.who == name)
        there = sum(row.times for row in rows if row.address == address)
        return bool(both >= MOST_TRIES or max(named, there) >= MOST_TRIES_AT_ALL)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    """A hash that no password fits, for names that nobody has."""
    return _hasher().hash(secrets.token_urlsafe())


def _matches(hashed: str, password: str) -> bool:
    from argon2.exceptions import VerificationError

    try:
        return bool(_hasher().verify(hashed, password))
    except VerificationError:
        return False


def _user(row: Row[Any]) -> User:
    return User(row.name, row.role, hashlib.sha256(row.password.encode()).hexdigest()[:16], row.made_at)
