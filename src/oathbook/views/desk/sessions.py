"""Who asks: a signed cookie, and what goes with it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer


@dataclass
class Session:
    """What a browser's cookie says. Changing it sends a new cookie with the answer.

    Attributes:
        id: random; a new one with every sign-in.
        name, print: of the account that signed in; empty where nobody did.
        opens: whether the one person of a desk without accounts asked to see the names of protected sources. For an
            account it is kept at the server, with all that makes the session good: see ``signed``.
    """

    id: str
    name: str = ""
    print: str = ""
    opens: bool = False
    fresh: bool = field(default=False, compare=False)
    """Whether the cookie must be sent."""

    def values(self) -> dict[str, Any]:
        """What the cookie holds."""
        return {"id": self.id, "name": self.name, "print": self.print, "opens": self.opens}


class Sessions:
    """Signs and reads cookies with the desk's secret."""

    def __init__(self, secret: str, *, hours: float) -> None:
        self._secret = secret.encode()
        self._signer = URLSafeTimedSerializer(secret, salt="oathbook-desk-session")
        self.seconds = int(hours * 3600)
        self.cookie = f"oathbook_{hashlib.sha256(self._secret).hexdigest()[:8]}"
        """The cookie's name: browsers do not keep apart the cookies of two desks on one host."""

    def read(self, cookie: str | None) -> Session:
        """The session of a cookie; a new one where there is none, it is not ours, or it has expired."""
        try:
            return Session(**self._signer.loads(cookie or "", max_age=self.seconds))
        except (BadSignature, TypeError):
            return Session(secrets.token_urlsafe(18))

    def written(self, session: Session) -> str:
        """The cookie's value."""
        value = self._signer.dumps(session.values())
        return value if isinstance(value, str) else value.decode()

    def token(self, session: Session) -> str:
        """What a form of this session carries, so that no other site can send one in its name."""
        return hmac.new(self._secret, f"form {session.id}".encode(), hashlib.sha256).hexdigest()

    def fits(self, session: Session, token: str) -> bool:
        """Whether a form's token is this session's."""
        return hmac.compare_digest(self.token(session).encode(), token.encode())
